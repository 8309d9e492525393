#include "vescargo/confidence/calibrate.h"

#include <algorithm>
#include <cmath>

#include "vescargo/confidence/rescore.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/precursors.h"
#include "vescargo/search/searchRun.h"
#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t mostSampled = 2000;
constexpr double confidentFdr = 0.01;
constexpr double windowSds = 5;
constexpr double surveyGain = 0.8;  ///< the survey's m/z must scatter this much less to be taken
constexpr Tolerance ionTrap{0.5, Tolerance::Unit::Dalton};

/// Every nth spectrum of a run, with all its survey spectra.
Run sampleOf(const Run& run) {
  const std::size_t step = run.ms2Headers.size() / mostSampled + 1;
  Run sample;
  sample.ms1RtSeconds = run.ms1RtSeconds;
  sample.ms1 = run.ms1;
  for (std::size_t i = 0; i < run.ms2Headers.size(); i += step) {
    sample.ms2Headers.push_back(run.ms2Headers[i]);
    const auto mz = run.ms2.mzOf(i);
    const auto intensity = run.ms2.intensityOf(i);
    sample.ms2.mz.insert(sample.ms2.mz.end(), mz.begin(), mz.end());
    sample.ms2.intensity.insert(sample.ms2.intensity.end(), intensity.begin(), intensity.end());
    sample.ms2.endSpectrum();
  }
  return sample;
}

/// Targets down to where decoys / targets is last within confidentFdr.
std::vector<Psm> confidentMatches(std::vector<Psm> psms) {
  std::stable_sort(psms.begin(), psms.end(),
                   [](const Psm& a, const Psm& b) { return startScore(a) > startScore(b); });
  std::size_t decoys = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    decoys += psms[i].decoy ? 1 : 0;
    if (static_cast<double>(decoys) <= confidentFdr * static_cast<double>(i + 1 - decoys)) kept = i + 1;
  }
  psms.resize(kept);
  std::erase_if(psms, [](const Psm& psm) { return psm.decoy; });
  return psms;
}

std::vector<double> errorsAtFileMz(const std::vector<Psm>& psms) {
  std::vector<double> errors;
  for (const Psm& psm : psms) errors.push_back(static_cast<double>(psm.precursorErrorPpm));
  return errors;
}

/// Whatever isotope peak was taken for the monoisotopic one.
std::vector<double> errorsAtSurveyMz(const Run& run, const std::vector<Psm>& psms) {
  std::vector<double> errors;
  for (const Psm& psm : psms) {
    const Precursor refined = refinedPrecursor(run, psm.spectrum);
    const double step = isotopeSpacing / psm.charge;
    const double calculated = static_cast<double>(psm.calculatedMz);
    const double off = refined.mz - calculated;
    errors.push_back((off - std::round(off / step) * step) / calculated * 1e6);
  }
  return errors;
}

double clampedWindow(double sd, double least, double most) { return std::clamp(windowSds * sd, least, most); }

void setPrecursorWindow(const Run& sample, const std::vector<Psm>& calibrants, const SearchOptions& options,
                        MassCalibration& result) {
  auto errors = errorsAtFileMz(calibrants);
  auto atSurvey = errorsAtSurveyMz(sample, calibrants);
  SearchWindows& windows = result.windows;
  windows.surveyMz = robustSd(atSurvey) < surveyGain * robustSd(errors);
  if (windows.surveyMz) errors = std::move(atSurvey);
  windows.precursorPpm = median(errors);
  result.precursorSdPpm = robustSd(errors);
  if (!options.precursorTolerance)
    windows.precursor = {clampedWindow(result.precursorSdPpm, 3, 50), Tolerance::Unit::Ppm};
}

void setFragmentWindow(const Run& sample, const std::vector<Psm>& calibrants, const PeptideDatabase& database,
                       const SearchOptions& options, MassCalibration& result) {
  SearchWindows& windows = result.windows;
  const auto errors = fragmentErrorsPpm(sample, calibrants, database, windows.fragment);
  if (errors.empty()) return;
  result.fragmentSdPpm = robustSd(errors);
  if (windows.fragment.unit == Tolerance::Unit::Ppm) windows.fragmentPpm = median(errors);
  if (options.fragmentTolerance) return;
  // At m/z 500, where most fragments are.
  constexpr double daltonsPerPpm = 500e-6;
  windows.fragment = windows.fragment.unit == Tolerance::Unit::Ppm
                         ? Tolerance{clampedWindow(result.fragmentSdPpm, 5, 50), Tolerance::Unit::Ppm}
                         : Tolerance{clampedWindow(result.fragmentSdPpm * daltonsPerPpm, 0.1, 0.8),
                                     Tolerance::Unit::Dalton};
}

}  // namespace

MassCalibration calibrateMasses(const Run& run, const PeptideDatabase& database, const SearchOptions& options) {
  const Run sample = sampleOf(run);
  SearchOptions first = options;
  first.chimeric = false;
  first.open = false;
  MassCalibration result{givenWindows(options), 0, 0, 0};
  SearchWindows& windows = result.windows;
  auto calibrants = confidentMatches(searchRun(sample, 0, database, first, windows));
  if (!options.fragmentTolerance) {
    SearchWindows wide = windows;
    wide.fragment = ionTrap;
    auto wider = confidentMatches(searchRun(sample, 0, database, first, wide));
    if (wider.size() > calibrants.size()) {
      calibrants = std::move(wider);
      windows.fragment = ionTrap;
    }
  }
  result.calibrants = calibrants.size();
  if (result.measured()) {
    setPrecursorWindow(sample, calibrants, options, result);
    setFragmentWindow(sample, calibrants, database, options, result);
  } else {
    if (!options.precursorTolerance) windows.precursor = SearchWindows{}.precursor;
    if (!options.fragmentTolerance && windows.fragment.unit == Tolerance::Unit::Ppm)
      windows.fragment = SearchWindows{}.fragment;
  }
  return result;
}

}  // namespace vescargo
