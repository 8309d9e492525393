#include "vescargo/compare/contrasts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/covariates.h"
#include "vescargo/compare/units.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Those that samples are of, the reference first.
std::vector<std::string> groupsOf(const Study& study) {
  std::vector<std::string> groups = study.groups;
  for (const Sample& sample : study.samples) {
    if (!sample.group.empty() && std::find(groups.begin(), groups.end(), sample.group) == groups.end())
      groups.push_back(sample.group);
  }
  std::erase_if(groups, [&](const std::string& group) {
    return std::none_of(study.samples.begin(), study.samples.end(),
                        [&](const Sample& sample) { return sample.group == group; });
  });
  return groups;
}

/// No subject has samples at two time points.
bool withoutPairs(const Study& study) {
  std::map<std::string, std::string> timePoints;
  return std::all_of(study.samples.begin(), study.samples.end(), [&](const Sample& sample) {
    return timePoints.emplace(sample.subject, sample.timePoint).first->second == sample.timePoint;
  });
}

/// What a study compares, and what it is called.
struct Levels {
  std::vector<std::string> names;
  std::string kind;
};

Levels levelsOf(const Study& study) {
  if (withoutPairs(study) && study.timePoints.size() < 2) return {groupsOf(study), "group"};
  return {study.timePoints, "time point"};
}

void checkLevel(const Levels& levels, const std::string& name, const std::string& flag) {
  if (std::find(levels.names.begin(), levels.names.end(), name) == levels.names.end())
    throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is no " + levels.kind + " of the study",
                "did you mean " + nearestNames(name, levels.names) + "?");
}

void checkComparedTo(const Levels& levels, const CompareOptions& options) {
  if (options.compareTo.empty()) return;
  checkLevel(levels, options.compareTo, "-compare_to");
  if (options.compareTo == levels.names.front())
    throw Error(ExitCode::BadParameter, "-compare_to", inQuotes(options.compareTo) + " is the reference itself",
                "give another " + levels.kind);
}

std::string count(std::size_t number, const std::string& one, const std::string& many) {
  return formatNumber(static_cast<double>(number)) + " " + (number == 1 ? one : many);
}

/// Leaves out the other units.
void keepUnits(const std::vector<Index>& kept, Contrast& contrast) {
  const auto lost = contrast.units() - kept.size();
  if (lost == 0) return;
  contrast.caution(
      (contrast.pairs.empty() ? count(lost, "sample is", "samples are") : count(lost, "pair is", "pairs are")) +
      " left out, a covariate is not known there");
  const auto keep = [&](auto& list) {
    if (list.empty()) return;
    const auto all = std::exchange(list, {});
    for (const Index i : kept) list.push_back(all[static_cast<std::size_t>(i)]);
  };
  keep(contrast.pairs);
  keep(contrast.samples);
  keep(contrast.side);
  keep(contrast.after);
}

bool toldBy(const MatrixXd& columns, const Eigen::VectorXd& column) {
  if (columns.cols() == 0) return false;
  const Eigen::VectorXd left = column - columns * solveLeastSquares(columns, column).coefficients;
  return left.norm() <= 1e-7 * column.norm();
}

/// Covariates that say nothing of their own are left out, with a note.
MatrixXd independentColumns(const MatrixXd& covariates, const std::vector<std::string>& names, Contrast& contrast) {
  MatrixXd kept(covariates.rows(), 0);
  for (Index j = 0; j < covariates.cols(); ++j) {
    const Eigen::VectorXd column = covariates.col(j);
    const std::string& name = names[static_cast<std::size_t>(j)];
    if (column.isZero(0)) {
      contrast.caution("the covariate " + name +
                       (contrast.pairs.empty() ? " is 0 in all these samples: nothing is adjusted for it"
                                               : " does not vary within pairs: it cancels in the differences"));
    } else if (toldBy(kept, column)) {
      contrast.caution("the covariate " + name + " is told by those before it (collinear) and left out");
    } else {
      kept.conservativeResize(Eigen::NoChange, kept.cols() + 1);
      kept.col(kept.cols() - 1) = column;
    }
  }
  return kept;
}

