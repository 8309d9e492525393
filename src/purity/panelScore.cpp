#include "vescargo/purity/panelScore.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "vescargo/base/splitMix.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr std::uint64_t seed = 20240229;
constexpr std::size_t fewestDrawn = 2;

/// What a protein says of a sample, and how much it counts.
struct Part {
  double value, count;
};

/// Of each row: its mean over the samples that have it, and how much it counts there on average; 0 where none has.
std::vector<Part> partsOf(const CommonFactor& factor, const std::vector<std::size_t>& samples) {
  std::vector<Part> parts;
  for (Index row = 0; row < factor.parts.rows(); ++row) {
    double sum = 0, count = 0, measured = 0;
    for (const std::size_t sample : samples) {
      const auto at = static_cast<Index>(sample);
      if (factor.counts(row, at) <= 0) continue;
      sum += factor.counts(row, at) * factor.parts(row, at);
      count += factor.counts(row, at);
      measured += 1;
    }
    parts.push_back(count > 0 ? Part{sum / count, count / measured} : Part{0, 0});
  }
  return parts;
}

/// Parts of a protein before and after.
struct PairedParts {
  Part before, after;
};

std::vector<PairedParts> inBoth(const CommonFactor& factor, const std::vector<std::size_t>& before,
                                const std::vector<std::size_t>& after) {
  const auto first = partsOf(factor, before), second = partsOf(factor, after);
  std::vector<PairedParts> both;
  for (std::size_t row = 0; row < first.size(); ++row) {
    if (first[row].count > 0 && second[row].count > 0) both.push_back({first[row], second[row]});
  }
  return both;
}

/// Weighted mean of drawn parts.
struct Mean {
  double sum = 0, count = 0;

  void add(const Part& part) {
    sum += part.count * part.value;
    count += part.count;
  }
  double value() const { return sum / count; }
};

double drawLevel(const std::vector<Part>& parts, SplitMix& random) {
  Mean mean;
  for (std::size_t i = 0; i < parts.size(); ++i) mean.add(parts[random.below(parts.size())]);
  return mean.value();
}

double drawChange(const std::vector<PairedParts>& parts, SplitMix& random) {
  Mean before, after;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const PairedParts& drawn = parts[random.below(parts.size())];
    before.add(drawn.before);
    after.add(drawn.after);
  }
  return after.value() - before.value();
}

Interval middle95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  const auto at = [&](double p) { return values[static_cast<std::size_t>(std::lround(p * last))]; };
  return {at(0.025), at(0.975)};
}

/// Interval of what `draw` gives of resampled proteins, the same random numbers each time.
template <class Draw>
Interval bootstrap(int times, const Draw& draw) {
  SplitMix random{seed};
  std::vector<double> values(static_cast<std::size_t>(times));
  for (double& value : values) value = draw(random);
  return middle95(std::move(values));
}

bool usesReference(const FactorScore& score) { return score.base == ScoreBase::Vesicles; }

}  // namespace

bool FactorScore::isUsable() const {
  constexpr std::ptrdiff_t fewestScores = 3, fewestAgreeing = 2;
  const auto known = std::count_if(bySample.begin(), bySample.end(), [](double score) { return !std::isnan(score); });
  return known >= fewestScores && (factor.agreement.array() >= leastAgreement).count() >= fewestAgreeing;
}

FactorScore scoreRows(const QuantTable& cargo, const StudyBase& base, const std::vector<std::size_t>& rows,
                      int minMarkers) {
  const bool shared = std::any_of(base.reference.begin(), base.reference.end(), [&](std::size_t row) {
    return std::find(rows.begin(), rows.end(), row) != rows.end();
  });
  if (shared) return scoreRows(cargo, withoutReference(base, cargo, {rows.begin(), rows.end()}), rows, minMarkers);
  FactorScore score;
  score.rows = rows;
  score.base = base.base;
  score.factor =
      commonFactor(levelledRows(cargo, base, rows), base.subjects, static_cast<std::size_t>(std::max(1, minMarkers)));
  score.reference = base.factor;
  score.bySample = score.factor.levels;
  for (std::size_t i = 0; i < score.bySample.size(); ++i) score.bySample[i] -= base.levels[i];
  return score;
}

Interval bootstrapScore(const FactorScore& score, std::size_t sample, int times) {
  const auto measured = [&](const CommonFactor& factor) {
    auto parts = partsOf(factor, {sample});
    std::erase_if(parts, [](const Part& part) { return part.count <= 0; });
    return parts;
  };
  const auto markers = measured(score.factor), reference = measured(score.reference);
  if (markers.size() < fewestDrawn || (usesReference(score) && reference.empty())) return {};
  return bootstrap(times, [&](SplitMix& random) {
    const double level = drawLevel(markers, random);
    return usesReference(score) ? level - drawLevel(reference, random) : level;
  });
}

Interval bootstrapChange(const FactorScore& score, const std::vector<std::size_t>& before,
                         const std::vector<std::size_t>& after, int minMarkers, int times) {
  const auto markers = inBoth(score.factor, before, after), reference = inBoth(score.reference, before, after);
  if (markers.size() < std::max(fewestDrawn, static_cast<std::size_t>(minMarkers))) return {};
  if (usesReference(score) && reference.empty()) return {};
  return bootstrap(times, [&](SplitMix& random) {
    const double change = drawChange(markers, random);
    return usesReference(score) ? change - drawChange(reference, random) : change;
  });
}

}  // namespace vescargo
