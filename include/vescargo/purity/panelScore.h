#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// Vesicle proteins that a score should be relative to: a median of fewer is one protein's word.
inline constexpr double fewestReference = 3;

/// Rows of a panel and the vesicle rows it is measured against.
struct ScoreRows {
  std::vector<std::size_t> markers;
  std::vector<std::size_t> reference;  ///< EV-positive proteins that platelets do not have much of
};

/// The reference leaves out markers whose role says `platelet-high`, rows of any platelet panel and the panel's own.
ScoreRows scoreRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::string_view panel);

/// Level of each sample (column of `cargo`) by the markers less that by the reference, in
/// log2. A level is the column effect of Tukey's median polish over the rows (Tukey 1977),
/// so that a protein missing in some samples does not move it. NaN for a sample with fewer
/// than `minMarkers` markers or no reference protein measured.
std::vector<double> panelScores(const QuantTable& cargo, const ScoreRows& rows, int minMarkers);

/// Markers and reference of a score without the proteins' own levels, rows x samples.
struct PolishedRows {
  Eigen::MatrixXd markers, reference;
};

PolishedRows polish(const QuantTable& cargo, const ScoreRows& rows);

/// panelScores of rows that are polished already.
std::vector<double> levelDifferences(const PolishedRows& rows, int minMarkers);

/// 2.5 % and 97.5 % points.
struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN(), high = low;
};

/// Interval of the level difference of one sample by resampling its measured markers and reference proteins (Efron &
/// Tibshirani 1993). The same seed for every sample, so that an interval does not depend on its place in the study.
Interval bootstrapScore(const PolishedRows& rows, std::size_t sample, int times);

/// The same of the change from one sample to another: a drawn protein is drawn in both, so only proteins that both
/// have take part. Not known with fewer than `minMarkers` markers or no reference protein in both.
Interval bootstrapChange(const PolishedRows& rows, std::size_t before, std::size_t after, int minMarkers, int times);

}  // namespace vescargo
