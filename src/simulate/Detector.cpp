#include "vescargo/simulate/Detector.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace vescargo {

namespace {

/// Coarser than what a machine's mathematical library may do differently, and compresses well.
double mzStep(double mz) { return std::round(mz * 0x1p14) * 0x1p-14; }

float tenBits(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return static_cast<float>(std::ldexp(std::round(mantissa * 1024), exponent - 10));
}

/// Counts every packet and puts together what the analyser cannot tell apart.
std::vector<IonPacket> countIons(std::vector<IonPacket> packets, const Detector& detector, Random& random) {
  std::sort(packets.begin(), packets.end(),
            [](const IonPacket& a, const IonPacket& b) { return a.mz < b.mz || (a.mz == b.mz && a.ions < b.ions); });
  std::vector<IonPacket> peaks;
  for (const IonPacket& packet : packets) {
    const double ions = random.poisson(packet.ions);
    if (ions <= 0) continue;
    if (!peaks.empty() && packet.mz - peaks.back().mz < 0.7 * detector.peakWidth(packet.mz)) {
      const double sum = peaks.back().ions + ions;
      peaks.back().mz += (packet.mz - peaks.back().mz) * ions / sum;
      peaks.back().ions = sum;
    } else {
      peaks.push_back({packet.mz, ions});
    }
  }
  std::erase_if(peaks, [](const IonPacket& peak) { return peak.ions < Detector::leastIons; });
  return peaks;
}

}  // namespace

Detector::Detector(double resolution, double massOffsetPpm, const SimulatorOptions& options)
    : widthFactor_(1 / (resolution * std::sqrt(200.0))),
      massOffsetPpm_(massOffsetPpm),
      massScatterPpm_(options.massError / 3),
      noise_(options.detectorNoise),
      profile_(options.spectrumOutput == SpectrumOutput::Profile) {}

double Detector::peakWidth(double mz) const { return widthFactor_ * mz * std::sqrt(mz); }

std::vector<IonPacket> Detector::detect(std::vector<IonPacket> packets, Random& random) const {
  std::vector<IonPacket> peaks = countIons(std::move(packets), *this, random);
  for (IonPacket& peak : peaks) {
    const double scatter = massScatterPpm_ * std::sqrt(1 + 30 / peak.ions);
    peak.mz = calibrated(peak.mz) * (1 + 1e-6 * scatter * random.normal());
    peak.ions *= std::exp(noise_ * random.normal());
  }
  std::sort(peaks.begin(), peaks.end(), [](const IonPacket& a, const IonPacket& b) { return a.mz < b.mz; });
  return peaks;
}

void Detector::write(const std::vector<IonPacket>& peaks, double injectionSeconds, SimulatedSpectrum& spectrum) const {
  if (profile_) return writeProfile(peaks, injectionSeconds, spectrum);
  for (const IonPacket& peak : peaks) {
    const double mz = mzStep(peak.mz);
    if (!spectrum.mz.empty() && mz <= spectrum.mz.back()) continue;
    spectrum.mz.push_back(mz);
    spectrum.intensity.push_back(tenBits(peak.ions / injectionSeconds));
  }
}

/// Points lie evenly in mz^-0.5, so that there are as many on every peak's width. A profile is as
/// high as its centroid is intense.
void Detector::writeProfile(const std::vector<IonPacket>& peaks, double injectionSeconds,
                            SimulatedSpectrum& spectrum) const {
  constexpr double pointsAWidth = 5;
  constexpr int reach = 7;
  const double step = widthFactor_ / (2 * pointsAWidth);
  std::map<long, double, std::greater<>> heights;
  for (const IonPacket& peak : peaks) {
    const auto centre = std::lround(1 / std::sqrt(peak.mz) / step);
    for (long point = centre - reach; point <= centre + reach; ++point) {
      const double root = static_cast<double>(point) * step;
      const double distance = (1 / (root * root) - peak.mz) / peakWidth(peak.mz);
      double& height = heights[point];
      if (std::labs(point - centre) < reach) height += peak.ions * std::exp(-4 * std::log(2.0) * distance * distance);
    }
  }
  for (const auto& [point, height] : heights) {
    const double root = static_cast<double>(point) * step;
    const double mz = mzStep(1 / (root * root));
    if (!spectrum.mz.empty() && mz <= spectrum.mz.back()) continue;
    spectrum.mz.push_back(mz);
    spectrum.intensity.push_back(tenBits(height / injectionSeconds));
  }
  spectrum.profile = true;
}

}  // namespace vescargo
