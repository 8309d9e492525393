#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "SheetFile.h"
#include "SheetRow.h"
#include "sdrf.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/lowerCase.h"
#include "vescargo/table/Study.h"
#include "vescargo/table/baseline.h"

namespace vescargo {

namespace {

/// "Time point", and "Time.point" by R, as "timepoint".
std::string columnKey(const std::string& header) {
  std::string key = lowerCase(header);
  std::erase_if(key, [](char letter) { return letter == ' ' || letter == '_' || letter == '-' || letter == '.'; });
  return key;
}

/// Where study.tsv keeps what we need.
class PlainColumns {
 public:
  explicit PlainColumns(const TsvFile& table) : table_(table) {
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      const std::string key = columnKey(table.header[c]);
      if (!isNamed(key)) {
        covariates_.push_back(c);
      } else if (!at_.emplace(key, c).second) {
        throw Error(
            ExitCode::CorruptContent, table.path,
            "columns " + inQuotes(table.header[at_.at(key)]) + " and " + inQuotes(table.header[c]) + " mean the same",
            "remove one");
      }
    }
  }

  std::size_t required(const std::string& name) const {
    const auto found = at_.find(name);
    return found == at_.end() ? table_.requiredColumn(name) : found->second;
  }

  std::string optional(const TsvFile::Row& row, const std::string& name) const {
    const auto found = at_.find(name);
    const std::string cell(found == at_.end() ? std::string_view() : row.cells[found->second]);
    return isNoValue(cell) ? "" : cell;
  }

  const std::vector<std::size_t>& covariates() const { return covariates_; }

 private:
  static bool isNamed(const std::string& key) {
    static const std::set<std::string> names{"run", "sample", "subject", "timepoint", "fraction", "batch", "group"};
    return names.contains(key);
  }

  const TsvFile& table_;
  std::map<std::string, std::size_t> at_;
  std::vector<std::size_t> covariates_;
};

/// Throws CorruptContent that names each row without one of the four.
void requireCells(const TsvFile& table, const std::vector<std::size_t>& needed, std::size_t sample) {
  FaultList faults;
  for (const auto& row : table.rows) {
    for (const std::size_t column : needed) {
      const std::string cell(row.cells[column]);
      if (!isNoValue(cell)) continue;
      const std::string name(row.cells[sample]);
      faults.add(table.where(row),
                 (name.empty() ? "the row" : "sample " + inQuotes(name)) + " has no " + table.header[column] +
                     (cell.empty() ? "" : " but " + inQuotes(cell)),
                 "fill column " + inQuotes(table.header[column]));
    }
  }
  faults.throwIfAny();
}

SheetRows plainRows(const TsvFile& table) {
  const PlainColumns columns(table);
  const std::size_t run = columns.required("run"), sample = columns.required("sample"),
                    subject = columns.required("subject"), timePoint = columns.required("timepoint");
  requireCells(table, {run, sample, subject, timePoint}, sample);
  SheetRows sheet;
  for (const auto& row : table.rows) {
    SheetRow read{row.line,
                  runName(std::string(row.cells[run])),
                  std::string(row.cells[sample]),
                  std::string(row.cells[subject]),
                  std::string(row.cells[timePoint]),
                  columns.optional(row, "fraction"),
                  columns.optional(row, "batch"),
                  columns.optional(row, "group"),
                  {}};
    for (const std::size_t column : columns.covariates()) read.covariates[table.header[column]] = row.cells[column];
    sheet.rows.push_back(std::move(read));
  }
  return sheet;
}

/// Without signs but between two digits, and without ".0" behind a whole number: "S_A" as "sa", "1.0" as "1".
std::string withoutIdleSigns(const std::string& key) {
  const auto isDigit = [&](std::size_t at) {
    return at < key.size() && std::isdigit(static_cast<unsigned char>(key[at])) != 0;
  };
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] != '_' || (i > 0 && isDigit(i - 1) && isDigit(i + 1))) text += key[i];
  }
  const std::size_t point = text.find_last_of('.');
  if (point == std::string::npos || point == 0 || point + 1 == text.size()) return text;
  const bool whole =
      text.find_first_not_of('0', point + 1) == std::string::npos && text.find_first_not_of("0123456789") == point;
  return whole ? text.substr(0, point) : text;
}

