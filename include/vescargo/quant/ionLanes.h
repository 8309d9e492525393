#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "vescargo/quant/StudyIons.h"
#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// Lanes of a run in which an ion may be measured: the only one where the run has one; else those at its m/z (lanesAt)
/// whose scan windows have its traced isotopes too, or M at least where no lane has all.
std::vector<std::uint32_t> lanesOfIon(const std::vector<Lane>& lanes, const PeptideIon& ion);

/// Which lane of each run an ion is measured in: of all that may have it, the one of the kind in which the runs that
/// identified the ion have the largest area together. So it is of one kind in all runs that have that kind, and ratios
/// between runs hold; a run without it takes the next in order of area. Of equal areas the kind that comes first in the
/// runs is taken.
class IonLanes {
 public:
  explicit IonLanes(const std::vector<PeptideIon>& ions) : ions_(ions) {}

  /// Runs in their order.
  void addRun(const std::vector<Lane>& lanes);

  /// An area that an ion has in a lane of the last run.
  void addArea(std::size_t ion, std::uint32_t lane, double area);

  const std::vector<Lane>& lanes(std::size_t run) const { return lanes_[run]; }

  /// The number of lanes where none can have the ion.
  std::uint32_t laneOf(std::size_t run, std::size_t ion) const;

 private:
  const std::vector<PeptideIon>& ions_;
  std::vector<std::vector<Lane>> lanes_;           // [run]
  std::vector<std::vector<std::uint32_t>> kinds_;  // [run][lane]
  std::map<LaneKind, std::uint32_t> numbers_;
  std::vector<std::vector<double>> areas_;  // [kind][ion]
};

}  // namespace vescargo
