#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/quant/QuantOptions.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

inline constexpr std::size_t fewestCommonProteins = 10;
inline constexpr std::size_t fewestPanelProteins = 3;

/// What to subtract from each sample so that samples can be compared.
struct SampleShifts {
  Eigen::VectorXd log2;               ///< mean 0; all 0 with too few common proteins
  std::size_t common = 0;             ///< proteins that were compared; 0 when not normalised
  std::vector<std::size_t> proteins;  ///< [sample]: of them, those that it has; a sample without any is not shifted
};

/// The median over common proteins of the log2 ratio to the protein's geometric mean over samples (Anders & Huber 2010
/// Genome Biol 11:R106), so that what is added to one sample is taken off again where all samples have the common
/// proteins. `proteins` is proteins x samples, NaN = not measured. Common is what every sample has, or, where that is
/// fewer than `fewest`, what at least half of the samples have. It assumes that most of these proteins do not change.
SampleShifts medianShifts(const Eigen::MatrixXd& proteins, std::size_t fewest = fewestCommonProteins);

/// How one sample was normalised.
struct SampleFactor {
  std::string batch;  ///< as in the study sheet
  Normalization method = Normalization::None;
  double log2Shift = 0;      ///< was subtracted; rounded to six decimals
  std::size_t proteins = 0;  ///< it rests on
};

struct SampleFactors {
  std::vector<SampleFactor> samples;  ///< in study order
  std::vector<std::string> notes;     ///< sentences: how it was done
  std::vector<std::string> warnings;  ///< sentences: what cannot be compared
};

/// medianShifts of the samples of each batch, by all proteins or by those of `panelRows` (rows of `proteins`, for
/// Normalization::Panel). Shifts are 0 on average within a batch: the levels of two batches are left as they
/// are, since what sets batches apart is known to be more than one factor, and is to be cancelled by pairs of one
/// batch. A warning names the subjects whose samples are in several batches, batches of one sample, and
/// those with too few common proteins, which are not normalised.
SampleFactors sampleFactors(const QuantTable& proteins, const Study& study, Normalization method,
                            const std::vector<std::size_t>& panelRows = {});

}  // namespace vescargo
