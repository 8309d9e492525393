#pragma once

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// Classes of material that a sample is taken apart into.
inline constexpr std::array<std::string_view, 8> materialNames{"platelet",    "erythrocyte", "leukocyte", "keratin",
                                                               "lipoprotein", "coagulation", "plasma",    "vesicle"};

/// A share of each class, in the order of materialNames; NaN = not known, the others have the sum 1.
using MaterialShares = std::array<double, materialNames.size()>;

inline MaterialShares unknownMaterials() {
  MaterialShares shares{};
  shares.fill(std::numeric_limits<double>::quiet_NaN());
  return shares;
}

/// What a table is made of, by its panel proteins.
struct Materials {
  std::vector<MaterialShares> shares;  ///< by sample
  std::vector<double> covered;         ///< by sample: share of all intensity that is of proteins that count here
  std::vector<std::string> notes;      ///< proteins of several classes and what they count for
};

/// Each protein counts for one class, the first of materialNames that has it on a panel: platelet (core, membrane,
/// granule, cytosol), erythrocyte (erythrocyte_core), leukocyte, keratin, lipoprotein, coagulation
/// (coagulation_classic, fibrinogen), plasma (soluble_plasma), vesicle (ev_positive but for `platelet-high` ones). A
/// class's signature are its proteins' own levels by median polish over the samples, linear. A sample's linear
/// intensities are fitted by signatures times amounts of at least 0 (nonNegativeLeastSquares), each residual relative
/// to its protein's signature, so that a protein that is not measured takes no part. A class's share is its amount
/// times the sum of its signature, over that of all classes. A class with fewer than `minMarkers` proteins measured in
/// a sample is not known there.
Materials decompose(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, int minMarkers);

}  // namespace vescargo
