#include "vescargo/compare/compareCargo.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "vescargo/base/Tsv.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/compare/comparisonNotes.h"
#include "vescargo/compare/remaining.h"
#include "vescargo/compare/sensitivity.h"
#include "vescargo/compare/units.h"
#include "vescargo/stats/exactTests.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::RowVectorXd;

/// Differences within subjects of one protein and the test of their signs.
struct PairedValues {
  const std::vector<SubjectSamples>& subjects;
  RowVectorXd differences;
  const SignFlipTest& testSigns;
};

/// Counts and exact tests of one protein within subjects.
void describePairs(const ContrastFit& fit, const PairedValues& paired, const RowVectorXd& values, Change& change) {
  for (const SubjectSamples& subject : paired.subjects) {
    const auto isSeen = [&](std::size_t sample) { return !std::isnan(values[static_cast<Index>(sample)]); };
    const bool before = std::any_of(subject.before.begin(), subject.before.end(), isSeen);
    const bool after = std::any_of(subject.after.begin(), subject.after.end(), isSeen);
    change.seenBefore += before ? 1 : 0;
    change.seenAfter += after ? 1 : 0;
    change.seenBeforeOnly += before && !after ? 1 : 0;
    change.seenAfterOnly += after && !before ? 1 : 0;
  }
  std::vector<double> known;
  for (const double difference : paired.differences) {
    if (!std::isnan(difference)) known.push_back(difference);
  }
  change.pairs = static_cast<int>(known.size());
  if (fit.contrast.kind != ContrastKind::Paired) return;
  change.detectionP = detectionTest(change.seenBeforeOnly, change.seenAfterOnly);
  if (std::isnan(change.unadjusted.p)) return;
  const SignFlip flip = paired.testSigns(known);
  change.signFlipP = flip.p;
  change.signFlipFloor = flip.floor;
}

/// The same where samples are compared; a course counts subjects with two samples.
void describeSamples(const ContrastFit& fit, const StudyFit& study, const RowVectorXd& values, Change& change) {
  const Contrast& contrast = fit.contrast;
  std::multiset<std::string> subjects;
  int seen = 0;
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    if (std::isnan(values[static_cast<Index>(contrast.samples[i])])) continue;
    ++seen;
    if (!contrast.side.empty()) ++(contrast.side[i] == 1 ? change.seenAfter : change.seenBefore);
    subjects.insert(study.study.samples[contrast.samples[i]].subject);
  }
  if (contrast.kind == ContrastKind::Course) {
    for (auto at = subjects.begin(); at != subjects.end(); at = subjects.upper_bound(*at))
      change.pairs += subjects.count(*at) > 1 ? 1 : 0;
    return;
  }
  change.pairs = seen;
  const int after = static_cast<int>(std::count(contrast.side.begin(), contrast.side.end(), 1));
  const int before = static_cast<int>(contrast.side.size()) - after;
  change.detectionP = detectionTest(Detections{change.seenBefore, before}, {change.seenAfter, after});
}

/// Mean over the samples of measured units.
double meanLog2(const Contrast& contrast, const RowVectorXd& values) {
  double sum = 0, seen = 0;
  const auto add = [&](std::size_t sample) {
    const double value = values[static_cast<Index>(sample)];
    if (!std::isnan(value)) sum += value, ++seen;
  };
  for (const SamplePair& pair : contrast.pairs) {
    if (std::isnan(values[static_cast<Index>(pair.before)] + values[static_cast<Index>(pair.after)])) continue;
    add(pair.before);
    add(pair.after);
  }
  for (const std::size_t sample : contrast.samples) add(sample);
  return seen > 0 ? sum / seen : Effect::unknown;
}

/// AdjustedAnswer::familyQ by row.
std::vector<double> familyQ(const RowTests& unadjusted, const RowTests& adjusted, double alpha) {
  std::vector<double> q(unadjusted.effects.size(), Effect::unknown);
  for (const bool changed : {false, true}) {
    std::vector<double> p(q.size(), Effect::unknown);
    for (std::size_t row = 0; row < p.size(); ++row) {
      if ((unadjusted.effects[row].q <= alpha) == changed) p[row] = adjusted.effects[row].p;
    }
    const auto ofFamily = adjustBenjaminiHochberg(p);
    for (std::size_t row = 0; row < p.size(); ++row) {
      if (!std::isnan(ofFamily[row])) q[row] = ofFamily[row];
    }
  }
  return q;
}

