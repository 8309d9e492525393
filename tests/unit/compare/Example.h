#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/source.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/compare/verdicts.h"

namespace vescargo::test {

inline std::vector<ChangeRule> verdictRules() { return readChangeRules(inSource("params/verdicts.tsv")); }

/// One prior for all rows, as eBayes of limma has it unless asked otherwise.
inline CompareOptions flatPrior() {
  CompareOptions options;
  options.trend = VarianceTrend::None;
  return options;
}

inline constexpr std::size_t subjects = 8;
inline constexpr int fewRotations = 199;
/// Without pattern, mean 0, one a subject.
inline const std::vector<double> noise{0.3, -0.5, 0.1, 0.4, -0.2, -0.4, 0.5, -0.2};
/// Changes of the platelets in a tube, one a subject.
inline const std::vector<double> scoreChange{0.1, 0.9, -0.3, 0.6, 0.2, -0.1, 0.7, 0.3};
/// What a marker has of its own, by sample, log2; mean 0, and another start for each marker.
inline const std::vector<double> ownNoise{0.03, -0.05, 0.01, 0.04, -0.02, -0.04, 0.05, -0.02, 0.02, -0.03, 0.01};

/// What a tube holds of a contaminant, and where markers say so.
struct Load {
  std::string contaminant, panel;
  std::vector<double> bySample{};  ///< log2
  double ownPart = 1;              ///< of `ownNoise` in its markers
};

/// A study whose loads are shown by four markers each, among proteins that never change.
struct Example {
  QuantTable cargo;  ///< proteins that are asked about
  Study study;
  PurityTable purity;
  std::vector<Load> loads;

  /// A protein with these changes from pre to post and twice of them to late.
  void add(const std::string& name, const std::vector<double>& changes) {
    cargo.rows.push_back({name, name, "", 2});
    cargo.log2.conservativeResize(static_cast<Eigen::Index>(cargo.rows.size()), 3 * subjects);
    for (std::size_t i = 0; i < 3 * subjects; ++i)
      cargo.log2(cargo.log2.rows() - 1, static_cast<Eigen::Index>(i)) =
          20 + static_cast<double>(i % 3) * changes[i / 3];
  }

  /// A load that rises by these changes to post and by twice of them to late.
  void addLoad(const std::string& contaminant, const std::string& panel, const std::vector<double>& changes) {
    loads.push_back({contaminant, panel});
    for (std::size_t i = 0; i < 3 * subjects; ++i)
      loads.back().bySample.push_back(static_cast<double>(i % 3) * changes[i / 3]);
  }

  std::vector<MarkerPanel> panels() const {
    std::vector<MarkerPanel> all;
    for (const Load& load : loads) {
      all.emplace_back();
      all.back().name = load.panel;
      all.back().contaminant = load.contaminant;
      for (const char* number : {"0", "1", "2", "3"})
        all.back().markers.push_back({"", load.panel + number, "", true, "", ""});
    }
    return all;
  }

  /// The proteins that are asked about, then the markers, then more proteins that never change, so that samples have
  /// the same level.
  QuantTable wholeCargo() const {
    QuantTable whole = cargo;
    const auto put = [&](const std::string& name) {
      whole.rows.push_back({name, name, "", 0});
      whole.log2.conservativeResize(static_cast<Eigen::Index>(whole.rows.size()),
                                    static_cast<Eigen::Index>(whole.samples.size()));
      whole.log2.bottomRows(1).setConstant(22);
    };
    for (const Load& load : loads) {
      for (std::size_t marker = 0; marker < 4; ++marker) {
        put(load.panel + std::to_string(marker));
        for (std::size_t i = 0; i < load.bySample.size(); ++i)
          whole.log2(whole.log2.rows() - 1, static_cast<Eigen::Index>(i)) +=
              load.bySample[i] + load.ownPart * ownNoise[(i * (marker + 2) + marker) % ownNoise.size()];
      }
    }
    for (std::size_t i = 0, quiet = whole.rows.size() + 1; i < quiet; ++i) put("quiet" + std::to_string(i));
    return whole;
  }
};

/// Subjects at pre, post and late; platelets rise by `scoreChange`.
inline Example example() {
  Example made;
  made.study.timePoints = {"pre", "post", "late"};
  for (std::size_t s = 0; s < subjects; ++s) {
    const std::string subject = "S" + std::to_string(s);
    made.study.subjects.push_back(subject);
    for (const std::string& time : made.study.timePoints) {
      made.study.samples.push_back({subject + time, subject, time, "", "", {}});
      SamplePurity purity;
      purity.sample = subject + time;
      purity.verdict = Verdict::Pass;
      made.purity.samples.push_back(purity);
    }
  }
  made.cargo.samples = made.study.sampleNames();
  made.addLoad("platelets", "platelet_core", scoreChange);
  return made;
}

inline std::vector<double> changes(double mean, double ofNoise, double ofScore = 0) {
  std::vector<double> all;
  for (std::size_t s = 0; s < subjects; ++s) all.push_back(mean + ofNoise * noise[s] + ofScore * scoreChange[s]);
  return all;
}

inline StudyFit fitOf(const Example& made, const CompareOptions& options) {
  return fitStudy(made.wholeCargo(), made.study, made.panels(), options, 3);
}

inline std::vector<Comparison> compare(const Example& made, const CompareOptions& options) {
  auto comparisons = compareCargo(fitOf(made, options), made.purity, made.panels(), fewRotations);
  judgeChanges(verdictRules(), options, comparisons);
  return comparisons;
}

inline const Change& changeIn(const Comparison& comparison, const std::string& protein) {
  return *std::find_if(comparison.changes.begin(), comparison.changes.end(),
                       [&](const Change& change) { return change.protein == protein; });
}

inline Change changeOf(const Example& made, const std::string& protein, const CompareOptions& options) {
  return changeIn(compare(made, options).front(), protein);
}

/// Whether a note of the comparison says so.
inline bool noted(const Comparison& comparison, const std::string& text) {
  return std::any_of(comparison.notes.begin(), comparison.notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

}  // namespace vescargo::test
