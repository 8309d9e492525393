#include "vescargo/stats/exactTests.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <span>

#include "vescargo/stats/SequentialP.h"
#include "vescargo/stats/distributions.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostExact = 16;  ///< differences
constexpr std::size_t draws = 9999;

/// Sums of all sign patterns; the bits of an index are the signs.
void signedSums(std::span<const double> values, std::vector<double>& sums) {
  sums.assign(1, 0);
  for (const double value : values) {
    const std::size_t half = sums.size();
    sums.resize(2 * half);
    for (std::size_t i = 0; i < half; ++i) sums[half + i] = sums[i] + value;
    for (std::size_t i = 0; i < half; ++i) sums[i] -= value;
  }
}

/// Part of all sign patterns whose sum is `bar` or more away from 0.
double exactPart(std::span<const double> values, double bar) {
  // A pattern and its opposite are equally far out, so the last sign stays.
  const std::size_t half = values.size() / 2;
  std::vector<double> first, second;
  signedSums(values.subspan(0, half), first);
  signedSums(values.subspan(half, values.size() - half - 1), second);
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  std::size_t reached = 0;
  // As the first sum rises, the second ones that complete it to either bar fall.
  std::size_t below = second.size(), from = second.size();
  for (const double sum : first) {
    const double so = sum + values.back();
    while (below > 0 && second[below - 1] + so > -bar) --below;
    while (from > 0 && second[from - 1] + so >= bar) --from;
    reached += std::min(below, from) + (second.size() - from);
  }
  return static_cast<double>(reached) / static_cast<double>(first.size() * second.size());
}

using PatternSums = std::array<double, 256>;

/// Sums of eight values by the pattern of their signs.
std::vector<PatternSums> patternSums(std::span<const double> values) {
  std::vector<PatternSums> blocks;
  std::vector<double> sums;
  for (std::size_t from = 0; from < values.size(); from += 8) {
    signedSums(values.subspan(from, std::min<std::size_t>(8, values.size() - from)), sums);
    PatternSums& block = blocks.emplace_back();
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = sums[i % sums.size()];
  }
  return blocks;
}

/// Signs of `words` times 64 differences, eight a byte: bytes x draws.
std::vector<std::uint8_t> drawSigns(std::size_t words) {
  std::vector<std::uint8_t> signs(8 * words * draws);
  std::mt19937_64 random(20240229);
  for (std::size_t i = 0; i < draws; ++i) {
    for (std::size_t word = 0; word < words; ++word) {
      std::uint64_t bits = random();
      for (std::size_t byte = 8 * word; byte < 8 * (word + 1); ++byte, bits >>= 8)
        signs[byte * draws + i] = static_cast<std::uint8_t>(bits & 255);
    }
  }
  return signs;
}

std::size_t wordsOf(std::size_t differences) { return (differences + 63) / 64; }

/// Sums of the signed values in draws [from, to).
void drawnSums(const std::vector<PatternSums>& blocks, const std::uint8_t* signs, std::size_t from,
               std::span<double> sums) {
  std::fill(sums.begin(), sums.end(), 0.0);
  std::size_t k = 0;
  // Four at once, so that sums are read and written less often.
  for (; k + 4 <= blocks.size(); k += 4) {
    const PatternSums &a = blocks[k], &b = blocks[k + 1], &c = blocks[k + 2], &d = blocks[k + 3];
    const std::uint8_t* const of = signs + k * draws + from;
    for (std::size_t i = 0; i < sums.size(); ++i)
      sums[i] = sums[i] + a[of[i]] + b[of[draws + i]] + c[of[2 * draws + i]] + d[of[3 * draws + i]];
  }
  for (; k < blocks.size(); ++k) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += blocks[k][signs[k * draws + from + i]];
  }
}

double randomPart(std::span<const double> values, const std::vector<std::uint8_t>& signs, double bar) {
  constexpr std::size_t stretch = 512;
  const auto blocks = patternSums(values);
  std::array<double, stretch> sums;
  SequentialP p;
  for (std::size_t from = 0; from < draws && !p.isOver(); from += stretch) {
    const auto some = std::span(sums).first(std::min(stretch, draws - from));
    drawnSums(blocks, signs.data(), from, some);
    for (std::size_t i = 0; i < some.size() && !p.isOver(); ++i) p.add(std::abs(some[i]) >= bar);
  }
  return p.value();
}

}  // namespace

SignFlipTest::SignFlipTest(std::size_t mostDifferences) {
  for (std::size_t words = 1; mostDifferences > mostExact && words <= wordsOf(mostDifferences); ++words)
    signs_.push_back(drawSigns(words));
}

SignFlip SignFlipTest::operator()(const std::vector<double>& differences) const {
  const std::size_t n = differences.size();
  if (n == 0) return {unknown, unknown};
  double sum = 0, size = 0;
  for (const double d : differences) sum += d, size += std::abs(d);
  // Sums of the same numbers in another order differ in their last digits.
  const double bar = std::abs(sum) - 1e-10 * size;
  if (n <= mostExact) return {exactPart(differences, bar), std::ldexp(1.0, 1 - static_cast<int>(n))};
  return {randomPart(differences, signs_.at(wordsOf(n) - 1), bar), 1.0 / (draws + 1)};
}

SignFlip signFlipTest(const std::vector<double>& differences) { return SignFlipTest(differences.size())(differences); }

double detectionTest(int beforeOnly, int afterOnly) {
  const int n = beforeOnly + afterOnly;
  if (n == 0) return unknown;
  return std::min(1.0, 2 * binomialLower(std::min(beforeOnly, afterOnly), n, 0.5));
}

double detectionTest(const Detections& before, const Detections& after) {
  const int seen = before.seen + after.seen, samples = before.samples + after.samples;
  if (seen == 0 || seen == samples) return unknown;
  const auto of = [&](int count) { return hypergeometricMass(count, seen, before.samples, samples); };
  const double bar = of(before.seen) * (1 + 1e-7);
  double p = 0;
  for (int count = std::max(0, seen - after.samples); count <= std::min(seen, before.samples); ++count)
    p += of(count) <= bar ? of(count) : 0;
  return std::min(1.0, p);
}

}  // namespace vescargo
