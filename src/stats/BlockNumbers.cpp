#include "vescargo/stats/BlockNumbers.h"

#include <algorithm>

namespace vescargo {

using Eigen::Index;
using Eigen::MatrixXd;

namespace {

/// Numbers in the order of their first units.
std::vector<Index> numberByTable(const std::vector<int>& blocks, int low, std::size_t range) {
  std::vector<Index> numbers(range, -1), of;
  of.reserve(blocks.size());
  Index count = 0;
  for (const int block : blocks) {
    Index& number = numbers[static_cast<std::size_t>(static_cast<long>(block) - low)];
    if (number < 0) number = count++;
    of.push_back(number);
  }
  return of;
}

std::vector<Index> numberBySorting(const std::vector<int>& blocks) {
  std::vector<int> names = blocks;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<Index> of;
  for (const int block : blocks) of.push_back(std::lower_bound(names.begin(), names.end(), block) - names.begin());
  return of;
}

}  // namespace

BlockNumbers::BlockNumbers(const std::vector<int>& blocks) {
  if (blocks.empty()) return;
  const auto [low, high] = std::minmax_element(blocks.begin(), blocks.end());
  const auto range = static_cast<std::size_t>(static_cast<long>(*high) - *low) + 1;
  // Names of blocks are the numbers of subjects, which a table holds; others are sorted.
  of = range <= 64 * blocks.size() ? numberByTable(blocks, *low, range) : numberBySorting(blocks);
  sizes.setZero(*std::max_element(of.begin(), of.end()) + 1);
  for (const Index block : of) ++sizes[block];
}

MatrixXd BlockNumbers::sums(const MatrixXd& columns) const {
  MatrixXd sums = MatrixXd::Zero(count(), columns.cols());
  for (Index j = 0; j < columns.cols(); ++j) {
    for (std::size_t i = 0; i < of.size(); ++i) sums(of[i], j) += columns(static_cast<Index>(i), j);
  }
  return sums;
}

}  // namespace vescargo
