#include "vescargo/simulate/acquireRun.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/Background.h"
#include "vescargo/simulate/Detector.h"
#include "vescargo/simulate/Fragments.h"
#include "vescargo/simulate/UvDetector.h"
#include "vescargo/simulate/traceIons.h"

namespace vescargo {

namespace {

constexpr double proton = 1.007276466621;
constexpr double neutron = 1.0033548378;  // 13C less 12C
constexpr double lowestFragmentMz = 110;
constexpr double onlySurveySeconds = 0.9, laneSurveySeconds = 0.3, fragmentSeconds = 0.3;
constexpr double surveyIons = 1.5e4, fragmentIons = 1e4;
constexpr double longestSurveyFill = 0.05, longestBoxesFill = 0.24, longestFragmentFill = 0.25;
constexpr double lockMassEvery = 20, lockMassSeconds = 0.5, lockMassFill = 0.1;
constexpr double uvEvery = 1;
constexpr double surveyNoisePeaks = 40, fragmentNoisePeaks = 20, lockMassNoisePeaks = 10;
constexpr double dissociated = 0.4;  // of isolated ions
constexpr double leastFlux = 100;
constexpr double exclusionPpm = 10;
constexpr double fragmentRange = 100;  // most to least intense fragment of a spectrum

/// An ion as a survey scan shows it.
struct Candidate {
  std::size_t ion;
  double mz;  ///< measured, of the lowest isotope seen
  double intensity;
};

struct Exclusion {
  std::size_t lane;
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
        background_(options_),
        surveySeconds_(run_.lanes.size() == 1 ? onlySurveySeconds : laneSurveySeconds),
        surveys_(run_.lanes.size()) {
    placeIons(tube);
  }

  SimulatedRun measure() {
    const auto cycle = cycleOf(run_.lanes);
    while (now_ < options_.runSeconds) {
      for (const CycleStep& step : cycle) {
        if (now_ >= options_.runSeconds) break;
        take(step);
      }
    }
    if (options_.lanes.uvSpectra) addUvSpectra();
    run_.traces = traceIons(study_, ions_, run_.lanes, surveys_);
    return std::move(run_);
  }

 private:
  SimulatedRun beginRun(const std::string& name) {
    SimulatedRun run;
    run.name = name;
    run.lanes = lanesOf(options_.lanes);
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
        if (ions > 1000 && mz > surveyRange.low && mz < surveyRange.high)
          ions_.push_back({p, charge, ions, mz, elution, passesOf(peptide, charge)});
      }
    }
    std::stable_sort(ions_.begin(), ions_.end(),
                     [](const RunIon& a, const RunIon& b) { return a.elution.begin() < b.elution.begin(); });
  }

