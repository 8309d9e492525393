#include "vescargo/simulate/acquireRun.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/Background.h"
#include "vescargo/simulate/Detector.h"
#include "vescargo/simulate/Fragments.h"

namespace vescargo {

namespace {

constexpr double proton = 1.007276466621;
constexpr double neutron = 1.0033548378;  // 13C less 12C
constexpr double lowestMz = 350, highestMz = 1400, lowestFragmentMz = 110;
constexpr double surveySeconds = 0.9, fragmentSeconds = 0.3;
constexpr double surveyIons = 1.5e4, fragmentIons = 1e4;
constexpr double longestSurveyFill = 0.05, longestFragmentFill = 0.25;
constexpr double transmission = 0.4;   // of isolated ions through dissociation
constexpr double leastTracedIons = 2;  // that the detector's fewest ions are counted of these has a chance of 2 %
constexpr double exclusionPpm = 10;
constexpr double fragmentRange = 100;  // most to least intense fragment of a spectrum

/// A peptide at one charge in one run.
struct RunIon {
  std::size_t peptide;
  int charge;
  double ions;  ///< over the whole peak
  double mz;    ///< monoisotopic
  Elution elution;
};

/// An ion as a survey scan shows it.
struct Candidate {
  std::size_t ion;
  double mz;  ///< measured, of the lowest isotope seen
  double intensity;
};

struct Survey {
  double rtSeconds;
  double fill;  ///< seconds
};

struct Exclusion {
  double mz, until;
};

class Acquisition {
 public:
  Acquisition(const SimulatedStudy& study, std::size_t tube)
      : study_(study),
        options_(study.options),
        random_(static_cast<std::uint64_t>(options_.seed), "run", study.design.tubes[tube].name),
        run_(beginRun(study.design.tubes[tube].name)),
        surveyDetector_(60000, run_.massOffsetPpm, options_),
        fragmentDetector_(15000, run_.massOffsetPpm, options_),
        background_(options_) {
    placeIons(tube);
  }

  SimulatedRun measure() {
    double now = 0;
    while (now < options_.runSeconds) {
      const auto chosen = choose(survey(now), now);
      now += surveySeconds;
      for (const Candidate& candidate : chosen) {
        if (now >= options_.runSeconds) break;
        fragment(candidate, now);
        now += fragmentSeconds;
      }
    }
    for (const RunIon& ion : ions_) {
      const TrueTrace trace = traceOf(ion);
      if (trace.mostIons >= leastTracedIons) run_.traces.push_back(trace);
    }
    return std::move(run_);
  }

 private:
  SimulatedRun beginRun(const std::string& name) {
    SimulatedRun run;
    run.name = name;
    run.massOffsetPpm = options_.massError * random_.normal();
    run.warp.shift = 0.5 * options_.rtWarpSeconds * random_.normal();
    run.warp.bend = options_.rtWarpSeconds * random_.normal();
    run.warp.wave = 0.5 * options_.rtWarpSeconds * random_.normal();
    return run;
  }

  /// What could give a peak at all, by the time it begins to elute.
  void placeIons(std::size_t tube) {
    for (std::size_t p = 0; p < study_.peptides.size(); ++p) {
      const SimulatedPeptide& peptide = study_.peptides[p];
      const Elution elution = elutionOf(peptide);
      for (int charge = 1; charge <= SimulatedPeptide::maxCharge; ++charge) {
        const double ions = peptide.ions[tube] * peptide.chargeShare[static_cast<std::size_t>(charge - 1)];
        const double mz = peptide.mass / charge + proton;
        if (ions > 1000 && mz > lowestMz && mz < highestMz) ions_.push_back({p, charge, ions, mz, elution});
      }
    }
    std::stable_sort(ions_.begin(), ions_.end(),
                     [](const RunIon& a, const RunIon& b) { return a.elution.begin() < b.elution.begin(); });
  }

  Elution elutionOf(const SimulatedPeptide& peptide) {
    Random shape(static_cast<std::uint64_t>(options_.seed), "peak shape", peptide.modifiedSequence);
    const double late = peptide.rtSeconds / options_.runSeconds;
    Elution elution;
    elution.sigma = (2.0 + 0.8 * late) * std::exp(0.1 * shape.normal());
    elution.tail = elution.sigma * shape.uniform(0.4, 1.2);
    elution.centre = run_.warp.at(peptide.rtSeconds, options_.runSeconds) + 0.4 * random_.normal();
    return elution;
  }

  /// Ions that elute now, and how many a second.
  std::vector<std::pair<std::size_t, double>> eluting(double now) const {
    std::vector<std::pair<std::size_t, double>> found;
    for (std::size_t i = 0; i < ions_.size() && ions_[i].elution.begin() <= now; ++i) {
      const double flux = ions_[i].ions * ions_[i].elution.at(now);
      if (flux > 100) found.emplace_back(i, flux);
    }
    return found;
  }

