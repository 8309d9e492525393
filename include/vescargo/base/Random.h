#pragma once

#include <cstdint>
#include <string_view>

namespace vescargo {

/// Random numbers of one purpose, the same on every machine. What is drawn for one purpose
/// and key does not move what is drawn for another, nor does the order of threads.
/// Generator: SplitMix64 (Steele, Lea & Flood 2014).
class Random {
 public:
  /// The stream of `purpose` and `key` under a seed.
  Random(std::uint64_t seed, std::string_view purpose, std::string_view key = "");

  std::uint64_t bits();
  double uniform();                         ///< above 0, below 1
  double uniform(double low, double high);  ///< between low and high
  std::size_t below(std::size_t end);       ///< 0 to end - 1; end above 0
  double normal();                          ///< mean 0, SD 1 (polar method, Marsaglia & Bray 1964)
  double exponential(double mean);
  /// Number of events; a rounded normal number from a mean of 60 up.
  double poisson(double mean);

 private:
  std::uint64_t state_;
};

}  // namespace vescargo
