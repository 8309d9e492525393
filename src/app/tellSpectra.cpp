#include "vescargo/app/tellSpectra.h"

#include <algorithm>

#include "vescargo/base/Error.h"

namespace vescargo {

void tellSpectra(const SpectraRead& spectra, Journal& journal) {
  const auto step = [&](const std::string& text) {
    const auto& told = journal.record().steps;
    if (std::none_of(told.begin(), told.end(), [&](const Step& other) { return other.text == text; }))
      journal.step("readRun", text);
  };
  const auto& lanes = spectra.lanes;
  const bool several =
      lanes.size() > 1 || std::any_of(lanes.begin(), lanes.end(), [](const Lane& lane) { return lane.kind.mobility; });
  if (several)
    step(spectra.run + ", surveys by kind: " + lanesText(lanes) + "; each ion is measured in surveys of one kind");
  if (const std::string passed = passedOverText(spectra.passedOver); !passed.empty())
    step(spectra.run + ", spectra that are not, or not wholly, used: " + passed);
  const std::string missing =
      "run " + inQuotes(spectra.run) + " has " + std::to_string(spectra.missing) +
      " spectra fewer than its list (spectrumList) says: convert or copy it again if it was cut";
  const auto& warned = journal.record().warnings;
  if (spectra.missing > 0 && std::find(warned.begin(), warned.end(), missing) == warned.end()) journal.warn(missing);
}

}  // namespace vescargo
