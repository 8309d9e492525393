#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "vescargo/table/Study.h"

namespace vescargo {

/// Covariates of the samples as numbers.
struct CovariateColumns {
  std::vector<std::string> names;
  Eigen::MatrixXd values;  ///< samples of the study x names; NaN = not known
};

/// Columns of the study sheet by name. Words (sex, site) and `batch` become an indicator for each of them but the
/// sheet's first. Throws BadParameter for a column that the sheet has not, up to 20 values that are no numbers where
/// others are, and a column that is the same in all samples.
CovariateColumns covariateColumns(const Study& study, const std::vector<std::string>& names);

}  // namespace vescargo
