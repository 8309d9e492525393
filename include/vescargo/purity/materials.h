#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// What a table is made of, by its panel proteins.
struct Materials {
  std::vector<std::string> names;           ///< classes of material, in the order of their precedence
  std::vector<std::vector<double>> shares;  ///< by sample, of each class; NaN = not known, the others have the sum 1
  std::vector<double> covered;              ///< by sample: share of all intensity that is of proteins that count here
  std::vector<std::string> notes;           ///< proteins of several classes and what they count for
};

/// Classes of material that panels name (`# material:`), by the least `# material precedence:` of their panels.
std::vector<std::string> materialNames(const std::vector<MarkerPanel>& panels);

/// Each protein counts for one class, the first of materialNames that has it on a panel, but for markers whose role is
/// `platelet-high`. A class's signature are its proteins' own levels by median polish over the samples, linear. A
/// sample's linear intensities are fitted by signatures times amounts of at least 0 (nonNegativeLeastSquares), each
/// residual relative to its protein's signature, so that a protein that is not measured takes no part. A class's share
/// is its amount times the sum of its signature, over that of all classes. A class with fewer than `minMarkers`
/// proteins measured in a sample is not known there.
Materials decompose(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, int minMarkers);

}  // namespace vescargo
