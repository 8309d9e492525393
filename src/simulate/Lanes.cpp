#include "vescargo/simulate/Lanes.h"

#include <algorithm>
#include <cmath>

#include "vescargo/simulate/Faims.h"

namespace vescargo {

namespace {

constexpr double boxOverlap = 0.5;  // to either side

std::vector<MzWindow> boxesOf(const LaneOptions& options, int set) {
  const int all = options.boxcarSets * options.boxcarBoxes;
  const double ratio = surveyRange.high / surveyRange.low;
  const auto border = [&](int box) { return surveyRange.low * std::pow(ratio, static_cast<double>(box) / all); };
  // The only set has its boxes side by side, where an overlap would count ions twice.
  const double overlap = options.boxcarSets > 1 ? boxOverlap : 0;
  std::vector<MzWindow> boxes;
  for (int box = set; box < all; box += options.boxcarSets)
    boxes.push_back(
        {std::max(border(box) - overlap, surveyRange.low), std::min(border(box + 1) + overlap, surveyRange.high)});
  return boxes;
}

std::string joined(const std::string& voltage, const std::string& kind) {
  return voltage.empty() ? kind : voltage + "_" + kind;
}

void addPositive(const LaneOptions& options, std::optional<double> voltage, std::vector<SimulatedLane>& lanes) {
  const std::string name = voltage ? "cv" + formatNumber(*voltage) : "";
  SimulatedLane lane;
  lane.compensationVoltage = voltage;
  if (voltage) lane.name = name;
  lanes.push_back(lane);
  for (int set = 0; set < options.boxcarSets; ++set) {
    lane.name = joined(name, "boxes" + std::to_string(set + 1));
    lane.boxes = boxesOf(options, set);
    lanes.push_back(lane);
  }
}

}  // namespace

std::optional<std::size_t> SimulatedLane::boxOf(double mz) const {
  if (boxes.empty()) return 0;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i].holds(mz)) return i;
  }
  return std::nullopt;
}

std::vector<SimulatedLane> lanesOf(const LaneOptions& options) {
  std::vector<SimulatedLane> lanes;
  for (const double voltage : options.faimsCv) addPositive(options, voltage, lanes);
  if (options.faimsCv.empty()) addPositive(options, std::nullopt, lanes);
  if (options.polaritySwitching) {
    lanes.emplace_back();
    lanes.back().name = "negative";
    lanes.back().polarity = Polarity::Negative;
  }
  return lanes;
}

std::vector<CycleStep> cycleOf(const std::vector<SimulatedLane>& lanes) {
  std::vector<CycleStep> steps;
  std::size_t chosenIn = 0;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    steps.push_back({CycleStep::Kind::Survey, i});
    if (lanes[i].choosesPrecursors()) chosenIn = i;
    const bool last = i + 1 == lanes.size() || lanes[i + 1].boxes.empty();
    if (last && lanes[i].polarity == Polarity::Positive) steps.push_back({CycleStep::Kind::Fragments, chosenIn});
  }
  return steps;
}

double transmission(const SimulatedLane& lane, const SimulatedPeptide& peptide, int charge, int seed) {
  if (lane.polarity == Polarity::Negative) return 0;
  return lane.compensationVoltage ? faimsPeakOf(peptide, charge, seed).at(*lane.compensationVoltage) : 1;
}

double laneShare(const SimulatedLane& lane, const SimulatedPeptide& peptide, int charge, int seed) {
  constexpr double proton = 1.007276466621;
  return lane.boxOf(peptide.mass / charge + proton) ? transmission(lane, peptide, charge, seed) : 0;
}

}  // namespace vescargo
