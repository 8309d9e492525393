#include "vescargo/search/CrossCorrelation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr float segments = 10;
constexpr float segmentTop = 50;
constexpr float leastShare = 0.05F;
constexpr std::size_t backgroundBins = 75;
constexpr std::size_t neighboursToASide = 250;
constexpr std::size_t fewestNeighbours = 30;
constexpr double upperShare = 0.3;

/// log10 of the chance to score as high, from scores that chance gave.
double logSurvival(std::vector<double>& chance, double score) {
  const auto used = static_cast<std::size_t>(upperShare * static_cast<double>(chance.size()));
  std::partial_sort(chance.begin(), chance.begin() + static_cast<std::ptrdiff_t>(used), chance.end(), std::greater<>());
  double n = 0;
  double sumX = 0;
  double sumY = 0;
  double sumXX = 0;
  double sumXY = 0;
  // The two highest say little of the line and pull at it.
  for (std::size_t i = 2; i < used; ++i) {
    const double x = chance[i];
    const double y = std::log10(static_cast<double>(i + 1) / static_cast<double>(chance.size()));
    n += 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const double spread = n * sumXX - sumX * sumX;
  if (!(spread > 1e-9 * sumXX)) return 0;
  const double slope = std::min((n * sumXY - sumX * sumY) / spread, 0.0);
  return std::min(0.0, (sumY - slope * sumX) / n + slope * score);
}

}  // namespace

std::uint32_t CrossCorrelation::binOf(std::uint32_t mzUnits) const {
  constexpr unsigned fineShift = 12;  // 2^12 massUnits are 1/64
  if (fine_) return (mzUnits + (1U << (fineShift - 1))) >> fineShift;
  constexpr double perUnit = massUnit / 1.0005079;
  return static_cast<std::uint32_t>(mzUnits * perUnit + 0.6);
}

std::vector<CrossCorrelation::Bin> CrossCorrelation::normalised(std::span<const float> mz,
                                                                std::span<const float> intensity) const {
  std::vector<Bin> bins;
  bins.reserve(mz.size());
  float highest = 0;
  for (std::size_t i = 0; i < mz.size(); ++i) {
    if (!isFragmentMz(mz[i])) continue;
    const Bin bin{binOf(toMassUnits(static_cast<double>(mz[i]))), std::sqrt(intensity[i])};
    highest = std::max(highest, bin.value);
    if (!bins.empty() && bins.back().at == bin.at) {
      bins.back().value = std::max(bins.back().value, bin.value);
    } else {
      bins.push_back(bin);
    }
  }
  if (bins.empty()) return bins;
  const std::uint32_t width = bins.back().at / static_cast<std::uint32_t>(segments) + 1;
  for (std::size_t begin = 0; begin < bins.size();) {
    std::size_t end = begin;
    float top = 0;
    for (; end < bins.size() && bins[end].at / width == bins[begin].at / width; ++end)
      top = std::max(top, bins[end].value);
    for (; begin < end; ++begin) {
      float& value = bins[begin].value;
      value = value > leastShare * highest ? value * segmentTop / top : 0;
    }
  }
  return bins;
}

void CrossCorrelation::assign(std::span<const float> mz, std::span<const float> intensity) {
  for (const std::uint32_t bin : used_) {
    values_[bin] = 0;
    bits_[bin / 64] = 0;
  }
  used_.clear();
  const auto bins = normalised(mz, intensity);
  if (bins.empty()) return;
  const std::size_t words = (bins.back().at + backgroundBins) / 64 + 1;
  if (bits_.size() < words) {
    bits_.resize(words, 0);
    values_.resize(64 * words, 0);
  }
  for (const Bin& bin : bins) {
    if (bin.value == 0) continue;
    values_[bin.at] += bin.value;
    used_.push_back(bin.at);
    if (!fine_) continue;
    for (const std::uint32_t beside : {bin.at - 1, bin.at + 1}) {
      values_[beside] += bin.value / 2;
      used_.push_back(beside);
    }
  }
  if (!fine_) takeOffBackground();
  for (const std::uint32_t bin : used_) bits_[bin / 64] |= std::uint64_t{1} << (bin % 64);
}

void CrossCorrelation::takeOffBackground() {
  std::vector<float> sums(values_.size() + 1, 0);
  for (std::size_t i = 0; i < values_.size(); ++i) sums[i + 1] = sums[i] + values_[i];
  used_.clear();
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const std::size_t low = i > backgroundBins ? i - backgroundBins : 0;
    const std::size_t high = std::min(values_.size(), i + backgroundBins + 1);
    values_[i] -= (sums[high] - sums[low] - values_[i]) / (2 * backgroundBins);
    if (values_[i] != 0) used_.push_back(static_cast<std::uint32_t>(i));
  }
}

double CrossCorrelation::score(const std::uint32_t* residueUnits, int length, int precursorCharge) const {
  constexpr std::uint32_t proton = toMassUnits(protonMass);
  const std::uint32_t charges = static_cast<std::uint32_t>(std::clamp(precursorCharge - 1, 1, 3));
  std::uint32_t whole = toMassUnits(waterMass);
  for (int i = 0; i < length; ++i) whole += residueUnits[i];
  float sum = 0;
  std::uint32_t before = 0;
  for (int bond = 0; bond + 1 < length; ++bond) {
    before += residueUnits[bond];
    const std::uint32_t behind = whole - before;
    sum += at(before + proton) + at(behind + proton);
    if (charges >= 2) sum += at(before / 2 + proton) + at(behind / 2 + proton);
    if (charges >= 3) sum += at(before / 3 + proton) + at(behind / 3 + proton);
  }
  return static_cast<double>(sum);
}

double expectScore(const CrossCorrelation& spectrum, const ScoredPeptide& peptide, const PeptideDatabase& database,
                   double windowHalfDa) {
  std::array<std::uint32_t, 64> units;
  const auto scoreOf = [&](const PeptideRecord& record) {
    database.residueUnits(record, units.data());
    return spectrum.score(units.data(), record.length, peptide.precursor.charge);
  };
  const double score = scoreOf(peptide.record);
  const double mass = peptide.record.mass * massUnit;
  const auto records = database.records();
  const auto window = database.inMassRange(mass - windowHalfDa, mass + windowHalfDa);
  const auto windowBegin = static_cast<std::size_t>(window.data() - records.data());
  const std::size_t windowEnd = windowBegin + window.size();
  std::vector<double> chance;
  chance.reserve(2 * neighboursToASide);
  const auto addChance = [&](std::span<const PeptideRecord> neighbours) {
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
      if (i + ahead < neighbours.size()) database.prefetch(neighbours[i + ahead]);
      chance.push_back(scoreOf(neighbours[i]));
    }
  };
  const std::size_t before = std::min(windowBegin, neighboursToASide);
  addChance(records.subspan(windowBegin - before, before));
  addChance(records.subspan(windowEnd, std::min(neighboursToASide, records.size() - windowEnd)));
  if (chance.size() < fewestNeighbours) return 0;
  const double expected =
      logSurvival(chance, score) + std::log10(static_cast<double>(std::max<std::size_t>(peptide.candidates, 1)));
  return -expected;
}

}  // namespace vescargo
