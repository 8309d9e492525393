#include "vescargo/table/draftStudy.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "SheetFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/baseline.h"

namespace vescargo {

namespace {

using Parts = std::vector<std::string>;

bool matches(const std::string& part, const char* pattern) {
  return std::regex_match(part, std::regex(pattern, std::regex::icase));
}

bool isTime(const std::string& part) {
  const auto rank = baselineRank(part);
  if (rank && *rank < 2) return true;
  return matches(
      part,
      "(post|after|during|mid|end|recovery|follow-?up)\\w*|(t|tp|time|timepoint|d|day|w|wk|week|v|visit|month)\\d+|"
      "\\d+(s|sec|min|h|hr|hrs|hours?|d|days?|w|wk|weeks?|months?)");
}

bool isFraction(const std::string& part) { return matches(part, "(f|fr|frac|fraction)\\d+"); }
bool isReplicate(const std::string& part) { return matches(part, "(r|rep|replicate|tr|tech|inj|injection|run)\\d+"); }
bool isNumber(const std::string& part) { return matches(part, "\\d+"); }

/// At `_`, `-`, `.`, `,` and blanks, and on request between a digit and a letter ("P01pre").
Parts partsOf(const std::string& name, bool afterDigits) {
  Parts parts(1);
  for (const char letter : name) {
    if (std::string_view("_-., ").find(letter) != std::string_view::npos) {
      if (!parts.back().empty()) parts.emplace_back();
      continue;
    }
    const bool ends = afterDigits && std::isalpha(static_cast<unsigned char>(letter)) != 0 && !parts.back().empty() &&
                      std::isdigit(static_cast<unsigned char>(parts.back().back())) != 0;
    if (ends) parts.emplace_back();
    parts.back() += letter;
  }
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  return parts;
}

/// What a part of the names is.
enum class Role { Constant, Time, Fraction, Replicate, Counter, Subject };

/// Names cut into as many parts each.
class NameTable {
 public:
  NameTable(const std::vector<std::string>& runs, bool afterDigits) {
    for (const std::string& run : runs) rows_.push_back(partsOf(run, afterDigits));
    even_ = std::all_of(rows_.begin(), rows_.end(), [&](const Parts& row) { return row.size() == rows_[0].size(); });
    if (!even_) return;
    for (std::size_t at = 0; at < rows_[0].size(); ++at) roles_.push_back(roleOf(at));
    dropCounters();
    if (!has(Role::Time)) seekTime();
  }

  bool isEven() const { return even_; }
  bool has(Role role) const { return std::find(roles_.begin(), roles_.end(), role) != roles_.end(); }

  std::string value(std::size_t row, Role role) const {
    Parts found;
    for (std::size_t at = 0; at < roles_.size(); ++at) {
      if (roles_[at] == role) found.push_back(rows_[row][at]);
    }
    return join(found, "_");
  }

  /// "part 2 of the names (pre, post)".
  std::string where(Role role) const {
    Parts numbers;
    for (std::size_t at = 0; at < roles_.size(); ++at) {
      if (roles_[at] == role) numbers.push_back(std::to_string(at + 1));
    }
    std::vector<std::string> values;
    for (std::size_t row = 0; row < rows_.size() && values.size() < 4; ++row) {
      const std::string one = value(row, role);
      if (std::find(values.begin(), values.end(), one) == values.end()) values.push_back(one);
    }
    return (numbers.size() == 1 ? "part " : "parts ") + join(numbers, " and ") + " of the names (" +
           join(values, ", ") + (values.size() == 4 ? ", ...)" : ")");
  }

 private:
  std::set<std::string> valuesAt(std::size_t at) const {
    std::set<std::string> values;
    for (const Parts& row : rows_) values.insert(row[at]);
    return values;
  }

  Role roleOf(std::size_t at) const {
    const auto values = valuesAt(at);
    const auto all = [&](auto is) { return std::all_of(values.begin(), values.end(), is); };
    if (values.size() < 2) return Role::Constant;
    if (all(isTime)) return Role::Time;
    if (all(isFraction)) return Role::Fraction;
    if (all(isReplicate)) return Role::Replicate;
    return all(isNumber) && values.size() == rows_.size() ? Role::Counter : Role::Subject;
  }

  /// A number that is another in each run counts them, where something else can be the subject.
  void dropCounters() {
    if (has(Role::Subject)) return;
    std::replace(roles_.begin(), roles_.end(), Role::Counter, Role::Subject);
  }

  /// Of several parts that may be subjects, the one with the fewest values that come with every value of the others.
  void seekTime() {
    std::size_t best = roles_.size();
    for (std::size_t at = 0; at < roles_.size(); ++at) {
      if (roles_[at] != Role::Subject) continue;
      const std::size_t values = valuesAt(at).size();
      if (isCrossed(at) && (best == roles_.size() || values <= valuesAt(best).size())) best = at;
    }
    if (best < roles_.size()) roles_[best] = Role::Time;
  }

