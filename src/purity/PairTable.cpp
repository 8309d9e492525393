#include "vescargo/purity/PairTable.h"

#include <cmath>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/cellsIn.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderate.h"

namespace vescargo {

namespace {

constexpr double mostP = 0.05;

using PairNumber = std::pair<std::string_view, double PairChange::*>;

constexpr std::array<PairNumber, 6> numbers{{{"change", &PairChange::change},
                                             {"change_low", &PairChange::low},
                                             {"change_high", &PairChange::high},
                                             {"robust_sd", &PairChange::robustSds},
                                             {"p", &PairChange::p},
                                             {"q", &PairChange::q}}};

std::string readingOf(const PairChange& pair) {
  if (std::isnan(pair.change)) return "not known: a sample has no score of " + pair.contaminant;
  if (std::isnan(pair.low)) return "no interval: too few proteins of " + pair.contaminant + " are in both samples";
  if (pair.low > 0) return "more material of " + pair.contaminant + " than before";
  return pair.high < 0 ? "less material of " + pair.contaminant + " than before" : "no difference shown";
}

/// Needs q.
std::string readingOfAll(const PairChange& all) {
  if (std::isnan(all.change))
    return "cannot be answered: 2 pairs with a score of " + all.contaminant + " in both samples are needed";
  if (all.q < mostP)
    return "material of " + all.contaminant + " changes with the time point: the contrast is confounded with it";
  if (all.p < mostP)
    return "material of " + all.contaminant +
           " may change with the time point, which is not shown for so many contaminants";
  return "no change with the time point is shown";
}

void roundAll(PairChange& pair) {
  for (const auto& [name, member] : numbers) pair.*member = roundDecimals(pair.*member, 6);
}

}  // namespace

MeanChange meanChange(const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (n < 2) return {};
  double mean = 0, squares = 0;
  for (const double d : differences) mean += d / n;
  for (const double d : differences) squares += (d - mean) * (d - mean);
  const double error = std::sqrt(squares / (n - 1) / n);
  const double half = error * studentQuantile(0.975, n - 1);
  const double p = error > 0 ? studentP(mean / error, n - 1) : PairChange::unknown;
  return {mean, mean - half, mean + half, p};
}

std::string pairNote(const PairChange& all) {
  if (std::isnan(all.change))
    return all.contrast + ": whether material of " + all.contaminant + " changes " + all.reading;
  return all.contrast + ": over " + std::to_string(all.pairs) + " pairs the score of " + all.contaminant +
         " changes by " + formatNumber(all.change, 3) + " log2 (95 % interval " + formatNumber(all.low, 3) + " to " +
         formatNumber(all.high, 3) + ", p = " + formatNumber(all.p, 3) + ", paired t, q = " + formatNumber(all.q, 3) +
         "): " + all.reading;
}

namespace {

/// A subject's samples at two time points.
struct SubjectPair {
  std::string subject;
  std::vector<std::size_t> before, after;
};

std::vector<SubjectPair> pairsOf(const Study& study, const std::string& before, const std::string& after) {
  std::vector<SubjectPair> pairs;
  for (const std::string& subject : study.subjects) {
    SubjectPair pair{subject, {}, {}};
    for (std::size_t i = 0; i < study.samples.size(); ++i) {
      if (study.samples[i].subject != subject) continue;
      if (study.samples[i].timePoint == before) pair.before.push_back(i);
      if (study.samples[i].timePoint == after) pair.after.push_back(i);
    }
    if (!pair.before.empty() && !pair.after.empty()) pairs.push_back(std::move(pair));
  }
  return pairs;
}

/// Leaves the samples that have a score; their mean.
double scoredMean(const std::vector<double>& scores, std::vector<std::size_t>& samples) {
  std::erase_if(samples, [&](std::size_t sample) { return std::isnan(scores[sample]); });
  double sum = 0;
  for (const std::size_t sample : samples) sum += scores[sample];
  return samples.empty() ? PairChange::unknown : sum / static_cast<double>(samples.size());
}

/// The pairs of one contaminant, and their mean.
std::vector<PairChange> compareOne(std::vector<SubjectPair> pairs, const PanelMeasures& contaminant,
                                   const PurityOptions& options) {
  const double sd = contaminant.standing.sd;
  const auto inSds = [&](double change) { return sd > 0 ? change / sd : PairChange::unknown; };
  std::vector<PairChange> changes;
  std::vector<double> known;
  for (SubjectPair& pair : pairs) {
    PairChange& made = changes.emplace_back();
    made.contaminant = contaminant.words;
    made.subject = pair.subject;
    const double before = scoredMean(contaminant.score, pair.before);
    made.change = scoredMean(contaminant.score, pair.after) - before;
    made.robustSds = inSds(made.change);
    if (!std::isnan(made.change)) {
      known.push_back(made.change);
      const Interval interval =
          bootstrapChange(contaminant.made, pair.before, pair.after, options.minMarkers, options.bootstraps);
      made.low = interval.low;
      made.high = interval.high;
    }
    made.reading = readingOf(made);
  }
  const MeanChange mean = meanChange(known);
  PairChange& all = changes.emplace_back();
  all.contaminant = contaminant.words;
  all.pairs = static_cast<int>(known.size());
  all.change = mean.mean;
  all.low = mean.low;
  all.high = mean.high;
  all.robustSds = inSds(mean.mean);
  all.p = mean.p;
  return changes;
}

/// q of the means of a contrast, and what they say.
void judgeMeans(std::vector<PairChange>& changes) {
  std::vector<double> p;
  for (const PairChange& change : changes) p.push_back(change.ofAll() ? change.p : PairChange::unknown);
  const auto q = adjustBenjaminiHochberg(p);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].q = q[i];
    if (changes[i].ofAll()) changes[i].reading = readingOfAll(changes[i]);
  }
}

}  // namespace

