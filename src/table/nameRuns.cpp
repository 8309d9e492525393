#include "vescargo/table/nameRuns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Words by which hosts call files, and which name no run.
constexpr std::array<std::string_view, 16> hostWords{"in",   "input", "inputs", "file", "files",   "run",
                                                     "runs", "mzml",  "item",   "data", "dataset", "element",
                                                     "part", "port",  "list",   "idxml"};

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }
bool isLetter(char letter) {
  return std::isalpha(static_cast<unsigned char>(letter)) != 0 || static_cast<unsigned char>(letter) > 127;
}

/// The numbers of a name that a host made of its words and counters; nothing of another name.
std::optional<std::vector<std::uint64_t>> countersOf(const std::string& name) {
  const std::string text = lowerCase(name);
  std::vector<std::uint64_t> numbers;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (isDigit(text[at])) {
      while (end < text.size() && isDigit(text[end])) ++end;
      std::uint64_t number = 0;
      if (std::from_chars(text.data() + at, text.data() + end, number).ec != std::errc{}) return std::nullopt;
      numbers.push_back(number);
    } else if (isLetter(text[at])) {
      while (end < text.size() && isLetter(text[end])) ++end;
      const std::string_view word = std::string_view(text).substr(at, end - at);
      if (std::find(hostWords.begin(), hostWords.end(), word) == hostWords.end()) return std::nullopt;
    }
    at = end;
  }
  return numbers;
}

/// Places of the names by the one counter in which they differ; nothing where they are no host's, or do not count up
/// from 0 or 1.
std::optional<std::vector<std::size_t>> hostOrder(const std::vector<RunAliases>& given) {
  std::vector<std::vector<std::uint64_t>> counters;
  for (const RunAliases& run : given) {
    const auto numbers = countersOf(run.name);
    if (!numbers || numbers->size() != (counters.empty() ? *numbers : counters.front()).size()) return std::nullopt;
    counters.push_back(*numbers);
  }
  if (counters.size() < 2) return std::vector<std::size_t>(counters.size(), 0);
  std::vector<std::size_t> differing;
  for (std::size_t c = 0; c < counters.front().size(); ++c) {
    const auto other = [&](const auto& numbers) { return numbers[c] != counters.front()[c]; };
    if (std::any_of(counters.begin(), counters.end(), other)) differing.push_back(c);
  }
  if (differing.size() != 1) return std::nullopt;
  std::vector<std::uint64_t> sorted;
  for (const auto& numbers : counters) sorted.push_back(numbers[differing.front()]);
  const auto counted = sorted;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted.front() > 1 || sorted[i] != sorted.front() + i) return std::nullopt;
  }
  std::vector<std::size_t> places;
  for (const std::uint64_t number : counted) places.push_back(static_cast<std::size_t>(number - sorted.front()));
  return places;
}

std::set<std::string> allNames(const RunAliases& run) {
  std::set<std::string> names(run.others.begin(), run.others.end());
  names.insert(run.name);
  return names;
}

std::string pairText(const std::string& given, const std::string& wanted) {
  return inQuotes(given) + " is " + inQuotes(wanted);
}

std::string runsCount(std::size_t count) { return std::to_string(count) + (count == 1 ? " run" : " runs"); }

class Namer {
 public:
  Namer(const std::vector<RunAliases>& given, const std::vector<RunAliases>& wanted)
      : given_(given), wanted_(wanted), rowOf_(given.size(), none), taken_(wanted.size(), false) {}

  NamedRuns name() {
    byName();
    const std::vector<std::size_t> strangers = unnamed();
    NamedRuns named;
    if (!strangers.empty() && byOthers(strangers)) {
      named.sentences.push_back(runsCount(strangers.size()) +
                                " under other names, by what the files tell: " + textOf(strangers));
    } else if (strangers.size() == given_.size() && byOrder()) {
      named.warnings.push_back(runsCount(strangers.size()) +
                               " under names that tell nothing are taken in the order of the study sheet: " +
                               textOf(strangers) + "; check that this is so, or give files of the sheet's names");
    }
    for (std::size_t g = 0; g < given_.size(); ++g)
      named.names.push_back(rowOf_[g] == none ? given_[g].name : wanted_[rowOf_[g]].name);
    return named;
  }

