#include "vescargo/foreign/sampleNames.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace vescargo {

namespace {

std::size_t digitsFrom(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  return end - std::min(begin, end);
}

/// Length of "[12] " or R's "X.12..".
std::size_t indexLength(std::string_view name) {
  for (const auto& [before, behind] : {std::pair<std::string_view, std::string_view>{"[", "] "}, {"X.", ".."}}) {
    if (!name.starts_with(before)) continue;
    const std::size_t digits = digitsFrom(name, before.size());
    const std::size_t end = before.size() + digits;
    if (digits > 0 && name.substr(end).starts_with(behind)) return end + behind.size();
  }
  return 0;
}

std::string_view withoutSteps(std::string_view name) {
  static constexpr std::array<std::string_view, 2> steps{"-calib", "-averaged"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view step : steps) {
      if (name.size() <= step.size() || !name.ends_with(step)) continue;
      name.remove_suffix(step.size());
      again = true;
    }
  }
  return name;
}

/// "F1", "Sample", "pre", "S1" of "F1: Sample, pre, S1"; empty where it is no such name.
std::vector<std::string> partsOf(const std::string& name) {
  const std::size_t digits = name.starts_with('F') ? digitsFrom(name, 1) : 0;
  if (digits == 0 || name.compare(1 + digits, 2, ": ") != 0) return {};
  std::vector<std::string> parts{name.substr(0, 1 + digits)};
  for (const std::string& part : split(name.substr(digits + 3), ',')) {
    const std::size_t begin = part.find_first_not_of(' ');
    if (begin != std::string::npos) parts.push_back(part.substr(begin));
  }
  return parts;
}

}  // namespace

std::vector<CargoColumn> namedColumns(const SampleColumns& columns) {
  std::map<std::string, std::size_t> times;
  for (const auto& [column, name] : columns) {
    for (const std::string& part : partsOf(name)) ++times[part];
  }
  std::vector<CargoColumn> named;
  for (const auto& [column, whole] : columns) {
    CargoColumn one{{whole}, {}};
    const std::string name = whole.substr(indexLength(whole));
    const std::string plain(withoutSteps(name));
    if (name != whole) one.names = {name};
    if (plain != name) one.names.push_back(plain);
    for (const std::string& part : partsOf(whole)) {
      if (times[part] == 1) one.names.push_back(part);
    }
    named.push_back(std::move(one));
  }
  return named;
}

}  // namespace vescargo
