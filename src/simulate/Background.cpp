#include "vescargo/simulate/Background.h"

#include <array>
#include <cmath>

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

}  // namespace

std::vector<IonPacket> Background::ionsASecond(double rtSeconds, Random& random) const {
  std::vector<IonPacket> packets;
  for (const Contaminant& contaminant : contaminants) {
    const double tide = 1 + 0.4 * std::sin(rtSeconds / 47 + contaminant.mz);
    const double ions = amount_ * contaminant.ionsASecond * tide * std::exp(0.1 * random.normal());
    packets.push_back({contaminant.mz, ions});
    packets.push_back({contaminant.mz + 1.00295, ions * contaminant.second});
    packets.push_back({contaminant.mz + 1.9985, ions * contaminant.third});
  }
  return packets;
}

void Background::addNoise(Range range, double peaks, Random& random, std::vector<IonPacket>& packets) const {
  const double count = random.poisson(peaks * amount_);
  for (double i = 0; i < count; ++i) {
    // More chemical noise at low m/z.
    const double place = random.uniform();
    const double mz = range.low + (range.high - range.low) * place * std::sqrt(place);
    packets.push_back({mz, Detector::leastIons + random.exponential(4)});
  }
}

}  // namespace vescargo
