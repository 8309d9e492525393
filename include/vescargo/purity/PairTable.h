#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/purity/PanelTable.h"
#include "vescargo/purity/PurityOptions.h"

namespace vescargo {

/// How the platelet score changes from the reference time point to another, in a subject or on average.
struct PairChange {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast;  ///< "post-pre"
  std::string subject;   ///< empty: the mean over subjects
  int pairs = 1;
  double change = unknown;               ///< log2
  double low = unknown, high = unknown;  ///< 95 %: of a pair by bootstrap over proteins, of the mean by t
  double robustSds = unknown;            ///< change over the robust SD of the study's scores (Standing)
  double p = unknown;                    ///< of the mean: paired t
  std::string reading;                   ///< in words

  bool ofAll() const { return subject.empty(); }
};

/// Mean of the pairs' changes with a t-interval; NaN for fewer than 2.
struct MeanChange {
  double mean = PairChange::unknown, low = mean, high = mean, p = mean;
};
MeanChange meanChange(const std::vector<double>& differences);

/// "over 6 pairs the platelet score changes by ..., p = ...": meanChange in words, or that there are too few pairs.
std::string meanChangeNote(const std::string& score, const std::vector<double>& differences);

/// Every pair of each later time point with the study's first, and behind them their mean. `cargo` has the study's
/// samples as columns, in study order; `core` are the measures of the platelet core there.
std::vector<PairChange> comparePairs(const QuantTable& cargo, const Study& study, const ScoreRows& coreRows,
                                     const PanelMeasures& core, const PurityOptions& options);

/// pairs.tsv. docs/formats.md.
void writePairs(const std::vector<PairChange>& pairs, const std::string& path);

/// Throws as readTsv does, and CorruptContent for a number that is none.
std::vector<PairChange> readPairs(const std::string& path);

}  // namespace vescargo