/// Whether the sign before a number counts: "-5 min", "day -1", "T-1" beside "T1".
bool isMinus(const std::string& label, std::size_t at) {
  const auto isLetter = [&](std::size_t i) { return std::isalpha(static_cast<unsigned char>(label[i])) != 0; };
  if (label[at] != '-' || at + 1 >= label.size() || std::isdigit(static_cast<unsigned char>(label[at + 1])) == 0)
    return false;
  if (at == 0 || label[at - 1] == ' ' || label[at - 1] == '(') return true;
  std::size_t begin = at;
  while (begin > 0 && isLetter(begin - 1)) --begin;
  const std::string unit = lowerCase(label.substr(begin, at - begin));
  return begin == 0 && (unit == "t" || unit == "d" || unit == "day" || unit == "w" || unit == "week");
}

/// What two spellings of one label have in common: "Pre 01" as "pre_1".
std::string spellingKey(const std::string& label) {
  std::string key;
  for (std::size_t i = 0; i < label.size(); ++i) {
    const auto letter = static_cast<unsigned char>(label[i]);
    const bool digitNext = i + 1 < label.size() && std::isdigit(static_cast<unsigned char>(label[i + 1])) != 0;
    const bool inNumber =
        !key.empty() && (std::isdigit(static_cast<unsigned char>(key.back())) != 0 || key.back() == '.');
    if (letter == '0' && digitNext && !inNumber) continue;
    if (isMinus(label, i)) {
      key += '-';
      continue;
    }
    if (letter == ' ' || letter == '_' || letter == '-') {
      if (!key.empty() && key.back() != '_') key += '_';
    } else {
      key += static_cast<char>(std::tolower(letter));
    }
  }
  return withoutIdleSigns(key);
}

class StudyBuilder {
 public:
  StudyBuilder(const SheetRows& sheet, const std::string& path) : sheet_(sheet), path_(path) {}

  Study build() {
    requireOneSpelling("subject", &SheetRow::subject);
    requireOneSpelling("time point", &SheetRow::timePoint);
    requireOneSpelling("group", &SheetRow::group);
    for (const SheetRow& row : sheet_.rows) addRow(row);
    faults_.throwIfAny();
    study_.notes = sheet_.notes;
    study_.warnings = sheet_.warnings;
    tellWithoutGroup();
    return std::move(study_);
  }

 private:
  /// Empty cells and words for "not known" beside groups that are named.
  void tellWithoutGroup() {
    std::vector<std::string> without;
    for (const Sample& sample : study_.samples) {
      if (sample.group.empty()) without.push_back(sample.name);
    }
    if (study_.groups.empty() || without.empty()) return;
    constexpr std::size_t shown = 3;
    const std::size_t count = without.size();
    without.resize(std::min(count, shown));
    study_.warnings.push_back(std::to_string(count) + " of " + std::to_string(study_.samples.size()) +
                              " samples have no group (" + join(without, ", ") + (count > shown ? ", ..." : "") +
                              ") and no part where groups are compared" +
                              (study_.groups.size() == 1 ? "; one group alone is compared with none" : "") +
                              ": name their group where they have one");
  }

  std::string where(const SheetRow& row) const { return path_ + ":" + std::to_string(row.line); }

  /// Two spellings would be two subjects or time points, and nothing would be a pair.
  void requireOneSpelling(const std::string& what, std::string SheetRow::*member) {
    std::map<std::string, const SheetRow*> first;
    std::set<std::string> told;
    for (const SheetRow& row : sheet_.rows) {
      const SheetRow& known = *first.emplace(spellingKey(row.*member), &row).first->second;
      if (known.*member == row.*member || !told.insert(row.*member).second) continue;
      faults_.add(where(row),
                  what + " " + inQuotes(row.*member) + " is written " + inQuotes(known.*member) + " in line " +
                      std::to_string(known.line),
                  "write it alike in all rows, or call what differs by other names");
    }
  }

  void addRow(const SheetRow& row) {
    constexpr std::array<std::string_view, 7> columns{"protein",  "gene",  "peptides",   "peptide",
                                                      "proteins", "genes", "transferred"};
    if (std::find(columns.begin(), columns.end(), row.sample) != columns.end()) {
      faults_.add(where(row),
                  "sample " + inQuotes(row.sample) + " is called like a column of cargo.tsv or peptides.tsv",
                  "give it another name");
    }
    if (!runs_.insert(row.run).second) {
      faults_.add(where(row), "run " + inQuotes(row.run) + " stands twice", "list every run once");
      return;
    }
    study_.runs.push_back({row.run, row.sample, row.fraction});
    addSample({row.sample, row.subject, row.timePoint, row.batch, row.group, row.covariates}, row);
  }

