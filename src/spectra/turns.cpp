#include "vescargo/spectra/turns.h"

#include <algorithm>

namespace vescargo {

namespace {

/// How many of the surveys are of the same kind as the one `distance` before them.
double agreementAt(const KindSequence& sequence, std::size_t distance) {
  std::size_t same = 0;
  for (std::size_t i = distance; i < sequence.size(); ++i) same += sequence[i] == sequence[i - distance] ? 1 : 0;
  return static_cast<double>(same) / static_cast<double>(sequence.size() - distance);
}

}  // namespace

bool takeTurns(const KindSequence& sequence) {
  constexpr std::size_t longestCycle = 200;
  constexpr double nearlyAlways = 0.8;
  constexpr double mostChanges = 0.5;
  if (sequence.size() < 4) return false;
  const double next = agreementAt(sequence, 1);
  for (std::size_t distance = 2; distance <= std::min(longestCycle, sequence.size() / 2); ++distance) {
    const double agreement = agreementAt(sequence, distance);
    if (agreement >= nearlyAlways && agreement - next > mostChanges * (1 - next)) return true;
  }
  return false;
}

std::vector<double> meanStretches(const KindSequence& sequence, std::size_t kinds) {
  std::vector<std::size_t> surveys(kinds, 0);
  std::vector<std::size_t> stretches(kinds, 0);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    ++surveys[sequence[i]];
    stretches[sequence[i]] += i == 0 || sequence[i] != sequence[i - 1] ? 1 : 0;
  }
  std::vector<double> means;
  for (std::size_t kind = 0; kind < kinds; ++kind)
    means.push_back(stretches[kind] == 0 ? 0
                                         : static_cast<double>(surveys[kind]) / static_cast<double>(stretches[kind]));
  return means;
}

}  // namespace vescargo
