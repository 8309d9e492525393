#include "vescargo/stats/naturalSpline.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Error.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t cubic = 4;  // order

/// B-spline `i` of an order by its recursion; the last knot belongs to the last interval.
double bSpline(const std::vector<double>& knots, std::size_t i, std::size_t order, double x) {
  if (order == 1) {
    const bool last = x == knots.back() && knots[i + 1] == x && knots[i] < x;
    return (knots[i] <= x && x < knots[i + 1]) || last ? 1 : 0;
  }
  const double left = knots[i + order - 1] - knots[i], right = knots[i + order] - knots[i + 1];
  double sum = 0;
  if (left > 0) sum += (x - knots[i]) / left * bSpline(knots, i, order - 1, x);
  if (right > 0) sum += (knots[i + order] - x) / right * bSpline(knots, i + 1, order - 1, x);
  return sum;
}

double derivative(const std::vector<double>& knots, std::size_t i, std::size_t order, double x, int times) {
  if (times == 0) return bSpline(knots, i, order, x);
  const double left = knots[i + order - 1] - knots[i], right = knots[i + order] - knots[i + 1];
  double sum = 0;
  if (left > 0) sum += derivative(knots, i, order - 1, x, times - 1) / left;
  if (right > 0) sum -= derivative(knots, i + 1, order - 1, x, times - 1) / right;
  return static_cast<double>(order - 1) * sum;
}

Eigen::RowVectorXd bSplinesAt(const std::vector<double>& knots, double x, int times) {
  Eigen::RowVectorXd values(static_cast<Eigen::Index>(knots.size() - cubic));
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values[i] = derivative(knots, static_cast<std::size_t>(i), cubic, x, times);
  return values;
}

}  // namespace

NaturalSpline placeNaturalSpline(const std::vector<double>& x, int df) {
  const auto finite = [](double value) { return std::isfinite(value); };
  if (df < 2 || x.empty() || !std::all_of(x.begin(), x.end(), finite))
    throw Error(ExitCode::BadParameter, "natural spline", "it has less than 2 df or no finite values to stand on",
                "give finite values and 2 df at least");
  std::vector<double> sorted = x;
  std::sort(sorted.begin(), sorted.end());
  NaturalSpline spline;
  spline.knots.assign(cubic, sorted.front());
  for (int i = 1; i < df - 1; ++i) spline.knots.push_back(quantileOf(sorted, i / static_cast<double>(df - 1)));
  spline.knots.insert(spline.knots.end(), cubic, sorted.back());
  Eigen::MatrixXd bent(df + 2, 2);
  bent.col(0) = bSplinesAt(spline.knots, sorted.front(), 2).transpose();
  bent.col(1) = bSplinesAt(spline.knots, sorted.back(), 2).transpose();
  spline.natural = orthogonalOf(factorQr(bent)).rightCols(df);
  return spline;
}

Eigen::MatrixXd evaluateSpline(const NaturalSpline& spline, const std::vector<double>& x) {
  Eigen::MatrixXd basis(static_cast<Eigen::Index>(x.size()), spline.natural.cols());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double inside = std::clamp(x[i], spline.knots.front(), spline.knots.back());
    Eigen::RowVectorXd values = bSplinesAt(spline.knots, inside, 0);
    if (x[i] != inside) values += (x[i] - inside) * bSplinesAt(spline.knots, inside, 1);
    basis.row(static_cast<Eigen::Index>(i)) = values * spline.natural;
  }
  return basis;
}

}  // namespace vescargo
