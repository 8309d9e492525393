#pragma once

#include <vector>

namespace vescargo {

struct SignFlip {
  double p;
  double floor;  ///< the least p that so many pairs can give
};

/// Two-sided sign-flip test of the mean: all sign patterns for 16 differences at most, else
/// 9999 random ones with a fixed seed, counted with the observed one. NaN for none.
SignFlip signFlipTest(const std::vector<double>& differences);

/// Exact two-sided McNemar test of discordant pairs; NaN when there is none.
double detectionTest(int beforeOnly, int afterOnly);

}  // namespace vescargo
