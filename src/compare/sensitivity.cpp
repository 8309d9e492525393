#include "vescargo/compare/sensitivity.h"

#include <cmath>
#include <optional>
#include <utility>

#include "vescargo/base/parallelFor.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/stats/attenuation.h"
#include "vescargo/stats/leaveOut.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A row's whitened model, the subject of each of its units, and the strata of its error where subjects are random.
struct RowFit {
  VectorXd y;
  MatrixXd design;
  VectorXd tested;
  std::vector<int> subjects;
  std::vector<int> side;
  std::vector<std::size_t> places;  ///< by subject: where it is in the study
  std::optional<StrataError> strata;
};

RowPrior priorOf(const ModeratedVariances& moderated, Index row) {
  return {{moderated.priorDfs[row], moderated.priorVariances[row]}, moderated.pooledDf};
}

/// `unscaled` is the variance of the estimate over that of a unit.
StrataError strataError(const SubjectStrata& strata, Index row, const VectorXd& values, const UnitModel& model,
                        double unscaled) {
  const ErrorParts& parts = strata.errors.parts[static_cast<std::size_t>(row)];
  const auto unitsBy = [&](const UnitModel& of) {
    WhitenedUnits whitened = whitenUnits(values, of);
    return StratumUnits{whitened.values.col(0), std::move(whitened.design)};
  };
  return {unitsBy(withinBlocks(model)), unitsBy(withoutBlocks(model)), parts.within[0] / unscaled,
          parts.between[0] / unscaled,  priorOf(strata.within, row),   priorOf(strata.between, row)};
}

RowFit rowFit(const StudyFit& study, const ContrastFit& fit, const RowTests& tests, Index row,
              const Adjustment* adjustment) {
  const auto units = measuredUnits(fit, row, adjustment);
  const UnitModel model = rowModel(tests.model, row, units, adjustment);
  RowFit one;
  const VectorXd values = rowValues(fit, row, units, adjustment);
  WhitenedUnits whitened = whitenUnits(values, model);
  one.y = whitened.values.col(0);
  one.design = std::move(whitened.design);
  one.tested = model.tested.col(0);
  if (tests.strata) one.strata = strataError(*tests.strata, row, values, model, tests.scales[row]);
  std::vector<int> numbers(study.study.subjects.size(), -1);
  const bool sided = !fit.contrast.side.empty() && fit.contrast.kind != ContrastKind::Paired;
  for (const Index unit : units) {
    const auto at = static_cast<std::size_t>(unit);
    const auto place = static_cast<std::size_t>(fit.subjects[at]);
    if (numbers[place] < 0) {
      numbers[place] = static_cast<int>(one.places.size());
      one.places.push_back(place);
    }
    one.subjects.push_back(numbers[place]);
    if (sided) one.side.push_back(fit.contrast.side[at]);
  }
  return one;
}

void leaveOut(const Study& study, const RowFit& one, double pooledDf, Effect& effect) {
  const LeftOut left = one.strata ? leaveBlocksOut({one.y, one.design}, one.tested, one.subjects, *one.strata)
                                  : leaveGroupsOut(one.y, one.design, one.tested, one.subjects,
                                                   {{effect.priorDf, effect.priorVariance}, pooledDf});
  effect.leftOutLow = left.low;
  effect.leftOutHigh = left.high;
  effect.leftOutP = left.p;
  if (left.group >= 0) effect.leftOutUnit = study.subjects[one.places[static_cast<std::size_t>(left.group)]];
}

/// The largest p that a called protein may have to stay called while the others keep theirs.
double calledP(const RowTests& tests, double alpha) {
  double called = 0, tested = 0;
  for (const Effect& effect : tests.effects) {
    tested += std::isnan(effect.p) ? 0 : 1;
    called += effect.q <= alpha ? 1 : 0;
  }
  return alpha * called / (tested * tests.pi0);
}

/// The subject that a called change hangs on: without it, p is above what is called.
std::string hangsOn(const Change& change, double called, double calledAdjusted, double alpha) {
  if (change.unadjusted.q <= alpha && change.unadjusted.leftOutP > called) return change.unadjusted.leftOutUnit;
  const bool adjusted = change.adjusted.q <= alpha || change.familyQ <= alpha;
  if (adjusted && change.adjusted.leftOutP > calledAdjusted) return change.adjusted.leftOutUnit;
  return "";
}

}  // namespace

void addSensitivity(const StudyFit& study, const ContrastFit& fit, std::vector<Change>& changes) {
  if (fit.contrast.kind == ContrastKind::Course) return;
  const double alpha = study.options.alpha;
  const double called = calledP(fit.unadjusted, alpha), calledAdjusted = calledP(fit.together, alpha);
  const AttenuationBootstrap bootstrap(study.options.attenuationBootstraps, fit.subjects.size());
  parallelFor(changes.size(), 4, [&](std::size_t i) {
    Change& change = changes[i];
    const auto row = static_cast<Index>(i);
    if (!std::isnan(change.unadjusted.p))
      leaveOut(study.study, rowFit(study, fit, fit.unadjusted, row, nullptr), fit.unadjusted.pooledDf,
               change.unadjusted);
    if (!std::isnan(change.adjusted.p)) {
      const RowFit one = rowFit(study, fit, fit.together, row, &fit.plan.together);
      leaveOut(study.study, one, fit.together.pooledDf, change.adjusted);
      change.attenuation = 1 - change.adjusted.log2FoldChange / change.unadjusted.log2FoldChange;
      if (change.unadjusted.q <= alpha && study.options.attenuationBootstraps > 0) {
        const BootstrapInterval interval = bootstrap.interval({one.y, one.design, one.tested},
                                                              fit.plan.together.columns.cols(), one.subjects, one.side);
        change.attenuationLow = interval.low;
        change.attenuationHigh = interval.high;
      }
    }
    change.hangsOn = hangsOn(change, called, calledAdjusted, alpha);
  });
}

}  // namespace vescargo
