#include "vescargo/quant/ionLanes.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "vescargo/quant/isotopeRatios.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

std::vector<std::uint32_t> lanesOfIon(const std::vector<Lane>& lanes, const PeptideIon& ion) {
  if (lanes.size() == 1) return {0};
  auto found = lanesAt(lanes, ion.mz);
  const double last = ion.mz + (tracedIsotopes - 1) * isotopeSpacing / ion.charge;
  const auto cut =
      std::stable_partition(found.begin(), found.end(), [&](auto lane) { return covers(lanes[lane].kind, last); });
  if (cut != found.begin()) found.erase(cut, found.end());
  return found;
}

namespace {

/// What lanes that can be compared have in common, whatever their windows and functions.
bool isComparable(const LaneKind& a, const LaneKind& b) {
  return sameVoltage(a.compensationVoltage, b.compensationVoltage) &&
         (a.analyzer == Analyzer::IonTrap) == (b.analyzer == Analyzer::IonTrap);
}

bool sameFunction(const LaneKind& a, const LaneKind& b) {
  return a.function == b.function || a.function == 0 || b.function == 0;
}

bool has(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// A lane of a run and a kind that it may be of.
struct Pair {
  std::uint32_t lane = 0;
  std::uint32_t kind = 0;
  bool equal = false;
  bool sameFunction = false;
  bool saidWindows = false;  ///< of both
  double sharedWindows = 0;
  double coveredMz = 0;  ///< by the one whose windows are said
};

/// The nearest first, then the widest.
bool isNearer(const Pair& a, const Pair& b) {
  return std::tuple(!a.equal, !a.sameFunction, !a.saidWindows, -a.sharedWindows, -a.coveredMz, a.lane, a.kind) <
         std::tuple(!b.equal, !b.sameFunction, !b.saidWindows, -b.sharedWindows, -b.coveredMz, b.lane, b.kind);
}

}  // namespace

void IonLanes::addRun(std::size_t run, const std::vector<Lane>& lanes) {
  LanesOfRun added{lanes, std::vector(lanes.size(), none)};
  matchNearest(added);
  matchOnly(added);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    if (lanes[i].reference) continue;
    if (added.kinds[i] == none) {
      added.kinds[i] = static_cast<std::uint32_t>(kinds_.size());
      kinds_.push_back({lanes[i].kind, 0, 0, std::vector<double>(ions_.size())});
    }
    Kind& kind = kinds_[added.kinds[i]];
    ++kind.runs;
    kind.surveys += lanes[i].surveys();
    if (kind.lane.windows.empty()) kind.lane.windows = lanes[i].kind.windows;
  }
  runs_.emplace(run, std::move(added));
}

void IonLanes::matchNearest(LanesOfRun& run) const {
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < run.lanes.size(); ++i) {
    const LaneKind& lane = run.lanes[i].kind;
    for (std::uint32_t k = 0; k < kinds_.size() && !run.lanes[i].reference; ++k) {
      const LaneKind& kind = kinds_[k].lane;
      const double shared = sharedWindows(lane.windows, kind.windows);
      if (isComparable(lane, kind) && shared >= mostlySharedWindows)
        pairs.push_back({i, k, lane == kind, sameFunction(lane, kind), !lane.windows.empty() && !kind.windows.empty(),
                         shared, std::max(coveredMz(lane.windows), coveredMz(kind.windows))});
    }
  }
  std::sort(pairs.begin(), pairs.end(), isNearer);
  for (const Pair& pair : pairs) {
    if (run.kinds[pair.lane] == none && !has(run.kinds, pair.kind)) run.kinds[pair.lane] = pair.kind;
  }
}

void IonLanes::matchOnly(LanesOfRun& run) const {
  for (std::size_t i = 0; i < run.lanes.size(); ++i) {
    if (run.lanes[i].reference || run.kinds[i] != none) continue;
    const LaneKind& lane = run.lanes[i].kind;
    const auto own = std::count_if(run.lanes.begin(), run.lanes.end(), [&](const Lane& other) {
      return !other.reference && isComparable(lane, other.kind);
    });
    const auto fits = [&](const Kind& kind) { return isComparable(lane, kind.lane); };
    const auto kind = std::find_if(kinds_.begin(), kinds_.end(), fits);
    if (own == 1 && std::count_if(kinds_.begin(), kinds_.end(), fits) == 1)
      run.kinds[i] = static_cast<std::uint32_t>(kind - kinds_.begin());
  }
}

void IonLanes::addArea(std::size_t run, std::size_t ion, std::uint32_t lane, double area) {
  kinds_[runs_.at(run).kinds[lane]].areas[ion] += area;
}

/// How many runs have the ion in a lane of each kind.
std::vector<std::size_t> IonLanes::runsByKind(std::size_t ion) const {
  std::vector<std::size_t> runs(kinds_.size(), 0);
  for (const auto& [number, run] : runs_) {
    for (const std::uint32_t lane : lanesOfIon(run.lanes, ions_[ion])) {
      if (run.kinds[lane] != none) ++runs[run.kinds[lane]];
    }
  }
  return runs;
}

std::uint32_t IonLanes::choose(std::size_t ion) const {
  constexpr double fairShare = 0.1;
  const auto runs = runsByKind(ion);
  double most = 0;
  for (const Kind& kind : kinds_) most = std::max(most, kind.areas[ion]);
  std::vector<std::uint32_t> fair;
  std::size_t surveys = 0;
  for (std::uint32_t k = 0; k < kinds_.size(); ++k) {
    if (runs[k] == 0 || kinds_[k].areas[ion] < fairShare * most) continue;
    fair.push_back(k);
    surveys = std::max(surveys, kinds_[k].surveys);
  }
  const auto rank = [&](std::uint32_t k) {
    return std::tuple(2 * kinds_[k].surveys >= surveys, runs[k], kinds_[k].areas[ion]);
  };
  const auto best =
      std::max_element(fair.begin(), fair.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return best == fair.end() ? none : *best;
}

void IonLanes::settle() {
  chosen_.assign(ions_.size(), kinds_.empty() ? none : 0);
  if (kinds_.size() < 2) return;
  for (std::size_t ion = 0; ion < ions_.size(); ++ion) chosen_[ion] = choose(ion);
}

std::uint32_t IonLanes::laneOf(std::size_t run, std::size_t ion) const {
  const LanesOfRun& of = runs_.at(run);
  const auto lane = std::find(of.kinds.begin(), of.kinds.end(), chosen_[ion]);
  if (chosen_[ion] == none || lane == of.kinds.end()) return none;
  const auto number = static_cast<std::uint32_t>(lane - of.kinds.begin());
  return of.lanes.size() == 1 || has(lanesOfIon(of.lanes, ions_[ion]), number) ? number : none;
}

std::vector<LaneKind> IonLanes::lacking(std::size_t run) const {
  const LanesOfRun& of = runs_.at(run);
  std::vector<LaneKind> kinds;
  for (std::uint32_t k = 0; k < kinds_.size() && !of.lanes.empty(); ++k) {
    if (!has(of.kinds, k)) kinds.push_back(kinds_[k].lane);
  }
  return kinds;
}

bool IonLanes::haveCommonKind() const {
  const auto with = static_cast<std::size_t>(
      std::count_if(runs_.begin(), runs_.end(), [](const auto& run) { return !run.second.lanes.empty(); }));
  return with == 0 || std::any_of(kinds_.begin(), kinds_.end(), [&](const Kind& kind) { return kind.runs == with; });
}

}  // namespace vescargo