/// Joins the columns that the contrast is of and the covariates.
void setDesign(const MatrixXd& own, const CovariateColumns& covariates, Contrast& contrast) {
  contrast.design = own;
  if (covariates.names.empty()) return;
  const MatrixXd values = unitValues(covariates.values.transpose(), contrast).transpose();
  std::vector<Index> known;
  for (Index i = 0; i < values.rows(); ++i) {
    if (values.row(i).allFinite()) known.push_back(i);
  }
  keepUnits(known, contrast);
  const MatrixXd more = independentColumns(values(known, Eigen::all), covariates.names, contrast);
  contrast.design.resize(static_cast<Index>(known.size()), own.cols() + more.cols());
  contrast.design << own(known, Eigen::all), more;
  if (contrast.kind != ContrastKind::Course && !known.empty() && rankOf(contrast.design) < contrast.design.cols())
    contrast.notes.emplace_back(
        "the covariates go with what is compared (collinear): it cannot be told from them, and no protein is tested");
}

/// Intercept and the indicator of the other side.
MatrixXd twoSides(const std::vector<int>& side) {
  MatrixXd design = MatrixXd::Ones(static_cast<Index>(side.size()), 2);
  for (std::size_t i = 0; i < side.size(); ++i) design(static_cast<Index>(i), 1) = side[i];
  return design;
}

/// The last column of `own` is what is tested.
void setLastTested(const MatrixXd& own, const CovariateColumns& covariates, Contrast& contrast) {
  setDesign(own, covariates, contrast);
  contrast.tested = MatrixXd::Zero(contrast.design.cols(), 1);
  contrast.tested(own.cols() - 1, 0) = 1;
}

/// Whether each subject who has a sample at one of two time points has one at each.
bool areComplete(const std::vector<SubjectSamples>& subjects) {
  return std::all_of(subjects.begin(), subjects.end(), [](const SubjectSamples& subject) {
    return subject.before.size() == 1 && subject.after.size() == 1;
  });
}

bool isShared(const std::vector<SubjectSamples>& subjects) {
  return std::any_of(subjects.begin(), subjects.end(),
                     [](const SubjectSamples& subject) { return !subject.before.empty() && !subject.after.empty(); });
}

bool areRepeated(const Study& study, const std::vector<std::size_t>& samples) {
  std::set<std::string> subjects;
  return std::any_of(samples.begin(), samples.end(),
                     [&](std::size_t sample) { return !subjects.insert(study.samples[sample].subject).second; });
}

std::string noteRandom(const std::vector<SubjectSamples>& subjects) {
  std::size_t both = 0, one = 0, repeated = 0;
  for (const SubjectSamples& subject : subjects) {
    const bool paired = !subject.before.empty() && !subject.after.empty();
    ++(paired ? both : one);
    repeated += subject.before.size() > 1 || subject.after.size() > 1 ? 1 : 0;
  }
  std::vector<std::string> parts{count(both, "subject has both time points", "subjects have both time points")};
  if (one > 0) parts.push_back(count(one, "has one of them", "have one of them"));
  if (repeated > 0) parts.push_back(count(repeated, "has repeated samples", "have repeated samples"));
  return join(parts, ", ") + ": all samples are in the model, the subject as a random effect";
}

/// Both time points' samples as units, by subject.
void takeSamples(const std::vector<SubjectSamples>& subjects, Contrast& contrast) {
  contrast.subjectLevels = SubjectLevels::Random;
  for (const SubjectSamples& subject : subjects) {
    for (const auto* samples : {&subject.before, &subject.after}) {
      contrast.samples.insert(contrast.samples.end(), samples->begin(), samples->end());
      contrast.side.insert(contrast.side.end(), samples->size(), samples == &subject.after ? 1 : 0);
    }
  }
  contrast.after = contrast.side;
  contrast.notes.push_back(noteRandom(subjects));
}

