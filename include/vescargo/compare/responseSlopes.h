#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

namespace vescargo {

/// How far one subject goes along the mean response of the others. NaN = cannot be told.
struct ResponseSlope {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  int proteins = 0;                      ///< that it is made of
  double slope = unknown;                ///< 1 = as the mean of the others, 0 = not at all
  double low = unknown, high = unknown;  ///< 95 % interval
};

/// Whether the subjects have a response in common.
struct ResponseTest {
  double p = std::numeric_limits<double>::quiet_NaN();  ///< that they have none
  double floor = std::numeric_limits<double>::quiet_NaN();
};

/// Slope of each column (subject) of `differences` (proteins x pairs, NaN = not measured), by column.
///
/// Subject i is scored on the proteins that it has and of which `minOthers` others have a difference, 2 at least. Of
/// each: mean m, variance and its moderation (posterior variance s2, df f) over the n others. The slope is
/// sum(d m / s2) / sum((m^2 - f/(f-2) s2/n) / s2): a regression on the mean, whose noise is taken out of the lower
/// sum (a moderated t squared has the mean f/(f-2) where nothing changes), so that a subject like the others has 1
/// and not less. No slope where the lower sum is not above 0: the others have no response.
/// The interval is that of Student's t with (others - 1) df. Its variance is that of the others along the same
/// direction about their mean, which takes all correlation between proteins into account. It cannot tell noise from
/// true differences between the others, so it is too wide where they differ.
std::vector<ResponseSlope> responseSlopes(const Eigen::MatrixXd& differences, int minOthers);

/// Signs of whole subjects are flipped, all patterns up to 16 subjects, else `flips` random ones at most (SequentialP);
/// the statistic is the sum of the proteins' squared moderated t, its prior from mean squares, which flips leave alone.
/// Correlation between proteins does no harm. Not told for less than 3 subjects. Whether subjects differ in their
/// response cannot be told so: proteins that go together in a tube would count as a difference.
ResponseTest testResponse(const Eigen::MatrixXd& differences, int flips);

}  // namespace vescargo
