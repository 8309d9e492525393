#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <vector>

#include "vescargo/compare/CompareOptions.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What a contrast compares.
enum class ContrastKind {
  Paired,           ///< two time points within subjects: "post-pre"
  GroupDifference,  ///< changes within subjects between two groups: "(post-pre):trained-untrained"
  UnpairedTimes,    ///< two time points of different subjects: "post-pre"
  UnpairedGroups,   ///< two groups of different subjects: "ill-well"
  Course,           ///< any of three or more time points within subjects: "course"
};

template <>
struct EnumNames<ContrastKind> {
  static constexpr std::array<std::pair<ContrastKind, std::string_view>, 5> value{
      {{ContrastKind::Paired, "paired"},
       {ContrastKind::GroupDifference, "difference of groups"},
       {ContrastKind::UnpairedTimes, "unpaired times"},
       {ContrastKind::UnpairedGroups, "unpaired groups"},
       {ContrastKind::Course, "course"}}};
};

bool isUnpaired(ContrastKind kind);

/// What becomes of the level that a subject's samples share.
enum class SubjectLevels {
  Ignored,   ///< no subject has two samples
  InPairs,   ///< it cancels in the differences of pairs: each subject has one sample at either time point
  TakenOut,  ///< a coefficient a subject: each has all time points of a course
  Random,    ///< a random effect: some subjects lack a sample or have repeated ones, and none is left out
};

/// A question, the units that answer it, and their design.
struct Contrast {
  std::string name;
  ContrastKind kind = ContrastKind::Paired;
  std::array<std::string, 2> times{};  ///< reference and other, of Paired and GroupDifference; else empty
  SubjectLevels subjectLevels = SubjectLevels::Ignored;
  std::vector<SamplePair> pairs{};     ///< units where subjectLevels cancel in pairs; empty otherwise
  std::vector<std::size_t> samples{};  ///< units otherwise: indices into Study::samples
  std::vector<int> side{};             ///< by unit, 0 reference and 1 other, where two sides are compared; else empty
  std::vector<int> after{};            ///< by unit, 1 at the other time point, where samples of subjects are units
  Eigen::MatrixXd design{};            ///< units x coefficients, without the score that is adjusted for
  Eigen::MatrixXd tested{};            ///< coefficients x contrasts
  std::vector<std::string> notes{};
  std::vector<std::string> cautions{};  ///< of these, what was asked for and cannot be

  void caution(const std::string& note) {
    notes.push_back(note);
    cautions.push_back(note);
  }
  std::size_t units() const { return pairs.empty() ? samples.size() : pairs.size(); }
};

/// Every contrast that `options` ask of the study, in the order of the sheet: each time point against the reference;
/// with groups, each group's change less that of the sheet's first group; with three time points, the course. Where
/// subjects lack samples or have several, all samples are units and the subject is a random effect. Time points that no
/// subject shares are compared unpaired, and groups where there is one time point.
/// Throws BadParameter for a time point (or group) that the study has not, for a contrast of one with itself, and for
/// a covariate that the sheet has not, that is no number or the same in all samples.
std::vector<Contrast> planContrasts(const Study& study, const CompareOptions& options);

}  // namespace vescargo
