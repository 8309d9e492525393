#include "sdrf.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "SdrfColumns.h"
#include "SheetFile.h"
#include "sdrfFactors.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

void requireLabelFree(const SdrfColumns& columns, const TsvFile& table) {
  const SdrfColumn* label = columns.find("comment[label]");
  if (label == nullptr) return;
  constexpr std::array<const char*, 8> kinds{"tmt", "itraq", "silac", "heavy", "dimethyl", "icat", "plex", "metabolic"};
  for (std::size_t row = 0; row < label->values.size(); ++row) {
    const std::string value = lowerCase(label->values[row]);
    if (std::none_of(kinds.begin(), kinds.end(),
                     [&](const char* kind) { return value.find(kind) != std::string::npos; }))
      continue;
    throw Error(ExitCode::CorruptContent, table.where(table.rows[row]),
                "the sample is labelled (comment[label] is " + inQuotes(label->values[row]) + ")",
                "give a sheet of label-free runs; labelled ones are not quantified");
  }
}

void requireColumns(const TsvFile& table) {
  const SdrfColumns columns(table);
  requireLabelFree(columns, table);
  constexpr std::array<std::pair<const char*, const char*>, 3> needed{
      {{"source name", "one name for each tube"},
       {"comment[data file]", "the file name of each run"},
       {"characteristics[individual]", "one name for each subject, the same in all of its rows"}}};
  for (const auto& [name, what] : needed) {
    const SdrfColumn* column = columns.find(name);
    if (column != nullptr && column->hasSeveral)
      throw Error(ExitCode::CorruptContent, table.path,
                  "column " + inQuotes(name) + " stands twice, with different values",
                  "keep the one with " + std::string(what));
    if (column == nullptr)
      throw Error(ExitCode::CorruptContent, table.path, "has no column " + inQuotes(name),
                  std::string("add it: ") + what);
  }
  FaultList faults;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (const char* name : {"source name", "comment[data file]"}) {
      if (isNoValue(columns.find(name)->values[row]))
        faults.add(table.where(table.rows[row]), "the row has no " + std::string(name),
                   "fill it, or leave the row out");
    }
  }
  faults.throwIfAny();
}

std::string valueAt(const SdrfColumn* column, std::size_t row) {
  return column == nullptr || isNoValue(column->values[row]) ? "" : column->values[row];
}

/// Leaves out the rows that have no value in a column, and tells it; throws where none is left.
void leaveOutWithout(const std::string& name, TsvFile& table, std::vector<std::string>& warnings) {
  const SdrfColumns columns(table);
  const SdrfColumn* column = columns.find(name);
  std::vector<TsvFile::Row> kept;
  std::size_t first = table.rows.size();
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!isNoValue(column->values[row])) {
      kept.push_back(table.rows[row]);
    } else if (first == table.rows.size()) {
      first = row;
    }
  }
  const std::size_t gone = table.rows.size() - kept.size();
  if (gone == 0) return;
  const std::string what = first < table.rows.size() && !column->values[first].empty() ? inQuotes(column->values[first])
                                                                                       : std::string("empty");
  if (kept.empty())
    throw Error(ExitCode::CorruptContent, table.where(table.rows[first]),
                name + " is " + what + " here and in every other row, which is no value",
                "write it there: one name for each subject or time point, alike in all of its rows");
  warnings.push_back(std::to_string(gone) + (gone == 1 ? " row of the sheet is" : " rows of the sheet are") +
                     " left out, since " + name + " has no value there (" + what + ", line " +
                     std::to_string(table.rows[first].line) + " is the first)");
  table.rows = std::move(kept);
}

/// A source that was sampled of several subjects or at several time points is several tubes.
void nameTubes(SheetRows& sheet) {
  std::map<std::string, std::set<std::string>> subjectsOf, timesOf;
  for (const SheetRow& row : sheet.rows) {
    subjectsOf[row.sample].insert(row.subject);
    timesOf[row.sample].insert(row.timePoint);
  }
  std::set<std::string> renamed;
  for (SheetRow& row : sheet.rows) {
    const std::string source = row.sample;
    if (subjectsOf[source].size() > 1) row.sample += "_" + row.subject;
    if (timesOf[source].size() > 1) row.sample += "_" + row.timePoint;
    if (row.sample != source) renamed.insert(source);
  }
  if (!renamed.empty())
    sheet.notes.push_back(std::to_string(renamed.size()) + (renamed.size() == 1 ? " source has" : " sources have") +
                          " several individuals or time points, by which their samples are called too");
}

/// Rows that say the same of one run again.
void dropRepeated(SheetRows& sheet) {
  std::map<std::string, const SheetRow*> seen;
  std::vector<SheetRow> kept;
  for (const SheetRow& row : sheet.rows) {
    const SheetRow*& known = seen[row.run];
    const bool again = known != nullptr && known->sample == row.sample && known->fraction == row.fraction;
    if (known == nullptr) known = &row;
    if (!again) kept.push_back(row);
  }
  if (const std::size_t dropped = sheet.rows.size() - kept.size(); dropped > 0)
    sheet.notes.push_back(std::to_string(dropped) +
                          (dropped == 1 ? " row names the run and sample of a row above and counts once"
                                        : " rows name runs and samples of rows above and count once"));
  sheet.rows = std::move(kept);
}

std::vector<SheetRow> rowsOf(const TsvFile& table, const SdrfFactors& factors) {
  const SdrfColumns columns(table);
  const SdrfColumn* fraction = columns.find("comment[fraction identifier]");
  const SdrfColumn* group = columns.find(factors.group);
  std::vector<SheetRow> rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto value = [&](const std::string& name) { return columns.find(name)->values[r]; };
    SheetRow row{table.rows[r].line,
                 value("comment[data file]"),
                 value("source name"),
                 value("characteristics[individual]"),
                 value(factors.time),
                 valueAt(fraction, r),
                 "",
                 valueAt(group, r),
                 {}};
    for (const SdrfColumn& column : columns.all()) {
      if (column.name.starts_with("characteristics[") && column.name != "characteristics[individual]")
        row.covariates[column.name] = column.values[r];
    }
    for (const std::string& other : factors.others) row.covariates[other] = value(other);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

bool isSdrf(const TsvFile& table) { return lowerCase(table.header.front()) == "source name"; }

SheetRows sdrfRows(TsvFile table, const StudyOptions& options) {
  SheetRows sheet;
  requireColumns(table);
  leaveOutWithout("characteristics[individual]", table, sheet.warnings);
  SdrfFactors factors = chooseFactors(SdrfColumns(table), options, table.path);
  leaveOutWithout(factors.time, table, sheet.warnings);
  sheet.rows = rowsOf(table, factors);
  sheet.notes = std::move(factors.notes);
  nameTubes(sheet);
  dropRepeated(sheet);
  return sheet;
}

}  // namespace vescargo
