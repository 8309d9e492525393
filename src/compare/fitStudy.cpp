#include "vescargo/compare/fitStudy.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/compare/units.h"
#include "vescargo/purity/background.h"
#include "vescargo/stats/consensusCorrelation.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/sampleWeights.h"
#include "vescargo/stats/storey.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int fewestCompared = 2;
constexpr int fewestAdjusted = 3;
/// Scores are kept to six decimals: a smaller spread, in squares a unit, is rounding.
constexpr double roundedSquares = 1e-10;

/// Subjects of some units, of a course those with two samples; pairs or samples where each is a subject's only one.
int replicatesOf(const ContrastFit& fit, const std::vector<Index>& units) {
  if (fit.model.blocks.empty()) return static_cast<int>(units.size());
  std::multiset<int> samples;
  for (const Index unit : units) samples.insert(fit.model.blocks[static_cast<std::size_t>(unit)]);
  int subjects = 0;
  for (auto at = samples.begin(); at != samples.end(); at = samples.upper_bound(*at))
    subjects += fit.contrast.kind != ContrastKind::Course || samples.count(*at) > 1 ? 1 : 0;
  return subjects;
}

bool areEnough(const ContrastFit& fit, const std::vector<Index>& units, int fewest) {
  if (replicatesOf(fit, units) < fewest) return false;
  const auto compared = subjectsCompared(fit.contrast, fit.subjects, units);
  return std::all_of(compared.begin(), compared.end(), [](int subjects) { return subjects >= fewestCompared; });
}

const MatrixXd& columnsOf(const Adjustment& adjustment, Index row) {
  const auto own = adjustment.own.find(row);
  return own == adjustment.own.end() ? adjustment.columns : own->second;
}

/// Whether each column says something that the model and the other columns do not.
bool columnsVary(const UnitModel& model, const MatrixXd& columns) {
  for (Index j = 0; j < columns.cols(); ++j) {
    MatrixXd others(columns.rows(), columns.cols() - 1);
    others << columns.leftCols(j), columns.rightCols(columns.cols() - j - 1);
    const double squares = untoldSquares(withColumns(model, others), columns.col(j));
    if (!(squares > static_cast<double>(columns.rows()) * roundedSquares)) return false;
  }
  return true;
}

/// Units whose scores are known.
std::vector<Index> knownUnits(const MatrixXd& columns) {
  std::vector<Index> known;
  for (Index i = 0; i < columns.rows(); ++i) {
    if (columns.row(i).allFinite()) known.push_back(i);
  }
  return known;
}

/// A fit, the contrast's model without scores as it has it, and its strata where subjects are random.
struct AnswerFit {
  LinearFit fit;
  UnitModel model;
  std::optional<ErrorStrata> strata;
};

AnswerFit fitAnswer(const MatrixXd& values, const UnitModel& model) {
  AnswerFit answer{fitUnits(values, model), model, {}};
  if (!std::isnan(model.correlation)) answer.strata = fitStrata(values, model);
  return answer;
}

void copyRow(const AnswerFit& from, Index to, AnswerFit& into) {
  copyRow(from.fit, 0, to, into.fit);
  if (from.strata) copyRow(*from.strata, 0, to, *into.strata);
}

AnswerFit fitUnadjusted(const StudyFit& study, const ContrastFit& fit) {
  MatrixXd values = fit.values;
  for (Index row = 0; row < values.rows(); ++row) {
    if (!areEnough(fit, measuredUnits(fit, row, nullptr), study.options.minPairs))
      values.row(row).setConstant(Effect::unknown);
  }
  return fitAnswer(values, fit.model);
}

