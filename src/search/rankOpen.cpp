#include "vescargo/search/rankOpen.h"

#include <array>
#include <cmath>
#include <vector>

#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

/// What matches of the ions of one series: sums over bonds 1 to n, unshifted or shifted.
struct Series {
  std::vector<int> matched;
  std::vector<double> intensity;
};

/// Ions of a series by bond: `shift` is added to their masses.
class ShiftedIons {
 public:
  ShiftedIons(const BinnedSpectrum& spectrum, const double* masses, int length, int precursorCharge)
      : spectrum_(spectrum), masses_(masses), length_(length), charges_(mostFragmentCharge(precursorCharge)) {
    for (int i = 0; i < length; ++i) whole_ += masses[i];
  }

  Series sums(bool isB, double shift) const {
    Series series{{0}, {0}};
    double before = 0;
    for (int bond = 1; bond < length_; ++bond) {
      before += masses_[bond - 1];
      int matched = series.matched.back();
      double intensity = series.intensity.back();
      for (int charge = 1; charge <= charges_; ++charge) {
        const int found = spectrum_.find(ionMz((isB ? before : whole_ - before) + shift, charge));
        if (found < 0) continue;
        ++matched;
        intensity += static_cast<double>(spectrum_.peaks()[static_cast<std::size_t>(found)].intensity);
      }
      series.matched.push_back(matched);
      series.intensity.push_back(intensity);
    }
    return series;
  }

 private:
  const BinnedSpectrum& spectrum_;
  const double* masses_;
  int length_;
  int charges_;
  double whole_ = waterMass;
};

/// How a peptide's mass fits its precursor.
struct Fit {
  int isotopeError = 0;
  double massShift = 0;
};

Fit fitOf(double precursorMass, double peptideMass, const SearchSettings& settings) {
  const double off = precursorMass - peptideMass;
  for (const int error : isotopeErrors(settings.options)) {
    if (std::abs(off - error * isotopeSpacing) <= settings.windows.precursor.at(peptideMass)) return {error, 0};
  }
  return {0, off};
}

/// Peptides and decoys that a match was one of: those of its own mass where it has no shift, else all in the open
/// window.
std::size_t candidatesOf(const Candidate& best, double mass, const PeptideDatabase& database,
                         const SearchSettings& settings) {
  std::size_t records = 0;
  if (best.massShift != 0) {
    records = database.inMassRange(mass - settings.options.openHigh, mass - settings.options.openLow).size();
  } else {
    for (const int error : isotopeErrors(settings.options)) {
      const double center = mass - error * isotopeSpacing;
      const double half = settings.windows.precursor.at(center);
      records += database.inMassRange(center - half, center + half).size();
    }
  }
  return database.texts().decoyNaming().decoys == 0 ? 2 * records : records;
}

/// The order of candidates; of equals the hash decides, so that neither targets nor decoys are favoured.
class Order {
 public:
  explicit Order(const PeptideDatabase& database) : database_(database) {}

  bool operator()(const Candidate& a, const Candidate& b) const {
    if (a.match.hyperscore != b.match.hyperscore) return a.match.hyperscore > b.match.hyperscore;
    if ((a.massShift == 0) != (b.massShift == 0)) return a.massShift == 0;
    return hashOf(a) < hashOf(b);
  }

  std::uint64_t hashOf(const Candidate& candidate) const { return peptideHash(database_.sequence(candidate.record)); }

 private:
  const PeptideDatabase& database_;
};

}  // namespace

int localizeShift(const BinnedSpectrum& spectrum, const double* residueMasses, int length, int precursorCharge,
                  double shift) {
  const ShiftedIons ions(spectrum, residueMasses, length, precursorCharge);
  const Series b = ions.sums(true, 0);
  const Series shiftedB = ions.sums(true, shift);
  const Series y = ions.sums(false, 0);
  const Series shiftedY = ions.sums(false, shift);
  int best = 0;
  double highest = -1;
  for (int site = 0; site < length; ++site) {
    // Up to the bond before the site b ions are as they are and y ions carry the shift; behind it the reverse.
    const auto here = static_cast<std::size_t>(std::min(site, length - 1));
    const auto join = [&](const auto& until, const auto& beyond) { return until[here] + beyond.back() - beyond[here]; };
    const double score = hyperscore(join(b.matched, shiftedB.matched), join(shiftedY.matched, y.matched),
                                    join(b.intensity, shiftedB.intensity) + join(shiftedY.intensity, y.intensity));
    if (score <= highest) continue;
    highest = score;
    best = site;
  }
  return best;
}

Ranked rankOpen(const BinnedSpectrum& spectrum, const Precursor& precursor, const SharedFragments& shortlist,
                const PeptideDatabase& database, const SearchSettings& settings) {
  const double mass = neutralMass(settings.windows.precursorMz(precursor.mz), precursor.charge);
  std::array<double, 64> masses;
  std::vector<Candidate> candidates;
  for (const PeptideRecord& record : shortlist) {
    database.residueMasses(record, masses.data());
    const Fit fit = fitOf(mass, database.mass(record), settings);
    Candidate candidate{record, {}, precursor, fit.isotopeError, fit.massShift, 0};
    if (fit.massShift != 0) {
      candidate.shiftSite = localizeShift(spectrum, masses.data(), record.length, precursor.charge, fit.massShift);
      masses[static_cast<std::size_t>(candidate.shiftSite)] += fit.massShift;
    }
    candidate.match = scorePeptide(spectrum, masses.data(), record.length, precursor.charge);
    if (candidate.match.matched >= fewestMatchedIons) candidates.push_back(candidate);
  }
  Ranked ranked;
  const Order better(database);
  for (const Candidate& candidate : candidates) {
    if (!ranked.best || better(candidate, *ranked.best)) ranked.best = candidate;
  }
  if (!ranked.best) return ranked;
  const auto bestHash = better.hashOf(*ranked.best);
  double second = 0;
  for (const Candidate& candidate : candidates) {
    if (candidate.match.hyperscore > second && better.hashOf(candidate) != bestHash)
      second = candidate.match.hyperscore;
  }
  ranked.candidates = candidatesOf(*ranked.best, mass, database, settings);
  ranked.delta = ranked.best->match.hyperscore - second;
  return ranked;
}

}  // namespace vescargo
