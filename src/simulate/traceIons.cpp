#include "vescargo/simulate/traceIons.h"

#include <algorithm>
#include <cmath>

#include "vescargo/simulate/Detector.h"

namespace vescargo {

namespace {

constexpr double neutron = 1.0033548378;  // 13C less 12C
constexpr double leastTracedIons = 2;     // that the detector's fewest ions are counted of these has a chance of 2 %

/// Shares of M, M+1 and M+2 that a lane's box holds.
std::vector<double> heldPattern(const RunIon& ion, const IsotopePattern& pattern, const SimulatedLane& lane,
                                std::size_t box) {
  std::vector<double> held;
  for (std::size_t k = 0; k < std::min<std::size_t>(3, pattern.size()); ++k) {
    if (lane.boxes.empty() || lane.boxes[box].holds(ion.isotopeMz(k))) held.push_back(pattern[k]);
  }
  return held;
}

/// Variance of the sum of isotopes' intensities over the squared intensity of all isotopes, of which `ions` are
/// counted.
double scatterOf(const std::vector<double>& pattern, double ions, double detectorNoise) {
  const double noise = detectorNoise * detectorNoise;
  double variance = 0;
  double seen = 0;
  for (const double share : pattern) {
    variance += share / ions + noise * share * share;
    seen += share;
  }
  return variance + noise * seen * seen;  // of the spray
}

class Tracer {
 public:
  Tracer(const SimulatedStudy& study, const RunIon& ion, std::size_t lane, const SimulatedLane& kind)
      : options_(study.options), ion_(ion), lane_(lane), box_(kind.boxOf(ion.mz)) {
    if (box_) pattern_ = heldPattern(ion, study.isotopes[ion.peptide], kind, *box_);
  }

  TrueTrace trace(const std::vector<SurveyFill>& surveys) const {
    TrueTrace trace{ion_.peptide, ion_.charge, lane_, ion_.elution.apexSeconds()};
    if (!box_ || ion_.passes[lane_] <= 0) return trace;
    double shares = 0;
    for (const double share : pattern_) shares += share;
    double variance = 0;
    double nearest = options_.runSeconds;
    const auto first = std::partition_point(surveys.begin(), surveys.end(), [&](const SurveyFill& survey) {
      return survey.rtSeconds < ion_.elution.begin();
    });
    for (auto s = first; s != surveys.end() && s->rtSeconds <= ion_.elution.end(); ++s) {
      const double flux = ion_.ions * ion_.elution.at(s->rtSeconds) * ion_.passes[lane_];
      const double fill = s->seconds[*box_];
      if (std::abs(s->rtSeconds - trace.apexRtSeconds) < nearest) {
        nearest = std::abs(s->rtSeconds - trace.apexRtSeconds);
        trace.apexIntensity = flux * pattern_[0];
      }
      trace.mostIons = std::max(trace.mostIons, flux * pattern_[0] * fill);
      if (flux * pattern_[0] * fill < Detector::leastIons) continue;
      ++trace.surveys;
      const double width =
          0.5 * ((s + 1 == surveys.end() ? s : s + 1)->rtSeconds - (s == surveys.begin() ? s : s - 1)->rtSeconds);
      trace.area += width * flux * shares;
      variance += width * width * flux * flux * scatterOf(pattern_, flux * fill, options_.detectorNoise);
    }
    if (trace.area > 0) trace.relativeSd = std::sqrt(variance) / trace.area;
    return trace;
  }

 private:
  const SimulatorOptions& options_;
  const RunIon& ion_;
  std::size_t lane_;
  std::optional<std::size_t> box_;
  std::vector<double> pattern_;
};

}  // namespace

double RunIon::isotopeMz(std::size_t isotope) const { return mz + static_cast<double>(isotope) * neutron / charge; }

std::vector<TrueTrace> traceIons(const SimulatedStudy& study, const std::vector<RunIon>& ions,
                                 const std::vector<SimulatedLane>& lanes,
                                 const std::vector<std::vector<SurveyFill>>& surveys) {
  std::vector<TrueTrace> traces;
  for (const RunIon& ion : ions) {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      const TrueTrace trace = Tracer(study, ion, lane, lanes[lane]).trace(surveys[lane]);
      if (trace.mostIons >= leastTracedIons) traces.push_back(trace);
    }
  }
  return traces;
}

}  // namespace vescargo