  std::vector<double> passesOf(const SimulatedPeptide& peptide, int charge) const {
    std::vector<double> passes;
    for (const SimulatedLane& lane : run_.lanes) passes.push_back(transmission(lane, peptide, charge, options_.seed));
    return passes;
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

  void take(const CycleStep& step) {
    if (step.kind == CycleStep::Kind::Survey) {
      if (options_.lanes.lockMass && now_ >= nextLockMass_) lockMass();
      if (now_ >= options_.runSeconds) return;
      auto candidates = survey(step.lane, now_);
      if (run_.lanes[step.lane].choosesPrecursors()) chosen_ = choose(std::move(candidates), step.lane, now_);
      now_ += surveySeconds_;
      return;
    }
    for (const Candidate& candidate : chosen_) {
      if (now_ >= options_.runSeconds) break;
      fragment(candidate, step.lane, now_);
      now_ += fragmentSeconds;
    }
  }

  /// Ions that elute now and reach the analyser, and how many a second.
  std::vector<std::pair<std::size_t, double>> eluting(std::size_t lane, double now) const {
    std::vector<std::pair<std::size_t, double>> found;
    for (std::size_t i = 0; i < ions_.size() && ions_[i].elution.begin() <= now; ++i) {
      const double flux = ions_[i].ions * ions_[i].elution.at(now);
      if (flux <= leastFlux) continue;
      const double reaching = flux * ions_[i].passes[lane];
      if (reaching > leastFlux) found.emplace_back(i, reaching);
    }
    return found;
  }

  /// Ions a second of a lane: those of peptides, by a spray that flickers, and those of the background.
  std::vector<IonPacket> flow(std::size_t lane, const std::vector<std::pair<std::size_t, double>>& active, double now) {
    std::vector<IonPacket> packets = background_.ionsASecond(run_.lanes[lane], now, random_);
    const double spray = std::exp(options_.detectorNoise * random_.normal());
    for (const auto& [index, flux] : active) {
      const IsotopePattern& pattern = study_.isotopes[ions_[index].peptide];
      for (std::size_t k = 0; k < pattern.size(); ++k)
        packets.push_back({ions_[index].isotopeMz(k), flux * pattern[k] * spray});
    }
    return packets;
  }

  /// Ions of which a survey may choose; none where it has boxes.
  std::vector<Candidate> survey(std::size_t lane, double now) {
    const auto active = eluting(lane, now);
    auto packets = flow(lane, active, now);
    SimulatedSpectrum& spectrum = addSpectrum(1, lane, now);
    if (!run_.lanes[lane].boxes.empty()) {
      surveys_[lane].push_back({now, fillBoxes(run_.lanes[lane].boxes, packets, spectrum)});
      return {};
    }
    const double fill = fillOf(packets, surveyIons, longestSurveyFill);
    surveys_[lane].push_back({now, {fill}});
    const auto peaks = detectSurvey(std::move(packets), surveyRange, fill, spectrum);
    std::vector<Candidate> candidates;
    for (const auto& [index, flux] : active) {
      if (ions_[index].charge > 1) addCandidate(index, peaks, fill, candidates);
    }
    return candidates;
  }

  /// Each box by itself; how many seconds each was filled.
  std::vector<double> fillBoxes(const std::vector<MzWindow>& boxes, const std::vector<IonPacket>& packets,
                                SimulatedSpectrum& spectrum) {
    const auto count = static_cast<double>(boxes.size());
    std::vector<double> fills;
    for (const MzWindow& box : boxes) {
      std::vector<IonPacket> held;
      std::copy_if(packets.begin(), packets.end(), std::back_inserter(held),
                   [&](const IonPacket& packet) { return box.holds(packet.mz); });
      fills.push_back(fillOf(held, surveyIons / count, longestBoxesFill / count));
      detectSurvey(std::move(held), box, fills.back(), spectrum);
    }
    return fills;
  }

  /// Seconds until so many ions have come, or the longest time.
  static double fillOf(const std::vector<IonPacket>& packets, double ions, double longest) {
    double total = 0;
    for (const IonPacket& packet : packets) total += packet.ions;
    return std::min(longest, ions / std::max(total, 1.0));
  }

  std::vector<IonPacket> detectSurvey(std::vector<IonPacket> packets, const MzWindow& window, double fill,
                                      SimulatedSpectrum& spectrum) {
    for (IonPacket& packet : packets) packet.ions *= fill;
    background_.addNoise(window, surveyNoisePeaks * (window.width() / surveyRange.width()), random_, packets);
    auto peaks = surveyDetector_.detect(std::move(packets), random_);
    surveyDetector_.write(peaks, fill, spectrum);
    return peaks;
  }

  void lockMass() {
    SimulatedSpectrum& spectrum = addSpectrum(1, 0, now_);
    spectrum.kind = SpectrumKind::LockMass;
    std::vector<IonPacket> packets = lockMassASecond();
    for (IonPacket& packet : packets) packet.ions *= lockMassFill;
    background_.addNoise(surveyRange, lockMassNoisePeaks, random_, packets);
    surveyDetector_.write(surveyDetector_.detect(std::move(packets), random_), lockMassFill, spectrum);
    nextLockMass_ += lockMassEvery;
    now_ += lockMassSeconds;
  }

  /// Stand beside the other spectra and change none of them.
  void addUvSpectra() {
    Random light(static_cast<std::uint64_t>(options_.seed), "UV", run_.name);
    std::vector<SimulatedSpectrum> spectra;
    for (double now = 0; now < options_.runSeconds; now += uvEvery) {
      Absorption eluted;
      for (const RunIon& ion : ions_) {
        if (ion.elution.begin() > now) break;
        const double flux = ion.ions * ion.elution.at(now);
        if (flux <= 0) continue;
        const Absorption each = absorptionOf(study_.peptides[ion.peptide].sequence);
        eluted.at214 += flux * each.at214;
        eluted.at280 += flux * each.at280;
      }
      spectra.push_back(uvSpectrum(eluted, now, options_.runSeconds, light));
      spectra.back().scan = static_cast<int>(spectra.size());
    }
    run_.spectra.insert(run_.spectra.end(), std::move_iterator(spectra.begin()), std::move_iterator(spectra.end()));
    std::stable_sort(run_.spectra.begin(), run_.spectra.end(),
                     [](const auto& a, const auto& b) { return a.rtSeconds < b.rtSeconds; });
  }

  SimulatedSpectrum& addSpectrum(int level, std::size_t lane, double now) {
    SimulatedSpectrum spectrum;
    spectrum.scan = static_cast<int>(run_.spectra.size()) + 1;
    spectrum.msLevel = level;
    spectrum.lane = lane;
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
      const IonPacket* first = peakAt(peaks, ions_[index].isotopeMz(k));
      const IonPacket* second = peakAt(peaks, ions_[index].isotopeMz(k + 1));
      if (first == nullptr || second == nullptr) continue;
      candidates.push_back({index, first->mz, std::max(first->ions, second->ions) / fill});
      return;
    }
  }

