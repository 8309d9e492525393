#pragma once

#include <Eigen/Core>
#include <string_view>
#include <vector>

#include "vescargo/search/CutRule.h"

namespace vescargo {

/// log2 of the mean intensity of a protein's three strongest peptides (Silva 2006 Mol Cell Proteomics 5:144), which
/// stands for its amount in moles. `peptides` is peptides x samples, log2, NaN = not measured. The three are the same
/// in all samples: those with the highest summed intensity over all samples, of equals the first. In a sample
/// the mean is over those of them that it has; a protein of fewer peptides has the mean of these. NaN for samples
/// without any of them.
Eigen::VectorXd topThree(const Eigen::MatrixXd& peptides);

/// Rows that topThree takes, ascending.
std::vector<Eigen::Index> topThreeRows(const Eigen::MatrixXd& peptides);

/// Different peptides of 6 to 30 residues that a protein gives when it is cut wherever the enzyme cuts: the divisor of
/// iBAQ (Schwanhausser 2011 Nature 473:337). At least 1, since the protein was seen.
int observablePeptides(std::string_view sequence, const CutRule& cuts);

/// Each protein's part of all that a sample has, 0 to 1, NaN where it is not measured. `proteins` is
/// proteins x samples, log2.
Eigen::MatrixXd sharesOfSamples(const Eigen::MatrixXd& proteins);

/// Rank within each sample, 1 = the most, of equals the first row; 0 where it is not measured.
Eigen::MatrixXi ranksInSamples(const Eigen::MatrixXd& proteins);

}  // namespace vescargo
