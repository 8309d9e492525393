#include "vescargo/spectra/Lane.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::string text(float number) { return formatNumber(static_cast<double>(number), 6); }

std::string nameOf(const std::vector<MzRange>& windows) {
  std::vector<std::string> parts;
  for (const MzRange& window : windows) parts.push_back(text(window.low) + "-" + text(window.high));
  return join(parts, " + ") + " m/z";
}

bool isIonTrap(const Lane& lane) { return lane.kind.analyzer == Analyzer::IonTrap; }

}  // namespace

bool sameVoltage(const std::optional<float>& a, const std::optional<float>& b) {
  constexpr float sameVolts = 0.5F;
  return a && b ? std::abs(*a - *b) <= sameVolts : a.has_value() == b.has_value();
}

double coveredMz(std::vector<MzRange> windows) {
  std::sort(windows.begin(), windows.end());
  double sum = 0;
  float end = 0;
  for (const MzRange& window : windows) {
    const float low = std::max(window.low, end);
    sum += window.high > low ? static_cast<double>(window.high - low) : 0;
    end = std::max(end, window.high);
  }
  return sum;
}

double sharedWindows(const std::vector<MzRange>& a, const std::vector<MzRange>& b) {
  if (a.empty() || b.empty()) return 1;
  std::vector<MzRange> either = a;
  either.insert(either.end(), b.begin(), b.end());
  const double all = coveredMz(std::move(either));
  return (coveredMz(a) + coveredMz(b) - all) / all;
}

bool covers(const LaneKind& kind, double mz) {
  return kind.windows.empty() || std::any_of(kind.windows.begin(), kind.windows.end(), [&](const MzRange& window) {
           return mz >= static_cast<double>(window.low) && mz <= static_cast<double>(window.high);
         });
}

std::string nameOf(const LaneKind& kind) {
  std::vector<std::string> parts;
  if (kind.compensationVoltage) parts.push_back(text(*kind.compensationVoltage) + " V");
  if (!kind.windows.empty()) parts.push_back(nameOf(kind.windows));
  if (kind.function > 0) parts.push_back("function " + std::to_string(kind.function));
  if (kind.analyzer == Analyzer::IonTrap) parts.emplace_back("ion trap");
  if (kind.mobility) parts.emplace_back("frames summed over ion mobility");
  return parts.empty() ? "all" : join(parts, ", ");
}

std::string lanesText(const std::vector<Lane>& lanes) {
  std::vector<std::string> parts;
  for (const Lane& lane : lanes)
    parts.push_back(nameOf(lane.kind) + " (" + std::to_string(lane.surveys()) +
                    (lane.reference ? ", reference)" : ")"));
  return parts.empty() ? "none" : join(parts, "; ");
}

std::string passedOverText(const PassedOverCounts& counts) {
  constexpr std::array<std::string_view, passedOverKinds> names{
      "of UV or PDA",
      "of negative ions",
      "of MS3 or above, whose reporter ions are not used",
      "surveys without a time",
      "of fragments without a precursor, which are not searched",
      "of fragments of several precursors, searched for the first"};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) parts.push_back(std::to_string(counts[i]) + " " + std::string(names[i]));
  }
  return join(parts, ", ");
}

std::vector<std::uint32_t> lanesAt(const std::vector<Lane>& lanes, double mz) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < lanes.size(); ++i) {
    if (!lanes[i].reference && covers(lanes[i].kind, mz)) found.push_back(i);
  }
  const auto traps = std::stable_partition(found.begin(), found.end(), [&](auto i) { return !isIonTrap(lanes[i]); });
  if (traps != found.begin()) found.erase(traps, found.end());
  return found;
}

}  // namespace vescargo
