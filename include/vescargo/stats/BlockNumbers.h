#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// Blocks of units numbered from 0, each of which has a unit. `blocks` names the block of each unit.
struct BlockNumbers {
  std::vector<Eigen::Index> of;  ///< by unit
  Eigen::VectorXd sizes;         ///< by block

  explicit BlockNumbers(const std::vector<int>& blocks);

  Eigen::Index count() const { return sizes.size(); }
  /// Sums of each column over the units of each block: blocks x columns.
  Eigen::MatrixXd sums(const Eigen::MatrixXd& columns) const;
};

}  // namespace vescargo
