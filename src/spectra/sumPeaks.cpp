#include "vescargo/spectra/sumPeaks.h"

#include <algorithm>
#include <numeric>

namespace vescargo {

namespace {

struct Sum {
  double mz = 0;
  float intensity = 0;
};

/// Takes the peaks around `top` that no higher peak took.
Sum takeAround(std::size_t top, const std::vector<double>& mz, const std::vector<float>& intensity,
               std::vector<bool>& taken) {
  const double reach = mz[top] * mobilityPpm * 1e-6;
  std::size_t first = top;
  std::size_t last = top + 1;
  while (first > 0 && mz[first - 1] >= mz[top] - reach) --first;
  while (last < mz.size() && mz[last] <= mz[top] + reach) ++last;
  double weight = 0;
  double offset = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (taken[i]) continue;
    taken[i] = true;
    weight += static_cast<double>(intensity[i]);
    offset += static_cast<double>(intensity[i]) * (mz[i] - mz[top]);
  }
  return {mz[top] + (weight > 0 ? offset / weight : 0), static_cast<float>(weight)};
}

}  // namespace

void sumPeaks(std::vector<double>& mz, std::vector<float>& intensity) {
  std::vector<std::size_t> order(mz.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return intensity[a] > intensity[b]; });
  std::vector<bool> taken(mz.size(), false);
  std::vector<Sum> sums;
  for (const std::size_t top : order) {
    if (!taken[top]) sums.push_back(takeAround(top, mz, intensity, taken));
  }
  std::stable_sort(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) { return a.mz < b.mz; });
  mz.clear();
  intensity.clear();
  for (const Sum& sum : sums) {
    mz.push_back(sum.mz);
    intensity.push_back(sum.intensity);
  }
}

}  // namespace vescargo
