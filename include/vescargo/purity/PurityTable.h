#pragma once

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/purity/materials.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What is known about the platelet material of one sample. Scores are log2 ratios, shares
/// are linear (0 to 1), counts are whole; NaN = not known. docs/purity.md.
struct SamplePurity {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string sample, subject, timePoint;
  std::string verdict;  ///< pass, caution, fail or unknown
  std::string reason;
  std::string plateletKind;  ///< vesicles, residual platelets, activation or lysis, in words
  double plateletCore = unknown, plateletCoreLow = unknown, plateletCoreHigh = unknown;  ///< 95 % bootstrap interval
  double plateletCoreZ = unknown;
  double plateletCoreSeen = 0, plateletCorePanel = 0;
  double plateletShare = unknown, erythrocyteShare = unknown, coagulationShare = unknown;
  double plateletLargestShare = unknown, erythrocyteLargestShare = unknown, coagulationLargestShare = unknown;
  std::string plateletLargest, erythrocyteLargest, coagulationLargest;
  double evSeen = 0, evPanel = 0;
  double referenceSeen = 0;  ///< vesicle proteins that the score is relative to
  static constexpr std::size_t misevCategories = 5;
  std::array<double, misevCategories> misevSeen{};  ///< proteins of MISEV2018's categories 1 to 5
  MaterialShares materials = unknownMaterials();    ///< decompose
  double materialsCovered = unknown;
};

/// A panel's score of each sample, in log2; NaN = not known.
struct PanelScore {
  std::string panel;
  std::vector<double> bySample;
};

struct PurityTable {
  std::vector<SamplePurity> samples;  ///< in study order
  std::vector<PanelScore> scores;     ///< of every other panel than platelet_core that has one
  std::vector<std::string> notes;     ///< sentences about pairs and the study
};

/// Names of the scores that the table has: platelet_core, then those of other panels.
std::vector<std::string> scoreNames(const PurityTable& table);

/// A score by sample, in the table's order. Throws BadParameter with the nearest names for one that it has not.
std::vector<double> sampleScores(const PurityTable& table, const std::string& name);

/// Throws DoNotFit with the names of samples that the study has and the table has not.
void requireSamples(const PurityTable& table, const Study& study);

/// Whether purity.tsv has a column of that name whatever the panels are.
bool isPurityColumn(std::string_view name);

/// purity.tsv: notes as `# note: ...`, then one row a sample.
void writePurity(const PurityTable& table, const std::string& path);

/// A column that is none of SamplePurity is a panel's score.
/// Throws as readTsv does, and CorruptContent for a missing column, a number that is none or a sample that stands
/// twice.
PurityTable readPurity(const std::string& path);

}  // namespace vescargo
