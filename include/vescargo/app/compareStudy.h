#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/compare/StudyTests.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/compare/writeChanges.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/excludeSamples.h"

namespace vescargo {

/// What a comparison is made from.
struct CompareInput {
  QuantTable cargo;
  const Study& study;
  const PurityTable& purity;  ///< may be empty
  ExcludeOptions exclude{};
};

/// Panels that say where a sample's material is from, and sets that are only tested.
struct PanelSets {
  const std::vector<MarkerPanel>& panels;
  const std::vector<MarkerPanel>& sets;
};

struct CompareSettings {
  CompareOptions compare;
  PanelTestOptions panels;
  int minMarkers = PurityOptions{}.minMarkers;
};

/// A study's fit and what it says of each contrast.
struct ComparedStudy {
  StudyFit fit;
  std::vector<Comparison> comparisons;
};

/// fitStudy, compareCargo and judgeChanges without the samples that are to be left out; a note of each comparison says
/// which.
ComparedStudy compareTimePoints(CompareInput input, const std::vector<MarkerPanel>& panels,
                                const CompareSettings& settings, Journal& journal);

/// Contaminants, panels, exerkines, subjects and power of the same fit.
StudyTests testStudy(const ComparedStudy& compared, const PurityTable& purity, const PanelSets& panels,
                     const CompareSettings& settings, Journal& journal);

}  // namespace vescargo
