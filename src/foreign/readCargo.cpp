#include "vescargo/foreign/readCargo.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/proteinTables.h"
#include "vescargo/foreign/readDiannReport.h"

namespace vescargo {

namespace {

/// A table that is no cargo, told by columns that no other has together.
struct OtherTable {
  std::vector<std::string_view> columns;
  std::string_view what;
  std::string_view whatToDo;
};

void refuseOtherTables(const TsvFile& file) {
  static const std::vector<OtherTable> others{
      {{"peptide", "proteins", "scannr"}, "is Sage's table of matches, not of intensities", "give its lfq.tsv"},
      {{"Leading razor protein"}, "is MaxQuant's table of peptides or matches", "give proteinGroups.txt"},
      {{"Protein ID", "Peptide Sequence"}, "is FragPipe's table of peptides", "give combined_protein.tsv"},
      {{"Protein ID", "Peptide"}, "is FragPipe's table of peptides or matches", "give combined_protein.tsv"},
      {{"Genes", "Precursor.Id", "Precursor.Charge", "Protein.Group"},
       "is DIA-NN's matrix of precursors",
       "give report.pg_matrix.tsv or report.tsv"},
      {{"PSMId", "q-value"}, "is Percolator's table of matches", "give a table of protein intensities"},
      {{"peptide", "proteins", "genes"}, "is Vescargo's table of peptides", "give cargo.tsv"},
      {{"verdict", "platelet_core"}, "is Vescargo's table of scores", "give cargo.tsv"}};
  for (const OtherTable& other : others) {
    if (std::all_of(other.columns.begin(), other.columns.end(), [&](auto name) { return file.column(name); }))
      throw Error(ExitCode::CorruptContent, file.path, other.what, other.whatToDo);
  }
}

CargoTable readOwnCargo(const TsvFile& file, TableScale scale) {
  const std::size_t protein = file.requiredColumn("protein");
  const std::size_t gene = file.requiredColumn("gene");
  const std::size_t peptides = file.requiredColumn("peptides");
  SampleColumns columns;
  CargoTable cargo{"Vescargo", {}, {}, {}};
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (i == protein || i == gene || i == peptides) continue;
    if (file.header[i].empty()) {
      throw Error(ExitCode::CorruptContent, file.path, "column " + std::to_string(i + 1) + " has no name",
                  "name every sample column");
    }
    columns.emplace_back(i, file.header[i]);
    cargo.columns.push_back({{file.header[i]}, {}});
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no sample column", "add one column a sample");
  for (const auto& row : file.rows) {
    cargo.table.rows.push_back({row.cells[protein], row.cells[protein], row.cells[gene], 0});
  }
  readPeptideCounts(file, peptides, cargo.table);
  requireUniqueIds(file, cargo.table);
  // What EVProteinQuantifier wrote is log2; told that it is not, it is a table that somebody made.
  cargo.normalized = scale == TableScale::Auto || scale == TableScale::Log2;
  if (cargo.normalized) {
    readLog2Values(file, columns, cargo.table);
  } else {
    readIntensities(file, columns, scale, cargo.table);
  }
  cargo.table = sortedById(std::move(cargo.table));
  return cargo;
}

}  // namespace

CargoTable readCargo(TsvFile file, TableScale scale) {
  std::erase_if(file.rows, [](const TsvFile::Row& row) { return row.cells[0].starts_with("#!{"); });
  // Perseus describes columns in lines below the header.
  std::erase_if(file.rows, [](const TsvFile::Row& row) { return row.cells[0].starts_with("#!{"); });
  if (file.column("protein") && file.column("gene")) return readOwnCargo(file, scale);
  if (file.column("Majority protein IDs")) return readMaxQuant(std::move(file), scale);
  if (file.column("Protein.Group") && file.column("Run")) return readDiannReport(file, scale);
  refuseOtherTables(file);
  if (file.column("Protein.Group")) return readDiannMatrix(std::move(file), scale);
  if (file.column("Protein ID")) return readFragPipe(std::move(file), scale);
  return readOwnCargo(file, scale);
}

}  // namespace vescargo
