#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

#include "vescargo/compare/pairedModel.h"

namespace vescargo {

/// Whether the rows of a panel change at all, in one direction; NaN = cannot be told.
struct RotationTest {
  double meanDeviate = std::numeric_limits<double>::quiet_NaN();  ///< mean of the rows' normal deviates
  double p = std::numeric_limits<double>::quiet_NaN();            ///< two-sided
  double floor = std::numeric_limits<double>::quiet_NaN();        ///< the least p that so many rotations can give
};

/// Self-contained rotation tests of panels (rows of the model each): ROAST with the mean of the rows' deviates (Wu et
/// al. 2010). A rotation draws a direction in the space of the pairs, the same for all rows, and takes each row's
/// moderated t along it, its variance from what is left; it counts with its opposite. Of the panel's proteins only
/// what goes together is used, so correlation does no harm. Exact for rows that have all pairs and one covariate. Of
/// a row that lacks pairs the direction's part in its own pairs is taken: each such row is exact by itself, together
/// they are nearly so. Rows that are not tested do not count.
/// The directions are the same for every panel and every number of threads.
std::vector<RotationTest> rotatePanels(const PairedModel& model, const std::vector<std::vector<Eigen::Index>>& panels,
                                       int rotations);

}  // namespace vescargo
