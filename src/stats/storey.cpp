#include "vescargo/stats/storey.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/stats/moderate.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t fewest = 100;  ///< p-values

}  // namespace

double estimatePi0(const std::vector<double>& p) {
  std::vector<double> known;
  std::copy_if(p.begin(), p.end(), std::back_inserter(known), [](double value) { return !std::isnan(value); });
  if (known.size() < fewest) return 1;
  const auto m = static_cast<double>(known.size());
  std::vector<double> lambdas, above, pi0;
  for (int step = 1; step <= 19; ++step) {
    const double lambda = step / 20.0;
    const auto count = std::count_if(known.begin(), known.end(), [&](double value) { return value >= lambda; });
    lambdas.push_back(lambda);
    above.push_back(static_cast<double>(count));
    pi0.push_back(above.back() / (m * (1 - lambda)));
  }
  const double low = quantileOf(pi0, 0.1);
  double least = std::numeric_limits<double>::infinity(), best = 1;
  for (std::size_t i = 0; i < pi0.size(); ++i) {
    const double width = m * (1 - lambdas[i]);
    const double error = above[i] / (width * width) * (1 - above[i] / m) + (pi0[i] - low) * (pi0[i] - low);
    if (!(error < least)) continue;
    least = error;
    best = pi0[i];
  }
  return std::clamp(best, 1 / m, 1.0);
}

QValueFit fitQValues(const std::vector<double>& p, QValues method) {
  QValueFit fit{adjustBenjaminiHochberg(p)};
  if (method == QValues::BenjaminiHochberg) return fit;
  fit.pi0 = estimatePi0(p);
  for (double& q : fit.q) q *= fit.pi0;
  return fit;
}

}  // namespace vescargo
