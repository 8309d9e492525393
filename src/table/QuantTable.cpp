#include "vescargo/table/QuantTable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include "vescargo/table/Error.h"
#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();
using SampleColumns = std::vector<std::pair<std::size_t, std::string>>;

QuantTable sortedById(QuantTable table) {
  std::vector<std::size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return table.rows[a].id < table.rows[b].id; });
  QuantTable sorted{{}, table.samples, Eigen::MatrixXd(table.log2.rows(), table.log2.cols())};
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted.rows.push_back(std::move(table.rows[order[i]]));
    sorted.log2.row(static_cast<Eigen::Index>(i)) = table.log2.row(static_cast<Eigen::Index>(order[i]));
  }
  return sorted;
}

/// No instrument counts 2^60 ions: such a table is linear.
constexpr double highestLog2 = 60;

/// Fills samples and log2 from `columns`; `toLog2` turns a cell's number into log2.
template <class ToLog2>
void readValues(const TsvFile& file, const SampleColumns& columns, QuantTable& table, ToLog2 toLog2) {
  FaultList faults;
  table.log2.setConstant(static_cast<Eigen::Index>(file.rows.size()), static_cast<Eigen::Index>(columns.size()),
                         notMeasured);
  for (const auto& [column, name] : columns) table.samples.push_back(name);
  for (std::size_t r = 0; r < file.rows.size(); ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto& cell = file.rows[r].cells[columns[c].first];
      const auto value = parseNumber(cell);
      if (!value || std::isinf(*value)) {
        faults.add(file.where(file.rows[r]),
                   inQuotes(cell) + " in column " + inQuotes(file.header[columns[c].first]) + " is no number",
                   "write a number, or NA where nothing was measured");
      } else {
        table.log2(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) = toLog2(*value, file.rows[r], faults);
      }
    }
  }
  faults.throwIfAny();
}

void checkIds(const TsvFile& file, const QuantTable& table) {
  FaultList faults;
  std::set<std::string> seen;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (table.rows[r].id.empty())
      faults.add(file.where(file.rows[r]), "no protein id", "fill the column of accessions");
    if (!seen.insert(table.rows[r].id).second)
      faults.add(file.where(file.rows[r]), "protein " + inQuotes(table.rows[r].id) + " stands twice",
                 "keep one row a protein group");
  }
  faults.throwIfAny();
}

/// Sets the number of peptides of every row from `column`.
void readPeptides(const TsvFile& file, std::size_t column, QuantTable& table) {
  FaultList faults;
  for (std::size_t r = 0; r < file.rows.size(); ++r) {
    const auto& cell = file.rows[r].cells[column];
    const auto count = parseNumber(cell);
    if (count && std::isnan(*count)) continue;
    if (count && *count >= 0 && *count <= std::numeric_limits<int>::max() && *count == std::floor(*count)) {
      table.rows[r].peptides = static_cast<int>(*count);
    } else {
      faults.add(file.where(file.rows[r]), inQuotes(cell) + " peptides", "write a whole number from 0, or NA");
    }
  }
  faults.throwIfAny();
}

QuantTable readOwnCargo(const TsvFile& file) {
  const std::size_t protein = file.requiredColumn("protein");
  const std::size_t gene = file.requiredColumn("gene");
  const std::size_t peptides = file.requiredColumn("peptides");
  SampleColumns columns;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (i == protein || i == gene || i == peptides) continue;
    if (file.header[i].empty()) {
      throw Error(ExitCode::CorruptContent, file.path, "column " + std::to_string(i + 1) + " has no name",
                  "name every sample column");
    }
    columns.emplace_back(i, file.header[i]);
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no sample column", "add one column a sample");
  QuantTable table;
  for (const auto& row : file.rows) {
    table.rows.push_back({row.cells[protein], row.cells[protein], row.cells[gene], 0});
  }
  readPeptides(file, peptides, table);
  checkIds(file, table);
  readValues(file, columns, table, [&](double value, const TsvFile::Row& row, FaultList& faults) {
    if (value > highestLog2)
      faults.add(file.where(row), formatNumber(value) + " is too much for a log2 intensity",
                 "write log2 values, or give a MaxQuant table");
    return value;
  });
  return table;
}

QuantTable readMaxQuant(TsvFile file) {
  const std::size_t accessions = file.requiredColumn("Majority protein IDs");
  const auto genes = file.column("Gene names");
  const auto peptides = file.column("Peptides");
  SampleColumns columns;
  for (const std::string_view prefix : {"LFQ intensity ", "LFQ_", "Intensity "}) {
    for (std::size_t i = 0; i < file.header.size(); ++i) {
      if (file.header[i].starts_with(prefix)) columns.emplace_back(i, file.header[i].substr(prefix.size()));
    }
    if (!columns.empty()) break;
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no intensity column",
                "its samples need columns \"LFQ intensity <sample>\", \"LFQ_<sample>\" or \"Intensity <sample>\"");
  std::erase_if(file.rows, [&](const TsvFile::Row& row) { return row.cells[accessions].starts_with("REV__"); });
  if (file.rows.empty())
    throw Error(ExitCode::Empty, file.path, "has only reversed sequences", "give a table with proteins");
  QuantTable table;
  for (const auto& row : file.rows) {
    const std::string gene = genes && row.cells[*genes] != "nan" ? row.cells[*genes] : "";
    table.rows.push_back({row.cells[accessions], row.cells[accessions], gene, 0});
  }
  if (peptides) readPeptides(file, *peptides, table);
  checkIds(file, table);
  readValues(file, columns, table, [&](double value, const TsvFile::Row& row, FaultList& faults) {
    if (value < 0) faults.add(file.where(row), "a negative intensity", "intensities are 0 or above");
    return value > 0 ? std::log2(value) : notMeasured;
  });
  return table;
}

}  // namespace

void writeCargo(const QuantTable& table, const std::string& path) {
  std::string text = "protein\tgene\tpeptides";
  for (const auto& sample : table.samples) text.append("\t").append(sample);
  text.append("\n");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    text.append(row.id).append("\t").append(row.genes).append("\t").append(std::to_string(row.peptides));
    for (Eigen::Index c = 0; c < table.log2.cols(); ++c)
      text.append("\t").append(formatNumber(table.log2(static_cast<Eigen::Index>(r), c)));
    text.append("\n");
  }
  writeFile(path, text);
}

QuantTable readCargo(const std::string& path) {
  TsvFile file = readTsv(path);
  if (!file.column("protein") && file.column("Majority protein IDs")) return sortedById(readMaxQuant(std::move(file)));
  return sortedById(readOwnCargo(file));
}

QuantTable selectSamples(const QuantTable& table, const std::vector<std::string>& samples, const std::string& path) {
  QuantTable selected{table.rows, samples,
                      Eigen::MatrixXd(table.log2.rows(), static_cast<Eigen::Index>(samples.size()))};
  FaultList faults(ExitCode::DoNotFit);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto found = std::find(table.samples.begin(), table.samples.end(), samples[i]);
    if (found == table.samples.end()) {
      faults.add(path, "has no column for sample " + inQuotes(samples[i]) + " of the study sheet",
                 "nearest: " + nearestNames(samples[i], table.samples));
      continue;
    }
    selected.log2.col(static_cast<Eigen::Index>(i)) = table.log2.col(found - table.samples.begin());
  }
  faults.throwIfAny();
  return selected;
}

}  // namespace vescargo
