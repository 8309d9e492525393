#include "vescargo/foreign/proteinTables.h"

#include <algorithm>
#include <array>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// A column a sample, each named as the file names it.
std::vector<CargoColumn> namedColumns(const SampleColumns& columns) {
  std::vector<CargoColumn> named;
  for (const auto& column : columns) named.push_back({{column.second}, {}});
  return named;
}

void leaveOutDecoys(TsvFile& file, CargoTable& cargo, bool (*isDecoy)(const TsvFile::Row&, std::size_t),
                    std::size_t column) {
  const std::size_t left = std::erase_if(file.rows, [&](const TsvFile::Row& row) { return isDecoy(row, column); });
  if (file.rows.empty())
    throw Error(ExitCode::Empty, file.path, "has only reversed sequences", "give a table with proteins");
  if (left > 0) cargo.notes.push_back(std::to_string(left) + " rows of decoys are left out");
}

/// Numbers of peptides, checks and intensities of a table whose rows have their names.
CargoTable withValues(const TsvFile& file, std::optional<std::size_t> peptides, const SampleColumns& columns,
                      TableScale scale, CargoTable cargo) {
  if (peptides) readPeptideCounts(file, *peptides, cargo.table);
  requireUniqueIds(file, cargo.table);
  readIntensities(file, columns, scale, cargo.table);
  cargo.columns = namedColumns(columns);
  cargo.table = sortedById(std::move(cargo.table));
  return cargo;
}

SampleColumns maxQuantColumns(const TsvFile& file) {
  SampleColumns columns;
  for (const std::string_view prefix : {"LFQ intensity ", "LFQ_", "Intensity "}) {
    for (std::size_t i = 0; i < file.header.size(); ++i) {
      if (file.header[i].starts_with(prefix)) columns.emplace_back(i, file.header[i].substr(prefix.size()));
    }
    if (!columns.empty()) return columns;
  }
  throw Error(ExitCode::CorruptContent, file.path, "has no intensity column",
              "its samples need columns \"LFQ intensity <sample>\", \"LFQ_<sample>\" or \"Intensity <sample>\"");
}

SampleColumns fragPipeColumns(const TsvFile& file) {
  const auto isPart = [](std::string_view name) {
    return name.ends_with("MaxLFQ Intensity") || name.ends_with("Total Intensity") ||
           name.ends_with("Unique Intensity") || name.ends_with("Razor Intensity");
  };
  SampleColumns columns;
  for (const std::string_view ending : {" MaxLFQ Intensity", " Intensity"}) {
    for (std::size_t i = 0; i < file.header.size(); ++i) {
      const std::string& name = file.header[i];
      if (name.size() <= ending.size() || !name.ends_with(ending) || (ending == " Intensity" && isPart(name))) continue;
      columns.emplace_back(i, name.substr(0, name.size() - ending.size()));
    }
    if (!columns.empty()) return columns;
  }
  throw Error(ExitCode::CorruptContent, file.path, "has no intensity column",
              "its samples need columns \"<sample> MaxLFQ Intensity\" or \"<sample> Intensity\": give "
              "combined_protein.tsv of a run with quantification");
}

/// Lead accession and those that the data cannot tell from it. A contaminant's mark stands in `Protein` only.
std::string fragPipeGroup(const TsvFile::Row& row, std::size_t id, std::optional<std::size_t> protein,
                          std::optional<std::size_t> others) {
  if (row.cells[id].empty()) return "";
  const bool marked = protein && row.cells[*protein].starts_with("contam_") && !row.cells[id].starts_with("contam_");
  std::string group = (marked ? "contam_" : "") + accessionOf(row.cells[id]);
  if (!others) return group;
  for (const std::string& part : split(row.cells[*others], ',')) {
    const auto begin = part.find_first_not_of(' ');
    if (begin != std::string::npos) group += ";" + accessionOf(part.substr(begin));
  }
  return group;
}

}  // namespace

CargoTable readMaxQuant(TsvFile file, TableScale scale) {
  const std::size_t accessions = file.requiredColumn("Majority protein IDs");
  const auto genes = file.column("Gene names");
  const SampleColumns columns = maxQuantColumns(file);
  CargoTable cargo{"MaxQuant", {}, {}, {}};
  leaveOutDecoys(
      file, cargo, [](const TsvFile::Row& row, std::size_t column) { return row.cells[column].starts_with("REV__"); },
      accessions);
  for (const auto& row : file.rows) {
    const std::string gene = genes && row.cells[*genes] != "nan" ? row.cells[*genes] : "";
    cargo.table.rows.push_back({row.cells[accessions], row.cells[accessions], gene, 0});
  }
  return withValues(file, file.column("Peptides"), columns, scale, std::move(cargo));
}

CargoTable readFragPipe(TsvFile file, TableScale scale) {
  const std::size_t id = file.requiredColumn("Protein ID");
  const auto protein = file.column("Protein");
  const auto genes = file.column("Gene") ? file.column("Gene") : file.column("Gene Names");
  const auto others = file.column("Indistinguishable Proteins");
  const SampleColumns columns = fragPipeColumns(file);
  CargoTable cargo{"FragPipe", {}, {}, {}};
  leaveOutDecoys(
      file, cargo, [](const TsvFile::Row& row, std::size_t column) { return row.cells[column].starts_with("rev_"); },
      protein.value_or(id));
  for (const auto& row : file.rows) {
    const std::string group = fragPipeGroup(row, id, protein, others);
    cargo.table.rows.push_back({group, group, genes ? row.cells[*genes] : "", 0});
  }
  return withValues(file, file.column("Combined Total Peptides"), columns, scale, std::move(cargo));
}

CargoTable readDiannMatrix(TsvFile file, TableScale scale) {
  static constexpr std::array<std::string_view, 7> describing{
      "Protein.Group",          "Protein.Ids", "Protein.Names", "Genes", "First.Protein.Description", "N.Sequences",
      "N.Proteotypic.Sequences"};
  const std::size_t group = file.requiredColumn("Protein.Group");
  const std::size_t genes = file.requiredColumn("Genes");
  SampleColumns columns;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (std::find(describing.begin(), describing.end(), file.header[i]) != describing.end()) continue;
    if (file.header[i].empty())
      throw Error(ExitCode::CorruptContent, file.path, "column " + std::to_string(i + 1) + " has no name",
                  "name every column of a run");
    columns.emplace_back(i, file.header[i]);
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no column of a run",
                "give report.pg_matrix.tsv as DIA-NN wrote it");
  CargoTable cargo{"DIA-NN", {}, {}, {}};
  leaveOutDecoys(
      file, cargo, [](const TsvFile::Row& row, std::size_t column) { return isDecoyGroup(row.cells[column]); }, group);
  for (const auto& row : file.rows)
    cargo.table.rows.push_back({row.cells[group], row.cells[group], row.cells[genes], 0});
  return withValues(file, file.column("N.Sequences"), columns, scale, std::move(cargo));
}

}  // namespace vescargo
