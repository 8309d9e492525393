#pragma once

#include <Eigen/Core>
#include <cstddef>

namespace vescargo {

inline constexpr std::size_t fewestCommonProteins = 10;

/// What to subtract from each sample so that samples can be compared.
struct SampleShifts {
  Eigen::VectorXd log2;    ///< mean 0; all 0 with too few common proteins
  std::size_t common = 0;  ///< proteins that were compared; 0 when not normalised
};

/// The median over common proteins of the log2 ratio to the protein's median over
/// samples. `proteins` is proteins x samples, NaN = not measured. Common is what
/// every sample has, or, where that is fewer than fewestCommonProteins, what at
/// least half of the samples have. It assumes that most proteins do not change.
SampleShifts medianShifts(const Eigen::MatrixXd& proteins);

}  // namespace vescargo
