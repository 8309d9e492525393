#pragma once

#include <string>
#include <vector>

#include "vescargo/compare/StudyFit.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// A two-sided moderated t-test that is planned.
struct PlannedTest {
  double deviation;  ///< standard deviation of the estimate, in log2
  double df;         ///< residual + prior; may be infinite
  double alpha;      ///< above 0, below 1
};

/// Probability that the test calls a change of this size, in either tail: noncentral t (Owen 1968), normal where df is
/// infinite. With a prior it is an approximation, that of a protein whose variance is known as well as so many df tell.
double powerOf(double change, const PlannedTest& test);

/// The size of change (log2, above 0) that the test calls with probability `power`.
/// Throws BadParameter unless alpha < power < 1, and for a deviation or df that is not above 0.
double detectableChange(const PlannedTest& test, double power);

/// What a study of so many pairs would see.
struct PowerRow {
  std::string contrast;
  std::string model;      ///< unadjusted or adjusted
  int pairs = 0;          ///< samples where a contrast is unpaired
  std::string errorRate;  ///< "one protein" or "all proteins": what alpha is held for
  double alpha = 0;       ///< of the single test
  int percentile = 0;     ///< of the proteins' variances: 10, 50 or 90
  double deviation = 0;   ///< SD of what a pair gives the estimate at that percentile, log2
  double df = 0;          ///< residual + prior
  double log2Change = 0;  ///< detectable with 80 % power
  double foldChange = 0;  ///< the same: 2 to its power

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("model", self.model);
    cell("pairs", self.pairs);
    cell("error_rate", self.errorRate);
    cell("alpha", self.alpha);
    cell("percentile", self.percentile);
    cell("pair_sd", self.deviation);
    cell("df", self.df);
    cell("log2_change", self.log2Change);
    cell("fold_change", self.foldChange);
  }
};

/// The change that is detectable with 80 % power with 6, 8, 10, 15, 20 and the study's own number of pairs (samples
/// where a contrast is unpaired), at the 10th, 50th and 90th percentile of what this study's moderated variances give
/// an estimate, and its prior df, in every contrast but a course. alpha: the option's for one protein that was named
/// beforehand, and for all proteins at a false discovery rate of it the p at which Benjamini & Hochberg call when as
/// many change as here: alpha x called / tested, with one called at least. The adjusted model needs more: its deviation
/// counts that scores change on average, and by how much they vary, as here. Nothing for a contrast without tests.
/// Rounded to six digits.
RowTable<PowerRow> studyPower(const StudyFit& fit);

}  // namespace vescargo
