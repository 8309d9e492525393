#include "vescargo/stats/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vescargo {

double median(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double quantileOf(std::vector<double> values, double part) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double at = part * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

double robustSd(const std::vector<double>& values) {
  constexpr double sdPerMedianDistance = 1.4826;
  const double centre = median(values);
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) distances.push_back(std::abs(value - centre));
  return sdPerMedianDistance * median(std::move(distances));
}

double densityMode(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  const double centre = median(values);
  const auto n = static_cast<double>(values.size());
  double squares = 0, mean = 0;
  for (const double value : values) mean += value / n;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double spread = std::min(robustSd(values), std::sqrt(squares / std::max(1.0, n - 1)));
  if (!(spread > 0)) return centre;
  const double bandwidth = 0.9 * spread * std::pow(n, -0.2);
  constexpr int places = 512;
  const double low = quantileOf(values, 0.02), step = (quantileOf(values, 0.98) - low) / (places - 1);
  double mode = centre, highest = 0;
  for (int place = 0; place < places; ++place) {
    const double at = low + step * place;
    double density = 0;
    for (const double value : values) density += std::exp(-0.5 * std::pow((value - at) / bandwidth, 2));
    if (density > highest) highest = density, mode = at;
  }
  return mode;
}

}  // namespace vescargo
