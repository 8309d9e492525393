#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "vescargo/quant/rollUp.h"

namespace vescargo {

/// The fraction of each run as a number: the sheet's where all are numbers, else its place among the fractions of
/// `runs`, from 1. For programs that want numbers.
std::vector<int> fractionNumbers(const std::vector<QuantRun>& runs);

/// Ions that proteins were quantified by x runs, neither summed nor normalised.
struct IonTable {
  struct Row {
    std::size_t ion = 0;      ///< index into StudyIons::ions
    std::size_t protein = 0;  ///< row of Quantification::proteins
  };
  std::vector<Row> rows;      ///< by protein, then ion; each was measured in some run
  Eigen::MatrixXd intensity;  ///< rows x StudyIons::runs, linear (IonTrace::area), NaN = not measured
};

/// The table for the proteins of `tables`, which rollUp made of the same traces.
IonTable quantifiedIons(const StudyTraces& traces, const Quantification& tables);

}  // namespace vescargo
