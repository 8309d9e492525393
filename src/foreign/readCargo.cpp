#include "vescargo/foreign/readCargo.h"

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/foreign/proteinNames.h"
#include "vescargo/foreign/readLongTable.h"
#include "vescargo/foreign/readMatrix.h"
#include "vescargo/foreign/tableFormats.h"

namespace vescargo {

namespace {

SampleColumns ownSamples(const TsvFile& file) {
  SampleColumns columns;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    const std::string& name = file.header[i];
    if (name == "protein" || name == "gene" || name == "peptides") continue;
    if (name.empty() && i == 0 && isText(file, i)) continue;
    if (name.empty()) {
      throw Error(ExitCode::CorruptContent, file.path, "column " + std::to_string(i + 1) + " has no name",
                  "name every sample column");
    }
    columns.emplace_back(i, name);
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no sample column", "add one column a sample");
  return columns;
}

CargoTable readOwnCargo(TsvFile file, TableScale scale) {
  const std::size_t protein = file.requiredColumn("protein");
  const std::size_t gene = file.requiredColumn("gene");
  const SampleColumns columns = ownSamples(file);
  CargoTable cargo;
  cargo.program = "Vescargo";
  GeneSources sources;
  for (const auto& column : columns) cargo.columns.push_back({{column.second}, {}});
  for (const auto& row : file.rows)
    cargo.table.rows.push_back(
        proteinRow({std::string(row.cells[protein]), "", std::string(row.cells[gene]), "", ""}, sources));
  cargo.notes = tellGenes(sources);
  std::vector<std::size_t> numbers;
  for (const auto& column : columns) numbers.push_back(column.first);
  for (std::string& told : cleanNumbers(file, numbers)) cargo.notes.push_back(std::move(told));
  readPeptideCounts(file, file.requiredColumn("peptides"), cargo.table);
  requireUniqueIds(file, cargo.table);
  // What EVProteinQuantifier wrote is log2; told that it is not, it is a table that somebody made.
  cargo.normalized = scale == TableScale::Auto || scale == TableScale::Log2;
  if (cargo.normalized) {
    readLog2Values(file, columns, cargo.table);
  } else {
    readIntensities(file, columns, scale, cargo.table);
  }
  file.rows = {};
  cargo.table = sortedById(std::move(cargo.table));
  return cargo;
}

bool isOwnCargo(const TsvFile& file) {
  return file.column("protein") && file.column("gene") && file.column("peptides");
}

}  // namespace

bool isPlainMatrix(const TsvFile& file) {
  if (isOwnCargo(file) || longFormatOf(file) != nullptr) return false;
  refuseOtherTables(file);
  const MatrixFormat* format = matrixFormatOf(file);
  return format != nullptr && format->guessed;
}

CargoTable readCargo(TsvFile file, TableScale scale, const ColumnTest& isOfStudy) {
  if (isOwnCargo(file)) return readOwnCargo(std::move(file), scale);
  if (const LongFormat* format = longFormatOf(file)) return readLongTable(std::move(file), *format, scale);
  refuseOtherTables(file);
  if (const MatrixFormat* format = matrixFormatOf(file)) return readMatrix(std::move(file), *format, scale, isOfStudy);
  refuseUnknownTable(file);
}

}  // namespace vescargo