/// An answer a row for one adjustment.
std::vector<AdjustedAnswer> answersOf(const std::vector<std::string>& contaminants, const RowTests& unadjusted,
                                      const RowTests& adjusted, double alpha) {
  std::vector<AdjustedAnswer> answers(unadjusted.effects.size());
  const auto q = familyQ(unadjusted, adjusted, alpha);
  for (std::size_t row = 0; row < answers.size(); ++row) {
    answers[row].contaminants = contaminants;
    answers[row].familyQ = q[row];
    answers[row].effect = adjusted.effects[row];
  }
  return answers;
}

/// Whether a contaminant may be behind a change. In a mixture no protein changes by more than what is mixed in;
/// measured slopes on a score reach 1.5 (docs/purity.md), so 2 is out of the question.
bool mayBeBehind(const ContaminantChange& contaminant, const Change& change) {
  constexpr double steepest = 2;
  return !(steepest * std::abs(contaminant.change) < std::abs(change.unadjusted.log2FoldChange));
}

/// Sets which of a change's answers count, and adds one for each contaminant out of reach that may be behind it. The
/// first contaminant is always adjusted for; others where they may be behind the change.
void weighAnswers(const std::vector<ContaminantChange>& contaminants, Change& change) {
  const auto behind = [&](const std::string& name) {
    return std::any_of(contaminants.begin(), contaminants.end(), [&](const ContaminantChange& contaminant) {
      return contaminant.contaminant == name && mayBeBehind(contaminant, change);
    });
  };
  AdjustedAnswer& together = change.answers.front();
  const auto& names = together.contaminants;
  together.counts = names.size() < 2 || std::any_of(names.begin() + 1, names.end(), behind);
  for (std::size_t i = 1; i < change.answers.size(); ++i) {
    const std::string& name = change.answers[i].contaminants.front();
    const bool first = !names.empty() && name == names.front();
    change.answers[i].counts = first ? !together.counts : behind(name);
  }
  for (const ContaminantChange& contaminant : contaminants) {
    if (contaminant.place != "out of reach" || !mayBeBehind(contaminant, change)) continue;
    AdjustedAnswer answer;
    answer.contaminants = {contaminant.contaminant};
    answer.inReach = false;
    change.answers.push_back(std::move(answer));
  }
}

void addAnswers(const ContrastFit& fit, const CompareOptions& options, Comparison& comparison) {
  auto answers = answersOf(fit.plan.together.contaminants, fit.unadjusted, fit.together, options.alpha);
  markRemaining(fit, {fit.plan.together, fit.together}, comparison.contaminants, options.alpha, answers);
  for (std::size_t row = 0; row < answers.size(); ++row) {
    comparison.changes[row].adjusted = answers[row].effect;
    comparison.changes[row].familyQ = answers[row].familyQ;
    comparison.changes[row].answers.push_back(std::move(answers[row]));
  }
  for (std::size_t i = 0; i < fit.plan.alone.size(); ++i) {
    answers = answersOf(fit.plan.alone[i].contaminants, fit.unadjusted, fit.alone[i], options.alpha);
    markRemaining(fit, {fit.plan.alone[i], fit.alone[i]}, comparison.contaminants, options.alpha, answers);
    for (std::size_t row = 0; row < answers.size(); ++row)
      comparison.changes[row].answers.push_back(std::move(answers[row]));
  }
  for (Change& change : comparison.changes) weighAnswers(comparison.contaminants, change);
}

/// What panels and contaminants each row belongs to.
struct Memberships {
  std::vector<std::vector<std::string>> panels, contaminants;
};

Memberships membershipsOf(const StudyFit& study, const std::vector<MarkerPanel>& panels) {
  Memberships of{std::vector<std::vector<std::string>>(study.cargo.rows.size()),
                 std::vector<std::vector<std::string>>(study.cargo.rows.size())};
  const TableIndex index(study.cargo);
  for (const MarkerPanel& panel : panels) {
    for (const MarkerMatch& match : index.match(panel)) {
      of.panels[match.row].push_back(panel.name);
      auto& names = of.contaminants[match.row];
      if (!panel.contaminant.empty() && std::find(names.begin(), names.end(), panel.contaminant) == names.end())
        names.push_back(panel.contaminant);
    }
  }
  for (const ContaminantScore& score : study.scores) {
    for (const std::size_t row : score.markers) {
      auto& names = of.contaminants[row];
      if (std::find(names.begin(), names.end(), score.name) == names.end() &&
          std::none_of(panels.begin(), panels.end(), [&](const MarkerPanel& panel) {
            return panel.name == score.name && !panel.contaminant.empty();
          }))
        names.push_back(score.name);
    }
  }
  return of;
}