  void addSample(const Sample& sample, const SheetRow& row) {
    for (const auto& known : study_.samples) {
      if (known.name != sample.name) continue;
      const bool sameTube = known.subject == sample.subject && known.timePoint == sample.timePoint;
      if (!sameTube || known.batch != sample.batch || known.group != sample.group)
        faults_.add(
            where(row),
            "sample " + inQuotes(sample.name) + " stands twice with different subject, time point, batch or group",
            "give every tube its own sample name");
      return;
    }
    study_.samples.push_back(sample);
    addOnce(study_.timePoints, sample.timePoint);
    addOnce(study_.subjects, sample.subject);
    if (!sample.group.empty()) addOnce(study_.groups, sample.group);
  }

  static void addOnce(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  const SheetRows& sheet_;
  const std::string& path_;
  Study study_;
  std::set<std::string> runs_;
  FaultList faults_;
};

void moveToFront(std::vector<std::string>& names, std::size_t at) {
  std::rotate(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(at),
              names.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

const std::string timePointKind = "time point";

/// Which of the labels others are compared with, and why: a sentence. False where it is only the first.
bool settleReference(const std::string& kind, std::vector<std::string>& labels, std::string& told) {
  if (const auto baseline = baselineOf(labels)) {
    const auto alike = std::count_if(labels.begin(), labels.end(), [&](const std::string& label) {
      return baselineRank(label) == baselineRank(labels[*baseline]);
    });
    moveToFront(labels, *baseline);
    told = kind + " " + inQuotes(labels.front()) + " is the reference, " +
           (alike > 1 ? "the first that is called as a baseline is" : "since it is called as a baseline is");
    return true;
  }
  const auto lowest = kind == timePointKind ? lowestNumberOf(labels) : std::nullopt;
  if (lowest) {
    told = kind + " " + inQuotes(labels[*lowest]) + " is the reference, since its number is the lowest of " +
           join(labels, ", ");
    moveToFront(labels, *lowest);
    return true;
  }
  const auto first = std::find_if_not(labels.begin(), labels.end(), isCalledAfter);
  if (first != labels.end()) moveToFront(labels, static_cast<std::size_t>(first - labels.begin()));
  told = "no " + kind +
         " is called as a baseline is (pre, before, baseline, rest, 0 min, T0, control): " + inQuotes(labels.front()) +
         ", the first of the sheet" +
         (first == labels.end() || std::none_of(labels.begin(), labels.end(), isCalledAfter)
              ? ""
              : " that is not called after something") +
         ", is the reference; name another by -reference";
  return false;
}

/// By the rule of baselineRank, where nothing was asked for.
void settleReferences(Study& study) {
  std::string told;
  if (study.timePoints.size() > 1)
    (settleReference(timePointKind, study.timePoints, told) ? study.notes : study.warnings).push_back(told);
  if (study.groups.size() > 1) {
    const bool compared = study.timePoints.size() < 2;
    const bool known = settleReference("group", study.groups, told);
    if (known || compared) (known ? study.notes : study.warnings).push_back(told);
  }
}

}  // namespace

bool isNoValue(const std::string& cell) {
  static const std::set<std::string> words{"",
                                           "na",
                                           "n/a",
                                           "nan",
                                           "null",
                                           "not available",
                                           "not applicable",
                                           "not collected",
                                           "not provided",
                                           "anonymized",
                                           "anonymised",
                                           "pooled",
                                           "unknown",
                                           "-"};
  return words.contains(lowerCase(cell));
}

Study withReference(Study study, const std::string& reference) {
  const bool groups = study.timePoints.size() < 2 && !study.groups.empty();
  std::vector<std::string>& labels = groups ? study.groups : study.timePoints;
  const std::string kind = groups ? "group" : "time point";
  const auto found = std::find(labels.begin(), labels.end(), reference);
  if (found == labels.end())
    throw Error(ExitCode::BadParameter, "-reference", inQuotes(reference) + " is no " + kind + " of the study",
                "did you mean " + nearestNames(reference, labels) + "?");
  moveToFront(labels, static_cast<std::size_t>(found - labels.begin()));
  study.notes.push_back(kind + " " + inQuotes(reference) + " is the reference, as asked");
  return study;
}

Study parseStudy(const std::string& bytes, const std::string& path, const StudyOptions& options) {
  SheetFile file = parseSheet(bytes, path);
  SheetRows sheet = isSdrf(file.table) ? sdrfRows(file.table, options) : plainRows(file.table);
  sheet.notes.insert(sheet.notes.begin(), file.notes.begin(), file.notes.end());
  Study study = StudyBuilder(sheet, path).build();
  if (!options.reference.empty()) return withReference(std::move(study), options.reference);
  settleReferences(study);
  return study;
}

Study readStudy(const std::string& path, const StudyOptions& options) {
  return parseStudy(bytesOf(path), path, options);
}

}  // namespace vescargo
