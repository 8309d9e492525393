#include "vescargo/confidence/calibrate.h"

#include <algorithm>
#include <cmath>

#include "vescargo/confidence/startScore.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/precursors.h"
#include "vescargo/search/searchRun.h"
#include "vescargo/stats/robust.h"

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

std::vector<Psm> confidentMatches(const std::vector<Psm>& psms) {
  const auto confident = confidentTargets(psms, confidentFdr);
  std::vector<Psm> chosen;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (confident[i]) chosen.push_back(psms[i]);
  }
  return chosen;
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

/// Half-width that holds five robust SDs and 98 % of the errors.
double windowOf(std::vector<double> errors, double center) {
  const double sds = windowSds * robustSd(errors);
  for (double& error : errors) error = std::abs(error - center);
  const auto rank = static_cast<std::ptrdiff_t>(0.98 * static_cast<double>(errors.size() - 1));
  std::nth_element(errors.begin(), errors.begin() + rank, errors.end());
  return std::max(sds, errors[static_cast<std::size_t>(rank)]);
}

/// As wide as measured and as short as people write it.
double shortNumber(double value) { return std::round(value * 100) / 100; }

/// One run's calibration while it is made.
class Calibration {
 public:
  Calibration(const Run& run, const PeptideDatabase& database, const SearchOptions& options)
      : thinned_(run.ms2Headers.size() >= mostSampled ? sampleOf(run) : Run{}),
        sample_(run.ms2Headers.size() >= mostSampled ? thinned_ : run),
        database_(database),
        options_(options),
        result_{givenWindows(options), 0, 0, 0} {
    options_.chimeric = false;
    options_.open = false;
  }

  MassCalibration run() {
    findCalibrants();
    if (!options_.precursorTolerance && calibrants_.size() < fewestCalibrants) {
      result_.windows.precursor = {50, Tolerance::Unit::Ppm};
      findCalibrants();
    }
    result_.calibrants = calibrants_.size();
    if (result_.measured()) {
      measurePrecursors();
      measureFragments();
    } else {
      useDefaults();
    }
    return result_;
  }

 private:
  std::vector<Psm> search(const SearchWindows& windows) const {
    return confidentMatches(searchRun(sample_, 0, database_, options_, windows));
  }

  void findCalibrants() {
    calibrants_ = search(result_.windows);
    if (options_.fragmentTolerance) return;
    SearchWindows wide = result_.windows;
    wide.fragment = ionTrap;
    auto wider = search(wide);
    if (wider.size() <= calibrants_.size()) return;
    calibrants_ = std::move(wider);
    result_.windows.fragment = ionTrap;
  }

  void measurePrecursors() {
    auto errors = errorsAtFileMz(calibrants_);
    auto atSurvey = errorsAtSurveyMz(sample_, calibrants_);
    SearchWindows& windows = result_.windows;
    windows.surveyMz = robustSd(atSurvey) < surveyGain * robustSd(errors);
    if (windows.surveyMz) errors = std::move(atSurvey);
    windows.precursorPpm = median(errors);
    result_.precursorSdPpm = robustSd(errors);
    if (!options_.precursorTolerance)
      windows.precursor = {shortNumber(std::clamp(windowOf(errors, windows.precursorPpm), 5.0, 50.0)),
                           Tolerance::Unit::Ppm};
  }

  void measureFragments() {
    SearchWindows& windows = result_.windows;
    const bool inPpm = windows.fragment.unit == Tolerance::Unit::Ppm;
    std::vector<double> errors;
    for (const auto& fragment : fragmentErrors(sample_, calibrants_, database_, windows.fragment))
      errors.push_back(inPpm ? fragment.error / fragment.mz * 1e6 : fragment.error);
    result_.fragmentSd = robustSd(errors);
    if (inPpm) windows.fragmentPpm = median(errors);
    if (options_.fragmentTolerance) return;
    const double half = windowSds * result_.fragmentSd;
    windows.fragment.value = shortNumber(inPpm ? std::clamp(half, 5.0, 50.0) : std::clamp(half, 0.1, 0.8));
  }

  void useDefaults() {
    SearchWindows& windows = result_.windows;
    if (!options_.precursorTolerance) windows.precursor = SearchWindows{}.precursor;
    if (!options_.fragmentTolerance && windows.fragment.unit == Tolerance::Unit::Ppm)
      windows.fragment = SearchWindows{}.fragment;
  }

  Run thinned_;
  const Run& sample_;  ///< thinned_, or the run itself where it is small enough
  const PeptideDatabase& database_;
  SearchOptions options_;
  MassCalibration result_;
  std::vector<Psm> calibrants_;
};

}  // namespace

MassCalibration calibrateMasses(const Run& run, const PeptideDatabase& database, const SearchOptions& options) {
  return Calibration(run, database, options).run();
}

}  // namespace vescargo