/// The design with a coefficient a block.
MatrixXd withLevels(const UnitModel& model) {
  const std::set<int> blocks(model.blocks.begin(), model.blocks.end());
  MatrixXd design(model.design.rows(), model.design.cols() + static_cast<Index>(blocks.size()));
  design.leftCols(model.design.cols()) = model.design;
  Index column = model.design.cols();
  for (const int block : blocks) {
    for (Index i = 0; i < design.rows(); ++i)
      design(i, column) = model.blocks[static_cast<std::size_t>(i)] == block ? 1 : 0;
    ++column;
  }
  return design;
}

/// Weights by the rows that have values. A random subject is not in the model that they are of: limma's arrayWeights
/// knows no blocks.
VectorXd weightsOf(const MatrixXd& values, const UnitModel& model, SubjectLevels levels) {
  std::vector<Index> rows;
  for (Index row = 0; row < values.rows(); ++row) {
    if (!values.row(row).array().isNaN().all()) rows.push_back(row);
  }
  return sampleWeights(values(rows, Eigen::all), levels == SubjectLevels::TakenOut ? withLevels(model) : model.design);
}

/// Sets what the errors of the units are by all rows: weights, and the correlation within random subjects.
void setErrors(const MatrixXd& values, const CompareOptions& options, SubjectLevels levels, UnitModel& model) {
  if (options.sampleWeights == SampleWeighting::Estimated) model.weights = weightsOf(values, model, levels);
  if (levels == SubjectLevels::Random)
    model.correlation = consensusCorrelation(values, model.design, model.blocks, model.weights);
}

/// `model`, all of whose units get the errors of those known in an adjusted model. Others are never asked.
UnitModel withErrorsOf(const UnitModel& adjusted, const std::vector<Index>& known, UnitModel model) {
  model.correlation = adjusted.correlation;
  if (adjusted.weights.size() == 0) return model;
  model.weights.setOnes(model.design.rows());
  model.weights(known) = adjusted.weights;
  return model;
}

AnswerFit fitAdjusted(const StudyFit& study, const ContrastFit& fit, const Adjustment& adjustment) {
  const Index rows = fit.values.rows();
  const int fewest = std::max(study.options.minPairs, fewestAdjusted);
  const auto known = knownUnits(adjustment.columns);
  const UnitModel base = keepUnits(fit.model, known);
  const MatrixXd columns = adjustment.columns(known, Eigen::all);
  MatrixXd values = fit.values(Eigen::all, known).rowwise() - fit.shifts(known).transpose();
  const bool varyInAll = !known.empty() && columnsVary(base, columns);
  parallelFor(rows, 16, [&](Index row) {
    const auto units = measuredUnits(fit, row, &adjustment);
    bool use = !adjustment.own.contains(row) && areEnough(fit, units, fewest);
    if (use)
      use = units.size() == known.size()
                ? varyInAll
                : columnsVary(keepUnits(fit.model, units), adjustment.columns(units, Eigen::all));
    if (!use) values.row(row).setConstant(Effect::unknown);
  });
  UnitModel common = withColumns(base, columns);
  setErrors(values, study.options, fit.contrast.subjectLevels, common);
  AnswerFit adjusted = fitAnswer(values, common);
  adjusted.model = withErrorsOf(common, known, fit.model);
  parallelFor(rows, 1, [&](Index row) {
    if (!adjustment.own.contains(row)) return;
    const auto units = measuredUnits(fit, row, &adjustment);
    if (!areEnough(fit, units, fewest) ||
        !columnsVary(keepUnits(fit.model, units), columnsOf(adjustment, row)(units, Eigen::all)))
      return;
    const MatrixXd one = rowValues(fit, row, units, &adjustment).transpose();
    copyRow(fitAnswer(one, rowModel(adjusted.model, row, units, &adjustment)), row, adjusted);
  });
  return adjusted;
}

