#include "vescargo/confidence/features.h"

#include <cmath>

namespace vescargo {

const std::vector<Feature>& matchFeatures() {
  static const std::vector<Feature> features{
      {"hyperscore", [](const Psm& psm) { return static_cast<double>(psm.hyperscore); }},
      {"deltaScore", [](const Psm& psm) { return static_cast<double>(psm.deltaScore); }},
      {"ionSurprise", [](const Psm& psm) { return static_cast<double>(psm.ionSurprise); }},
      {"expectScore", [](const Psm& psm) { return static_cast<double>(psm.expectScore); }},
      {"lnMatchedIons", [](const Psm& psm) { return std::log1p(psm.matchedIons); }},
      {"matchedShare",
       [](const Psm& psm) { return psm.matchedIons / (2 * (static_cast<double>(psm.sequence.size()) - 1)); }},
      {"longestSeries", [](const Psm& psm) { return static_cast<double>(psm.longestSeries); }},
      {"longestShare", [](const Psm& psm) { return psm.longestSeries / static_cast<double>(psm.sequence.size()); }},
      {"explainedIntensity", [](const Psm& psm) { return static_cast<double>(psm.explainedIntensity); }},
      {"intensityAgreement", [](const Psm& psm) { return static_cast<double>(psm.intensityAgreement); }},
      {"absPrecursorErrorPpm", [](const Psm& psm) { return std::abs(static_cast<double>(psm.precursorErrorPpm)); }},
      {"fragmentErrorPpm", [](const Psm& psm) { return static_cast<double>(psm.fragmentErrorPpm); }},
      {"isotopeError", [](const Psm& psm) { return psm.isotopeError != 0 ? 1.0 : 0.0; }},
      {"charge2", [](const Psm& psm) { return psm.charge <= 2 ? 1.0 : 0.0; }},
      {"charge4", [](const Psm& psm) { return psm.charge >= 4 ? 1.0 : 0.0; }},
      {"lnLength", [](const Psm& psm) { return std::log(static_cast<double>(psm.sequence.size())); }},
      {"missedCleavages", [](const Psm& psm) { return static_cast<double>(psm.missedCleavages); }},
      {"lnRtDeviation",
       [](const Psm& psm) { return std::log1p(std::abs(static_cast<double>(psm.rtDeviationSeconds))); }},
  };
  return features;
}

}  // namespace vescargo
