#include "vescargo/compare/comparisonNotes.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/Tsv.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/stats/distributions.h"

namespace vescargo {

namespace {

std::string count(std::size_t number, const std::string& one, const std::string& many) {
  return formatNumber(static_cast<double>(number)) + (number == 1 ? one : many);
}

/// Samples of the contrast, each once, before and after in turn.
std::vector<std::size_t> samplesOf(const Contrast& contrast) {
  if (contrast.pairs.empty()) return contrast.samples;
  std::vector<std::size_t> samples;
  for (const auto& pair : contrast.pairs) samples.insert(samples.end(), {pair.before, pair.after});
  return samples;
}

/// Samples that did not pass are tested all the same, and a reader must know.
void noteSamples(const ContrastData& data, const PurityTable& purity, Comparison& comparison) {
  std::map<std::string, std::string> verdicts;
  for (const auto& sample : purity.samples) verdicts[sample.sample] = sample.verdict;
  const auto samples = samplesOf(data.contrast);
  std::vector<std::string> failed;
  std::size_t unjudged = 0;
  for (const std::size_t sample : samples) {
    const std::string& name = data.study.samples[sample].name;
    if (verdicts[name] == "fail") failed.push_back(name);
    unjudged += verdicts[name] == "unknown" ? 1 : 0;
  }
  if (!failed.empty())
    comparison.notes.push_back("tested all the same, though their platelet material fails: " + join(failed, ", "));
  if (unjudged > 0)
    comparison.notes.push_back("the platelet material of " + formatNumber(static_cast<double>(unjudged)) + " of " +
                               formatNumber(static_cast<double>(samples.size())) + " samples could not be judged");
}

void noteReplicates(const ContrastData& data, Comparison& comparison) {
  if (isUnpaired(comparison.kind) || comparison.kind == ContrastKind::GroupDifference) {
    const auto others = std::count(data.contrast.side.begin(), data.contrast.side.end(), 1);
    const auto fewer =
        std::min<std::ptrdiff_t>(others, static_cast<std::ptrdiff_t>(data.contrast.side.size()) - others);
    if (fewer < 2)
      comparison.notes.push_back("one side has " + count(static_cast<std::size_t>(fewer), " subject", " subjects") +
                                 ", 2 are needed: no protein is tested");
    return;
  }
  if (data.study.subjects.size() < 2)
    comparison.notes.emplace_back("one subject only: whether cargo changed cannot be answered");
  if (comparison.pairs < data.options.minPairs)
    comparison.notes.push_back(count(static_cast<std::size_t>(comparison.pairs), " pair, ", " pairs, ") +
                               formatNumber(data.options.minPairs) + " are needed: no protein is tested");
}

/// Where two sides are compared: does the score differ between them?
void noteScoreDifference(const ContrastData& data, Comparison& comparison) {
  const LinearFit fit = fitUnits(data.score.transpose(), data.model);
  const double error = unscaledDeviations(fit)(0, 0) * std::sqrt(fit.variances[0]);
  const double p = fit.df[0] > 0 ? studentP(fit.estimates(0, 0) / error, fit.df[0]) : Effect::unknown;
  if (std::isnan(p)) return;
  comparison.notes.push_back("the score " + comparison.adjustedFor + " differs by " +
                             formatNumber(fit.estimates(0, 0), 3) + " log2 between the two (p = " + formatNumber(p, 3) +
                             ", t-test)" + (p < 0.05 ? ": the contrast is confounded with it" : ""));
}

void noteScore(const ContrastData& data, Comparison& comparison) {
  const std::string& name = comparison.adjustedFor;
  std::vector<double> known;
  for (const double score : data.score) {
    if (!std::isnan(score)) known.push_back(score);
  }
  if (known.size() < 3) {
    const bool pairs = !data.contrast.pairs.empty() || data.contrast.samples.empty();
    comparison.notes.push_back(
        count(known.size(), pairs ? " pair has" : " sample has", pairs ? " pairs have" : " samples have") +
        " the score " + name + ", 3 are needed: nothing is adjusted");
    return;
  }
  if (comparison.kind == ContrastKind::Paired) {
    const auto [least, most] = std::minmax_element(known.begin(), known.end());
    if (*most - *least < 1e-5)
      comparison.notes.push_back("the score " + name + " changes equally in all pairs: nothing can be adjusted");
    // What the purity table says of its own reference only.
    if (!comparison.contrast.ends_with("-" + data.study.timePoints.front()) || name != panelNames::plateletCore)
      comparison.notes.push_back(meanChangeNote("the score " + name, known));
  } else if (comparison.kind != ContrastKind::Course) {
    noteScoreDifference(data, comparison);
  }
  if (name.starts_with("platelet"))
    comparison.notes.emplace_back(
        "exercise itself may raise platelet vesicles: the adjusted change is a sensitivity analysis");
}

void noteNullShare(const ContrastData& data, Comparison& comparison) {
  if (data.options.qValues != QValues::Storey) return;
  comparison.notes.push_back("q-values stand on " + formatNumber(100 * comparison.pi0, 3) +
                             " % unchanged proteins (pi0), adjusted " + formatNumber(100 * comparison.adjustedPi0, 3) +
                             " %");
}

}  // namespace

void addNotes(const ContrastData& data, const PurityTable& purity, Comparison& comparison) {
  comparison.notes = data.contrast.notes;
  noteSamples(data, purity, comparison);
  noteReplicates(data, comparison);
  noteScore(data, comparison);
  noteNullShare(data, comparison);
}

}  // namespace vescargo
