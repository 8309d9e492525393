#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/compare/contrasts.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// Values of a contrast's units: changes of pairs, or values of samples. `bySample` is rows x samples of the study,
/// log2, NaN = not measured; the result rows x units.
Eigen::MatrixXd unitValues(const Eigen::MatrixXd& bySample, const Contrast& contrast);

/// The contrast's samples, each once.
std::vector<std::size_t> samplesOf(const Contrast& contrast);

/// Subjects of some units by what is compared: the two sides, or each side at each time point where samples of groups
/// are units. Empty where a contrast has no sides. `subjects` by unit, from 0.
std::vector<int> subjectsCompared(const Contrast& contrast, const std::vector<int>& subjects,
                                  const std::vector<Eigen::Index>& units);

/// Subject of each unit, by its place in the study.
std::vector<int> subjectsOf(const Study& study, const Contrast& contrast);

/// Mean of some samples by row; NaN values are passed over.
Eigen::VectorXd meanOfSamples(const Eigen::MatrixXd& bySample, const std::vector<std::size_t>& samples);

/// Rows of which two samples of the contrast at least are measured and all have the same value, to 1e-9 log2.
std::vector<Eigen::Index> constantRows(const Eigen::MatrixXd& bySample, const Contrast& contrast);

/// One number a subject and row.
struct SubjectValues {
  std::vector<SubjectSamples> subjects;
  Eigen::MatrixXd values;  ///< rows x subjects, NaN = not known
  std::vector<int> side;   ///< by subject, 0 reference and 1 other, where two sides are compared; else empty
};

/// Changes within subjects who have both time points, repeated samples by their mean; where a contrast is unpaired,
/// the mean of each subject's samples. Nothing for a course.
SubjectValues subjectValues(const Eigen::MatrixXd& bySample, const Study& study, const Contrast& contrast);

/// Changes from one time point to another within the subjects who have both.
SubjectValues subjectChanges(const Eigen::MatrixXd& bySample, const Study& study,
                             const std::array<std::string, 2>& times);

}  // namespace vescargo
