#pragma once

#include <limits>
#include <vector>

namespace vescargo {

/// What a set of rows is compared with the rest by.
enum class SetStatistic {
  Values,  ///< means, by a t-test
  Ranks,   ///< Wilcoxon's rank sum
};

/// Whether a set's statistics are higher or lower than those of all other rows; NaN = cannot be told.
struct SetTest {
  int rows = 0;                                             ///< of the set, with a statistic
  double pDown = std::numeric_limits<double>::quiet_NaN();  ///< one-sided: lower than the rest
  double pUp = std::numeric_limits<double>::quiet_NaN();    ///< one-sided: higher
  double p = std::numeric_limits<double>::quiet_NaN();      ///< twice the smaller one, never above 1
};

/// The competitive test of a set that lets its rows go together: Wu & Smyth 2012, with a given correlation
/// between them (limma's cameraPR; 0.01 is its default). `statistics` is a number a row, such as a moderated t;
/// NaN does not take part. `set` are its rows; one that stands twice counts once. `df` are those of a correlation
/// that was estimated, and bound those of the t-test; ranks do without. Not told for less than 3 statistics, and for a
/// set that has none or all of them.
/// Throws DoNotFit for a row that `statistics` has not, and BadParameter for a correlation that is not between -1
/// and 1.
SetTest testSet(const std::vector<double>& statistics, const std::vector<std::size_t>& set,
                SetStatistic by = SetStatistic::Values, double correlation = 0.01,
                double df = std::numeric_limits<double>::infinity());

}  // namespace vescargo
