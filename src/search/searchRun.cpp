#include "vescargo/search/searchRun.h"

#include <algorithm>
#include <array>

#include "vescargo/base/parallelFor.h"
#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/CrossCorrelation.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"
#include "vescargo/search/rankCandidates.h"
#include "vescargo/search/rankOpen.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestPeaks = 5;

std::vector<FragmentPeak> peaksOf(const Run& run, std::size_t i, const SearchWindows& windows) {
  const Ms2Header& header = run.ms2Headers[i];
  auto peaks =
      cleanPeaks(run.ms2.mzOf(i), run.ms2.intensityOf(i), {header.precursorMz, header.charge}, windows.fragment);
  if (windows.fragmentPpm != 0) {
    for (auto& peak : peaks) peak.mz = static_cast<float>(windows.fragmentMz(static_cast<double>(peak.mz)));
  }
  return peaks;
}

Psm describe(const Ranked& ranked, const BinnedSpectrum& spectrum, const Ms2Header& header,
             const PeptideDatabase& database, const SearchWindows& windows) {
  const Candidate& best = *ranked.best;
  std::array<double, 64> masses;
  database.residueMasses(best.record, masses.data());
  masses[static_cast<std::size_t>(best.shiftSite)] += best.massShift;
  auto detail = describeMatch(spectrum, masses.data(), best.record.length, best.precursor.charge);
  const double monoisotopicMz =
      windows.precursorMz(best.precursor.mz) - best.isotopeError * isotopeSpacing / best.precursor.charge;
  const double calculatedMz = ionMz(database.mass(best.record), best.precursor.charge);
  Psm psm;
  psm.record = best.record;
  psm.nativeId = header.nativeId;
  psm.rtSeconds = header.rtSeconds;
  psm.precursorMz = static_cast<float>(best.precursor.mz);
  psm.sequence = database.sequence(best.record);
  psm.modifiedSequence = database.modifiedSequence(best.record);
  psm.charge = best.precursor.charge;
  psm.calculatedMz = static_cast<float>(calculatedMz);
  psm.decoy = best.record.decoy != 0;
  psm.hyperscore = static_cast<float>(best.match.hyperscore);
  psm.deltaScore = static_cast<float>(ranked.delta);
  psm.matchedIons = static_cast<std::uint16_t>(best.match.matched);
  psm.longestSeries = static_cast<std::uint16_t>(detail.longestSeries);
  psm.explainedIntensity = static_cast<float>(detail.explainedIntensity);
  if (best.massShift == 0)
    psm.precursorErrorPpm = static_cast<float>((monoisotopicMz - calculatedMz) / calculatedMz * 1e6);
  psm.fragmentErrorPpm = static_cast<float>(detail.medianErrorPpm);
  psm.ionSurprise = static_cast<float>(detail.ionSurprise);
  psm.fragmentIntensity = std::move(detail.fragmentIntensity);
  psm.massShiftDa = static_cast<float>(best.massShift);
  psm.shiftSite = static_cast<std::uint8_t>(best.massShift == 0 ? 0 : best.shiftSite + 1);
  psm.isotopeError = static_cast<std::int8_t>(best.isotopeError);
  psm.missedCleavages = static_cast<std::uint8_t>(database.missedCleavages(best.record));
  psm.score = psm.hyperscore;
  return psm;
}

Precursor precursorOf(const Run& run, std::size_t i, const SearchWindows& windows) {
  if (windows.surveyMz) return refinedPrecursor(run, i);
  return {run.ms2Headers[i].precursorMz, run.ms2Headers[i].charge};
}

/// E-values of the matches of a run; made once a thread.
class Expectations {
 public:
  Expectations(const Run& run, const PeptideDatabase& database, const SearchWindows& windows)
      : run_(run), database_(database), windows_(windows), correlation_(windows.fragment) {}

  float of(const Ranked& ranked, std::size_t spectrum) {
    correlation_.assign(run_.ms2.mzOf(spectrum), run_.ms2.intensityOf(spectrum));
    return score(ranked);
  }

