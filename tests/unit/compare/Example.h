#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/verdicts.h"

namespace vescargo::test {

inline std::vector<ChangeRule> verdictRules() { return readChangeRules(VESCARGO_SOURCE_DIR "/params/verdicts.tsv"); }

inline constexpr std::size_t subjects = 8;
/// Without pattern, mean 0, one a subject.
inline const std::vector<double> noise{0.3, -0.5, 0.1, 0.4, -0.2, -0.4, 0.5, -0.2};
/// Changes of the platelet score, one a subject.
inline const std::vector<double> scoreChange{0.1, 0.9, -0.3, 0.6, 0.2, -0.1, 0.7, 0.3};

struct Example {
  QuantTable cargo;
  Study study;
  PurityTable purity;

  /// A protein with these changes from pre to post and twice of them to late.
  void add(const std::string& name, const std::vector<double>& changes) {
    cargo.rows.push_back({name, name, "", 2});
    cargo.log2.conservativeResize(static_cast<Eigen::Index>(cargo.rows.size()), 3 * subjects);
    for (std::size_t i = 0; i < 3 * subjects; ++i)
      cargo.log2(cargo.log2.rows() - 1, static_cast<Eigen::Index>(i)) =
          20 + static_cast<double>(i % 3) * changes[i / 3];
  }
};

/// Subjects at pre, post and late; platelet_core rises by `scoreChange`, platelet_membrane by `noise`.
inline Example example() {
  Example made;
  made.study.timePoints = {"pre", "post", "late"};
  PanelScore membrane{"platelet_membrane", {}};
  for (std::size_t s = 0; s < subjects; ++s) {
    const std::string subject = "S" + std::to_string(s);
    made.study.subjects.push_back(subject);
    for (std::size_t t = 0; t < 3; ++t) {
      const auto& time = made.study.timePoints[t];
      made.study.samples.push_back({subject + time, subject, time, "", "", {}});
      SamplePurity purity;
      purity.sample = subject + time;
      purity.plateletCore = static_cast<double>(t) * scoreChange[s];
      membrane.bySample.push_back(static_cast<double>(t) * noise[s]);
      made.purity.samples.push_back(purity);
    }
  }
  made.purity.scores = {membrane};
  made.cargo.samples = made.study.sampleNames();
  return made;
}

inline std::vector<double> changes(double mean, double ofNoise, double ofScore = 0) {
  std::vector<double> all;
  for (std::size_t s = 0; s < subjects; ++s) all.push_back(mean + ofNoise * noise[s] + ofScore * scoreChange[s]);
  return all;
}

inline std::vector<Comparison> compare(const Example& made, const CompareOptions& options) {
  auto comparisons = compareCargo(made.cargo, made.study, made.purity, {}, options);
  judgeChanges(verdictRules(), options, comparisons);
  return comparisons;
}

inline Change changeOf(const Example& made, const std::string& protein, const CompareOptions& options) {
  const auto all = compare(made, options).front().changes;
  return *std::find_if(all.begin(), all.end(), [&](const Change& change) { return change.protein == protein; });
}

}  // namespace vescargo::test
