#include "vescargo/stats/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vescargo {

namespace {

/// A Gaussian kernel's density at places that are equally far apart.
struct KernelPlaces {
  static constexpr int count = 512;
  double low, step, bandwidth;

  double at(int place) const { return low + step * place; }
  double density(const std::vector<double>& values, int place) const {
    double density = 0;
    for (const double value : values) density += std::exp(-0.5 * std::pow((value - at(place)) / bandwidth, 2));
    return density;
  }

  /// The density at every place to within a millionth of the largest, without an exponential a place: from place to
  /// place a kernel changes by a factor that itself changes by a constant one.
  std::vector<double> nearDensities(const std::vector<double>& values) const {
    // Beyond it a kernel is 1e-16 of its middle.
    constexpr double end = 8.6;
    std::vector<double> densities(count, 0.0);
    const double apart = step / bandwidth, change = std::exp(-apart * apart);
    for (const double value : values) {
      const double nearest = std::clamp(std::round((value - low) / step), 0.0, count - 1.0);
      const auto middle = static_cast<int>(nearest);
      const double z = (value - at(middle)) / bandwidth;
      if (!(std::abs(z) <= end)) continue;
      const double reach = std::min((end + std::abs(z)) / apart, 1.0 * count);
      const double kernel = std::exp(-0.5 * z * z);
      const int first = std::max(0, middle - static_cast<int>(reach));
      const int last = std::min(count - 1, middle + static_cast<int>(reach));
      double to = kernel, factor = std::exp(apart * z - 0.5 * apart * apart);
      for (int place = middle; place <= last; ++place, to *= factor, factor *= change)
        densities[static_cast<std::size_t>(place)] += to;
      factor = std::exp(-apart * z - 0.5 * apart * apart);
      to = kernel * factor;
      for (int place = middle - 1; place >= first; --place, factor *= change, to *= factor)
        densities[static_cast<std::size_t>(place)] += to;
    }
    return densities;
  }

  /// Places that may be the densest.
  std::vector<int> candidates(const std::vector<double>& values) const {
    constexpr double rounding = 1e-6;
    std::vector<int> some(count);
    std::iota(some.begin(), some.end(), 0);
    // A kernel that is narrower than places are apart cannot be followed from one to the next.
    if (!(step > 0 && step < bandwidth)) return some;
    const auto near = nearDensities(values);
    const double bar = *std::max_element(near.begin(), near.end()) * (1 - rounding);
    std::erase_if(some, [&](int place) { return near[static_cast<std::size_t>(place)] < bar; });
    return some;
  }

  /// The first place of the largest density; -1 where all are 0.
  int densest(const std::vector<double>& values) const {
    int densest = -1;
    double highest = 0;
    for (const int place : candidates(values)) {
      const double density = this->density(values, place);
      if (density > highest) highest = density, densest = place;
    }
    return densest;
  }
};

}  // namespace

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
  const double low = quantileOf(values, 0.02), range = quantileOf(values, 0.98) - low;
  const KernelPlaces places{low, range / (KernelPlaces::count - 1), bandwidth};
  const int densest = places.densest(values);
  return densest < 0 ? centre : places.at(densest);
}

}  // namespace vescargo