  /// Without the peaks of `explained`.
  float ofRest(const Ranked& ranked, std::size_t spectrum, const Candidate& explained) {
    const auto mz = run_.ms2.mzOf(spectrum);
    const auto intensity = run_.ms2.intensityOf(spectrum);
    std::vector<bool> taken(mz.size(), false);
    std::array<double, 64> masses;
    database_.residueMasses(explained.record, masses.data());
    forEachFragment(masses.data(), explained.record.length, explained.precursor.charge, [&](const Fragment& fragment) {
      const double half = windows_.fragment.at(fragment.mz);
      const auto low = std::lower_bound(mz.begin(), mz.end(), static_cast<float>(fragment.mz - half));
      for (auto at = low; at != mz.end() && static_cast<double>(*at) <= fragment.mz + half; ++at)
        taken[static_cast<std::size_t>(at - mz.begin())] = true;
    });
    std::vector<float> restMz;
    std::vector<float> restIntensity;
    for (std::size_t i = 0; i < mz.size(); ++i) {
      if (taken[i]) continue;
      restMz.push_back(mz[i]);
      restIntensity.push_back(intensity[i]);
    }
    correlation_.assign(restMz, restIntensity);
    return score(ranked);
  }

 private:
  float score(const Ranked& ranked) const {
    const Candidate& best = *ranked.best;
    return static_cast<float>(expectScore(correlation_, {best.record, best.precursor, ranked.candidates}, database_,
                                          windows_.precursor.at(best.record.mass * massUnit)));
  }

  const Run& run_;
  const PeptideDatabase& database_;
  const SearchWindows& windows_;
  CrossCorrelation correlation_;
};

/// Searches the spectra of a run one by one; made once a thread.
class RunSearch {
 public:
  RunSearch(const Run& run, const PeptideDatabase& database, const SearchSettings& settings)
      : run_(run),
        database_(database),
        settings_(settings),
        spectrum_(settings.windows.fragment),
        expectations_(run, database, settings.windows) {}

  /// Best match first.
  std::vector<Psm> search(std::size_t i) {
    std::vector<Psm> found;
    const Ms2Header& header = run_.ms2Headers[i];
    const Precursor precursor = precursorOf(run_, i, settings_.windows);
    auto peaks = peaksOf(run_, i, settings_.windows);
    if (peaks.size() < fewestPeaks) return found;
    spectrum_.assign(std::move(peaks));
    auto precursors = coIsolatedPrecursors(run_, i, precursor, settings_.options.maxCharge);
    precursors.insert(precursors.begin(), precursor);
    const Ranked first = rankCandidates(spectrum_, precursors, database_, settings_);
    if (!first.best) return found;
    found.push_back(describe(first, spectrum_, header, database_, settings_.windows));
    found.back().expectScore = expectations_.of(first, i);
    if (settings_.options.chimeric) searchRest(i, *first.best, found);
    return found;
  }

 private:
  /// The peaks that the best match leaves, for it and all else that was isolated with it.
  void searchRest(std::size_t i, const Candidate& best, std::vector<Psm>& found) {
    std::array<double, 64> masses;
    database_.residueMasses(best.record, masses.data());
    auto rest = unmatchedPeaks(spectrum_, masses.data(), best.record.length, best.precursor.charge);
    if (rest.size() < fewestPeaks) return;
    auto precursors = coIsolatedPrecursors(run_, i, best.precursor, settings_.options.maxCharge);
    precursors.insert(precursors.begin(), best.precursor);
    spectrum_.assign(std::move(rest));
    const Ranked second =
        rankCandidates(spectrum_, precursors, database_, settings_, peptideHash(found.front().sequence));
    if (!second.best) return;
    found.push_back(describe(second, spectrum_, run_.ms2Headers[i], database_, settings_.windows));
    found.back().rank = 2;
    found.back().expectScore = expectations_.ofRest(second, i, best);
  }

  const Run& run_;
  const PeptideDatabase& database_;
  const SearchSettings& settings_;
  BinnedSpectrum spectrum_;
  Expectations expectations_;
};

using MatchesOfSpectra = std::vector<std::vector<Psm>>;

MatchesOfSpectra searchClosed(const Run& run, const PeptideDatabase& database, const SearchSettings& settings) {
  MatchesOfSpectra matches(run.ms2Headers.size());
  parallelForWith(
      matches.size(), 16, [&] { return std::make_unique<RunSearch>(run, database, settings); },
      [&](RunSearch& search, std::size_t i) { matches[i] = search.search(i); });
  return matches;
}

/// A query for each spectrum and each charge that it may have.
struct OpenQueries {
  std::vector<OpenQuery> queries;
  std::vector<std::size_t> spectrum;
  std::vector<Precursor> precursor;
};

