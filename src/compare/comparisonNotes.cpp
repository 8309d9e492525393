#include "vescargo/compare/comparisonNotes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/units.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/purity/Verdict.h"

namespace vescargo {

namespace {

std::string count(std::size_t number, const std::string& one, const std::string& many) {
  return formatNumber(static_cast<double>(number)) + (number == 1 ? one : many);
}

/// Samples that did not pass are tested all the same, and a reader must know.
void noteSamples(const StudyFit& study, const Contrast& contrast, const PurityTable& purity, Comparison& comparison) {
  std::map<std::string, Verdict> verdicts;
  for (const auto& sample : purity.samples) verdicts.emplace(sample.sample, sample.verdict);
  const auto samples = samplesOf(contrast);
  std::vector<std::string> failed;
  std::size_t unjudged = 0;
  for (const std::size_t sample : samples) {
    const std::string& name = study.study.samples[sample].name;
    const auto verdict = verdicts.find(name);
    if (verdict == verdicts.end()) continue;
    if (verdict->second == Verdict::Fail) failed.push_back(name);
    unjudged += verdict->second == Verdict::Unknown ? 1 : 0;
  }
  if (!failed.empty()) comparison.caution("tested all the same, though their purity fails: " + join(failed, ", "));
  if (unjudged > 0)
    comparison.caution("the purity of " + formatNumber(static_cast<double>(unjudged)) + " of " +
                       formatNumber(static_cast<double>(samples.size())) + " samples could not be judged");
}

/// What min_pairs counts: subjects where they are random, else pairs, samples, or subjects of a course.
int replicatesOf(const ContrastFit& fit) {
  if (fit.contrast.subjectLevels != SubjectLevels::Random) return fit.replicates;
  return static_cast<int>(std::set<int>(fit.subjects.begin(), fit.subjects.end()).size());
}

/// "2 pairs"
std::string replicatesInWords(const ContrastFit& fit) {
  const auto number = static_cast<std::size_t>(replicatesOf(fit));
  if (fit.contrast.subjectLevels == SubjectLevels::InPairs) return count(number, " pair", " pairs");
  if (fit.contrast.subjectLevels == SubjectLevels::Ignored) return count(number, " sample", " samples");
  return count(number, " subject", " subjects");
}

void noteReplicates(const StudyFit& study, const ContrastFit& fit, Comparison& comparison) {
  if (study.study.subjects.size() < 2) comparison.caution("one subject only: whether cargo changed cannot be answered");
  std::vector<Eigen::Index> units(fit.contrast.units());
  std::iota(units.begin(), units.end(), Eigen::Index{0});
  for (const int subjects : subjectsCompared(fit.contrast, fit.subjects, units)) {
    if (subjects >= 2) continue;
    comparison.caution("one side has " + count(static_cast<std::size_t>(subjects), " subject", " subjects") +
                       ", 2 are needed: no protein is tested");
    return;
  }
  if (replicatesOf(fit) < study.options.minPairs)
    comparison.caution(replicatesInWords(fit) + ", " + formatNumber(study.options.minPairs) +
                       " are needed: no protein is tested");
}

std::vector<std::string> namesWith(const Comparison& comparison, const std::string& place) {
  std::vector<std::string> names;
  for (const ContaminantChange& contaminant : comparison.contaminants) {
    if (contaminant.place == place) names.push_back(contaminant.contaminant);
  }
  return names;
}

/// What adjusted values are relative to, and how much that moves the contrast.
void noteBackground(const StudyFit& study, const ContrastFit& fit, Comparison& comparison) {
  if (fit.plan.together.contaminants.empty() || (fit.shifts.array() == 0).all()) return;
  const auto number = [](std::size_t proteins) { return formatNumber(static_cast<double>(proteins)); };
  std::string note = "adjusted changes are relative to the " + number(study.base.background.size()) + " of " +
                     number(study.base.common) + " proteins that go with no contaminant";
  if (fit.contrast.kind != ContrastKind::Course) {
    const double shift = fitUnits(fit.shifts.transpose(), fit.model).estimates(0, 0);
    note += ", which change by " + formatNumber(shift, 3) + " log2 where the table is level over all";
  }
  comparison.notes.push_back(std::move(note));
}

void noteContaminants(const StudyFit& study, Comparison& comparison) {
  const auto together = namesWith(comparison, "together"), alone = namesWith(comparison, "alone");
  if (together.empty() && alone.empty())
    comparison.caution(
        "nothing can be adjusted for: no contaminant has markers that tell its amount within reach; the unadjusted "
        "answer stands alone");
  if (!together.empty()) comparison.notes.push_back("adjusted for " + namesInWords(together) + " together");
  if (!alone.empty()) comparison.notes.push_back("adjusted for by itself, one at a time: " + namesInWords(alone));
  bool told = false;
  for (const ContaminantChange& contaminant : comparison.contaminants) {
    if (contaminant.p <= study.options.alpha || contaminant.place == "out of reach" ||
        contaminant.stillMoves(study.options.alpha)) {
      const std::string note = contaminant.contaminant + ": " + contaminant.reading;
      contaminant.stillMoves(study.options.alpha) ? comparison.caution(note) : comparison.notes.push_back(note);
    }
    told = told || contaminant.contaminant == contaminantNames::platelets;
  }
  if (told)
    comparison.notes.emplace_back(
        "exercise itself may raise platelet vesicles: the adjusted change is a sensitivity analysis");
}

void notePrior(const RowTests& tests, const char* which, Comparison& comparison) {
  if (!std::isinf(tests.priorDf)) return;
  // By two strata p is that of a normal distribution only where both are known without error.
  if (tests.strata && !(std::isinf(tests.strata->within.priorDf) && std::isinf(tests.strata->between.priorDf))) return;
  comparison.notes.push_back(
      std::string("the prior of the ") + which +
      " variances has infinite df: they differ between proteins no more than chance, so all share one and p is that of "
      "a normal distribution, however few the pairs; an exact test is the check");
}

/// "S03 0.21"
std::string weightInWords(const StudyFit& study, const ContrastFit& fit, const Eigen::VectorXd& weights,
                          std::size_t unit) {
  const Contrast& contrast = fit.contrast;
  const std::string& name =
      contrast.pairs.empty() ? study.study.samples[contrast.samples[unit]].name : contrast.pairs[unit].subject;
  return name + " " + formatNumber(weights[static_cast<Eigen::Index>(unit)], 2);
}

void noteWeights(const StudyFit& study, const ContrastFit& fit, const RowTests& tests, const char* which,
                 Comparison& comparison) {
  constexpr std::size_t shown = 3;
  const Eigen::VectorXd& weights = tests.model.weights;
  if (weights.size() == 0) return;
  const std::string what =
      std::string(fit.contrast.pairs.empty() ? "samples" : "pairs") + " in the " + which + " model";
  if ((weights.array() == 1).all()) {
    comparison.caution("too few " + what + ", or proteins, to tell weights: all count the same");
    return;
  }
  std::vector<std::size_t> order(fit.contrast.units());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return weights[static_cast<Eigen::Index>(a)] < weights[static_cast<Eigen::Index>(b)];
  });
  std::vector<std::string> least;
  for (std::size_t i = 0; i < std::min(shown, order.size() - 1); ++i)
    least.push_back(weightInWords(study, fit, weights, order[i]));
  comparison.notes.push_back("weights of " + what + " (geometric mean 1): least " + join(least, ", ") + "; most " +
                             weightInWords(study, fit, weights, order.back()));
}