  bool isCrossed(std::size_t at) const {
    std::map<std::string, std::set<std::string>> timesOf;
    for (const Parts& row : rows_) {
      std::string others;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i != at && roles_[i] == Role::Subject) others += row[i] + "_";
      }
      timesOf[others].insert(row[at]);
    }
    const std::size_t values = valuesAt(at).size();
    return timesOf.size() > 1 && std::all_of(timesOf.begin(), timesOf.end(),
                                             [&](const auto& subject) { return subject.second.size() == values; });
  }

  std::vector<Parts> rows_;
  std::vector<Role> roles_;
  bool even_ = false;
};

struct DraftRow {
  std::string run, subject, timePoint, fraction;
};

std::vector<DraftRow> evenRows(const std::vector<std::string>& runs, const NameTable& table, StudyDraft& draft) {
  const auto tell = [&](const std::string& column, Role role) {
    if (table.has(role)) draft.sentences.push_back(column + " is " + table.where(role));
  };
  tell("subject", Role::Subject);
  tell("timepoint", Role::Time);
  tell("fraction", Role::Fraction);
  if (table.has(Role::Replicate))
    draft.sentences.push_back(table.where(Role::Replicate) + " tells repeated runs of one sample");
  std::vector<DraftRow> rows;
  for (std::size_t i = 0; i < runs.size(); ++i)
    rows.push_back(
        {runs[i], table.value(i, Role::Subject), table.value(i, Role::Time), table.value(i, Role::Fraction)});
  return rows;
}

/// Names of different numbers of parts: each part by what it is called.
std::vector<DraftRow> unevenRows(const std::vector<std::string>& runs, StudyDraft& draft) {
  std::map<std::string, std::size_t> seen;
  for (const std::string& run : runs) {
    const Parts parts = partsOf(run, false);
    for (const std::string& part : std::set<std::string>(parts.begin(), parts.end())) ++seen[part];
  }
  std::vector<DraftRow> rows;
  for (const std::string& run : runs) {
    Parts subject, time, fraction;
    for (const std::string& part : partsOf(run, false)) {
      if (seen[part] == runs.size() || isReplicate(part)) continue;
      (isTime(part) ? time : isFraction(part) ? fraction : subject).push_back(part);
    }
    rows.push_back({run, join(subject, "_"), join(time, "_"), join(fraction, "_")});
  }
  draft.sentences.emplace_back(
      "the names have different numbers of parts: what is called like a time is the time point, the rest the subject");
  return rows;
}

/// Subject by subject, baselines first.
void orderRows(std::vector<DraftRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const DraftRow& a, const DraftRow& b) {
    const auto rank = [](const DraftRow& row) { return baselineRank(row.timePoint) ? 0 : 1; };
    return std::pair(a.subject, rank(a)) < std::pair(b.subject, rank(b));
  });
}

void tellEmpty(const std::vector<DraftRow>& rows, const std::string& column, std::string DraftRow::*member,
               StudyDraft& draft) {
  const auto empty =
      std::count_if(rows.begin(), rows.end(), [&](const DraftRow& row) { return (row.*member).empty(); });
  if (empty > 0)
    draft.sentences.push_back(column + " is not seen in the names of " + std::to_string(empty) + " of " +
                              std::to_string(rows.size()) + " runs: fill it in");
}

}  // namespace

StudyDraft draftStudy(std::vector<std::string> runs) {
  std::sort(runs.begin(), runs.end());
  StudyDraft draft;
  NameTable table(runs, false);
  if (table.isEven() && !table.has(Role::Time)) {
    const NameTable finer(runs, true);
    if (finer.isEven() && finer.has(Role::Time)) table = finer;
  }
  std::vector<DraftRow> rows = table.isEven() ? evenRows(runs, table, draft) : unevenRows(runs, draft);
  tellEmpty(rows, "subject", &DraftRow::subject, draft);
  tellEmpty(rows, "timepoint", &DraftRow::timePoint, draft);
  orderRows(rows);
  draft.sheet = "# Drafted from the names of the files: check every row before you use it.\n";
  for (const std::string& sentence : draft.sentences) draft.sheet += "# " + sentence + "\n";
  const bool fractions =
      std::any_of(rows.begin(), rows.end(), [](const DraftRow& row) { return !row.fraction.empty(); });
  draft.sheet += std::string("run\tsample\tsubject\ttimepoint") + (fractions ? "\tfraction" : "") + "\n";
  for (const DraftRow& row : rows) {
    const bool whole = !row.subject.empty() && !row.timePoint.empty();
    Parts cells{row.run, whole ? row.subject + "_" + row.timePoint : row.run, row.subject, row.timePoint};
    if (fractions) cells.push_back(row.fraction);
    for (std::string& cell : cells) cell = spreadsheetCell(cell);
    draft.sheet += join(cells, "\t") + "\n";
  }
  return draft;
}

}  // namespace vescargo
