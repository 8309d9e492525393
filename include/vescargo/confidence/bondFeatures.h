#pragma once

#include <Eigen/Core>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Columns of bondFeatures.
inline constexpr Eigen::Index bondFeatureCount = 68;

/// What decides how often a bond of a peptide breaks and which side keeps the charge:
/// the residues to either side, the classes of their neighbours, its distance from both ends, its place along the
/// peptide, length, charge, basic residues to either side and whether a proton is mobile (Wysocki 2000), the
/// enhancement behind acids and before proline. One row a bond, N-terminal first; `rows` has
/// length - 1 of them and bondFeatureCount columns.
void bondFeatures(const Psm& psm,
                  Eigen::Ref<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> rows);

}  // namespace vescargo
