#include "vescargo/compare/compareCargo.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "vescargo/compare/exactTests.h"
#include "vescargo/compare/moderate.h"
#include "vescargo/purity/PairTable.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

constexpr double unknown = Effect::unknown;

/// An estimate before moderation: its variance is `scale` times `variance`.
struct Fit {
  double estimate = unknown, scale = unknown, variance = unknown, df = 0;
};

/// What one contrast works on.
struct Work {
  const QuantTable& cargo;
  std::vector<SamplePair> pairs;
  std::vector<double> scoreChange;    ///< by pair
  std::vector<std::string> verdicts;  ///< of the samples' purity, in study order
  ScoreRows rows;
  const CompareOptions& options;
};

struct ProteinPairs {
  std::vector<double> difference, scoreChange;
};

Fit meanOf(const std::vector<double>& y) {
  const auto n = static_cast<double>(y.size());
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double squares = 0;
  for (const double value : y) squares += (value - mean) * (value - mean);
  return {mean, 1 / n, squares / (n - 1), n - 1};
}

/// Intercept of y on x: the change at x = 0. Two degrees of freedom are paid.
Fit interceptOf(const std::vector<double>& y, const std::vector<double>& x) {
  const auto n = static_cast<double>(y.size());
  if (n < 3) return {};
  const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, xy = 0, squares = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    xx += (x[i] - meanX) * (x[i] - meanX);
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  // Scores are kept to six decimals: a smaller spread is rounding.
  if (!(xx > n * 1e-10)) return {};
  const double intercept = meanY - xy / xx * meanX;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double residual = y[i] - intercept - xy / xx * x[i];
    squares += residual * residual;
  }
  return {intercept, 1 / n + meanX * meanX / xx, squares / (n - 2), n - 2};
}

VariancePrior moderate(const std::vector<Fit>& fits, const std::vector<Effect*>& effects) {
  std::vector<double> variances, df;
  for (const Fit& fit : fits) {
    variances.push_back(fit.variance);
    df.push_back(fit.df);
  }
  const VariancePrior prior = fitPrior(variances, df);
  const double pooled = std::accumulate(df.begin(), df.end(), 0.0);
  std::vector<double> p(fits.size(), unknown);
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (!(fits[i].df > 0)) continue;
    const VariancePrior posterior = moderateVariance(fits[i].variance, fits[i].df, prior, pooled);
    const double error = std::sqrt(posterior.variance * fits[i].scale);
    const double half = error * studentQuantile(0.975, posterior.df);
    *effects[i] = {fits[i].estimate, fits[i].estimate - half, fits[i].estimate + half, fits[i].estimate / error};
    p[i] = effects[i]->p = studentP(effects[i]->t, posterior.df);
  }
  const auto q = adjustBenjaminiHochberg(p);
  for (std::size_t i = 0; i < fits.size(); ++i) effects[i]->q = q[i];
  return prior;
}

/// The score's change without one marker, which must not explain itself.
std::vector<double> scoreChangeWithout(const Work& work, std::size_t row) {
  ScoreRows rows = work.rows;
  std::erase(rows.markers, row);
  std::erase(rows.reference, row);
  const auto scores = panelScores(work.cargo, rows, 2);
  std::vector<double> change;
  for (const auto& pair : work.pairs) change.push_back(scores[pair.after] - scores[pair.before]);
  return change;
}

ProteinPairs describePairs(const Work& work, std::size_t row, Change& change) {
  const auto values = work.cargo.log2.row(static_cast<Eigen::Index>(row));
  const auto among = [row](const auto& rows) { return std::find(rows.begin(), rows.end(), row) != rows.end(); };
  change.protein = work.cargo.rows[row].id;
  change.gene = work.cargo.rows[row].genes;
  change.marker = among(work.rows.markers);
  const auto scores = change.marker || among(work.rows.reference) ? scoreChangeWithout(work, row) : work.scoreChange;
  ProteinPairs pairs;
  double sum = 0;
  for (std::size_t i = 0; i < work.pairs.size(); ++i) {
    const double before = values[static_cast<Eigen::Index>(work.pairs[i].before)];
    const double after = values[static_cast<Eigen::Index>(work.pairs[i].after)];
    change.seenBeforeOnly += !std::isnan(before) && std::isnan(after) ? 1 : 0;
    change.seenAfterOnly += std::isnan(before) && !std::isnan(after) ? 1 : 0;
    if (std::isnan(before) || std::isnan(after)) continue;
    sum += before + after;
    pairs.difference.push_back(after - before);
    pairs.scoreChange.push_back(scores[i]);
  }
  change.pairs = static_cast<int>(pairs.difference.size());
  if (change.pairs > 0) change.meanLog2 = sum / (2 * change.pairs);
  change.detectionP = detectionTest(change.seenBeforeOnly, change.seenAfterOnly);
  return pairs;
}