void noteModel(const StudyFit& study, const ContrastFit& fit, Comparison& comparison) {
  if (!std::isnan(fit.model.correlation))
    comparison.notes.push_back("samples of one subject correlate by " + formatNumber(fit.model.correlation, 3) +
                               " (consensus over proteins, which weighs samples; each protein's samples tell its error "
                               "within and between subjects)");
  noteWeights(study, fit, fit.unadjusted, "unadjusted", comparison);
  noteWeights(study, fit, fit.together, "adjusted", comparison);
  notePrior(fit.unadjusted, "unadjusted", comparison);
  notePrior(fit.together, "adjusted", comparison);
  if (!fit.constantRows.empty())
    comparison.caution(count(fit.constantRows.size(), " protein has", " proteins have") +
                       " the same value in all samples (imputation?): not tested, and left out of the prior");
  if (study.options.qValues != QValues::Storey) return;
  comparison.notes.push_back("q-values stand on " + formatNumber(100 * comparison.pi0, 3) +
                             " % unchanged proteins (pi0), adjusted " + formatNumber(100 * comparison.adjustedPi0, 3) +
                             " %");
}

/// "less after, -1.28 log2 (-1.83 to -0.73, p = 0.0005)"
std::string changeWords(const ContaminantChange& contaminant) {
  if (std::isnan(contaminant.change)) return "its change is not known";
  const std::string number = formatNumber(contaminant.change, 3) + " log2 (95 % interval " +
                             formatNumber(contaminant.low, 3) + " to " + formatNumber(contaminant.high, 3) +
                             ", p = " + formatNumber(contaminant.p, 2) + ")";
  if (!(contaminant.p <= 0.05)) return "no change is shown, " + number;
  return (contaminant.change < 0 ? "less, " : "more, ") + number + ": the contrast is confounded with it";
}

}  // namespace

std::string readingOf(const ContaminantChange& contaminant, double alpha) {
  const std::string words = changeWords(contaminant);
  if (contaminant.place == "none")
    return words + "; not adjusted for: its markers do not move together, or too few are measured";
  if (contaminant.place == "out of reach")
    return words + "; not adjusted for: equal amounts lie outside of what was measured (no change is " +
           formatNumber(contaminant.distance, 3) + " SD away, " + formatNumber(contaminant.reach, 3) +
           " are within reach)";
  if (!contaminant.stillMoves(alpha)) return words;
  return words + "; the adjustment failed: its markers still move at equal amounts (" +
         formatNumber(contaminant.remaining, 2) + " log2, rotation q = " + formatNumber(contaminant.remainingQ, 2) +
         "), and what goes with them is not separable";
}

void addNotes(const StudyFit& study, const ContrastFit& fit, const PurityTable& purity, Comparison& comparison) {
  comparison.notes = fit.contrast.notes;
  comparison.cautions = fit.contrast.cautions;
  noteSamples(study, fit.contrast, purity, comparison);
  noteReplicates(study, fit, comparison);
  noteContaminants(study, comparison);
  noteBackground(study, fit, comparison);
  noteModel(study, fit, comparison);
}

}  // namespace vescargo
