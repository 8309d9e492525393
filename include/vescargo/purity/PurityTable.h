#pragma once

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/purity/Verdict.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What is known about the purity of one sample. Scores are log2 and compare samples of a study, shares are linear (0
/// to 1), counts are whole; NaN = not known. docs/purity.md.
struct SamplePurity {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string sample, subject, timePoint;
  Verdict verdict = Verdict::Unknown;
  std::string reason;
  std::string plateletKind;  ///< vesicles, residual platelets, activation or lysis, in words
  double platelets = unknown, plateletsLow = unknown,
         plateletsHigh = unknown;  ///< contaminant; 95 % bootstrap interval
  double plateletsZ = unknown;
  double plateletsSeen = 0, plateletsPanel = 0;  ///< markers of all platelet panels: measured, used
  double plateletCore = unknown, plateletCoreLow = unknown, plateletCoreHigh = unknown;  ///< 95 % bootstrap interval
  double plateletCoreZ = unknown;
  double plateletCoreSeen = 0, plateletCorePanel = 0;
  double plateletShare = unknown, erythrocyteShare = unknown, coagulationShare = unknown;
  double plateletLargestShare = unknown, erythrocyteLargestShare = unknown, coagulationLargestShare = unknown;
  std::string plateletLargest, erythrocyteLargest, coagulationLargest;
  double evSeen = 0, evPanel = 0;
  double referenceSeen = 0;  ///< proteins of the vesicle reference, whether scores are relative to it or not
  static constexpr std::size_t misevCategories = 5;
  std::array<double, misevCategories> misevSeen{};  ///< proteins of MISEV2018's categories 1 to 5
  std::vector<double> materials;                    ///< by class of PurityTable::materials
  double materialsCovered = unknown;
};

/// A panel's score of each sample, in log2; NaN = not known.
struct PanelScore {
  std::string panel;
  std::vector<double> bySample;
};

struct PurityTable {
  std::vector<SamplePurity> samples;   ///< in study order
  std::vector<std::string> materials;  ///< classes of material that panels name (decompose)
  std::vector<PanelScore> scores;      ///< of every other panel than platelet_core that has one
  std::vector<std::string> notes;      ///< sentences about pairs and the study
};

/// Throws DoNotFit with the names of samples that the study has and the table has not.
void requireSamples(const PurityTable& table, const Study& study);

/// Whether purity.tsv has a column of that name that is no panel's: one of SamplePurity, or a material's.
bool isPurityColumn(std::string_view name);

/// purity.tsv: notes as `# note: ...`, then one row a sample.
void writePurity(const PurityTable& table, const std::string& path);

/// A column that is none of SamplePurity and no material's is a panel's score. Throws as readTsv does, and
/// CorruptContent for a missing column, a verdict that is not known, a number that is none or a sample that stands
/// twice.
PurityTable readPurity(const std::string& path);

}  // namespace vescargo
