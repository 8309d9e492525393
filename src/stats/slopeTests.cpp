#include "vescargo/stats/slopeTests.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/blockProducts.h"

namespace vescargo {

Eigen::VectorXd slopeTests(const Eigen::MatrixXd& values, const Eigen::VectorXd& covariate,
                           const std::vector<int>& blocks, double fewestDf) {
  Eigen::VectorXd t = Eigen::VectorXd::Constant(values.cols(), std::numeric_limits<double>::quiet_NaN());
  if (blocks.empty()) return t;
  parallelFor(values.cols(), 64, [&](Eigen::Index column) {
    const BlockProducts products = blockProducts(values.col(column), covariate, blocks);
    const double df = products.df - 1;
    if (df < fewestDf || !products.vary()) return;
    const double left = std::max(1e-12, 1 - products.ab * products.ab / (products.aa * products.bb));
    t[column] = products.ab / std::sqrt(products.aa * products.bb) * std::sqrt(df / left);
  });
  return t;
}

}  // namespace vescargo
