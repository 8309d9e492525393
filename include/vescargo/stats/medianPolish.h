#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace vescargo {

/// Values of some rows of a table without what is the row's own: log2 less the row effects of
/// Tukey's median polish, whose median is 0. Chosen rows x samples, NaN = not measured. The
/// median of a column is then the sample's level by those rows.
/// Rounds end when no effect moves by `settled` log2 any more, at 50 at the latest.
Eigen::MatrixXd withoutRowEffects(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& rows,
                                  double settled = 1e-9);

/// The medians of its columns alone, in memory that is small beside the table.
std::vector<double> levelsWithoutRowEffects(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& rows,
                                            double settled = 1e-9);

}  // namespace vescargo