Fit adjustedFit(const ProteinPairs& pairs, int minPairs) {
  std::vector<double> y, x;
  for (std::size_t i = 0; i < pairs.difference.size(); ++i) {
    if (std::isnan(pairs.scoreChange[i])) continue;
    y.push_back(pairs.difference[i]);
    x.push_back(pairs.scoreChange[i]);
  }
  return static_cast<int>(y.size()) < minPairs ? Fit{} : interceptOf(y, x);
}

/// The rule of docs/statistics.md.
std::pair<std::string, std::string> verdictOf(const Change& change, const CompareOptions& options) {
  const Effect& adjusted = change.adjusted;
  if (std::isnan(change.unadjusted.p))
    return {"not tested",
            formatNumber(change.pairs) + " pairs measured, " + formatNumber(options.minPairs) + " are needed"};
  const bool changed = change.unadjusted.q <= options.alpha;
  const bool changedAdjusted = adjusted.q <= options.alpha;
  if (std::isnan(adjusted.p)) {
    if (!changed) return {"unchanged", "no change; it could not be adjusted"};
    return {"not separable", "changed, but it could not be adjusted: platelets are not ruled out"};
  }
  if (!changed && !changedAdjusted) return {"unchanged", "no change with or without adjustment"};
  if (!changed) return {"platelet-unmasked", "changed only at equal platelet score"};
  const bool sameSign = change.unadjusted.log2FoldChange * adjusted.log2FoldChange > 0;
  if (changedAdjusted && sameSign) return {"robust", "changed with and without adjustment"};
  if (changedAdjusted) return {"platelet-explained", "the change turns its sign at equal platelet score"};
  const bool smaller =
      change.unadjusted.log2FoldChange < adjusted.low || change.unadjusted.log2FoldChange > adjusted.high;
  if (smaller && change.attenuation >= options.minAttenuation)
    return {"platelet-explained",
            formatNumber(100 * change.attenuation, 3) + " % of the change goes at equal platelet score"};
  return {"not separable", "at equal platelet score the change is too uncertain to say whether it stays or goes"};
}

/// Samples of the pairs that did not pass are tested all the same, and a reader must know.
void noteSamples(const Work& work, const Study& study, Comparison& comparison) {
  std::vector<std::string> failed;
  std::size_t unjudged = 0;
  for (const auto& pair : work.pairs) {
    for (const std::size_t sample : {pair.before, pair.after}) {
      if (work.verdicts[sample] == "fail") failed.push_back(study.samples[sample].name);
      unjudged += work.verdicts[sample] == "unknown" ? 1 : 0;
    }
  }
  if (!failed.empty())
    comparison.notes.push_back("tested all the same, though their platelet material fails: " + join(failed, ", "));
  if (unjudged > 0)
    comparison.notes.push_back("the platelet material of " + formatNumber(static_cast<double>(unjudged)) + " of " +
                               formatNumber(2.0 * comparison.pairs) + " samples could not be judged");
}

/// What the purity table says of its own reference only.
void noteScoreChange(const Work& work, const Study& study, Comparison& comparison) {
  if (comparison.contrast.ends_with("-" + study.timePoints.front()) && work.options.adjust == "platelet_core") return;
  std::vector<double> known;
  for (const double change : work.scoreChange) {
    if (!std::isnan(change)) known.push_back(change);
  }
  comparison.notes.push_back(meanChangeNote("the score " + work.options.adjust, known));
}

void note(const Work& work, const Study& study, Comparison& comparison) {
  noteSamples(work, study, comparison);
  if (study.subjects.size() < 2)
    comparison.notes.emplace_back("one subject only: whether cargo changed cannot be answered");
  if (comparison.pairs < work.options.minPairs)
    comparison.notes.push_back(formatNumber(comparison.pairs) + (comparison.pairs == 1 ? " pair, " : " pairs, ") +
                               formatNumber(work.options.minPairs) + " are needed: no protein is tested");
  std::vector<double> known;
  for (const double change : work.scoreChange) {
    if (!std::isnan(change)) known.push_back(change);
  }
  if (known.size() < 3) {
    comparison.notes.push_back(formatNumber(static_cast<double>(known.size())) +
                               (known.size() == 1 ? " pair has" : " pairs have") + " the score " + work.options.adjust +
                               ", 3 are needed: nothing is adjusted");
    return;
  }
  const auto [least, most] = std::minmax_element(known.begin(), known.end());
  if (*most - *least < 1e-5)
    comparison.notes.push_back("the score " + work.options.adjust +
                               " changes equally in all pairs: nothing can be adjusted");
  noteScoreChange(work, study, comparison);
  comparison.notes.emplace_back(
      "exercise itself may raise platelet vesicles: the adjusted change is a sensitivity analysis");
}

