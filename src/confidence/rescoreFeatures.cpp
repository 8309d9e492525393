#include "vescargo/confidence/rescoreFeatures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/startScore.h"

namespace vescargo {

namespace {

constexpr double confidentFdr = 0.01;
constexpr Eigen::Index precursorErrorColumn = 13;
constexpr std::size_t fewestForMedian = 10;
constexpr double usualLogDeviation = 0.5;  ///< of a right match, in the unit of the column

/// What is usual in a run.
struct Usual {
  double precursorErrorPpm = 0;
  double rtDeviationSeconds = 0;  ///< absolute
};

using UsualOfRuns = std::vector<std::array<Usual, foldCount>>;  ///< by run, by held-out fold

double medianOf(std::vector<double>& values) {
  if (values.size() < fewestForMedian) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Medians of each run's confident targets outside of each fold; 0 where they are few.
UsualOfRuns usualOfRuns(const std::vector<Psm>& psms, const std::vector<int>& folds) {
  const auto confident = confidentTargets(psms, confidentFdr);
  std::vector<std::vector<std::size_t>> runs;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (psms[i].run >= runs.size()) runs.resize(psms[i].run + 1);
    if (confident[i]) runs[psms[i].run].push_back(i);
  }
  UsualOfRuns usual(runs.size());
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (int fold = 0; fold < foldCount; ++fold) {
      std::vector<double> errors;
      std::vector<double> deviations;
      for (const std::size_t i : runs[run]) {
        if (folds[i] == fold) continue;
        errors.push_back(static_cast<double>(psms[i].precursorErrorPpm));
        deviations.push_back(std::abs(static_cast<double>(psms[i].rtDeviationSeconds)));
      }
      usual[run][static_cast<std::size_t>(fold)] = {medianOf(errors), medianOf(deviations)};
    }
  }
  return usual;
}

double logDeviation(const Psm& psm, const Usual& usual) {
  if (!(usual.rtDeviationSeconds > 0)) return usualLogDeviation;
  return std::log1p(std::abs(static_cast<double>(psm.rtDeviationSeconds)) / usual.rtDeviationSeconds);
}

using Row = Eigen::Matrix<double, 1, rescoreFeatureCount>;

Row featuresOf(const Psm& psm, const Usual& usual) {
  const double length = static_cast<double>(psm.sequence.size());
  Row row;
  row << startScore(psm), psm.hyperscore, psm.deltaScore, psm.ionSurprise, psm.expectScore,
      psm.massShiftDa != 0 ? 1 : 0, psm.rank > 1 ? 1 : 0, std::log1p(psm.matchedIons),
      psm.matchedIons / (2 * (length - 1)), psm.longestSeries, psm.longestSeries / length,
      std::sqrt(psm.explainedIntensity), psm.intensityAgreement,
      std::abs(static_cast<double>(psm.precursorErrorPpm) - usual.precursorErrorPpm),
      std::log1p(static_cast<double>(psm.fragmentErrorPpm)), psm.isotopeError != 0 ? 1 : 0, psm.charge <= 2 ? 1 : 0,
      psm.charge >= 4 ? 1 : 0, std::log(length), psm.missedCleavages, logDeviation(psm, usual), 1;
  return row;
}

void standardise(Eigen::Ref<Eigen::VectorXd> column) {
  column.array() -= column.mean();
  const double sd = std::sqrt(column.squaredNorm() / static_cast<double>(column.size()));
  if (sd > 1e-9) {
    column /= sd;
  } else {
    column.setZero();
  }
}

/// A mass shift takes up whatever error there is: the mean of the others then says neither good nor bad.
void setUnknownPrecursorErrors(const std::vector<Psm>& psms, Eigen::Ref<Eigen::VectorXd> errors) {
  double sum = 0;
  double known = 0;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (psms[i].massShiftDa != 0) continue;
    sum += errors[static_cast<Eigen::Index>(i)];
    known += 1;
  }
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (psms[i].massShiftDa != 0) errors[static_cast<Eigen::Index>(i)] = known > 0 ? sum / known : 0;
  }
}

}  // namespace

Eigen::MatrixXd rescoreFeatures(const std::vector<Psm>& psms, const std::vector<int>& folds) {
  const auto usual = usualOfRuns(psms, folds);
  Eigen::MatrixXd features(static_cast<Eigen::Index>(psms.size()), rescoreFeatureCount);
  for (std::size_t i = 0; i < psms.size(); ++i) {
    features.row(static_cast<Eigen::Index>(i)) =
        featuresOf(psms[i], usual[psms[i].run][static_cast<std::size_t>(folds[i])]);
  }
  setUnknownPrecursorErrors(psms, features.col(precursorErrorColumn));
  for (Eigen::Index c = 0; c + 1 < features.cols(); ++c) standardise(features.col(c));
  return features;
}

Eigen::VectorXd fixedWeights() {
  Eigen::VectorXd weights(rescoreFeatureCount);
  weights << 6, 0.3, 0.4, 0.3, 0.3,  // start score, hyperscore, difference, surprise, E-value
      -0.5, -0.5,                    // mass shift, second match of a spectrum
      0.5, 0.2, 0.4, 0.2,            // matched ions, their share, longest series, its share
      0.3, 0.9,                      // explained intensity, intensity agreement
      -1, -0.3, -0.3,                // precursor, fragment and isotope errors
      0, 0, 0.3, -0.5,               // charges, length, missed cleavages
      -0.8, 0;                       // retention time
  return weights;
}

}  // namespace vescargo
