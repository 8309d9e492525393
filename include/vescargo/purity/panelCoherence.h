#pragma once

#include <Eigen/Core>
#include <limits>

namespace vescargo {

/// Whether the markers of a panel move together over the samples.
struct Coherence {
  double correlation = std::numeric_limits<double>::quiet_NaN();  ///< mean over pairs of markers; NaN = not known
  double p = correlation;  ///< share of shuffles with a mean as high, (1 + count) / (1 + shuffles)
};

/// Mean rank correlation of the markers (rows) over the samples (columns, less their levels; NaN = not measured). Ranks
/// are of a marker's own values, so that the correlation of two markers is Spearman's (1904) where both are measured in
/// the same samples; pairs with fewer than 5 samples in common are left out. The null: the same with each marker's
/// values shuffled over the samples that have it, 199 times with a fixed seed (p as of Phipson & Smyth 2010). Samples
/// of one subject are alike, which shuffling does not keep: a small p says that the markers move together, not why.
Coherence panelCoherence(const Eigen::MatrixXd& values);

}  // namespace vescargo
