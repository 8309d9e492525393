#include "vescargo/table/baseline.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace vescargo {

namespace {

using Words = std::vector<std::string>;

enum class Letter { Upper, Lower, Digit, None };

Letter kindOf(unsigned char c) {
  if (std::isdigit(c) != 0) return Letter::Digit;
  if (std::isupper(c) != 0) return Letter::Upper;
  return std::isalpha(c) != 0 ? Letter::Lower : Letter::None;
}

/// "PreEx_30min" as pre, ex, 30, min.
Words wordsOf(std::string_view label) {
  Words words;
  Letter last = Letter::None;
  for (const char letter : label) {
    const Letter kind = kindOf(static_cast<unsigned char>(letter));
    const bool goesOn = kind == last || (last == Letter::Upper && kind == Letter::Lower);
    if (kind != Letter::None) {
      if (!goesOn || words.empty()) words.emplace_back();
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    last = kind;
  }
  return words;
}

bool isZero(const std::string& word) { return word.find_first_not_of('0') == std::string::npos; }

bool isNumber(const std::string& word) { return std::isdigit(static_cast<unsigned char>(word.front())) != 0; }

/// A number with a unit, or without.
bool isTime(const Words& words) {
  static const std::set<std::string> units{"t",       "time",  "timepoint", "tp",     "point",   "s",  "sec",  "second",
                                           "seconds", "min",   "mins",      "minute", "minutes", "h",  "hr",   "hrs",
                                           "hour",    "hours", "d",         "day",    "days",    "w",  "wk",   "week",
                                           "weeks",   "m",     "month",     "months", "y",       "yr", "year", "years"};
  return std::any_of(words.begin(), words.end(), isNumber) &&
         std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return isNumber(word) || units.contains(word); });
}

/// "pre", and "preexercise" in one word, but not "present".
bool isBefore(const std::string& word) {
  static const std::set<std::string> names{"pre", "before", "prior", "baseline", "basal", "bl"};
  static const std::set<std::string> events{"ex",       "exercise", "exertion",  "training",     "race",
                                            "run",      "test",     "treatment", "intervention", "dose",
                                            "marathon", "surgery",  "op",        "operation"};
  return names.contains(word) || (word.starts_with("pre") && events.contains(word.substr(3)));
}

bool isAfterwards(const Words& words) {
  static const std::set<std::string> names{"post", "after", "recovery", "follow", "followup"};
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return names.contains(word) || (word.starts_with("post") && isBefore("pre" + word.substr(4)));
  });
}

}  // namespace

bool isCalledAfter(std::string_view label) { return isAfterwards(wordsOf(label)); }

std::optional<int> baselineRank(std::string_view label) {
  static const std::set<std::string> rests{"rest", "resting"};
  static const std::set<std::string> controls{"control", "controls", "ctrl",    "untreated", "placebo",
                                              "sham",    "vehicle",  "healthy", "normal"};
  const Words words = wordsOf(label);
  if (words.empty()) return std::nullopt;
  if (isAfterwards(words)) return std::nullopt;
  if (std::any_of(words.begin(), words.end(), isBefore)) return 0;
  if (std::any_of(words.begin(), words.end(), [&](const std::string& word) { return rests.contains(word); })) return 1;
  if (label.front() == '-' && isTime(words)) return 2;
  const bool zero =
      std::all_of(words.begin(), words.end(), [](const std::string& word) { return !isNumber(word) || isZero(word); });
  if (zero && isTime(words)) return 3;
  if (controls.contains(words.front())) return 4;
  return std::nullopt;
}

std::optional<std::size_t> baselineOf(const std::vector<std::string>& labels) {
  std::optional<std::size_t> surest;
  int lowest = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto rank = baselineRank(labels[i]);
    if (!rank || (surest && *rank >= lowest)) continue;
    surest = i;
    lowest = *rank;
  }
  return surest;
}

}  // namespace vescargo