void setEffect(const LinearFit& fit, const ModeratedTests& tests, Index row, bool course, Effect& effect) {
  effect.p = fit.df[row] > 0 ? (course ? tests.fP[row] : tests.p(row, 0)) : Effect::unknown;
  if (std::isnan(effect.p)) return;
  effect.priorDf = tests.priorDfs[row];
  effect.priorVariance = tests.priorVariances[row];
  effect.residualDf = tests.residualDf[row];
  effect.df = course ? tests.fDf[row] : tests.df[row];
  if (course) {
    effect.f = tests.f[row];
    return;
  }
  const double deviation = std::sqrt(fit.covariances[static_cast<std::size_t>(row)](0, 0) * tests.variances[row]);
  const double half = deviation * studentQuantile(0.975, effect.df);
  effect.log2FoldChange = fit.estimates(row, 0);
  effect.low = effect.log2FoldChange - half;
  effect.high = effect.log2FoldChange + half;
  effect.t = tests.t(row, 0);
}

RowTests testFit(const StudyFit& study, const ContrastFit& contrast, const AnswerFit& answer) {
  const LinearFit& fit = answer.fit;
  const Outliers outliers = study.options.robust ? Outliers::Spared : Outliers::Counted;
  RowTests result;
  ModeratedTests tests;
  if (answer.strata) {
    StrataTests strata = testStrata(fit, *answer.strata, contrast.trend, outliers);
    tests = std::move(strata.tests);
    result.strata = {*answer.strata, std::move(strata.within), std::move(strata.between),
                     moderateVariances(fit.variances, fit.df, contrast.trend, outliers)};
  } else {
    tests = testModerated(fit, contrast.trend, outliers);
  }
  result.effects.resize(static_cast<std::size_t>(fit.df.size()));
  result.variances = tests.variances;
  result.scales.setConstant(fit.df.size(), Effect::unknown);
  result.priorDf = tests.priorDf;
  result.pooledDf = fit.df.sum();
  result.model = answer.model;
  std::vector<double> p;
  for (Index row = 0; row < fit.df.size(); ++row) {
    Effect& effect = result.effects[static_cast<std::size_t>(row)];
    setEffect(fit, tests, row, contrast.contrast.kind == ContrastKind::Course, effect);
    p.push_back(effect.p);
    result.scales[row] = fit.covariances[static_cast<std::size_t>(row)](0, 0);
  }
  const QValueFit q = fitQValues(p, study.options.qValues);
  result.pi0 = q.pi0;
  for (std::size_t i = 0; i < p.size(); ++i) result.effects[i].q = q.q[i];
  return result;
}

RowTests testAdjusted(const StudyFit& study, const ContrastFit& fit, const Adjustment& adjustment) {
  if (adjustment.contaminants.empty()) {
    RowTests none;
    none.effects.resize(static_cast<std::size_t>(fit.values.rows()));
    return none;
  }
  return testFit(study, fit, fitAdjusted(study, fit, adjustment));
}

/// Mean log2 or log2 of the peptides, by row.
VectorXd trendCovariate(const QuantTable& cargo, const Contrast& contrast, VarianceTrend trend) {
  if (trend == VarianceTrend::None) return {};
  VectorXd covariate = VectorXd::Constant(cargo.log2.rows(), Effect::unknown);
  if (trend == VarianceTrend::Peptides) {
    for (Index row = 0; row < covariate.size(); ++row) {
      const int peptides = cargo.rows[static_cast<std::size_t>(row)].peptides;
      if (peptides > 0) covariate[row] = std::log2(peptides);
    }
    if (covariate.size() > 0 && covariate.array().isNaN().all())
      throw Error(ExitCode::DoNotFit, "-trend", "the table does not count peptides",
                  "take abundance, or a table with the column peptides");
    return covariate;
  }
  return meanOfSamples(cargo.log2, samplesOf(contrast));
}

/// Of units whose errors are alike.
UnitModel modelOf(const Contrast& contrast, const std::vector<int>& subjects) {
  UnitModel model;
  model.design = contrast.design;
  model.tested = contrast.tested;
  if (contrast.subjectLevels == SubjectLevels::TakenOut || contrast.subjectLevels == SubjectLevels::Random)
    model.blocks = subjects;
  return model;
}

