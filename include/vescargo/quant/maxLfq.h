#pragma once

#include <Eigen/Core>

namespace vescargo {

/// A protein's log2 intensity in each sample from its peptides' (peptides x samples,
/// log2, NaN = not measured) as MaxLFQ does (Cox 2014 Mol Cell Proteomics 13:2513): of
/// each two samples that share a peptide the median log2 ratio, then the profile
/// that fits all ratios best by least squares. Samples that no chain of shared
/// peptides joins are fitted apart. The profile of samples so joined has their
/// summed peptide intensity. NaN for samples without a peptide.
Eigen::VectorXd maxLfq(const Eigen::MatrixXd& peptides);

/// log2 of the summed peptide intensities of each sample; NaN for samples without a peptide.
Eigen::VectorXd summedIntensity(const Eigen::MatrixXd& peptides);

}  // namespace vescargo
