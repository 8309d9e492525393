#include "vescargo/compare/pairedModel.h"

#include <algorithm>
#include <cmath>

#include "vescargo/compare/adjustScore.h"
#include "vescargo/compare/compareCargo.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

PairedModel emptyModel(Index rows, Index pairs) {
  const MatrixXd nothing = MatrixXd::Zero(rows, pairs);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  return {nothing, nothing, nothing, nothing, none, none, VectorXd::Zero(rows), none, none, none, {}};
}

/// Splits one row's differences; `covariate` is empty or a value a measured pair. Both have 0 where `measured` is 0.
void splitRow(const RowVectorXd& differences, const RowVectorXd& covariate, const RowVectorXd& measured, Index row,
              PairedModel& model) {
  RowVectorXd nuisance = RowVectorXd::Zero(differences.size());
  if (covariate.size() > 0) nuisance = covariate / covariate.norm();
  const RowVectorXd ones = measured - nuisance * nuisance.dot(measured);
  const double length = ones.norm();
  const double df = measured.sum() - (covariate.size() > 0 ? 2 : 1);
  model.nuisance.row(row) = nuisance;
  model.measured.row(row) = measured;
  model.effect.row(row) = ones / length;
  model.values.row(row) = differences - nuisance * nuisance.dot(differences);
  const double along = model.values.row(row).dot(model.effect.row(row));
  model.change[row] = along / length;
  model.df[row] = df;
  model.variance[row] = (model.values.row(row) - along * model.effect.row(row)).squaredNorm() / df;
}

void moderateModel(PairedModel& model) {
  const std::vector<double> variances(model.variance.begin(), model.variance.end());
  model.prior = fitPrior(variances, {model.df.begin(), model.df.end()});
  const double pooled = model.df.sum();
  for (const Index row : model.tested()) {
    const VariancePrior posterior = moderateVariance(model.variance[row], model.df[row], model.prior, pooled);
    model.posteriorVariance[row] = posterior.variance;
    model.posteriorDf[row] = posterior.df;
    model.t[row] = model.values.row(row).dot(model.effect.row(row)) / std::sqrt(posterior.variance);
  }
}

RowVectorXd zeroWhereNot(const RowVectorXd& measured, const RowVectorXd& values) {
  return (measured.array() > 0).select(values, 0);
}

bool varies(const RowVectorXd& covariate, const RowVectorXd& measured) {
  const double n = measured.sum();
  const double squares = zeroWhereNot(measured, covariate.array() - covariate.sum() / n).squaredNorm();
  // Scores are kept to six decimals: a smaller spread is rounding.
  return squares > n * 1e-10;
}

RowVectorXd changesOf(const std::vector<double>& scores, const std::vector<SamplePair>& pairs) {
  RowVectorXd changes(static_cast<Index>(pairs.size()));
  for (std::size_t i = 0; i < pairs.size(); ++i)
    changes[static_cast<Index>(i)] = scores[pairs[i].after] - scores[pairs[i].before];
  return changes;
}

/// The score's change by row and pair: a protein of the score has it without itself.
MatrixXd covariatesOf(const AdjustScore& adjust, const PairedContrast& contrast) {
  MatrixXd covariates(contrast.differences.rows(), contrast.differences.cols());
  covariates.rowwise() = Eigen::Map<const RowVectorXd>(contrast.scoreChange.data(), covariates.cols());
  for (const auto& [row, scores] : adjust.leftOut)
    covariates.row(static_cast<Index>(row)) = changesOf(scores, contrast.pairs);
  return covariates;
}

}  // namespace

std::vector<Index> PairedModel::tested() const {
  std::vector<Index> rows;
  for (Index row = 0; row < df.size(); ++row) {
    if (df[row] > 0) rows.push_back(row);
  }
  return rows;
}

PairedModel modelMeans(const MatrixXd& differences, int minPairs) {
  PairedModel model = emptyModel(differences.rows(), differences.cols());
  for (Index row = 0; row < differences.rows(); ++row) {
    const RowVectorXd measured =
        differences.row(row).array().isNaN().select(0.0, RowVectorXd::Ones(differences.cols()));
    if (measured.sum() < std::max(minPairs, 2)) continue;
    splitRow(zeroWhereNot(measured, differences.row(row)), {}, measured, row, model);
  }
  moderateModel(model);
  return model;
}

PairedModel modelIntercepts(const MatrixXd& differences, const MatrixXd& covariate, int minPairs) {
  PairedModel model = emptyModel(differences.rows(), differences.cols());
  for (Index row = 0; row < differences.rows(); ++row) {
    const RowVectorXd sums = differences.row(row) + covariate.row(row);
    const RowVectorXd measured = sums.array().isNaN().select(0.0, RowVectorXd::Ones(sums.size()));
    if (measured.sum() < std::max(minPairs, 3)) continue;
    const RowVectorXd known = zeroWhereNot(measured, covariate.row(row));
    if (varies(known, measured)) splitRow(zeroWhereNot(measured, differences.row(row)), known, measured, row, model);
  }
  moderateModel(model);
  return model;
}

std::vector<PairedContrast> modelContrasts(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                           const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  std::vector<PairedContrast> contrasts;
  checkCompareOptions(study, panels, options);
  if (study.timePoints.empty()) return contrasts;
  const std::string reference = options.reference.empty() ? study.timePoints.front() : options.reference;
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  const AdjustScore adjust = adjustScore(table, study, purity, panels, options.adjust);
  for (const std::string& timePoint : study.timePoints) {
    if (timePoint == reference || (!options.compareTo.empty() && timePoint != options.compareTo)) continue;
    PairedContrast contrast;
    contrast.name = timePoint + "-" + reference;
    contrast.pairs = pairSamples(study, reference, timePoint);
    if (contrast.pairs.empty()) continue;  // an unpaired study
    contrast.differences.resize(table.log2.rows(), static_cast<Index>(contrast.pairs.size()));
    for (Index i = 0; i < contrast.differences.cols(); ++i) {
      const SamplePair& pair = contrast.pairs[static_cast<std::size_t>(i)];
      contrast.differences.col(i) =
          table.log2.col(static_cast<Index>(pair.after)) - table.log2.col(static_cast<Index>(pair.before));
    }
    const RowVectorXd changes = changesOf(adjust.bySample, contrast.pairs);
    contrast.scoreChange.assign(changes.begin(), changes.end());
    contrast.unadjusted = modelMeans(contrast.differences, options.minPairs);
    contrast.adjusted = modelIntercepts(contrast.differences, covariatesOf(adjust, contrast), options.minPairs);
    contrasts.push_back(std::move(contrast));
  }
  return contrasts;
}

double normalDeviate(double t, double df) {
  if (std::isnan(t) || std::isinf(df)) return t;
  const double a = df - 0.5, b = 48 * a * a;
  const double z = a * std::log1p(t * (t / df));
  const double series = (((-0.4 * z - 3.3) * z - 24) * z - 85.5) / (0.8 * z * z + 100 + b);
  return std::copysign(((series + z + 3) / b + 1) * std::sqrt(z), t);
}

}  // namespace vescargo
