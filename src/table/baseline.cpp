#include "vescargo/table/baseline.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "vescargo/base/Tsv.h"

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

/// A label around its one number: "visit", 2 of "Visit-2"; "", 30, "min" of "30 min".
struct Numbered {
  std::string before;
  double number = 0;
  std::string behind;
};

std::string lettersOf(std::string_view text) {
  std::string letters;
  for (const std::string& word : wordsOf(text)) letters += word;
  return letters;
}

std::optional<Numbered> numberedOf(std::string_view label) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t begin = label.find_first_of(digits);
  if (begin == std::string_view::npos) return {};
  std::size_t end = std::min(label.find_first_not_of(digits, begin), label.size());
  const bool decimals = end + 1 < label.size() && (label[end] == '.' || label[end] == ',') &&
                        digits.find(label[end + 1]) != std::string_view::npos;
  if (decimals) end = std::min(label.find_first_not_of(digits, end + 1), label.size());
  if (label.find_first_of(digits, end) != std::string_view::npos) return {};
  std::string number(label.substr(begin, end - begin));
  std::replace(number.begin(), number.end(), ',', '.');
  const auto value = parseNumber(number);
  if (!value) return {};
  const std::string before = lettersOf(label.substr(0, begin));
  const bool minus = begin > 0 && label[begin - 1] == '-';
  const bool isBelowZero = minus && (begin == 1 || label[begin - 2] == ' ');
  // "T-10" may be before T0 or only a way to write T10.
  if (minus && !isBelowZero && before.size() < 2) return {};
  return Numbered{before, isBelowZero ? -*value : *value, lettersOf(label.substr(end))};
}

}  // namespace

std::optional<std::size_t> lowestNumberOf(const std::vector<std::string>& labels) {
  std::optional<std::size_t> lowest;
  std::vector<Numbered> numbered;
  for (const std::string& label : labels) {
    const auto one = numberedOf(label);
    if (!one || isCalledAfter(label)) return {};
    if (!numbered.empty() && (one->before != numbered[0].before || one->behind != numbered[0].behind)) return {};
    numbered.push_back(*one);
    if (!lowest || one->number < numbered[*lowest].number) lowest = numbered.size() - 1;
  }
  return lowest;
}

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
