#include "XmlNumbers.h"

#include <cmath>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {
constexpr std::string_view whatToDo = "give the file as the search engine wrote it";
}

std::optional<double> XmlNumbers::number(const std::string& text, std::string_view attribute) {
  const auto value = parseNumber(text.starts_with('+') ? std::string_view(text).substr(1) : text);
  if (value && std::isfinite(*value)) return value;
  faults.add(path + ":" + std::to_string(line), inQuotes(text) + " as " + std::string(attribute) + " is no number",
             whatToDo);
  return std::nullopt;
}

std::optional<double> XmlNumbers::score(const KnownScore& known, const std::string& text) {
  const auto value = number(text, known.name);
  if (!value || known.role == ScoreRole::Score) return value;
  return within(text, known.name, 0, 1);
}

double XmlNumbers::within(const std::string& text, std::string_view attribute, double low, double high) {
  if (text.empty()) return 0;
  const auto value = number(text, attribute);
  if (!value || (*value >= low && *value <= high)) return value.value_or(low);
  faults.add(path + ":" + std::to_string(line),
             inQuotes(text) + " as " + std::string(attribute) + " is not within " + formatNumber(low) + " to " +
                 formatNumber(high),
             whatToDo);
  return low;
}

}  // namespace vescargo