std::vector<PairChange> comparePairs(const Study& study, const std::vector<const PanelMeasures*>& contaminants,
                                     const PurityOptions& options) {
  std::vector<PairChange> all;
  for (std::size_t t = 1; t < study.timePoints.size(); ++t) {
    const auto pairs = pairsOf(study, study.timePoints.front(), study.timePoints[t]);
    std::vector<PairChange> ofContrast;
    for (const PanelMeasures* contaminant : contaminants) {
      const auto changes = compareOne(pairs, *contaminant, options);
      ofContrast.insert(ofContrast.end(), changes.begin(), changes.end());
    }
    judgeMeans(ofContrast);
    for (PairChange& change : ofContrast) {
      change.contrast = study.timePoints[t] + "-" + study.timePoints.front();
      roundAll(change);
      all.push_back(std::move(change));
    }
  }
  return all;
}

void writePairs(const std::vector<PairChange>& pairs, const std::string& path) {
  std::string text = "contrast\tcontaminant\tsubject\tpairs";
  for (const auto& [name, member] : numbers) text += "\t" + std::string(name);
  text += "\treading\n";
  for (const PairChange& pair : pairs) {
    text += pair.contrast + "\t" + pair.contaminant + "\t" + pair.subject + "\t" + std::to_string(pair.pairs);
    for (const auto& [name, member] : numbers) text += "\t" + formatNumber(pair.*member);
    text += "\t" + pair.reading + "\n";
  }
  writeTsv(path, text);
}

std::vector<PairChange> readPairs(const std::string& path) {
  const TsvFile file = readTsv(path, TsvRows::AnyNumber);
  FaultList faults;
  std::vector<PairChange> pairs;
  for (const auto& row : file.rows) {
    PairChange pair;
    pair.contrast = row.cells[file.requiredColumn("contrast")];
    pair.contaminant = row.cells[file.requiredColumn("contaminant")];
    pair.subject = row.cells[file.requiredColumn("subject")];
    const double count = numberIn(file, row, "pairs", faults);
    pair.pairs = std::isnan(count) ? 0 : static_cast<int>(count);
    for (const auto& [name, member] : numbers) pair.*member = numberIn(file, row, name, faults);
    pair.reading = row.cells[file.requiredColumn("reading")];
    pairs.push_back(std::move(pair));
  }
  faults.throwIfAny();
  return pairs;
}

}  // namespace vescargo
