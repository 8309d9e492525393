#pragma once

#include <map>
#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// The score that changes are adjusted for, log2.
struct AdjustScore {
  std::vector<double> bySample;                        ///< in study order; NaN = not known
  std::vector<std::size_t> markers;                    ///< rows of its panel
  std::map<std::size_t, std::vector<double>> leftOut;  ///< by row that is part of it: the score without that row
};

/// Throws BadParameter for a name that is neither one of the platelet scores nor a panel that can be scored.
void checkScore(const std::vector<MarkerPanel>& panels, const std::string& name);

/// Takes the score from `purity`, or makes it of the panel where `purity` has none of that name. `cargo` has the
/// study's samples as columns. Without a marker, the level of the others is polished again; without a vesicle protein
/// of the reference, the reference's level is the median of the others, less the row effects that all of them have.
/// Throws DoNotFit for a sample that `purity` has not, and what checkScore throws.
AdjustScore adjustScore(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                        const std::vector<MarkerPanel>& panels, const std::string& name);

}  // namespace vescargo