Contrast pairedContrast(const Study& study, const std::string& before, const std::string& after,
                        const CovariateColumns& covariates) {
  Contrast contrast{after + "-" + before, ContrastKind::Paired, {before, after}};
  const auto subjects = samplesBySubject(study, before, after);
  if (areComplete(subjects)) {
    contrast.subjectLevels = SubjectLevels::InPairs;
    contrast.pairs = pairSamples(study, before, after);
    setLastTested(MatrixXd::Ones(static_cast<Index>(contrast.pairs.size()), 1), covariates, contrast);
  } else {
    takeSamples(subjects, contrast);
    setLastTested(twoSides(contrast.side), covariates, contrast);
  }
  if (groupsOf(study).size() > 1)
    contrast.notes.emplace_back("the groups of the sheet are taken together here; their difference has its own rows");
  return contrast;
}

/// Subjects of two groups; those whose samples are in different ones cannot be compared.
std::vector<SubjectSamples> stayedIn(const Study& study, const std::vector<SubjectSamples>& all,
                                     const std::array<std::string, 2>& groups, Contrast& contrast) {
  std::vector<SubjectSamples> stayed;
  std::size_t moved = 0;
  for (const SubjectSamples& subject : all) {
    std::set<std::string> of;
    for (const auto* samples : {&subject.before, &subject.after}) {
      for (const std::size_t sample : *samples) of.insert(study.samples[sample].group);
    }
    moved += of.size() > 1 ? 1 : 0;
    if (of.size() == 1 && (of.contains(groups[0]) || of.contains(groups[1]))) stayed.push_back(subject);
  }
  if (moved > 0)
    contrast.caution(count(moved, "subject has", "subjects have") +
                     " samples in different groups and cannot be compared between groups");
  return stayed;
}

Contrast groupDifference(const Study& study, const std::array<std::string, 2>& times,
                         const std::array<std::string, 2>& groups, const CovariateColumns& covariates) {
  Contrast contrast{"(" + times[1] + "-" + times[0] + "):" + groups[1] + "-" + groups[0], ContrastKind::GroupDifference,
                    times};
  const auto subjects = stayedIn(study, samplesBySubject(study, times[0], times[1]), groups, contrast);
  const auto isOther = [&](std::size_t sample) { return study.samples[sample].group == groups[1] ? 1 : 0; };
  if (areComplete(subjects)) {
    contrast.subjectLevels = SubjectLevels::InPairs;
    for (const SubjectSamples& subject : subjects) {
      contrast.pairs.push_back({subject.subject, subject.before.front(), subject.after.front()});
      contrast.side.push_back(isOther(subject.after.front()));
    }
    setLastTested(twoSides(contrast.side), covariates, contrast);
    return contrast;
  }
  takeSamples(subjects, contrast);
  MatrixXd own(static_cast<Index>(contrast.samples.size()), 4);
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    const int after = contrast.after[i], other = isOther(contrast.samples[i]);
    own.row(static_cast<Index>(i)) << 1, after, other, after * other;
    contrast.side[i] = other;
  }
  setLastTested(own, covariates, contrast);
  return contrast;
}