  std::vector<Candidate> choose(std::vector<Candidate> candidates, std::size_t lane, double now) {
    std::erase_if(excluded_, [&](const Exclusion& exclusion) { return exclusion.until <= now; });
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.intensity > b.intensity; });
    std::vector<Candidate> chosen;
    for (const Candidate& candidate : candidates) {
      if (chosen.size() == static_cast<std::size_t>(options_.topN)) break;
      const bool tooEarly = std::any_of(excluded_.begin(), excluded_.end(), [&](const Exclusion& exclusion) {
        return exclusion.lane == lane && std::abs(exclusion.mz - candidate.mz) <= candidate.mz * exclusionPpm * 1e-6;
      });
      if (tooEarly) continue;
      chosen.push_back(candidate);
      excluded_.push_back({lane, candidate.mz, now + surveySeconds_ + options_.exclusionSeconds});
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
    for (const auto& [index, flux] : eluting(spectrum.lane, spectrum.rtSeconds)) {
      const IsotopePattern& pattern = study_.isotopes[ions_[index].peptide];
      Isolated part{index};
      for (std::size_t k = 0; k < pattern.size(); ++k) {
        const double mz = surveyDetector_.calibrated(ions_[index].isotopeMz(k));
        if (mz < spectrum.isolationLow || mz > spectrum.isolationHigh) continue;
        part.flux += flux * pattern[k];
        part.meanIsotope += flux * pattern[k] * static_cast<double>(k);
      }
      if (part.flux < leastFlux) continue;
      part.meanIsotope /= part.flux;
      isolated.push_back(part);
      if (index == wanted) std::swap(isolated.front(), isolated.back());
    }
    return isolated;
  }

  void fragment(const Candidate& candidate, std::size_t lane, double now) {
    SimulatedSpectrum& spectrum = addSpectrum(2, lane, now);
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
      addFragments(part, part.flux * fill * dissociated, packets);
    }
    background_.addNoise({lowestFragmentMz, std::min(1800.0, candidate.mz * spectrum.precursorCharge)},
                         fragmentNoisePeaks, random_, packets);
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
  double surveySeconds_;
  std::vector<std::vector<SurveyFill>> surveys_;  ///< of each lane
  std::vector<Candidate> chosen_;                 ///< in the last survey of a lane that chooses
  std::vector<Exclusion> excluded_;
  double now_ = 0, nextLockMass_ = 0;
};

}  // namespace

SimulatedRun acquireRun(const SimulatedStudy& study, std::size_t tube) { return Acquisition(study, tube).measure(); }

}  // namespace vescargo