 private:
  void byName() {
    std::map<std::string, std::size_t> rows;
    for (std::size_t w = 0; w < wanted_.size(); ++w) rows.emplace(wanted_[w].name, w);
    for (std::size_t g = 0; g < given_.size(); ++g) {
      const auto found = rows.find(given_[g].name);
      if (found == rows.end()) continue;
      rowOf_[g] = found->second;
      taken_[found->second] = true;
    }
  }

  std::vector<std::size_t> unnamed() const {
    std::vector<std::size_t> strangers;
    for (std::size_t g = 0; g < given_.size(); ++g) {
      if (rowOf_[g] == none) strangers.push_back(g);
    }
    return strangers;
  }

  /// The one row that is free and shares a name.
  std::size_t sharing(const RunAliases& run) const {
    const auto names = allNames(run);
    std::size_t one = none;
    for (std::size_t w = 0; w < wanted_.size(); ++w) {
      const auto rowNames = allNames(wanted_[w]);
      const bool shares =
          std::any_of(rowNames.begin(), rowNames.end(), [&](const std::string& name) { return names.contains(name); });
      if (taken_[w] || !shares) continue;
      if (one != none) return none;
      one = w;
    }
    return one;
  }

  bool byOthers(const std::vector<std::size_t>& strangers) {
    std::set<std::size_t> rows;
    auto found = rowOf_;
    for (const std::size_t g : strangers) {
      found[g] = sharing(given_[g]);
      if (found[g] == none || !rows.insert(found[g]).second) return false;
    }
    rowOf_ = std::move(found);
    return true;
  }

  bool byOrder() {
    const auto tells = [](const RunAliases& run) {
      return std::any_of(run.others.begin(), run.others.end(),
                         [](const std::string& name) { return !countersOf(name).has_value(); });
    };
    if (given_.size() != wanted_.size() || std::any_of(given_.begin(), given_.end(), tells)) return false;
    const auto places = hostOrder(given_);
    if (!places) return false;
    rowOf_ = *places;
    return true;
  }

  std::string textOf(const std::vector<std::size_t>& runs) const {
    std::vector<std::string> pairs;
    for (const std::size_t g : runs) pairs.push_back(pairText(given_[g].name, wanted_[rowOf_[g]].name));
    return join(pairs, ", ");
  }

  const std::vector<RunAliases>& given_;
  const std::vector<RunAliases>& wanted_;
  std::vector<std::size_t> rowOf_;  ///< [given], row of `wanted`
  std::vector<bool> taken_;         ///< [wanted]
};

}  // namespace

NamedRuns nameRuns(const std::vector<RunAliases>& given, const std::vector<RunAliases>& wanted) {
  return Namer(given, wanted).name();
}

NamedRuns nameRuns(const std::vector<RunAliases>& given) {
  NamedRuns named;
  std::map<std::string, std::size_t> times;
  bool hosts = true;
  for (const RunAliases& run : given) {
    named.names.push_back(run.name);
    hosts = hosts && countersOf(run.name);
    for (const std::string& name : allNames(run)) ++times[name];
  }
  if (!hosts || given.empty()) return named;
  std::vector<std::string> told;
  std::vector<std::string> pairs;
  for (const RunAliases& run : given) {
    auto own = allNames(run);
    std::erase_if(own, [&](const std::string& name) { return times[name] > 1 || countersOf(name); });
    if (own.size() != 1) return named;
    told.push_back(*own.begin());
    pairs.push_back(pairText(run.name, told.back()));
  }
  named.names = told;
  named.sentences.push_back(runsCount(given.size()) +
                            " under other names, by what the files tell: " + join(pairs, ", "));
  return named;
}

}  // namespace vescargo
