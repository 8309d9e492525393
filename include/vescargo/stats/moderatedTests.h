#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/moderate.h"

namespace vescargo {

/// What rows whose variance stands out do.
enum class Outliers {
  Counted,  ///< the prior is of all rows alike (Smyth 2004)
  Spared,   ///< they neither shape the prior nor lean on it (fitRobustPrior)
};

/// Variances of rows, and the prior that they share.
struct ModeratedVariances {
  double priorDf = 0;              ///< may be infinite, or 0 for none; of the rows that are no outliers
  Eigen::VectorXd priorDfs;        ///< by row: less for outliers that are spared
  Eigen::VectorXd priorVariances;  ///< by row, log2 squared
  Eigen::VectorXd variances;       ///< posterior, by row, log2 squared; NaN where there are neither df nor a prior
  Eigen::VectorXd df;              ///< by row: residual + prior, never above pooledDf
  double pooledDf = 0;             ///< sum of the residual ones
};

/// Moderates variances that have such df (a value a row; rows without df have the prior's variance) as testModerated
/// does, and throws as that.
ModeratedVariances moderateVariances(const Eigen::VectorXd& variances, const Eigen::VectorXd& df,
                                     const Eigen::VectorXd& covariate = {}, Outliers outliers = Outliers::Counted);

/// Empirical-Bayes tests of all rows of a fit; NaN = not tested.
struct ModeratedTests {
  double priorDf = 0;              ///< may be infinite, or 0 for none; of the rows that are no outliers
  Eigen::VectorXd priorDfs;        ///< by row: less for outliers that are spared
  Eigen::VectorXd priorVariances;  ///< by row, log2 squared
  Eigen::VectorXd variances;       ///< posterior, by row, log2 squared
  Eigen::VectorXd df;              ///< of t, by row: residual + prior, never above the sum of the residual ones
  Eigen::MatrixXd t, p;            ///< rows x contrasts; p two-sided
  Eigen::VectorXd f, fDf, fP;      ///< by row: all contrasts are 0 at once; df below F
  Eigen::VectorXd residualDf;      ///< by row, of the variances before they are moderated
  PriorEvidence evidence{};        ///< of the prior without regard to outliers
};

/// Moderated t and F (Smyth 2004) of each row, as limma's eBayes has them: t against a prior
/// of the variances that is the same for all rows or, with a `covariate` (a value a row), follows it (fitPriorTrend);
/// fit.meanLog2 makes it limma-trend. A row without residual df has the prior's variance. F counts the contrasts that
/// are independent (eigenvalues of their correlations above 1e-8 of the largest) and has residual + prior df below,
/// which limma does not hold down to the sum; it needs all contrasts of the row.
/// Rows `outsidePrior` are tested by the prior of the others, which they do not shape. A row whose values are all
/// equal has nothing to test: give it to the fit as not measured, or its variance of 0 counts as one.
/// Throws DoNotFit for a covariate of another length.
ModeratedTests testModerated(const LinearFit& fit, const Eigen::VectorXd& covariate = {},
                             Outliers outliers = Outliers::Counted, const std::vector<Eigen::Index>& outsidePrior = {});

}  // namespace vescargo
