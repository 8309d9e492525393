#include "vescargo/quant/ionLanes.h"

#include <algorithm>

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

void IonLanes::addRun(const std::vector<Lane>& lanes) {
  lanes_.push_back(lanes);
  kinds_.emplace_back();
  for (const Lane& lane : lanes)
    kinds_.back().push_back(numbers_.emplace(lane.kind, static_cast<std::uint32_t>(numbers_.size())).first->second);
  areas_.resize(numbers_.size(), std::vector<double>(ions_.size()));
}

void IonLanes::addArea(std::size_t ion, std::uint32_t lane, double area) { areas_[kinds_.back()[lane]][ion] += area; }

std::uint32_t IonLanes::laneOf(std::size_t run, std::size_t ion) const {
  if (lanes_[run].size() == 1) return 0;
  const auto lanes = lanesOfIon(lanes_[run], ions_[ion]);
  auto best = static_cast<std::uint32_t>(lanes_[run].size());
  double most = -1;
  std::uint32_t first = 0;
  for (const std::uint32_t lane : lanes) {
    const std::uint32_t kind = kinds_[run][lane];
    const double area = areas_[kind][ion];
    if (area < most || (area == most && kind > first)) continue;
    best = lane;
    most = area;
    first = kind;
  }
  return best;
}

}  // namespace vescargo