  TrueTrace traceOf(const RunIon& ion) const {
    const IsotopePattern& pattern = study_.isotopes[ion.peptide];
    const double shares =
        std::accumulate(pattern.begin(), pattern.begin() + std::min<std::ptrdiff_t>(3, std::ssize(pattern)), 0.0);
    TrueTrace trace{ion.peptide, ion.charge, ion.elution.apexSeconds()};
    double variance = 0;
    double nearest = options_.runSeconds;
    const auto first = std::partition_point(
        surveys_.begin(), surveys_.end(), [&](const Survey& survey) { return survey.rtSeconds < ion.elution.begin(); });
    for (auto s = first; s != surveys_.end() && s->rtSeconds <= ion.elution.end(); ++s) {
      const double flux = ion.ions * ion.elution.at(s->rtSeconds);
      if (std::abs(s->rtSeconds - trace.apexRtSeconds) < nearest) {
        nearest = std::abs(s->rtSeconds - trace.apexRtSeconds);
        trace.apexIntensity = flux * pattern[0];
      }
      trace.mostIons = std::max(trace.mostIons, flux * pattern[0] * s->fill);
      if (flux * pattern[0] * s->fill < Detector::leastIons) continue;
      ++trace.surveys;
      const double width =
          0.5 * ((s + 1 == surveys_.end() ? s : s + 1)->rtSeconds - (s == surveys_.begin() ? s : s - 1)->rtSeconds);
      trace.area += width * flux * shares;
      variance += width * width * flux * flux * scatterOf(pattern, flux * s->fill);
    }
    if (trace.area > 0) trace.relativeSd = std::sqrt(variance) / trace.area;
    return trace;
  }

  /// Variance of the sum of three isotopes' intensities over the squared intensity of all isotopes, of which
  /// `ions` are counted.
  double scatterOf(const IsotopePattern& pattern, double ions) const {
    const double noise = options_.detectorNoise * options_.detectorNoise;
    double variance = 0;
    double seen = 0;
    for (std::size_t k = 0; k < std::min<std::size_t>(3, pattern.size()); ++k) {
      variance += pattern[k] / ions + noise * pattern[k] * pattern[k];
      seen += pattern[k];
    }
    return variance + noise * seen * seen;  // of the spray
  }

  double isotopeMz(const RunIon& ion, std::size_t isotope) const {
    return ion.mz + static_cast<double>(isotope) * neutron / ion.charge;
  }

  std::vector<Candidate> survey(double now) {
    const auto active = eluting(now);
    std::vector<IonPacket> packets = background_.ionsASecond(now, random_);
    const double spray = std::exp(options_.detectorNoise * random_.normal());
    for (const auto& [index, flux] : active) {
      const IsotopePattern& pattern = study_.isotopes[ions_[index].peptide];
      for (std::size_t k = 0; k < pattern.size(); ++k)
        packets.push_back({isotopeMz(ions_[index], k), flux * pattern[k] * spray});
    }
    double total = 0;
    for (const IonPacket& packet : packets) total += packet.ions;
    const double fill = std::min(longestSurveyFill, surveyIons / std::max(total, 1.0));
    surveys_.push_back({now, fill});
    for (IonPacket& packet : packets) packet.ions *= fill;
    background_.addNoise({lowestMz, highestMz}, 40, random_, packets);
    const auto peaks = surveyDetector_.detect(std::move(packets), random_);
    surveyDetector_.write(peaks, fill, addSpectrum(1, now));
    std::vector<Candidate> candidates;
    for (const auto& [index, flux] : active) {
      if (ions_[index].charge > 1) addCandidate(index, peaks, fill, candidates);
    }
    return candidates;
  }

  SimulatedSpectrum& addSpectrum(int level, double now) {
    SimulatedSpectrum spectrum;
    spectrum.scan = static_cast<int>(run_.spectra.size()) + 1;
    spectrum.msLevel = level;
    spectrum.rtSeconds = now;
    run_.spectra.push_back(std::move(spectrum));
    return run_.spectra.back();
  }

  const IonPacket* peakAt(const std::vector<IonPacket>& peaks, double mz) const {
    const double expected = surveyDetector_.calibrated(mz);
    const double reach = 0.3 * surveyDetector_.peakWidth(mz);
    const auto found = std::lower_bound(peaks.begin(), peaks.end(), expected - reach,
                                        [](const IonPacket& peak, double low) { return peak.mz < low; });
    return found != peaks.end() && found->mz <= expected + reach ? &*found : nullptr;
  }

  /// A charge can be told from two isotopes side by side.
  void addCandidate(std::size_t index, const std::vector<IonPacket>& peaks, double fill,
                    std::vector<Candidate>& candidates) const {
    for (std::size_t k = 0; k < 2; ++k) {
      const IonPacket* first = peakAt(peaks, isotopeMz(ions_[index], k));
      const IonPacket* second = peakAt(peaks, isotopeMz(ions_[index], k + 1));
      if (first == nullptr || second == nullptr) continue;
      candidates.push_back({index, first->mz, std::max(first->ions, second->ions) / fill});
      return;
    }
  }

