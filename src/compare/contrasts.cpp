#include "vescargo/compare/contrasts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/covariates.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

std::vector<std::string> groupsOf(const Study& study) {
  std::vector<std::string> groups;
  for (const Sample& sample : study.samples) {
    if (!sample.group.empty() && std::find(groups.begin(), groups.end(), sample.group) == groups.end())
      groups.push_back(sample.group);
  }
  return groups;
}

/// No subject has two samples.
bool withoutPairs(const Study& study) { return study.subjects.size() == study.samples.size(); }

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

std::string referenceOf(const Levels& levels, const CompareOptions& options) {
  std::string reference = options.reference.empty() ? levels.names.front() : options.reference;
  checkLevel(levels, reference, "-reference");
  if (options.compareTo.empty()) return reference;
  checkLevel(levels, options.compareTo, "-compare_to");
  if (options.compareTo == reference)
    throw Error(ExitCode::BadParameter, "-compare_to", inQuotes(reference) + " is the reference itself",
                "give another " + levels.kind);
  return reference;
}

std::string count(std::size_t number, const std::string& one, const std::string& many) {
  return formatNumber(static_cast<double>(number)) + " " + (number == 1 ? one : many);
}

/// Leaves out the other units.
void keepUnits(const std::vector<Index>& kept, Contrast& contrast) {
  const auto lost = contrast.units() - kept.size();
  if (lost == 0) return;
  contrast.notes.push_back(
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
}

/// Rows of the sample's covariates by unit: changes of pairs, values of samples.
MatrixXd byUnit(const MatrixXd& ofSamples, const Contrast& contrast) {
  MatrixXd values(static_cast<Index>(contrast.units()), ofSamples.cols());
  for (std::size_t i = 0; i < contrast.pairs.size(); ++i)
    values.row(static_cast<Index>(i)) = ofSamples.row(static_cast<Index>(contrast.pairs[i].after)) -
                                        ofSamples.row(static_cast<Index>(contrast.pairs[i].before));
  for (std::size_t i = 0; i < contrast.samples.size(); ++i)
    values.row(static_cast<Index>(i)) = ofSamples.row(static_cast<Index>(contrast.samples[i]));
  return values;
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
      contrast.notes.push_back("the covariate " + name +
                               (contrast.pairs.empty() ? " is 0 in all these samples: nothing is adjusted for it"
                                                       : " does not vary within pairs: it cancels in the differences"));
    } else if (toldBy(kept, column)) {
      contrast.notes.push_back("the covariate " + name + " is told by those before it (collinear) and left out");
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
  const MatrixXd values = byUnit(covariates.values, contrast);
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

Contrast pairedContrast(const Study& study, const std::string& before, const std::string& after,
                        const CovariateColumns& covariates) {
  Contrast contrast{after + "-" + before, ContrastKind::Paired, pairSamples(study, before, after)};
  const auto n = static_cast<Index>(contrast.pairs.size());
  setDesign(MatrixXd::Ones(n, 1), covariates, contrast);
  contrast.tested = MatrixXd::Identity(contrast.design.cols(), 1);
  if (groupsOf(study).size() > 1)
    contrast.notes.emplace_back("the groups of the sheet are taken together here; their difference has its own rows");
  return contrast;
}

/// Intercept and the indicator of the other side.
MatrixXd twoSides(const std::vector<int>& side) {
  MatrixXd design = MatrixXd::Ones(static_cast<Index>(side.size()), 2);
  for (std::size_t i = 0; i < side.size(); ++i) design(static_cast<Index>(i), 1) = side[i];
  return design;
}

void setTwoSides(const CovariateColumns& covariates, Contrast& contrast) {
  setDesign(twoSides(contrast.side), covariates, contrast);
  contrast.tested = MatrixXd::Zero(contrast.design.cols(), 1);
  contrast.tested(1, 0) = 1;
}

Contrast groupDifference(const Study& study, const Contrast& paired, const std::vector<std::string>& groups,
                         std::size_t group, const CovariateColumns& covariates) {
  Contrast contrast{"(" + paired.name + "):" + groups[group] + "-" + groups.front(), ContrastKind::GroupDifference};
  std::size_t moved = 0;
  for (const SamplePair& pair : paired.pairs) {
    const std::string& before = study.samples[pair.before].group;
    const std::string& after = study.samples[pair.after].group;
    moved += before != after ? 1 : 0;
    if (before != after || (after != groups[group] && after != groups.front())) continue;
    contrast.pairs.push_back(pair);
    contrast.side.push_back(after == groups[group] ? 1 : 0);
  }
  if (moved > 0)
    contrast.notes.push_back(count(moved, "subject has", "subjects have") +
                             " the two samples in different groups and cannot be compared between groups");
  setTwoSides(covariates, contrast);
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
  contrast.notes.push_back(
      "unpaired: no subject has two samples, so " +
      count(static_cast<std::size_t>(std::count(contrast.side.begin(), contrast.side.end(), 1)), "sample", "samples") +
      " of " + other + " and " +
      count(static_cast<std::size_t>(std::count(contrast.side.begin(), contrast.side.end(), 0)), "sample", "samples") +
      " of " + reference + " are compared, and differences between subjects are not taken out");
  setTwoSides(covariates, contrast);
  return contrast;
}

Contrast courseContrast(const Study& study, const std::string& reference, const CovariateColumns& covariates) {
  Contrast contrast{"course", ContrastKind::Course};
  std::multiset<std::string> samplesOf;
  for (const Sample& sample : study.samples) samplesOf.insert(sample.subject);
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    if (samplesOf.count(study.samples[i].subject) > 1) contrast.samples.push_back(i);
  }
  std::vector<std::string> others = study.timePoints;
  std::erase(others, reference);
  const auto columns = static_cast<Index>(others.size());
  MatrixXd own = MatrixXd::Zero(static_cast<Index>(contrast.samples.size()), columns);
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    const auto at = std::find(others.begin(), others.end(), study.samples[contrast.samples[i]].timePoint);
    if (at != others.end()) own(static_cast<Index>(i), at - others.begin()) = 1;
  }
  contrast.notes.push_back("whether any of " + join(others, ", ") + " differs from " + reference +
                           " or from each other (F test); which, the contrasts of two say");
  setDesign(own, covariates, contrast);
  contrast.tested = MatrixXd::Identity(contrast.design.cols(), columns);
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
  const std::string reference = referenceOf(levels, options);
  const auto groups = groupsOf(study);
  for (const std::string& level : levels.names) {
    if (level == reference || (!options.compareTo.empty() && level != options.compareTo)) continue;
    if (withoutPairs(study)) {
      contrasts.push_back(unpairedContrast(study, reference, level, covariates));
      continue;
    }
    contrasts.push_back(pairedContrast(study, reference, level, covariates));
    const Contrast plain{contrasts.back().name, ContrastKind::Paired, pairSamples(study, reference, level)};
    for (std::size_t group = 1; group < groups.size(); ++group)
      contrasts.push_back(groupDifference(study, plain, groups, group, covariates));
  }
  if (!withoutPairs(study) && options.compareTo.empty() && levels.names.size() > 2)
    contrasts.push_back(courseContrast(study, reference, covariates));
  return contrasts;
}

}  // namespace vescargo
