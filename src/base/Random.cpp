#include "vescargo/base/Random.h"

#include <cmath>

namespace vescargo {

namespace {

std::uint64_t mix(std::uint64_t state) {
  state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  state = (state ^ (state >> 27U)) * 0x94D049BB133111EBULL;
  return state ^ (state >> 31U);
}

/// FNV-1a.
std::uint64_t hashOf(std::string_view text, std::uint64_t hash) {
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view purpose, std::string_view key)
    : state_(
          mix(mix(seed + 0x9E3779B97F4A7C15ULL) ^ hashOf(key, hashOf("|", hashOf(purpose, 0xCBF29CE484222325ULL))))) {}

std::uint64_t Random::bits() {
  state_ += 0x9E3779B97F4A7C15ULL;
  return mix(state_);
}

double Random::uniform() { return (static_cast<double>(bits() >> 12U) + 0.5) * 0x1p-52; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

std::size_t Random::below(std::size_t end) { return static_cast<std::size_t>(uniform() * static_cast<double>(end)); }

double Random::normal() {
  while (true) {
    const double x = uniform(-1, 1);
    const double y = uniform(-1, 1);
    const double square = x * x + y * y;
    if (square < 1 && square > 0) return x * std::sqrt(-2 * std::log(square) / square);
  }
}

double Random::exponential(double mean) { return -mean * std::log(uniform()); }

double Random::poisson(double mean) {
  if (!(mean > 0)) return 0;
  if (mean >= 60) return std::fmax(0, std::floor(mean + std::sqrt(mean) * normal() + 0.5));
  const double least = std::exp(-mean);
  double events = 0;
  for (double product = uniform(); product > least; product *= uniform()) ++events;
  return events;
}

}  // namespace vescargo