Contrast unpairedContrast(const Study& study, const std::string& reference, const std::string& other,
                          const CovariateColumns& covariates) {
  const bool times = study.timePoints.size() > 1;
  Contrast contrast{other + "-" + reference, times ? ContrastKind::UnpairedTimes : ContrastKind::UnpairedGroups};
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    const std::string& level = times ? study.samples[i].timePoint : study.samples[i].group;
    if (level != reference && level != other) continue;
    contrast.samples.push_back(i);
    contrast.side.push_back(level == other ? 1 : 0);
  }
  const bool repeated = areRepeated(study, contrast.samples);
  if (repeated) contrast.subjectLevels = SubjectLevels::Random;
  const auto others = static_cast<std::size_t>(std::count(contrast.side.begin(), contrast.side.end(), 1));
  contrast.notes.push_back("unpaired: no subject has samples of both, so " + count(others, "sample", "samples") +
                           " of " + other + " and " + count(contrast.side.size() - others, "sample", "samples") +
                           " of " + reference + " are compared, and differences between subjects are not taken out" +
                           (repeated ? "; subjects with repeated samples are a random effect" : ""));
  setLastTested(twoSides(contrast.side), covariates, contrast);
  return contrast;
}

/// Whether each subject of a course has one sample at each time point.
bool isWholeCourse(const Study& study) {
  std::set<std::pair<std::string, std::string>> tubes;
  for (const Sample& sample : study.samples) tubes.emplace(sample.subject, sample.timePoint);
  return tubes.size() == study.samples.size() && tubes.size() == study.subjects.size() * study.timePoints.size();
}

Contrast courseContrast(const Study& study, const std::string& reference, const CovariateColumns& covariates) {
  Contrast contrast{"course", ContrastKind::Course};
  const bool whole = isWholeCourse(study);
  contrast.subjectLevels = whole ? SubjectLevels::TakenOut : SubjectLevels::Random;
  for (std::size_t i = 0; i < study.samples.size(); ++i) contrast.samples.push_back(i);
  std::vector<std::string> others = study.timePoints;
  std::erase(others, reference);
  const Index intercepts = whole ? 0 : 1;
  const auto columns = static_cast<Index>(others.size());
  MatrixXd own = MatrixXd::Zero(static_cast<Index>(contrast.samples.size()), columns + intercepts);
  own.leftCols(intercepts).setOnes();
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    const auto at = std::find(others.begin(), others.end(), study.samples[contrast.samples[i]].timePoint);
    if (at != others.end()) own(static_cast<Index>(i), intercepts + (at - others.begin())) = 1;
  }
  contrast.notes.push_back("whether any of " + join(others, ", ") + " differs from " + reference +
                           " or from each other (F test); which, the contrasts of two say");
  if (!whole)
    contrast.notes.emplace_back(
        "some subjects lack a time point or have repeated samples: all samples are in the model, the subject as a "
        "random effect");
  setDesign(own, covariates, contrast);
  contrast.tested = MatrixXd::Zero(contrast.design.cols(), columns);
  contrast.tested.middleRows(intercepts, columns).setIdentity();
  return contrast;
}

}  // namespace

bool isUnpaired(ContrastKind kind) {
  return kind == ContrastKind::UnpairedTimes || kind == ContrastKind::UnpairedGroups;
}

std::vector<Contrast> planContrasts(const Study& study, const CompareOptions& options) {
  std::vector<Contrast> contrasts;
  const CovariateColumns covariates = covariateColumns(study, options.covariates);
  const Levels levels = levelsOf(study);
  if (levels.names.empty()) return contrasts;
  checkComparedTo(levels, options);
  const std::string& reference = levels.names.front();
  const auto groups = groupsOf(study);
  for (const std::string& level : levels.names) {
    if (level == reference || (!options.compareTo.empty() && level != options.compareTo)) continue;
    if (withoutPairs(study) || !isShared(samplesBySubject(study, reference, level))) {
      contrasts.push_back(unpairedContrast(study, reference, level, covariates));
      continue;
    }
    contrasts.push_back(pairedContrast(study, reference, level, covariates));
    for (std::size_t group = 1; group < groups.size(); ++group)
      contrasts.push_back(groupDifference(study, {reference, level}, {groups.front(), groups[group]}, covariates));
  }
  if (!withoutPairs(study) && options.compareTo.empty() && levels.names.size() > 2)
    contrasts.push_back(courseContrast(study, reference, covariates));
  return contrasts;
}

}  // namespace vescargo
