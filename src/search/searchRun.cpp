#include "vescargo/search/searchRun.h"

#include <array>
#include <optional>

#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"
#include "vescargo/search/scorePeptide.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestPeaks = 5;
constexpr int fewestMatched = 3;

struct Candidate {
  PeptideRecord record;
  FragmentMatch match;
  int charge = 0;
  int isotopeError = 0;
};

/// Best candidate of a spectrum and the score of the next different peptide.
class Ranking {
 public:
  explicit Ranking(const PeptideDatabase& database) : database_(database) {}

  /// Whether a candidate of so many matched ions at most could change anything.
  bool wants(const IonCount& most) const {
    return most.b + most.y >= fewestMatched && (!best_ || highestScore(most) > second_);
  }

  void offer(const Candidate& candidate) {
    if (candidate.match.matched < fewestMatched) return;
    if (!best_) {
      best_ = candidate;
      return;
    }
    const double score = candidate.match.hyperscore;
    const double top = best_->match.hyperscore;
    if (score < top && score <= second_) return;
    const auto hash = peptideHash(database_.sequence(candidate.record));
    const auto bestHash = peptideHash(database_.sequence(best_->record));
    const bool better =
        score > top || (score == top && candidate.isotopeError == best_->isotopeError && hash < bestHash);
    if (hash != bestHash) second_ = std::max(second_, better ? top : score);
    if (better) best_ = candidate;
  }

  const std::optional<Candidate>& best() const { return best_; }
  double delta() const { return best_->match.hyperscore - second_; }

 private:
  const PeptideDatabase& database_;
  std::optional<Candidate> best_;
  double second_ = 0;
};

/// Scores the candidates of one spectrum.
class SpectrumSearch {
 public:
  SpectrumSearch(const BinnedSpectrum& spectrum, const PeptideDatabase& database)
      : spectrum_(spectrum), database_(database), ranking_(database) {}

  void offer(std::span<const PeptideRecord> records, int charge, int isotopeError) {
    candidate_.charge = charge;
    candidate_.isotopeError = isotopeError;
    fragmentCharges_ = mostFragmentCharge(charge);
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i + ahead < records.size()) database_.prefetch(records[i + ahead]);
      offer(records[i]);
      if (records[i].paired != 0) offer(decoyOf(records[i]));
    }
  }

  const Ranking& ranking() const { return ranking_; }

 private:
  void offer(const PeptideRecord& record) {
    database_.residueUnits(record, units_.data());
    if (!ranking_.wants(spectrum_.mostMatched(units_.data(), record.length, fragmentCharges_))) return;
    database_.residueMasses(record, masses_.data());
    candidate_.record = record;
    candidate_.match = scorePeptide(spectrum_, masses_.data(), record.length, candidate_.charge);
    ranking_.offer(candidate_);
  }

  const BinnedSpectrum& spectrum_;
  const PeptideDatabase& database_;
  Ranking ranking_;
  Candidate candidate_;
  int fragmentCharges_ = 1;
  std::array<std::uint32_t, 64> units_;
  std::array<double, 64> masses_;
};

Ranking rankCandidates(const BinnedSpectrum& spectrum, const Ms2Header& header, const PeptideDatabase& database,
                       const SearchOptions& options) {
  SpectrumSearch search(spectrum, database);
  const int low = header.charge > 0 ? header.charge : options.minCharge;
  const int high = header.charge > 0 ? header.charge : options.maxCharge;
  for (int isotopeError = 0; isotopeError <= options.maxIsotopeError; ++isotopeError) {
    for (int charge = low; charge <= high; ++charge) {
      const double mass = neutralMass(header.precursorMz, charge) - isotopeError * isotopeSpacing;
      if (!(mass > 0)) continue;
      const double half = options.precursorTolerance.at(mass);
      search.offer(database.inMassRange(mass - half, mass + half), charge, isotopeError);
    }
  }
  return search.ranking();
}

Psm describe(const Ranking& ranking, const BinnedSpectrum& spectrum, const Ms2Header& header,
             const PeptideDatabase& database) {
  const Candidate& best = *ranking.best();
  std::array<double, 64> masses;
  database.residueMasses(best.record, masses.data());
  auto detail = describeMatch(spectrum, masses.data(), best.record.length, best.charge);
  const double mass = database.mass(best.record);
  const double monoisotopicMz = header.precursorMz - best.isotopeError * isotopeSpacing / best.charge;
  const double calculatedMz = ionMz(mass, best.charge);
  Psm psm;
  psm.record = best.record;
  psm.nativeId = header.nativeId;
  psm.rtSeconds = header.rtSeconds;
  psm.precursorMz = static_cast<float>(header.precursorMz);
  psm.sequence = database.sequence(best.record);
  psm.modifiedSequence = database.modifiedSequence(best.record);
  psm.charge = best.charge;
  psm.calculatedMz = static_cast<float>(calculatedMz);
  psm.decoy = best.record.decoy != 0;
  psm.hyperscore = static_cast<float>(best.match.hyperscore);
  psm.deltaScore = static_cast<float>(ranking.delta());
  psm.matchedIons = static_cast<std::uint16_t>(best.match.matched);
  psm.longestSeries = static_cast<std::uint16_t>(detail.longestSeries);
  psm.explainedIntensity = static_cast<float>(detail.explainedIntensity);
  psm.precursorErrorPpm = static_cast<float>((monoisotopicMz - calculatedMz) / calculatedMz * 1e6);
  psm.fragmentErrorPpm = static_cast<float>(detail.medianErrorPpm);
  psm.ionSurprise = static_cast<float>(detail.ionSurprise);
  psm.fragmentIntensity = std::move(detail.fragmentIntensity);
  psm.isotopeError = static_cast<std::int8_t>(best.isotopeError);
  psm.missedCleavages = static_cast<std::uint8_t>(database.missedCleavages(best.record));
  psm.score = psm.hyperscore;
  return psm;
}

}  // namespace

std::vector<Psm> searchRun(const Run& run, std::uint32_t runIndex, const PeptideDatabase& database,
                           const SearchOptions& options) {
  const std::size_t count = run.ms2Headers.size();
  std::vector<std::optional<Psm>> matches(count);
#pragma omp parallel
  {
    BinnedSpectrum spectrum(options.fragmentTolerance);
#pragma omp for schedule(dynamic, 16)
    for (std::size_t i = 0; i < count; ++i) {
      const auto& header = run.ms2Headers[i];
      auto peaks = cleanPeaks(run.ms2.mzOf(i), run.ms2.intensityOf(i), {header.precursorMz, header.charge},
                              options.fragmentTolerance);
      if (peaks.size() < fewestPeaks) continue;
      spectrum.assign(std::move(peaks));
      const Ranking ranking = rankCandidates(spectrum, header, database, options);
      if (ranking.best()) matches[i] = describe(ranking, spectrum, header, database);
    }
  }
  std::vector<Psm> psms;
  for (std::size_t i = 0; i < count; ++i) {
    if (!matches[i]) continue;
    psms.push_back(std::move(*matches[i]));
    psms.back().run = runIndex;
    psms.back().spectrum = static_cast<std::uint32_t>(i);
  }
  return psms;
}

}  // namespace vescargo
