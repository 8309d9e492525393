#include "vescargo/purity/plateletKind.h"

#include <array>
#include <cmath>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr double twofold = 1;   ///< log2
constexpr double narrow = 1.5;  ///< log2, half an interval of a difference

/// A score less the median that it stands against, with half its interval.
struct Deviation {
  double value, half, low;
};

Deviation deviationOf(const PanelMeasures& panel, std::size_t sample) {
  const Interval& interval = panel.interval[sample];
  const double middle = panel.standing.middle[sample];
  return {panel.score[sample] - middle, (interval.high - interval.low) / 2, interval.low - middle};
}

bool isRaised(const Deviation& deviation) { return deviation.value >= twofold && deviation.low > 0; }

/// Whether `a` is above `b` by twofold and by more than their intervals allow.
bool isAbove(const Deviation& a, const Deviation& b) {
  const double difference = a.value - b.value;
  return difference >= twofold && difference > std::hypot(a.half, b.half);
}

/// Which parts have too few markers for a score, with the numbers seen.
std::string missingParts(const std::array<const PanelMeasures*, 3>& parts, std::size_t sample) {
  constexpr std::array<const char*, 3> names{"membrane", "granule", "cytosol"};
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == nullptr || std::isnan(parts[i]->score[sample]))
      missing.push_back(formatNumber(parts[i] == nullptr ? 0 : parts[i]->seen[sample]) + " " + names[i]);
  }
  return join(missing, ", ");
}

}  // namespace

std::string plateletKind(const std::vector<PanelMeasures>& panels, std::size_t sample) {
  const std::array<const PanelMeasures*, 3> parts{findMeasures(panels, panelNames::plateletMembrane),
                                                  findMeasures(panels, panelNames::plateletGranule),
                                                  findMeasures(panels, panelNames::plateletCytosol)};
  const std::string missing = missingParts(parts, sample);
  if (!missing.empty()) return "cannot be told: too few markers seen (" + missing + ")";
  const Deviation membrane = deviationOf(*parts[0], sample), granule = deviationOf(*parts[1], sample),
                  cytosol = deviationOf(*parts[2], sample);
  if (std::isnan(membrane.low + granule.low + cytosol.low))
    return "cannot be told: fewer than 3 samples to compare with";
  if (!isRaised(membrane) && !isRaised(granule) && !isRaised(cytosol)) return "no part of platelets is raised";
  std::vector<std::string> words;
  if (isAbove(cytosol, membrane)) words.emplace_back("cytosol above membrane: broken platelets (freezing, shear)");
  if (isAbove(granule, membrane))
    words.emplace_back("granule cargo above membrane: activated platelets, in the body or in the tube");
  if (isAbove(membrane, cytosol)) words.emplace_back("membrane above cytosol: platelet vesicles");
  if (!words.empty()) return join(words, "; ");
  const double uncertainty = std::hypot(membrane.half, cytosol.half);
  if (uncertainty < narrow) return "membrane and cytosol alike: residual platelets, whole or broken";
  return "cannot be told: platelet material is raised, but membrane and cytosol are too uncertain (+- " +
         formatNumber(uncertainty, 2) + " log2) to tell vesicles from residual platelets";
}

}  // namespace vescargo
