#include "vescargo/base/Options.h"

namespace vescargo {

void requireWithin(std::string_view where, double number, const Limits& limits) {
  if (number >= limits.min && number <= limits.max) return;
  const bool open = std::isinf(limits.max);
  throw Error(ExitCode::BadParameter, where, formatNumber(number) + " is out of range",
              "give a number from " + formatNumber(limits.min) + (open ? " on" : " to " + formatNumber(limits.max)));
}

Tolerance parseTolerance(std::string_view text, std::string_view where) {
  Tolerance tolerance;
  std::string_view number;
  if (text.ends_with("ppm")) {
    number = text.substr(0, text.size() - 3);
    tolerance.unit = Tolerance::Unit::Ppm;
  } else if (text.ends_with("Da")) {
    number = text.substr(0, text.size() - 2);
    tolerance.unit = Tolerance::Unit::Dalton;
  }
  while (number.ends_with(' ')) number.remove_suffix(1);
  const auto value = number.empty() ? std::nullopt : parseNumber(number);
  if (!value || !(*value > 0) || !std::isfinite(*value)) {
    throw Error(ExitCode::BadParameter, where, inQuotes(text) + " is no mass tolerance",
                "write a number above 0 and a unit, like 10ppm or 0.5Da");
  }
  tolerance.value = *value;
  return tolerance;
}

AutoTolerance parseAutoTolerance(std::string_view text, std::string_view where) {
  if (text == "auto") return std::nullopt;
  return parseTolerance(text, where);
}

std::string formatTolerance(const AutoTolerance& tolerance) {
  if (!tolerance) return "auto";
  return formatNumber(tolerance->value) + (tolerance->unit == Tolerance::Unit::Ppm ? "ppm" : "Da");
}

}  // namespace vescargo
