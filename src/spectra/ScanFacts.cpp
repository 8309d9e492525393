#include "vescargo/spectra/ScanFacts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace vescargo {

namespace {

// Names of the PSI-MS vocabulary.
enum Accession : int {
  NegativeScan = 1000129,
  PositiveScan = 1000130,
  FilterString = 1000512,
  RadiationSpectrum = 1000804,
  EmissionSpectrum = 1000805,
  AbsorptionSpectrum = 1000806,
  CompensationVoltage = 1001581,
  DriftTime = 1002476,
  InverseReducedMobility = 1002815,
};

std::optional<float> numberAfter(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == text.npos) return std::nullopt;
  text.remove_prefix(at + name.size());
  const std::optional<double> number = parseDouble(text.substr(0, text.find(' ')));
  return number ? std::optional(static_cast<float>(*number)) : std::nullopt;
}

int countAfter(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == text.npos || (at > 0 && text[at - 1] != ' ')) return 0;
  int number = 0;
  std::from_chars(text.data() + at + name.size(), text.data() + text.size(), number);
  return std::max(number, 0);
}

}  // namespace

bool ScanFacts::take(const CvTerm& term) {
  switch (term.accession) {
    case NegativeScan:
      polarity = Polarity::Negative;
      return true;
    case PositiveScan:
      polarity = Polarity::Positive;
      return true;
    case RadiationSpectrum:
    case EmissionSpectrum:
    case AbsorptionSpectrum:
      radiation = true;
      return true;
    case DriftTime:
    case InverseReducedMobility:
      mobility = true;
      return true;
    case FilterString:
      takeFilter(term.value);
      return true;
    case CompensationVoltage:
      if (const auto volts = parseDouble(term.value)) compensationVoltage = static_cast<float>(*volts);
      return true;
    default:
      return false;
  }
}

void ScanFacts::takeFilter(std::string_view filter) {
  constexpr std::array<std::pair<std::string_view, Analyzer>, 4> analyzers{{{"FTMS ", Analyzer::FourierTransform},
                                                                            {"ITMS ", Analyzer::IonTrap},
                                                                            {"TOFMS ", Analyzer::TimeOfFlight},
                                                                            {"ASTMS ", Analyzer::TimeOfFlight}}};
  for (const auto& [name, kind] : analyzers) {
    if (!filter.starts_with(name)) continue;
    analyzer = kind;
    filter.remove_prefix(name.size());
  }
  if (polarity == Polarity::Unsaid && filter.starts_with("- ")) polarity = Polarity::Negative;
  if (!compensationVoltage) compensationVoltage = numberAfter(filter, "cv=");
}

std::optional<PassedOver> ScanFacts::reasonToPass() const {
  if (radiation) return PassedOver::NoMassSpectrum;
  if (polarity == Polarity::Negative) return PassedOver::NegativeIons;
  return std::nullopt;
}

LaneKind ScanFacts::kind(std::string_view nativeId) const {
  LaneKind kind{compensationVoltage, windows, functionOf(nativeId), analyzer, mobility};
  for (MzRange& window : kind.windows) window = {std::round(window.low), std::round(window.high)};
  std::sort(kind.windows.begin(), kind.windows.end());
  return kind;
}

int functionOf(std::string_view nativeId) {
  const int function = countAfter(nativeId, "function=");
  return function > 0 ? function : countAfter(nativeId, "experiment=");
}

}  // namespace vescargo
