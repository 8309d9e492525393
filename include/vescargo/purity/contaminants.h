#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/purity/scoreBase.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// A tube's load of one contaminant: the factor of its panels' proteins that move together.
struct ContaminantScore {
  std::string name;                  ///< "platelets", or of a single panel
  std::vector<std::string> panels;   ///< that it is made of
  std::vector<std::size_t> markers;  ///< rows of the table, rising
  /// Rows that the panels list without using them, or lists of followers (`# followers of:`), and that go with the
  /// markers' factor (0.5 or more, over 10 df): they sharpen it, and are no markers.
  std::vector<std::size_t> followers;
  Eigen::VectorXd weights;    ///< by marker, then follower, sum 1; little or 0 for one that does not follow the others
  Eigen::VectorXd agreement;  ///< by marker, then follower: correlation with the others; NaN = not known
  double coherence = 0;       ///< weighted mean of the agreements
  ScoreBase base = ScoreBase::SampleLevel;
  std::vector<double> bySample;  ///< log2, in study order; NaN = not known
  /// By row that is part of it, a marker or a protein of the vesicle reference: the score without that row, of at
  /// least `minMarkers` - 1 markers. A single protein's part in the sample's level is not taken out.
  std::map<std::size_t, std::vector<double>> leftOut;
  FactorScore made;                       ///< of markers and followers: what intervals are made from
  std::vector<std::string> notFollowing;  ///< sentences: markers that do not follow, and what the panel knows of them

  bool isUsable() const { return made.isUsable(); }
};

/// Each contaminant that the panels name (`# contaminant:`) as one panel of all its markers, by its name, in the order
/// of scoreContaminants. The material is that of its panels where they have the same.
std::vector<MarkerPanel> contaminantPanels(const std::vector<MarkerPanel>& panels);

/// Every contaminant that the panels name (`# contaminant:` in their heading, several panels may name one), in the
/// order in which adjustment takes them: platelets first, then by the panels' names. One without any marker in the
/// table is left out. `cargo` has the study's samples as columns, `base` is theirs (settleBase).
std::vector<ContaminantScore> scoreContaminants(const QuantTable& cargo, const StudyBase& base,
                                                const std::vector<MarkerPanel>& panels, int minMarkers);

/// The same of a contaminant or of a single panel by name. Throws BadParameter with the nearest names for one that is
/// neither.
ContaminantScore scoreContaminant(const QuantTable& cargo, const StudyBase& base,
                                  const std::vector<MarkerPanel>& panels, const std::string& name, int minMarkers);

/// Throws as scoreContaminant does.
void checkContaminant(const std::vector<MarkerPanel>& panels, const std::string& name);

}  // namespace vescargo
