#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "vescargo/compare/Comparison.h"
#include "vescargo/compare/adjustments.h"
#include "vescargo/compare/contrasts.h"
#include "vescargo/purity/scoreBase.h"
#include "vescargo/stats/strata.h"
#include "vescargo/stats/unitModel.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What the errors of changes of random subjects stand on.
struct SubjectStrata {
  ErrorStrata errors;
  ModeratedVariances within, between;
  ModeratedVariances whole;  ///< of generalised least squares by the correlation of all rows
};

/// Moderated tests of one model over all rows of a table.
struct RowTests {
  std::vector<Effect> effects;  ///< by row
  Eigen::VectorXd variances;    ///< moderated, by row, log2 squared; NaN = not tested
  Eigen::VectorXd scales;       ///< variance of the effect over that variance, by row
  double priorDf = 0;           ///< of the rows that are no outliers; may be infinite; of random subjects' main stratum
  double pi0 = 1;               ///< part of unchanged rows that q stands on
  double pooledDf = 0;
  /// The contrast's, without scores of contaminants. Its correlation and its weights are those of this answer.
  UnitModel model;
  std::optional<SubjectStrata> strata;  ///< where subjects are random
};

/// One contrast's model, and every question that was asked of it.
struct ContrastFit {
  Contrast contrast;
  std::vector<int> subjects;  ///< by unit, places in the study's subjects
  UnitModel model;            ///< without scores of contaminants, as the unadjusted answer has it
  Eigen::MatrixXd values;     ///< rows x units, log2 changes of pairs or log2 values of samples; NaN = not measured
  Eigen::VectorXd shifts;     ///< by unit, log2, taken off the values where they are adjusted; NaN = not known
  std::vector<Eigen::Index> constantRows;  ///< not tested, so that a floor of imputation does not shape the prior
  Eigen::VectorXd trend;                   ///< covariate of the variances' prior, by row; empty: none
  AdjustmentPlan plan;
  RowTests unadjusted;
  RowTests together;            ///< adjusted for plan.together; no effect is tested where that is of none
  std::vector<RowTests> alone;  ///< adjusted for each of plan.alone
  int replicates = 0;           ///< subjects with both time points, or of a course; samples where unpaired
};

/// A study's contrasts.
struct StudyFit {
  Study study;
  QuantTable cargo;                      ///< its samples are the study's
  StudyBase base;                        ///< of its scores
  std::vector<double> shifts;            ///< by sample, taken off where changes are adjusted (backgroundShifts)
  std::vector<ContaminantScore> scores;  ///< that changes are adjusted for
  std::vector<ContrastFit> contrasts;
  CompareOptions options;
};

}  // namespace vescargo