Comparison compareOne(const Work& work, const Study& study, const std::string& contrast) {
  Comparison comparison;
  comparison.contrast = contrast;
  comparison.pairs = static_cast<int>(work.pairs.size());
  const std::size_t n = work.cargo.rows.size();
  std::vector<Fit> fits(n), adjusted(n);
  std::vector<Effect*> effects(n), adjustedEffects(n);
  comparison.changes.resize(n);
#pragma omp parallel for
  for (std::size_t i = 0; i < n; ++i) {
    Change& change = comparison.changes[i];
    const ProteinPairs pairs = describePairs(work, i, change);
    effects[i] = &change.unadjusted;
    adjustedEffects[i] = &change.adjusted;
    if (change.pairs < work.options.minPairs) continue;
    fits[i] = meanOf(pairs.difference);
    adjusted[i] = adjustedFit(pairs, work.options.minPairs);
    const SignFlip flip = signFlipTest(pairs.difference);
    change.signFlipP = flip.p;
    change.signFlipFloor = flip.floor;
  }
  const VariancePrior prior = moderate(fits, effects), adjustedPrior = moderate(adjusted, adjustedEffects);
  comparison.priorDf = prior.df;
  comparison.priorVariance = prior.variance;
  comparison.adjustedPriorDf = adjustedPrior.df;
  comparison.adjustedPriorVariance = adjustedPrior.variance;
  for (Change& change : comparison.changes) {
    change.attenuation = 1 - change.adjusted.log2FoldChange / change.unadjusted.log2FoldChange;
    std::tie(change.verdict, change.verdictReason) = verdictOf(change, work.options);
  }
  std::sort(comparison.changes.begin(), comparison.changes.end(), [](const Change& a, const Change& b) {
    const double pa = std::isnan(a.unadjusted.p) ? 2 : a.unadjusted.p,
                 pb = std::isnan(b.unadjusted.p) ? 2 : b.unadjusted.p;
    return std::tie(pa, a.protein) < std::tie(pb, b.protein);
  });
  note(work, study, comparison);
  return comparison;
}

std::vector<std::string> verdictsOf(const PurityTable& purity, const Study& study) {
  std::map<std::string, std::string> bySample;
  for (const auto& sample : purity.samples) bySample[sample.sample] = sample.verdict;
  std::vector<std::string> verdicts;
  for (const auto& sample : study.samples) verdicts.push_back(bySample[sample.name]);
  return verdicts;
}

/// Scores that are made of a panel, so that a marker can be taken out of its own.
bool isPanelScore(std::string_view name) {
  return name == panelNames::plateletCore || name == panelNames::plateletMembrane ||
         name == panelNames::plateletGranule || name == panelNames::plateletCytosol;
}

/// The score that is adjusted for, by study sample.
std::vector<double> scoresOf(const PurityTable& purity, const Study& study, const std::string& name) {
  const auto known = sampleScores(purity, name);
  std::map<std::string, double> bySample;
  for (std::size_t i = 0; i < known.size(); ++i) bySample[purity.samples[i].sample] = known[i];
  std::vector<double> scores;
  for (const auto& sample : study.samples) {
    if (!bySample.contains(sample.name))
      throw Error(ExitCode::DoNotFit, "purity table", "sample " + inQuotes(sample.name) + " is missing",
                  "score the samples of this study sheet");
    scores.push_back(bySample[sample.name]);
  }
  return scores;
}

void checkTimePoint(const Study& study, const std::string& name, const std::string& where) {
  if (std::find(study.timePoints.begin(), study.timePoints.end(), name) == study.timePoints.end())
    throw Error(ExitCode::BadParameter, where, inQuotes(name) + " is no time point of the study",
                "did you mean " + nearestNames(name, study.timePoints) + "?");
}

std::string referenceOf(const Study& study, const CompareOptions& options) {
  return options.reference.empty() ? study.timePoints.front() : options.reference;
}

}  // namespace

void checkCompareOptions(const Study& study, const CompareOptions& options) {
  if (!isPanelScore(options.adjust))
    throw Error(ExitCode::BadParameter, "-adjust", inQuotes(options.adjust) + " is no platelet score",
                "choose one of: platelet_core, platelet_membrane, platelet_granule, platelet_cytosol");
  if (study.timePoints.empty()) return;
  const std::string reference = referenceOf(study, options);
  checkTimePoint(study, reference, "-reference");
  if (options.compareTo.empty()) return;
  checkTimePoint(study, options.compareTo, "-compare_to");
  if (options.compareTo == reference)
    throw Error(ExitCode::BadParameter, "-compare_to", inQuotes(reference) + " is the reference itself",
                "give another time point");
}

std::vector<Comparison> compareCargo(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  std::vector<Comparison> comparisons;
  checkCompareOptions(study, options);
  if (study.timePoints.empty()) return comparisons;
  const std::string reference = referenceOf(study, options);
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  const auto scores = scoresOf(purity, study, options.adjust);
  for (const std::string& timePoint : study.timePoints) {
    if (timePoint == reference || (!options.compareTo.empty() && timePoint != options.compareTo)) continue;
    Work work{table,
              pairSamples(study, reference, timePoint),
              {},
              verdictsOf(purity, study),
              scoreRows(table, panels, options.adjust),
              options};
    for (const auto& pair : work.pairs) work.scoreChange.push_back(scores[pair.after] - scores[pair.before]);
    comparisons.push_back(compareOne(work, study, timePoint + "-" + reference));
  }
  return comparisons;
}

}  // namespace vescargo
