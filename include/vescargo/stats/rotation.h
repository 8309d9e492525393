#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

#include "vescargo/stats/effectRows.h"

namespace vescargo {

/// Whether a set of rows changes at all, in one direction; NaN = cannot be told.
struct RotationTest {
  double meanDeviate = std::numeric_limits<double>::quiet_NaN();  ///< mean of the rows' normal deviates
  double p = std::numeric_limits<double>::quiet_NaN();            ///< two-sided; of F one-sided
  double floor = std::numeric_limits<double>::quiet_NaN();        ///< the least p that so many rotations can give
};

/// Self-contained rotation tests of sets of rows: ROAST with the mean of the rows' deviates (Wu et al. 2010). A
/// rotation draws a direction in the space of the units, the same for all rows, and takes each row's moderated t along
/// it, its variance from what is left; it counts with its opposite. With several tested contrasts it draws as many
/// directions and takes F of the row along their plane. Of a set's rows only what goes together is used, so correlation
/// does no harm. Exact for rows that have all units and the same nuisance. Of a row that lacks units, or has a nuisance
/// of its own, the direction's part in what is left to it is taken: each such row is exact by itself, together they are
/// nearly so. The directions are the same for every set and every number of threads.
///
/// A set is drawn for until SequentialP is over. A p below 200 / rotations is one of all `rotations`.
std::vector<RotationTest> rotate(const EffectRows& rows, const std::vector<std::vector<Eigen::Index>>& sets,
                                 int rotations);

}  // namespace vescargo
