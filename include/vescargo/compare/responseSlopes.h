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

/// What the subjects have in common, and how they differ.
struct ResponseTests {
  double commonP = std::numeric_limits<double>::quiet_NaN();  ///< that they have no response in common
  double commonFloor = std::numeric_limits<double>::quiet_NaN();
  double differP = std::numeric_limits<double>::quiet_NaN();  ///< that they differ along it by the proteins' noise only
  double differFloor = std::numeric_limits<double>::quiet_NaN();
  double differPart = std::numeric_limits<double>::quiet_NaN();  ///< of their differences that is above that noise, 0-1
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

/// Whether subjects have a response in common: signs of whole subjects are flipped, all patterns up to 16 subjects,
/// the statistic is the sum of the proteins' squared moderated t, its prior from mean squares, which flips leave alone.
/// Correlation between proteins does no harm. And whether they differ along it by more than proteins' independent
/// noise: signs of whole proteins' deviations from the mean are flipped, the statistic is the sum of squares of the
/// subjects' deviations along the mean; proteins that go together in a tube count as a difference. Both by `flips`
/// random draws where not exact. Not told for less than 3 subjects.
ResponseTests testResponse(const Eigen::MatrixXd& differences, int flips);

}  // namespace vescargo
