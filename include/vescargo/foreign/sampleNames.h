#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/Study.h"
#include "vescargo/table/nameRuns.h"

namespace vescargo {

/// Columns with what they may be called beside their name: without Spectronaut's "[1] " (R: "X.1..") before it and
/// MetaMorpheus' "-calib" and "-averaged" behind it; of Proteome Discoverer's "F1: Sample, pre, S1" (R:
/// "F1..Sample..pre") the file "F1", and the parts that no other column has.
std::vector<CargoColumn> namedColumns(const SampleColumns& columns);

/// The names of a study's samples and runs, which columns may write in other capitals, and as R writes names: with a
/// point for every other sign ("A1.pl.1" is "A1-pl-1"), an X before a digit, and folders within ("D..raw.A1.pl.1").
class StudyNames {
 public:
  explicit StudyNames(const Study& study);

  /// Whether a column is called as a sample or run, to the letter or so.
  bool know(const CargoColumn& column) const;
  /// Gives columns that are so called the sheet's names, where one column and one sample or run alone go together and
  /// no column has the name to the letter; where none is, those of the runs in the sheet's order (nameRuns). Returns a
  /// sentence that tells it, if there is anything to tell.
  std::vector<std::string> giveTo(std::vector<CargoColumn>& columns) const;

 private:
  struct Named {
    std::set<std::string> samples;  ///< whose it is
    std::set<std::string> runs;     ///< without folder and ending
    std::vector<std::string> names;
  };

  bool isExact(const CargoColumn& column) const;
  /// The spelling that a column shares with names of the study; empty where there is none.
  std::string sharedSpelling(const CargoColumn& column) const;

  std::vector<std::string> giveInOrder(std::vector<CargoColumn>& columns) const;

  std::vector<RunAliases> runs_;  ///< of the sheet
  std::set<std::string> exact_;
  std::map<std::string, Named> bySpelling_;
};

}  // namespace vescargo
