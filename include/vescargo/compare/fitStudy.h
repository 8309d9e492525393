#pragma once

#include <vector>

#include "vescargo/compare/StudyFit.h"
#include "vescargo/purity/MarkerPanel.h"

namespace vescargo {

/// Fits every contrast of the study, unadjusted and at equal scores of contaminants (planAdjustments), as
/// docs/statistics.md says. Each row that is part of a score is adjusted for that score without itself. Fewer than
/// `minMarkers` markers make no score. Throws DoNotFit for a sample that `cargo` has not and for a trend on peptides of
/// a table that does not count them, and what checkCompareOptions throws.
StudyFit fitStudy(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                  const CompareOptions& options, int minMarkers);

/// Throws what planContrasts and checkAdjust throw.
void checkCompareOptions(const Study& study, const std::vector<MarkerPanel>& panels, const CompareOptions& options);

/// Units that a row is measured in and, where it is adjusted, whose scores are known.
std::vector<Eigen::Index> measuredUnits(const ContrastFit& fit, Eigen::Index row, const Adjustment* adjustment);

/// Values of some units of a row; where it is adjusted less the units' shifts.
Eigen::VectorXd rowValues(const ContrastFit& fit, Eigen::Index row, const std::vector<Eigen::Index>& units,
                          const Adjustment* adjustment);

/// The model of some units of a row: `model` (RowTests::model), with the row's columns of an adjustment.
UnitModel rowModel(const UnitModel& model, Eigen::Index row, const std::vector<Eigen::Index>& units,
                   const Adjustment* adjustment);

}  // namespace vescargo
