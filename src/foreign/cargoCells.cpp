#include "vescargo/foreign/cargoCells.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "vescargo/base/lowerCase.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// The number in a cell; NaN and a fault for what is none.
double numberCell(const TsvFile& file, const TsvFile::Row& row, std::size_t column, FaultList& faults) {
  const auto value = parseNumber(row.cells[column]);
  if (value && !std::isinf(*value)) return *value;
  faults.add(file.where(row),
             inQuotes(row.cells[column]) + " in column " + inQuotes(file.header[column]) + " is no number",
             "write a number, or NA where nothing was measured");
  return notMeasured;
}

void tooMuch(const TsvFile& file, const TsvFile::Row& row, std::size_t column, TableScale scale, FaultList& faults) {
  const std::string name(nameOf(scale));
  const bool negative = row.cells[column].starts_with('-');
  faults.add(
      file.where(row),
      std::string(row.cells[column]) + " is too " + (negative ? "little" : "much") + " for a " + name + " intensity",
      "write " + name + " values, or say what they are by -table_scale");
}

template <class Read>
void readValues(const TsvFile& file, const SampleColumns& columns, QuantTable& table, Read read) {
  FaultList faults;
  table.log2.resize(static_cast<Eigen::Index>(file.rows.size()), static_cast<Eigen::Index>(columns.size()));
  for (const auto& [column, name] : columns) table.samples.push_back(name);
  for (std::size_t r = 0; r < file.rows.size(); ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      table.log2(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) =
          read(file.rows[r], columns[c].first, faults);
  }
  faults.throwIfAny();
}

}  // namespace

double intensityCell(const TsvFile& file, const TsvFile::Row& row, std::size_t column, TableScale scale,
                     FaultList& faults) {
  const double value = numberCell(file, row, column, faults);
  if (value == 0 || std::isnan(value)) return notMeasured;
  const bool linear = scale == TableScale::Auto || scale == TableScale::Linear;
  if (linear && value < 0) {
    faults.add(file.where(row), "a negative intensity", "intensities are 0 or above");
    return notMeasured;
  }
  const double log2 = log2Of(value, scale);
  if (!linear && std::abs(log2) > highestLog2) tooMuch(file, row, column, scale, faults);
  return roundDecimals(log2, 6);
}

bool isOneOf(std::string_view cell, const std::vector<std::string_view>& words) {
  static const std::map<std::string, std::string> truths{{"1", "true"},      {"wahr", "true"},      {"vrai", "true"},
                                                         {"vero", "true"},   {"verdadero", "true"}, {"yes", "true"},
                                                         {"0", "false"},     {"falsch", "false"},   {"faux", "false"},
                                                         {"falso", "false"}, {"no", "false"}};
  const auto plain = [](std::string_view text) {
    const std::string word = lowerCase(std::string(text));
    const auto known = truths.find(word);
    return known == truths.end() ? word : known->second;
  };
  const std::string given = plain(cell);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return plain(word) == given; });
}

bool isText(const TsvFile& file, std::size_t column) {
  bool filled = false;
  for (const auto& row : file.rows) {
    const CellKind kind = kindOfCell(row.cells[column]);
    if (kind == CellKind::Number) return false;
    filled = filled || kind == CellKind::Text;
  }
  return filled;
}

void readLog2Values(const TsvFile& file, const SampleColumns& columns, QuantTable& table) {
  readValues(file, columns, table, [&](const TsvFile::Row& row, std::size_t column, FaultList& faults) {
    const double value = numberCell(file, row, column, faults);
    if (std::abs(value) > highestLog2) tooMuch(file, row, column, TableScale::Log2, faults);
    return value;
  });
  requireLevels(table, file.path);
}

void readIntensities(const TsvFile& file, const SampleColumns& columns, TableScale scale, QuantTable& table) {
  std::vector<std::size_t> numbers;
  for (const auto& column : columns) numbers.push_back(column.first);
  const TableScale known = foreignScale(file, numbers, scale);
  readValues(file, columns, table, [&](const TsvFile::Row& row, std::size_t column, FaultList& faults) {
    return intensityCell(file, row, column, known, faults);
  });
  if (known != TableScale::Linear) requireLevels(table, file.path);
}

void readPeptideCounts(const TsvFile& file, std::size_t column, QuantTable& table) {
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

void requireUniqueIds(const TsvFile& file, const QuantTable& table) {
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

QuantTable sortedById(QuantTable table) {
  std::vector<std::size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return table.rows[a].id < table.rows[b].id; });
  std::vector<QuantRow> rows;
  for (const std::size_t row : order) rows.push_back(std::move(table.rows[row]));
  table.rows = std::move(rows);
  // A column at a time: a table may be as large as what memory is left.
  for (auto column : table.log2.colwise()) column = Eigen::VectorXd(column(order));
  return table;
}

bool isDecoyGroup(std::string_view accessions) {
  const auto parts = split(accessions, ';');
  return std::all_of(parts.begin(), parts.end(), [](const std::string& accession) {
    const DecoyAffix affix = decoyAffixOf(accession);
    return affix.prefix && !affix.text.empty();
  });
}

}  // namespace vescargo
