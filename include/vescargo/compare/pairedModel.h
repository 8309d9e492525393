#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "vescargo/compare/CompareOptions.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// The paired comparison of one contrast in the form that tests of many proteins at once need: each row's differences
/// split into what is nuisance, the direction of the tested effect, and the rest. Matrices are rows x pairs and 0
/// where a row was not measured; a row that is not tested is 0 all over, and NaN in the vectors.
struct PairedModel {
  Eigen::MatrixXd values;                          ///< differences less their nuisance part, log2
  Eigen::MatrixXd nuisance;                        ///< a unit vector a row, or 0: the change of the score
  Eigen::MatrixXd effect;                          ///< a unit vector a row: direction in which the change shows
  Eigen::MatrixXd measured;                        ///< 1 or 0
  Eigen::VectorXd change;                          ///< log2: mean, or intercept at zero change of the score
  Eigen::VectorXd variance;                        ///< residual, log2 squared
  Eigen::VectorXd df;                              ///< residual; 0 for a row that is not tested
  Eigen::VectorXd posteriorVariance, posteriorDf;  ///< moderated (moderateVariance)
  Eigen::VectorXd t;  ///< moderated; that of changes.tsv without covariates, trend and robust
  VariancePrior prior;

  std::vector<Eigen::Index> tested() const;  ///< rows with residual df
};

/// A later time point against the reference.
struct PairedContrast {
  std::string name;  ///< "post-pre"
  std::vector<SamplePair> pairs;
  Eigen::MatrixXd differences;      ///< rows of the cargo x pairs, log2; NaN = not measured in both samples
  PairedModel unadjusted;           ///< mean change
  PairedModel adjusted;             ///< at equal score (`adjust`); a protein of the score has one without itself
  std::vector<double> scoreChange;  ///< of the score, by pair
};

/// Mean of each row's differences, for rows of `minPairs` pairs or more.
PairedModel modelMeans(const Eigen::MatrixXd& differences, int minPairs);

/// Intercept of each row's differences on its own covariate (rows x pairs, NaN = not known), for rows of `minPairs`
/// such pairs or more, 3 at least. Not told where the covariate does not vary.
PairedModel modelIntercepts(const Eigen::MatrixXd& differences, const Eigen::MatrixXd& covariate, int minPairs);

/// Contrasts as compareCargo makes them: each time point of the study against the reference. The rows are those of
/// `cargo`. Throws as compareCargo does.
std::vector<PairedContrast> modelContrasts(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                           const std::vector<MarkerPanel>& panels, const CompareOptions& options);

/// Standard normal deviate as far out as t (Hill 1970, algorithm 395 of the CACM), to 0.006 at 2 df, 0.0008 at 3 and
/// 0.00006 at 5 for t up to 8.
double normalDeviate(double t, double df);

}  // namespace vescargo
