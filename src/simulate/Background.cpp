#include "vescargo/simulate/Background.h"

#include <array>
#include <cmath>
#include <span>

#include "vescargo/simulate/Faims.h"

namespace vescargo {

namespace {

struct Contaminant {
  double mz;
  double ionsASecond;
  double second, third;  ///< isotopes, relative to the first
};

constexpr std::array<Contaminant, 9> contaminants{{{355.06994, 8e5, 0.35, 0.22},
                                                   {371.10124, 4e6, 0.36, 0.23},
                                                   {391.28429, 3e6, 0.27, 0.04},
                                                   {429.08873, 1e6, 0.43, 0.29},
                                                   {445.12003, 6e6, 0.44, 0.30},
                                                   {519.13883, 2e6, 0.52, 0.38},
                                                   {536.16537, 1.5e6, 0.52, 0.38},
                                                   {593.15761, 1e6, 0.60, 0.46},
                                                   {610.18416, 7e5, 0.60, 0.46}}};

constexpr std::array<Contaminant, 8> negativeContaminants{{{384.93530, 8e5, 0.065, 0.026},
                                                           {412.96643, 3e5, 0.087, 0.008},
                                                           {452.92272, 2e6, 0.076, 0.031},
                                                           {498.93022, 4e5, 0.095, 0.055},
                                                           {520.91014, 2.5e6, 0.087, 0.036},
                                                           {588.89756, 1.5e6, 0.097, 0.042},
                                                           {656.88498, 7e5, 0.108, 0.048},
                                                           {724.87240, 3e5, 0.119, 0.054}}};

struct Source {
  std::span<const Contaminant> contaminants;
  double secondIsotope, thirdIsotope;  ///< m/z above the first
};

Source sourceOf(Polarity polarity) {
  return polarity == Polarity::Positive ? Source{contaminants, 1.00295, 1.9985}
                                        : Source{negativeContaminants, 1.00335, 2.0042};
}

}  // namespace

std::vector<IonPacket> lockMassASecond() {
  const Composition leucineEnkephalin = peptideComposition("YGGFL", 0);
  const double mz = monoisotopicMass(leucineEnkephalin) + 1.007276466621;
  return {{mz, 1e6}, {mz + 1.00335, 3.3e5}, {mz + 2.0061, 6.7e4}};
}

std::vector<IonPacket> Background::ionsASecond(const SimulatedLane& lane, double rtSeconds, Random& random) const {
  const Source source = sourceOf(lane.polarity);
  std::vector<IonPacket> packets;
  for (const Contaminant& contaminant : source.contaminants) {
    const double tide = 1 + 0.4 * std::sin(rtSeconds / 47 + contaminant.mz);
    const double ions = amount_ * contaminant.ionsASecond * tide * std::exp(0.1 * random.normal());
    packets.push_back({contaminant.mz, ions});
    packets.push_back({contaminant.mz + source.secondIsotope, ions * contaminant.second});
    packets.push_back({contaminant.mz + source.thirdIsotope, ions * contaminant.third});
  }
  if (lane.compensationVoltage)
    for (IonPacket& packet : packets) packet.ions *= faimsPeakOfBackground(packet.mz).at(*lane.compensationVoltage);
  return packets;
}

void Background::addNoise(MzWindow range, double peaks, Random& random, std::vector<IonPacket>& packets) const {
  const double count = random.poisson(peaks * amount_);
  for (double i = 0; i < count; ++i) {
    // More chemical noise at low m/z.
    const double place = random.uniform();
    const double mz = range.low + (range.high - range.low) * place * std::sqrt(place);
    packets.push_back({mz, Detector::leastIons + random.exponential(4)});
  }
}

}  // namespace vescargo