OpenQueries openQueries(const Run& run, const SearchSettings& settings) {
  OpenQueries all;
  const SearchOptions& options = settings.options;
  for (std::size_t i = 0; i < run.ms2Headers.size(); ++i) {
    const Precursor precursor = precursorOf(run, i, settings.windows);
    const auto peaks = peaksOf(run, i, settings.windows);
    if (peaks.size() < fewestPeaks) continue;
    const auto [low, high] = chargesOf(precursor, options);
    for (int charge = low; charge <= high; ++charge) {
      const double mass = neutralMass(settings.windows.precursorMz(precursor.mz), charge);
      all.queries.push_back({peaks, mass - options.openHigh, mass - options.openLow});
      all.spectrum.push_back(i);
      all.precursor.push_back({precursor.mz, charge});
    }
  }
  return all;
}

MatchesOfSpectra searchOpen(const Run& run, const PeptideDatabase& database, const SearchSettings& settings) {
  const OpenQueries all = openQueries(run, settings);
  const auto shortlists = shortlistOpen(all.queries, database, settings.windows.fragment);
  std::vector<std::optional<Psm>> found(all.queries.size());
  struct Tools {
    BinnedSpectrum spectrum;
    Expectations expectations;
  };
  const auto makeTools = [&] {
    return std::unique_ptr<Tools>(
        new Tools{BinnedSpectrum(settings.windows.fragment), Expectations(run, database, settings.windows)});
  };
  parallelForWith(found.size(), 16, makeTools, [&](Tools& tools, std::size_t q) {
    auto& [spectrum, expectations] = tools;
    spectrum.assign(all.queries[q].peaks);
    const Ranked ranked = rankOpen(spectrum, all.precursor[q], shortlists[q], database, settings);
    if (!ranked.best) return;
    found[q] = describe(ranked, spectrum, run.ms2Headers[all.spectrum[q]], database, settings.windows);
    found[q]->expectScore = expectations.of(ranked, all.spectrum[q]);
  });
  MatchesOfSpectra matches(run.ms2Headers.size());
  for (std::size_t q = 0; q < found.size(); ++q) {
    auto& best = matches[all.spectrum[q]];
    if (!found[q]) continue;
    if (best.empty())
      best.push_back(std::move(*found[q]));
    else if (found[q]->hyperscore > best.front().hyperscore)
      best.front() = std::move(*found[q]);
  }
  return matches;
}

}  // namespace

std::vector<Psm> searchRun(const Run& run, std::uint32_t runIndex, const PeptideDatabase& database,
                           const SearchOptions& options, const SearchWindows& windows) {
  const SearchSettings settings{options, windows};
  auto matches = options.open ? searchOpen(run, database, settings) : searchClosed(run, database, settings);
  std::vector<Psm> psms;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    for (Psm& psm : matches[i]) {
      psm.run = runIndex;
      psm.spectrum = static_cast<std::uint32_t>(i);
      psms.push_back(std::move(psm));
    }
  }
  return psms;
}

std::vector<FragmentError> fragmentErrors(const Run& run, const std::vector<Psm>& psms, const PeptideDatabase& database,
                                          const Tolerance& tolerance) {
  SearchWindows windows;
  windows.fragment = tolerance;
  BinnedSpectrum spectrum(tolerance);
  std::vector<FragmentError> errors;
  std::array<double, 64> masses;
  for (const Psm& psm : psms) {
    spectrum.assign(peaksOf(run, psm.spectrum, windows));
    database.residueMasses(psm.record, masses.data());
    forEachFragment(masses.data(), psm.record.length, psm.charge, [&](const Fragment& fragment) {
      const int found = spectrum.find(fragment.mz);
      if (found < 0) return;
      const double mz = static_cast<double>(spectrum.peaks()[static_cast<std::size_t>(found)].mz);
      errors.push_back({fragment.mz, mz - fragment.mz});
    });
  }
  return errors;
}

SearchWindows givenWindows(const SearchOptions& options) {
  SearchWindows windows;
  windows.precursor = options.precursorTolerance.value_or(Tolerance{20, Tolerance::Unit::Ppm});
  windows.fragment = options.fragmentTolerance.value_or(Tolerance{30, Tolerance::Unit::Ppm});
  return windows;
}

}  // namespace vescargo
