#include "vescargo/purity/PairTable.h"

#include <cmath>

#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/numberIn.h"
#include "vescargo/stats/distributions.h"

namespace vescargo {

namespace {

using PairNumber = std::pair<std::string_view, double PairChange::*>;

constexpr std::array<PairNumber, 5> numbers{{{"change", &PairChange::change},
                                             {"change_low", &PairChange::low},
                                             {"change_high", &PairChange::high},
                                             {"robust_sd", &PairChange::robustSds},
                                             {"p", &PairChange::p}}};

std::string readingOf(const PairChange& pair) {
  if (std::isnan(pair.change)) return "not known: a sample has no platelet score";
  if (std::isnan(pair.low)) return "no interval: too few platelet or vesicle proteins are in both samples";
  if (pair.low > 0) return "more platelet material than before";
  return pair.high < 0 ? "less platelet material than before" : "no difference shown";
}

std::string readingOfAll(const PairChange& all) {
  if (std::isnan(all.change)) return "cannot be answered: 2 pairs with a platelet score in both samples are needed";
  if (!(all.p < 0.05)) return "no change with the time point is shown";
  return "platelet material changes with the time point: the contrast is confounded with it";
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

std::string meanChangeNote(const std::string& score, const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (n < 2)
    return "whether platelet material changes with the time point cannot be answered, " + formatNumber(n) +
           (n == 1 ? " pair has" : " pairs have") + " a platelet score in both samples and 2 are needed";
  const MeanChange change = meanChange(differences);
  return "over " + formatNumber(n) + " pairs " + score + " changes by " + formatNumber(change.mean, 3) +
         " log2 (95 % interval " + formatNumber(change.low, 3) + " to " + formatNumber(change.high, 3) +
         ", p = " + formatNumber(change.p, 3) + ", paired t)" +
         (change.p < 0.05 ? ": the contrast is confounded with platelet material" : "");
}

std::vector<PairChange> comparePairs(const QuantTable& cargo, const Study& study, const ScoreRows& coreRows,
                                     const PanelMeasures& core, const PurityOptions& options) {
  const PolishedRows polished = polish(cargo, coreRows);
  std::vector<PairChange> changes;
  for (std::size_t t = 1; t < study.timePoints.size(); ++t) {
    std::vector<double> known;
    const std::string contrast = study.timePoints[t] + "-" + study.timePoints.front();
    for (const auto& pair : pairSamples(study, study.timePoints.front(), study.timePoints[t])) {
      PairChange made;
      made.contrast = contrast;
      made.subject = pair.subject;
      made.change = core.score[pair.after] - core.score[pair.before];
      made.robustSds = core.standing.sd > 0 ? made.change / core.standing.sd : PairChange::unknown;
      if (!std::isnan(made.change)) {
        known.push_back(made.change);
        const Interval interval =
            bootstrapChange(polished, pair.before, pair.after, options.minMarkers, options.bootstraps);
        made.low = interval.low;
        made.high = interval.high;
      }
      made.reading = readingOf(made);
      changes.push_back(made);
    }
    const MeanChange mean = meanChange(known);
    PairChange all;
    all.contrast = contrast;
    all.pairs = static_cast<int>(known.size());
    all.change = mean.mean;
    all.low = mean.low;
    all.high = mean.high;
    all.robustSds = core.standing.sd > 0 ? mean.mean / core.standing.sd : PairChange::unknown;
    all.p = mean.p;
    all.reading = readingOfAll(all);
    changes.push_back(all);
  }
  for (PairChange& change : changes) roundAll(change);
  return changes;
}

void writePairs(const std::vector<PairChange>& pairs, const std::string& path) {
  std::string text = "contrast\tsubject\tpairs";
  for (const auto& [name, member] : numbers) text += "\t" + std::string(name);
  text += "\treading\n";
  for (const PairChange& pair : pairs) {
    text += pair.contrast + "\t" + pair.subject + "\t" + std::to_string(pair.pairs);
    for (const auto& [name, member] : numbers) text += "\t" + formatNumber(pair.*member);
    text += "\t" + pair.reading + "\n";
  }
  writeFile(path, text);
}

std::vector<PairChange> readPairs(const std::string& path) {
  const TsvFile file = readTsv(path, TsvRows::AnyNumber);
  FaultList faults;
  std::vector<PairChange> pairs;
  for (const auto& row : file.rows) {
    PairChange pair;
    pair.contrast = row.cells[file.requiredColumn("contrast")];
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
