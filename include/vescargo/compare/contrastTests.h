#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/compare/Comparison.h"
#include "vescargo/compare/adjustScore.h"
#include "vescargo/compare/unitModel.h"

namespace vescargo {

/// Everything that one contrast works on.
struct ContrastData {
  const Study& study;
  const Contrast& contrast;
  UnitModel model;            ///< without the score
  Eigen::MatrixXd values;     ///< rows x units, NaN = not measured
  Eigen::VectorXd score;      ///< by unit; NaN = not known
  const AdjustScore& adjust;  ///< scores of the rows that are part of it
  Eigen::VectorXd trend;      ///< covariate of the variances' prior, by row; empty: none
  const CompareOptions& options;
};

/// The score of the contrast's units: changes of pairs, values of samples.
Eigen::VectorXd unitScore(const Contrast& contrast, const std::vector<double>& bySample);

/// Moderated tests of one model over all rows.
struct EffectTests {
  std::vector<Effect> effects;
  double pi0 = 1;
  double pooledDf = 0;
};

/// Rows with enough measured units (docs/statistics.md) by the model without the score.
EffectTests testUnadjusted(const ContrastData& data);

/// The same with the score; each row that is part of the score has its own score without it.
EffectTests testAdjusted(const ContrastData& data);

/// Sets ranges without any one unit, and the attenuation with its interval where the unadjusted q is alpha at most.
/// Courses have neither.
void addSensitivity(const ContrastData& data, const EffectTests& unadjusted, const EffectTests& adjusted,
                    std::vector<Change>& changes);

}  // namespace vescargo
