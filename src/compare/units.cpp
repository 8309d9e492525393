#include "vescargo/compare/units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

SubjectValues levelsOfSubjects(const MatrixXd& bySample, const Study& study, const Contrast& contrast) {
  std::map<std::string, std::size_t> at;
  SubjectValues values;
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    const std::string& subject = study.samples[contrast.samples[i]].subject;
    const auto [found, added] = at.emplace(subject, values.subjects.size());
    if (added) {
      values.subjects.push_back({subject, {}, {}});
      values.side.push_back(contrast.side[i]);
    }
    values.subjects[found->second].after.push_back(contrast.samples[i]);
  }
  values.values.resize(bySample.rows(), static_cast<Index>(values.subjects.size()));
  for (std::size_t i = 0; i < values.subjects.size(); ++i)
    values.values.col(static_cast<Index>(i)) = meanOfSamples(bySample, values.subjects[i].after);
  return values;
}

/// Subject of a unit.
const std::string& subjectOf(const Study& study, const Contrast& contrast, std::size_t unit) {
  return study.samples[contrast.pairs.empty() ? contrast.samples[unit] : contrast.pairs[unit].before].subject;
}

/// Subjects of a contrast within subjects, by name, with their side where it has two.
std::map<std::string, int> sidesOf(const Study& study, const Contrast& contrast) {
  std::map<std::string, int> sides;
  for (std::size_t i = 0; i < contrast.units(); ++i)
    sides[subjectOf(study, contrast, i)] = contrast.side.empty() ? 0 : contrast.side[i];
  return sides;
}

}  // namespace

VectorXd meanOfSamples(const MatrixXd& bySample, const std::vector<std::size_t>& samples) {
  VectorXd means(bySample.rows());
  for (Index row = 0; row < bySample.rows(); ++row) {
    double sum = 0, seen = 0;
    for (const std::size_t sample : samples) {
      const double value = bySample(row, static_cast<Index>(sample));
      if (!std::isnan(value)) sum += value, ++seen;
    }
    means[row] = seen > 0 ? sum / seen : std::numeric_limits<double>::quiet_NaN();
  }
  return means;
}

MatrixXd unitValues(const MatrixXd& bySample, const Contrast& contrast) {
  MatrixXd values(bySample.rows(), static_cast<Index>(contrast.units()));
  for (std::size_t i = 0; i < contrast.pairs.size(); ++i)
    values.col(static_cast<Index>(i)) = bySample.col(static_cast<Index>(contrast.pairs[i].after)) -
                                        bySample.col(static_cast<Index>(contrast.pairs[i].before));
  for (std::size_t i = 0; i < contrast.samples.size(); ++i)
    values.col(static_cast<Index>(i)) = bySample.col(static_cast<Index>(contrast.samples[i]));
  return values;
}

std::vector<std::size_t> samplesOf(const Contrast& contrast) {
  std::vector<std::size_t> samples = contrast.samples;
  for (const SamplePair& pair : contrast.pairs) samples.insert(samples.end(), {pair.before, pair.after});
  return samples;
}

std::vector<int> subjectsOf(const Study& study, const Contrast& contrast) {
  std::vector<int> subjects;
  for (std::size_t i = 0; i < contrast.units(); ++i) {
    const auto at = std::find(study.subjects.begin(), study.subjects.end(), subjectOf(study, contrast, i));
    subjects.push_back(static_cast<int>(at - study.subjects.begin()));
  }
  return subjects;
}

std::vector<int> subjectsCompared(const Contrast& contrast, const std::vector<int>& subjects,
                                  const std::vector<Index>& units) {
  if (contrast.side.empty()) return {};
  const bool byTime = contrast.kind == ContrastKind::GroupDifference && !contrast.after.empty();
  std::set<std::pair<int, int>> found;  // of what is compared, and the subject
  for (const Index unit : units) {
    const auto at = static_cast<std::size_t>(unit);
    found.emplace(contrast.side[at] + (byTime ? 2 * contrast.after[at] : 0), subjects[at]);
  }
  std::vector<int> counts(byTime ? 4 : 2, 0);
  for (const auto& [compared, subject] : found) ++counts[static_cast<std::size_t>(compared)];
  return counts;
}

std::vector<Index> constantRows(const MatrixXd& bySample, const Contrast& contrast) {
  constexpr double rounding = 1e-9;
  const auto samples = samplesOf(contrast);
  std::vector<Index> rows;
  for (Index row = 0; row < bySample.rows(); ++row) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    int seen = 0;
    for (const std::size_t sample : samples) {
      const double value = bySample(row, static_cast<Index>(sample));
      if (std::isnan(value)) continue;
      least = std::min(least, value);
      most = std::max(most, value);
      ++seen;
    }
    if (seen > 1 && most - least <= rounding) rows.push_back(row);
  }
  return rows;
}

SubjectValues subjectChanges(const MatrixXd& bySample, const Study& study, const std::array<std::string, 2>& times) {
  SubjectValues changes;
  for (const SubjectSamples& subject : samplesBySubject(study, times[0], times[1])) {
    if (!subject.before.empty() && !subject.after.empty()) changes.subjects.push_back(subject);
  }
  changes.values.resize(bySample.rows(), static_cast<Index>(changes.subjects.size()));
  for (std::size_t i = 0; i < changes.subjects.size(); ++i)
    changes.values.col(static_cast<Index>(i)) =
        meanOfSamples(bySample, changes.subjects[i].after) - meanOfSamples(bySample, changes.subjects[i].before);
  return changes;
}

SubjectValues subjectValues(const MatrixXd& bySample, const Study& study, const Contrast& contrast) {
  if (contrast.kind == ContrastKind::Course) return {};
  if (isUnpaired(contrast.kind)) return levelsOfSubjects(bySample, study, contrast);
  SubjectValues all = subjectChanges(bySample, study, contrast.times);
  const auto sides = sidesOf(study, contrast);
  SubjectValues some;
  std::vector<Index> kept;
  for (std::size_t i = 0; i < all.subjects.size(); ++i) {
    const auto found = sides.find(all.subjects[i].subject);
    if (found == sides.end()) continue;
    kept.push_back(static_cast<Index>(i));
    some.subjects.push_back(all.subjects[i]);
    if (contrast.kind == ContrastKind::GroupDifference) some.side.push_back(found->second);
  }
  if (kept.size() == all.subjects.size())
    some.values = std::move(all.values);
  else
    some.values = all.values(Eigen::all, kept);
  return some;
}

}  // namespace vescargo
