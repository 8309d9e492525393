#include "vescargo/base/Options.h"

namespace vescargo {

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