  std::vector<Candidate> choose(std::vector<Candidate> candidates, double now) {
    std::erase_if(excluded_, [&](const Exclusion& exclusion) { return exclusion.until <= now; });
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.intensity > b.intensity; });
    std::vector<Candidate> chosen;
    for (const Candidate& candidate : candidates) {
      if (chosen.size() == static_cast<std::size_t>(options_.topN)) break;
      const bool tooEarly = std::any_of(excluded_.begin(), excluded_.end(), [&](const Exclusion& exclusion) {
        return std::abs(exclusion.mz - candidate.mz) <= candidate.mz * exclusionPpm * 1e-6;
      });
      if (tooEarly) continue;
      chosen.push_back(candidate);
      excluded_.push_back({candidate.mz, now + surveySeconds + options_.exclusionSeconds});
    }
    return chosen;
  }

  /// An ion within the isolation window, by the isotopes of it that are.
  struct Isolated {
    std::size_t ion;
    double flux = 0;         ///< ions a second of all isotopes in the window
    double meanIsotope = 0;  ///< 13C of an isolated ion on average
  };

  std::vector<Isolated> isolate(const SimulatedSpectrum& spectrum, std::size_t wanted) const {
    std::vector<Isolated> isolated;
    for (const auto& [index, flux] : eluting(spectrum.rtSeconds)) {
      const IsotopePattern& pattern = study_.isotopes[ions_[index].peptide];
      Isolated part{index};
      for (std::size_t k = 0; k < pattern.size(); ++k) {
        const double mz = surveyDetector_.calibrated(isotopeMz(ions_[index], k));
        if (mz < spectrum.isolationLow || mz > spectrum.isolationHigh) continue;
        part.flux += flux * pattern[k];
        part.meanIsotope += flux * pattern[k] * static_cast<double>(k);
      }
      if (part.flux < 100) continue;
      part.meanIsotope /= part.flux;
      isolated.push_back(part);
      if (index == wanted) std::swap(isolated.front(), isolated.back());
    }
    return isolated;
  }

  void fragment(const Candidate& candidate, double now) {
    SimulatedSpectrum& spectrum = addSpectrum(2, now);
    spectrum.precursorMz = std::round(candidate.mz * 0x1p14) * 0x1p-14;
    spectrum.precursorCharge = ions_[candidate.ion].charge;
    spectrum.precursorIntensity = std::round(candidate.intensity);
    spectrum.isolationLow = candidate.mz - 0.5 * options_.isolationWidth;
    spectrum.isolationHigh = candidate.mz + 0.5 * options_.isolationWidth;
    const auto isolated = isolate(spectrum, candidate.ion);
    double total = 1;
    for (const Isolated& part : isolated) total += part.flux;
    const double fill = std::min(longestFragmentFill, fragmentIons / total);
    std::vector<IonPacket> packets;
    for (const Isolated& part : isolated) {
      const RunIon& ion = ions_[part.ion];
      spectrum.isolated.push_back({ion.peptide, ion.charge, part.flux / total});
      addFragments(part, part.flux * fill * transmission, packets);
    }
    background_.addNoise({lowestFragmentMz, std::min(1800.0, candidate.mz * spectrum.precursorCharge)}, 20, random_,
                         packets);
    auto peaks = fragmentDetector_.detect(std::move(packets), random_);
    dropFaint(peaks);
    fragmentDetector_.write(peaks, fill, spectrum);
  }

  static void dropFaint(std::vector<IonPacket>& peaks) {
    double most = 0;
    for (const IonPacket& peak : peaks) most = std::max(most, peak.ions);
    std::erase_if(peaks, [&](const IonPacket& peak) { return peak.ions < most / fragmentRange; });
  }

  /// A fragment of a part m / M of the mass holds each isolated 13C with the chance m / M.
  void addFragments(const Isolated& part, double amount, std::vector<IonPacket>& packets) const {
    const SimulatedPeptide& peptide = study_.peptides[ions_[part.ion].peptide];
    for (const Fragment& fragment : fragmentsOf(peptide, ions_[part.ion].charge)) {
      const double mz = fragment.mz();
      if (mz < lowestFragmentMz) continue;
      const double heavy = std::min(1.0, part.meanIsotope * fragment.neutralMass / peptide.mass);
      packets.push_back({mz, amount * fragment.share * (1 - heavy)});
      packets.push_back({mz + neutron / fragment.charge, amount * fragment.share * heavy});
    }
  }

  const SimulatedStudy& study_;
  const SimulatorOptions& options_;
  Random random_;
  SimulatedRun run_;
  Detector surveyDetector_;
  Detector fragmentDetector_;
  Background background_;
  std::vector<RunIon> ions_;
  std::vector<Survey> surveys_;
  std::vector<Exclusion> excluded_;
};

}  // namespace

SimulatedRun acquireRun(const SimulatedStudy& study, std::size_t tube) { return Acquisition(study, tube).measure(); }

}  // namespace vescargo