int replicatesOf(const StudyFit& study, const ContrastFit& fit) {
  if (fit.contrast.kind == ContrastKind::Course)
    return static_cast<int>(std::set<int>(fit.subjects.begin(), fit.subjects.end()).size());
  if (isUnpaired(fit.contrast.kind)) return static_cast<int>(fit.contrast.units());
  const MatrixXd none = MatrixXd::Zero(1, static_cast<Index>(study.study.samples.size()));
  return static_cast<int>(subjectValues(none, study.study, fit.contrast).subjects.size());
}

ContrastFit fitContrast(const StudyFit& study, const Contrast& contrast) {
  ContrastFit fit;
  fit.contrast = contrast;
  fit.values = unitValues(study.cargo.log2, contrast);
  fit.constantRows = constantRows(study.cargo.log2, contrast);
  for (const Index row : fit.constantRows) fit.values.row(row).setConstant(Effect::unknown);
  fit.shifts = unitValues(Eigen::Map<const Eigen::RowVectorXd>(study.shifts.data(), study.cargo.log2.cols()), contrast)
                   .transpose();
  fit.subjects = subjectsOf(study.study, contrast);
  fit.model = modelOf(contrast, fit.subjects);
  setErrors(fit.values, study.options, contrast.subjectLevels, fit.model);
  fit.trend = trendCovariate(study.cargo, contrast, study.options.trend);
  fit.replicates = replicatesOf(study, fit);
  // Weights tell the noise of all proteins. How much of a contaminant a tube has is no noise.
  UnitModel unweighted = fit.model;
  unweighted.weights.resize(0);
  fit.plan = planAdjustments({study.study, contrast, unweighted, study.scores}, study.options);
  fit.unadjusted = testFit(study, fit, fitUnadjusted(study, fit));
  fit.together = testAdjusted(study, fit, fit.plan.together);
  for (const Adjustment& alone : fit.plan.alone) fit.alone.push_back(testAdjusted(study, fit, alone));
  return fit;
}

}  // namespace

std::vector<Index> measuredUnits(const ContrastFit& fit, Index row, const Adjustment* adjustment) {
  const MatrixXd* columns = adjustment == nullptr ? nullptr : &columnsOf(*adjustment, row);
  std::vector<Index> units;
  for (Index i = 0; i < fit.values.cols(); ++i) {
    if (!std::isnan(fit.values(row, i)) && (columns == nullptr || columns->row(i).allFinite())) units.push_back(i);
  }
  return units;
}

VectorXd rowValues(const ContrastFit& fit, Index row, const std::vector<Index>& units, const Adjustment* adjustment) {
  VectorXd values = fit.values.row(row)(units).transpose();
  if (adjustment != nullptr) values -= fit.shifts(units);
  return values;
}

UnitModel rowModel(const UnitModel& model, Index row, const std::vector<Index>& units, const Adjustment* adjustment) {
  const UnitModel some = keepUnits(model, units);
  return adjustment == nullptr ? some : withColumns(some, columnsOf(*adjustment, row)(units, Eigen::all));
}

void checkCompareOptions(const Study& study, const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  checkAdjust(panels, options);
  planContrasts(study, options);
}

StudyFit fitStudy(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                  const CompareOptions& options, int minMarkers) {
  checkAdjust(panels, options);
  StudyFit fit;
  fit.study = study;
  fit.options = options;
  const auto contrasts = planContrasts(study, options);
  fit.cargo = selectSamples(std::move(cargo), study.sampleNames(), "cargo");
  fit.base = settleBase(fit.cargo, study, panels, minMarkers);
  fit.shifts = backgroundShifts(fit.base);
  fit.scores = contaminantsFor(fit.cargo, fit.base, panels, options, minMarkers);
  for (const Contrast& contrast : contrasts) fit.contrasts.push_back(fitContrast(fit, contrast));
  return fit;
}

}  // namespace vescargo