void sortChanges(std::vector<Change>& changes) {
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    const double pa = std::isnan(a.unadjusted.p) ? 2 : a.unadjusted.p,
                 pb = std::isnan(b.unadjusted.p) ? 2 : b.unadjusted.p;
    return std::tie(pa, a.protein) < std::tie(pb, b.protein);
  });
}

Comparison emptyComparison(const ContrastFit& fit, const StudyFit& study, const Memberships& memberships) {
  Comparison comparison;
  comparison.contrast = fit.contrast.name;
  comparison.kind = fit.contrast.kind;
  comparison.adjustedFor = fit.plan.together.contaminants;
  comparison.pairs = fit.replicates;
  comparison.pi0 = fit.unadjusted.pi0;
  comparison.adjustedPi0 = fit.together.pi0;
  comparison.changes.resize(study.cargo.rows.size());
  for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
    Change& change = comparison.changes[i];
    change.protein = study.cargo.rows[i].id;
    change.gene = study.cargo.rows[i].genes;
    change.panels = join(memberships.panels[i], ";");
    change.markerOf = join(memberships.contaminants[i], ";");
    change.unadjusted = fit.unadjusted.effects[i];
  }
  for (const Index row : fit.constantRows) comparison.changes[static_cast<std::size_t>(row)].constant = true;
  return comparison;
}

/// Some rows at a time: a matrix of differences of all of them may be half as large as the table.
void describeRows(const StudyFit& study, const ContrastFit& fit, std::vector<Change>& changes) {
  constexpr std::size_t rowsAtOnce = 2048;
  const bool paired = fit.contrast.kind == ContrastKind::Paired || fit.contrast.kind == ContrastKind::GroupDifference;
  const SignFlipTest testSigns(fit.contrast.kind == ContrastKind::Paired ? study.study.subjects.size() : 0);
  for (std::size_t begin = 0; begin < changes.size(); begin += rowsAtOnce) {
    const std::size_t count = std::min(rowsAtOnce, changes.size() - begin);
    const Eigen::MatrixXd rows = study.cargo.log2.middleRows(static_cast<Index>(begin), static_cast<Index>(count));
    const SubjectValues differences = paired ? subjectValues(rows, study.study, fit.contrast) : SubjectValues();
    parallelFor(count, 16, [&](std::size_t i) {
      Change& change = changes[begin + i];
      const auto row = static_cast<Index>(i);
      const RowVectorXd values = rows.row(row);
      if (paired)
        describePairs(fit, {differences.subjects, differences.values.row(row), testSigns}, values, change);
      else
        describeSamples(fit, study, values, change);
      change.meanLog2 = meanLog2(fit.contrast, values);
    });
  }
}

Comparison compareOne(const StudyFit& study, const ContrastFit& fit, const Memberships& memberships, int rotations) {
  Comparison comparison = emptyComparison(fit, study, memberships);
  comparison.contaminants = withRemaining(study, fit, rotations);
  for (ContaminantChange& contaminant : comparison.contaminants)
    contaminant.reading = readingOf(contaminant, study.options.alpha);
  addAnswers(fit, study.options, comparison);
  describeRows(study, fit, comparison.changes);
  addSensitivity(study, fit, comparison.changes);
  sortChanges(comparison.changes);
  return comparison;
}

}  // namespace

VariancePrior typicalPrior(const Comparison& comparison, Effect Change::*effect) {
  std::vector<double> df, variances;
  for (const Change& change : comparison.changes) {
    df.push_back((change.*effect).priorDf);
    variances.push_back((change.*effect).priorVariance);
  }
  return {median(df), median(variances)};
}

std::vector<Comparison> compareCargo(const StudyFit& fit, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, int rotations) {
  std::vector<Comparison> comparisons;
  const Memberships memberships = membershipsOf(fit, panels);
  for (const ContrastFit& contrast : fit.contrasts) {
    comparisons.push_back(compareOne(fit, contrast, memberships, rotations));
    addNotes(fit, contrast, purity, comparisons.back());
  }
  return comparisons;
}

}  // namespace vescargo
