#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace vescargo {

/// What rows of a matrix have in common.
struct CommonFactor {
  Eigen::VectorXd agreement;   ///< by row: correlation with the factor of the other rows; NaN = not known
  Eigen::VectorXd df;          ///< by row: what its agreement rests on, columns in common less their blocks
  Eigen::VectorXd weights;     ///< by row, not negative, sum 1; a row that does not follow the others has little or 0
  std::vector<double> levels;  ///< by column: weighted level of the rows less their own levels; NaN = not known
  Eigen::MatrixXd parts;       ///< values less the rows' own levels; a column's level is their mean with `counts`
  Eigen::MatrixXd counts;      ///< by value: weight of its row, less for one far off, 0 where not measured
  double coherence = 0;        ///< weighted mean of `agreement`; 0 where none is known
};

/// Numbers from 0 up for blocks; one block of all columns where fewer than 4 df are left within them.
std::vector<int> tellingBlocks(const std::vector<int>& blocks);

/// One factor of `values` (rows x columns, log2, NaN = not measured), its sign that of the rows' sum.
///
/// Rows are compared by what varies within blocks (`blocks` by column, e.g. the subject; a block of one column tells
/// nothing), or over all columns (tellingBlocks). Correlations of pairs of rows are taken
/// over the columns that both have; one of less than 2 df counts as `usual`, 0.5. A row's agreement is its correlation
/// with the weighted sum of the others (item-rest correlation, Guttman 1945), from the matrix of pairs; it is drawn
/// towards `usual` by as much as 4 df tell and is at most 0.95, so that few columns give nearly equal weights. Its
/// weight is r / (1 - r^2) (Bartlett 1937, loadings over error variances) over its standard deviation, 0 for r <= 0;
/// variances are drawn to their median by 4 df, too. Both are repeated until they settle, from the leading eigenvector
/// of the correlations on. Where no row follows the others all have the same weight.
///
/// Levels are fitted by alternating weighted means of columns and rows, each residual beyond 1.345 robust SD of its row
/// drawn in (Huber 1964). A column has no level with fewer than `fewest` rows measured or less than a quarter of the
/// weight. The median of the levels is 0.
CommonFactor commonFactor(const Eigen::MatrixXd& values, const std::vector<int>& blocks, std::size_t fewest);

/// The levels of the factor of all rows but one, by row that is left out. `fewest` of the rows left.
std::vector<std::vector<double>> levelsWithoutEach(const Eigen::MatrixXd& values, const std::vector<int>& blocks,
                                                   std::size_t fewest);

}  // namespace vescargo
