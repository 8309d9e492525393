#pragma once

#include <Eigen/Core>

namespace vescargo {

/// A protein's log2 intensity in each sample from its peptides' (peptides x samples,
/// log2, NaN = not measured) as MaxLFQ does (Cox 2014 Mol Cell Proteomics 13:2513): of
/// each two samples that share a peptide the median log2 ratio, then the profile
/// that fits all ratios best by least squares. One shared peptide is enough. Where one sample has more than 2.5 times
/// as many peptides as the other, the ratio goes over to that of the summed intensities, wholly from 10 times on: the
/// paper's stabilisation of large ratios, since of a large change only those peptides are left whose own is small.
/// (Other programs are there at 5 times already, which overshoots; docs/quantification.md.) Samples that no chain
/// of shared peptides joins are fitted apart. The profile of samples so joined has their summed peptide
/// intensity. NaN for samples without a peptide.
///
/// What is added to a sample's peptides is added to its protein, but for the level that all samples share.
Eigen::VectorXd maxLfq(const Eigen::MatrixXd& peptides);

/// log2 of the summed peptide intensities of each sample; NaN for samples without a peptide.
Eigen::VectorXd summedIntensity(const Eigen::MatrixXd& peptides);

}  // namespace vescargo
