#include "vescargo/search/rankCandidates.h"

#include <array>
#include <cstdlib>

#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

/// Best candidate of a spectrum and the score of the next different peptide.
class Ranking {
 public:
  Ranking(const PeptideDatabase& database, std::uint64_t excluded) : database_(database), excluded_(excluded) {}

  /// Whether a candidate of so many matched ions at most could change anything.
  bool wants(const IonCount& most) const {
    return most.b + most.y >= fewestMatchedIons && (!best_ || highestScore(most) > second_);
  }

  void offer(const Candidate& candidate) {
    if (candidate.match.matched < fewestMatchedIons) return;
    if (excluded_ != 0 && peptideHash(database_.sequence(candidate.record)) == excluded_) return;
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
        score > top ||
        (score == top && std::abs(candidate.isotopeError) == std::abs(best_->isotopeError) && hash < bestHash);
    if (hash != bestHash) second_ = std::max(second_, better ? top : score);
    if (better) best_ = candidate;
  }

  Ranked result() const { return {best_, best_ ? best_->match.hyperscore - second_ : 0, 0}; }

 private:
  const PeptideDatabase& database_;
  std::uint64_t excluded_;
  std::optional<Candidate> best_;
  double second_ = 0;
};

/// Scores the candidates of one spectrum.
class SpectrumSearch {
 public:
  SpectrumSearch(const BinnedSpectrum& spectrum, const PeptideDatabase& database, std::uint64_t excluded)
      : spectrum_(spectrum), database_(database), ranking_(database, excluded) {}

  void offer(std::span<const PeptideRecord> records, const Precursor& precursor, int isotopeError) {
    candidate_.precursor = precursor;
    candidate_.isotopeError = isotopeError;
    fragmentCharges_ = mostFragmentCharge(precursor.charge);
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i + ahead < records.size()) database_.prefetch(records[i + ahead]);
      offer(records[i]);
      if (records[i].paired != 0) offer(decoyOf(records[i]));
      candidates_ += 1U + records[i].paired;
    }
  }

  Ranked result() const {
    Ranked ranked = ranking_.result();
    ranked.candidates = candidates_;
    return ranked;
  }

 private:
  void offer(const PeptideRecord& record) {
    database_.residueUnits(record, units_.data());
    if (!ranking_.wants(spectrum_.mostMatched(units_.data(), record.length, fragmentCharges_))) return;
    database_.residueMasses(record, masses_.data());
    candidate_.record = record;
    candidate_.match = scorePeptide(spectrum_, masses_.data(), record.length, candidate_.precursor.charge);
    ranking_.offer(candidate_);
  }

  const BinnedSpectrum& spectrum_;
  const PeptideDatabase& database_;
  Ranking ranking_;
  Candidate candidate_;
  int fragmentCharges_ = 1;
  std::size_t candidates_ = 0;
  std::array<std::uint32_t, 64> units_;
  std::array<double, 64> masses_;
};

}  // namespace

ChargeRange chargesOf(const Precursor& precursor, const SearchOptions& options) {
  if (precursor.charge > 0) return {precursor.charge, precursor.charge};
  return {options.minCharge, options.maxCharge};
}

std::vector<int> isotopeErrors(const SearchOptions& options) {
  std::vector<int> errors{0};
  if (options.maxIsotopeError >= 1) errors.push_back(1);
  if (options.minIsotopeError <= -1) errors.push_back(-1);
  for (int error = 2; error <= options.maxIsotopeError; ++error) errors.push_back(error);
  return errors;
}

Ranked rankCandidates(const BinnedSpectrum& spectrum, std::span<const Precursor> precursors,
                      const PeptideDatabase& database, const SearchSettings& settings, std::uint64_t excluded) {
  const SearchOptions& options = settings.options;
  const auto errors = isotopeErrors(options);
  SpectrumSearch search(spectrum, database, excluded);
  for (const Precursor& precursor : precursors) {
    const auto [low, high] = chargesOf(precursor, options);
    for (const int isotopeError : errors) {
      if (isotopeError != 0 && &precursor != precursors.data()) break;
      for (int charge = low; charge <= high; ++charge) {
        const double mass =
            neutralMass(settings.windows.precursorMz(precursor.mz), charge) - isotopeError * isotopeSpacing;
        if (!(mass > 0)) continue;
        const double half = settings.windows.precursor.at(mass);
        search.offer(database.inMassRange(mass - half, mass + half), {precursor.mz, charge}, isotopeError);
      }
    }
  }
  return search.result();
}

}  // namespace vescargo
