#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/compare/Comparison.h"
#include "vescargo/compare/contrasts.h"
#include "vescargo/purity/contaminants.h"
#include "vescargo/stats/unitModel.h"

namespace vescargo {

/// Scores of contaminants as columns of a contrast's model.
struct Adjustment {
  std::vector<std::string> contaminants;
  Eigen::MatrixXd columns;                      ///< units x contaminants, log2; NaN = not known
  std::map<Eigen::Index, Eigen::MatrixXd> own;  ///< of rows that are a part of a score: the same without the row
};

/// How a contrast is adjusted.
struct AdjustmentPlan {
  Adjustment together;            ///< of none where nothing can be adjusted for
  std::vector<Adjustment> alone;  ///< contaminants by themselves: those alone, and each of several together
  std::vector<ContaminantChange> contaminants;  ///< what each does, in the order of the scores; not what remains
};

/// What is adjusted for, and where.
struct ContrastScores {
  const Study& study;
  const Contrast& contrast;
  const UnitModel& model;  ///< without scores
  const std::vector<ContaminantScore>& scores;
};

/// Gives every contaminant its place in a contrast's adjustment:
/// - "none": not usable (ContaminantScore::isUsable), or too few subjects.
/// - "together": the first contaminant (platelets) and, one after the other, that whose score changes most surely at
///   equal scores of those before it, while one does (p <= 0.1), as many as a quarter of the df, one at least. Those
///   that -adjust names are together all, as far as the df allow.
/// - "alone": one that changes and has no room there.
/// - "out of reach": no change of its score lies outside of the 95 % prediction region of the subjects' changes
///   (Hotelling's T squared for one further subject), so that a model would extrapolate: the leverage of equal scores
///   is that distance over the df (hidden extrapolation: Montgomery, Peck & Vining 2012, section 3.8).
/// - "no change": it does not change at equal others, so that it is behind no mean change.
AdjustmentPlan planAdjustments(const ContrastScores& of, const CompareOptions& options);

/// The scores that `options` ask for. `cargo` has the study's samples as columns. Throws as scoreContaminant does.
std::vector<ContaminantScore> contaminantsFor(const QuantTable& cargo, const StudyBase& base,
                                              const std::vector<MarkerPanel>& panels, const CompareOptions& options,
                                              int minMarkers);

/// Throws as checkContaminant does.
void checkAdjust(const std::vector<MarkerPanel>& panels, const CompareOptions& options);

}  // namespace vescargo
