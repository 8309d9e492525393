#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "vescargo/quant/StudyIons.h"
#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// Lanes of a run in which an ion may be measured: the only one where the run has one; else those at its m/z (lanesAt)
/// whose scan windows have its traced isotopes too, or M at least where no lane has all.
std::vector<std::uint32_t> lanesOfIon(const std::vector<Lane>& lanes, const PeptideIon& ion);

/// Which lane of each run of a fraction an ion is measured in: one kind of lane for all runs, so that ratios between
/// them hold. It is the kind in which the runs that identified the ion have the largest area together; a kind that more
/// runs have goes before it where it has at least a tenth of that area. A run without the kind does not measure the
/// ion. Kinds with less than half of the surveys of another that has a tenth of the area as well come last. Of equals
/// the kind that comes first in the runs is taken.
///
/// Lanes of different runs are of one kind where their voltages are the same, both are of an ion trap or none is, and
/// their windows are mostly the same, those of one function first and then the nearest; windows that are not said are
/// those of the widest lane. A run with one lane of such a voltage and analyzer has that kind whatever its windows,
/// where the runs before it have one such kind. References are of no kind.
class IonLanes {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  explicit IonLanes(const std::vector<PeptideIon>& ions) : ions_(ions) {}

  void addRun(std::size_t run, const std::vector<Lane>& lanes);

  /// An area that an ion has in a lane of a run.
  void addArea(std::size_t run, std::size_t ion, std::uint32_t lane, double area);

  /// Chooses the kind of each ion, once all runs and areas are there.
  void settle();

  const std::vector<Lane>& lanes(std::size_t run) const { return runs_.at(run).lanes; }

  /// `none` where the run does not measure the ion.
  std::uint32_t laneOf(std::size_t run, std::size_t ion) const;

  /// Kinds that other runs have and this one has not, as the first of them has it; none for a run without lanes.
  std::vector<LaneKind> lacking(std::size_t run) const;

  /// Whether all runs that have lanes have a kind in common.
  bool haveCommonKind() const;

 private:
  struct LanesOfRun {
    std::vector<Lane> lanes;
    std::vector<std::uint32_t> kinds{};  ///< [lane]; none = a reference
  };

  struct Kind {
    LaneKind lane;              ///< of the first run that has it
    std::size_t runs = 0;       ///< that have it
    std::size_t surveys = 0;    ///< of it in all runs
    std::vector<double> areas;  ///< [ion]
  };

  void matchNearest(LanesOfRun& run) const;
  void matchOnly(LanesOfRun& run) const;
  std::vector<std::size_t> runsByKind(std::size_t ion) const;
  std::uint32_t choose(std::size_t ion) const;

  const std::vector<PeptideIon>& ions_;
  std::map<std::size_t, LanesOfRun> runs_;
  std::vector<Kind> kinds_;
  std::vector<std::uint32_t> chosen_;  // [ion], into kinds_
};

}  // namespace vescargo
