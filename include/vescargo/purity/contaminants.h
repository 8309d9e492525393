#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What a score is relative to in a sample.
enum class ScoreBase {
  SampleLevel,  ///< all proteins that half of the samples have
  Vesicles,     ///< the vesicle reference, where it is coherent in this study
};

/// A tube's load of one contaminant: the factor of its panels' proteins that move together.
struct ContaminantScore {
  std::string name;                  ///< "platelets", or of a single panel
  std::vector<std::string> panels;   ///< that it is made of
  std::vector<std::size_t> markers;  ///< rows of the table, rising
  Eigen::VectorXd weights;           ///< by marker, sum 1; little or 0 for one that does not follow the others
  Eigen::VectorXd agreement;         ///< by marker: correlation with the others
  double coherence = 0;              ///< weighted mean of the agreements
  ScoreBase base = ScoreBase::SampleLevel;
  std::vector<double> bySample;                        ///< log2, in study order; NaN = not known
  std::map<std::size_t, std::vector<double>> leftOut;  ///< by row that is part of it: the score without that row
  std::vector<std::string> notFollowing;  ///< sentences: markers that do not follow, and what the panel knows of them

  /// Whether there is something to adjust for: a score in 3 samples, of markers of which two at least agree.
  bool isUsable() const;
};

/// Every contaminant that the panels name (`# contaminant:` in their heading, several panels may name one), in the
/// order in which adjustment takes them: platelets first, then by the panels' names. One without any marker in the
/// table is left out. `cargo` has the study's samples as columns.
std::vector<ContaminantScore> scoreContaminants(const QuantTable& cargo, const Study& study,
                                                const std::vector<MarkerPanel>& panels, int minMarkers);

/// The same of a contaminant or of a single panel by name. Throws BadParameter with the nearest names for one that is
/// neither.
ContaminantScore scoreContaminant(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                                  const std::string& name, int minMarkers);

/// Throws as scoreContaminant does.
void checkContaminant(const std::vector<MarkerPanel>& panels, const std::string& name);

}  // namespace vescargo
