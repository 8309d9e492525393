#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vescargo {

struct SignFlip {
  double p;
  double floor;  ///< the least p that so many pairs can give
};

/// Two-sided sign-flip test of the mean: all sign patterns for 16 differences at most, counted by sorted half sums
/// (Horowitz & Sahni 1974), else at most 9999 random ones with a fixed seed (SequentialP). Sums that differ by rounding
/// only are equal. NaN for none.
SignFlip signFlipTest(const std::vector<double>& differences);

/// signFlipTest of many rows, which draws its signs once.
class SignFlipTest {
 public:
  explicit SignFlipTest(std::size_t mostDifferences);  ///< that a row will have
  SignFlip operator()(const std::vector<double>& differences) const;

 private:
  std::vector<std::vector<std::uint8_t>> signs_;  ///< by how many words of signs a draw has, from 1
};

/// Exact two-sided McNemar test of discordant pairs; NaN when there is none.
double detectionTest(int beforeOnly, int afterOnly);

/// Samples of one side, and how many of them show a protein.
struct Detections {
  int seen = 0;
  int samples = 0;
};

/// Fisher's exact test, two-sided: all tables that are no more probable. NaN where all or none is seen.
double detectionTest(const Detections& before, const Detections& after);

}  // namespace vescargo
