#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/panelCoherence.h"
#include "vescargo/stats/commonFactor.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What a score is relative to in a sample.
enum class ScoreBase {
  SampleLevel,  ///< the background: proteins that go with no contaminant
  Vesicles,     ///< the vesicle reference, where it is coherent in this study
};

/// Rows that half of the samples (columns) have, rising.
std::vector<std::size_t> commonRows(const Eigen::MatrixXd& log2);

/// Level of each sample (column) over some rows, by median polish (Tukey 1977); NaN for a sample without any.
std::vector<double> sampleLevels(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& rows);

/// Vesicle proteins that a sample should have for a score relative to them: fewer are one protein's word.
inline constexpr double fewestReference = 3;

/// The common ground of all scores of a study. What is asked of it with a table is asked with the one that it is of.
struct StudyBase {
  ScoreBase base = ScoreBase::SampleLevel;
  std::size_t common = 0;               ///< rows that half of the samples have
  std::vector<std::size_t> background;  ///< rows that the samples' levels are of, rising: all common ones or some
  std::vector<double> sampleLevels;     ///< by sample, over the background
  std::vector<double> commonLevels;     ///< the same over all common rows
  std::vector<int> subjects;            ///< by sample: a number for its subject
  std::vector<std::size_t> reference;   ///< rows of the vesicle reference, rising, whether it is the base or not
  Coherence coherence;                  ///< of them
  CommonFactor factor;                  ///< of them, where they are the base; without rows otherwise
  /// By sample: level of the base above the sample's level; NaN for fewer than 3 of the reference, all 0 without it.
  std::vector<double> levels;
  std::map<std::size_t, std::vector<double>> levelsWithout;  ///< by row of the reference, where it is the base
};

/// Rows of the vesicle reference, rising: proteins of `ev_positive` that are neither `platelet-high` nor on the panel
/// of any contaminant.
std::vector<std::size_t> referenceRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels);

/// Whether proteins move together by so much that a score can be relative to them: a mean rank correlation of 0.2 or
/// more with p of 0.05 or less (panelCoherence).
bool isCoherent(const Coherence& coherence);

/// With all common rows as the background: where settleBase (background.h) starts.
/// The vesicle reference is the base where it is coherent in this study and 3 of it are measured in at least nine of
/// ten samples; its level is that of its common factor. Else the sample's level is. `cargo` has the study's samples as
/// columns.
StudyBase findBase(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels);

/// The same with the samples' levels over other rows.
StudyBase withBackground(StudyBase base, const QuantTable& cargo, std::vector<std::size_t> rows);

/// The same with these rows as the reference, which is decided anew.
StudyBase withReference(StudyBase base, const QuantTable& cargo, std::vector<std::size_t> rows);

/// The same without rows of the reference: those of a panel that is to be scored.
StudyBase withoutReference(StudyBase base, const QuantTable& cargo, const std::set<std::size_t>& rows);

/// Some rows of the table, log2 less the samples' levels; chosen rows x samples.
Eigen::MatrixXd levelledRows(const QuantTable& cargo, const StudyBase& base, const std::vector<std::size_t>& rows);

}  // namespace vescargo
