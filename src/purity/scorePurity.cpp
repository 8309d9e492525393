#include "vescargo/purity/scorePurity.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdint>
#include <set>

#include "vescargo/purity/medianPolish.h"
#include "vescargo/table/Tsv.h"
#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewestForInterval = 3;  ///< samples
constexpr std::size_t fewestReference = 3;    ///< vesicle proteins

std::vector<std::size_t> rowsOf(const QuantTable& cargo, const MarkerPanel* panel) {
  std::vector<std::size_t> rows;
  if (panel == nullptr) return rows;
  for (const auto& match : matchPanel(cargo, *panel)) rows.push_back(match.row);
  return rows;
}

std::vector<double> measured(const Eigen::MatrixXd& values, std::size_t sample) {
  std::vector<double> found;
  for (const double value : values.col(static_cast<Eigen::Index>(sample))) {
    if (!std::isnan(value)) found.push_back(value);
  }
  return found;
}

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
std::uint64_t nextRandom(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double resampledMedian(const std::vector<double>& values, std::uint64_t& state) {
  std::vector<double> drawn(values.size());
  for (double& value : drawn) value = values[((nextRandom(state) >> 32) * values.size()) >> 32];
  return median(std::move(drawn));
}

void bootstrapInterval(const std::vector<double>& markers, const std::vector<double>& reference, int times,
                       SamplePurity& sample) {
  // One seed for every sample, so that a sample's interval does not depend on its place in the study.
  std::uint64_t state = 20240229;
  std::vector<double> scores(static_cast<std::size_t>(times));
  for (double& score : scores) {
    const double high = resampledMedian(markers, state);
    score = high - resampledMedian(reference, state);
  }
  std::sort(scores.begin(), scores.end());
  const auto at = [&](double p) { return scores[static_cast<std::size_t>(std::lround(p * (times - 1)))]; };
  sample.plateletCoreLow = at(0.025);
  sample.plateletCoreHigh = at(0.975);
}

/// Markers and reference of a score without the proteins' own levels, rows x samples.
struct PolishedRows {
  Eigen::MatrixXd markers, reference;
};

PolishedRows polish(const QuantTable& cargo, const ScoreRows& rows) {
  return {withoutRowEffects(cargo.log2, rows.markers), withoutRowEffects(cargo.log2, rows.reference)};
}

std::vector<double> levelDifferences(const PolishedRows& rows, int minMarkers) {
  std::vector<double> scores(static_cast<std::size_t>(rows.markers.cols()), unknown);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto seen = measured(rows.markers, i);
    if (static_cast<int>(seen.size()) >= minMarkers) scores[i] = median(seen) - median(measured(rows.reference, i));
  }
  return scores;
}

/// Scores of all samples, and the core score's interval where there are samples enough to
/// tell a protein's own level from the sample's.
void setScores(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, const PurityOptions& options,
               PurityTable& purity) {
  const PolishedRows core = polish(cargo, scoreRows(cargo, panels, panelNames::plateletCore));
  const auto coreScores = levelDifferences(core, options.minMarkers);
  for (std::size_t i = 0; i < coreScores.size(); ++i) purity.samples[i].plateletCore = coreScores[i];
  for (const MarkerPanel& panel : panels) {
    if (panel.name == panelNames::plateletCore || !hasScore(panel)) continue;
    if (isPurityColumn(panel.name))
      throw Error(ExitCode::BadParameter, panel.path, "panel " + inQuotes(panel.name) + " is called like a column",
                  "rename it");
    purity.scores.push_back({panel.name, panelScores(cargo, scoreRows(cargo, panels, panel.name), options.minMarkers)});
  }
  std::size_t thin = 0;
#pragma omp parallel for reduction(+ : thin)
  for (std::size_t i = 0; i < purity.samples.size(); ++i) {
    if (std::isnan(purity.samples[i].plateletCore)) continue;
    const auto against = measured(core.reference, i);
    purity.samples[i].referenceSeen = static_cast<double>(against.size());
    thin += against.size() < fewestReference ? 1 : 0;
    if (purity.samples.size() >= fewestForInterval)
      bootstrapInterval(measured(core.markers, i), against, options.bootstraps, purity.samples[i]);
  }
  if (thin > 0)
    purity.notes.push_back("the platelet score of " + formatNumber(static_cast<double>(thin)) + " of " +
                           formatNumber(static_cast<double>(purity.samples.size())) +
                           " samples is relative to fewer than " + formatNumber(fewestReference) +
                           " vesicle proteins and says little");
}

struct Share {
  double share = unknown;
  double largestShare = unknown;
  std::string largest;
};

/// Geyer 2019: linear sum of the panel over the linear sum of all; not known where none of the panel is measured.
Share classicShare(const QuantTable& cargo, const MarkerPanel* panel, std::size_t sample) {
  Share share;
  double all = 0, sum = 0, largest = 0;
  const auto column = cargo.log2.col(static_cast<Eigen::Index>(sample));
  for (const double value : column) all += std::isnan(value) ? 0 : std::exp2(value);
  if (panel == nullptr || all == 0) return share;
  for (const std::size_t row : rowsOf(cargo, panel)) {
    const double value = column[static_cast<Eigen::Index>(row)];
    if (std::isnan(value)) continue;
    sum += std::exp2(value);
    if (std::exp2(value) <= largest) continue;
    largest = std::exp2(value);
    share.largest = cargo.rows[row].genes.empty() ? cargo.rows[row].id : cargo.rows[row].genes;
  }
  if (sum == 0) return share;
  share.share = sum / all;
  share.largestShare = largest / sum;
  return share;
}

void setShares(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::size_t column,
               SamplePurity& sample) {
  const Share platelet = classicShare(cargo, findPanel(panels, panelNames::classicPlatelet), column);
  const Share erythrocyte = classicShare(cargo, findPanel(panels, panelNames::classicErythrocyte), column);
  const Share coagulation = classicShare(cargo, findPanel(panels, panelNames::classicCoagulation), column);
  sample.plateletShare = platelet.share;
  sample.plateletLargestShare = platelet.largestShare;
  sample.plateletLargest = platelet.largest;
  sample.erythrocyteShare = erythrocyte.share;
  sample.erythrocyteLargestShare = erythrocyte.largestShare;
  sample.erythrocyteLargest = erythrocyte.largest;
  sample.coagulationShare = coagulation.share;
  sample.coagulationLargestShare = coagulation.largestShare;
  sample.coagulationLargest = coagulation.largest;
}

struct Coverage {
  double seen = 0;
  double panel = 0;
};

Coverage coverage(const QuantTable& cargo, const MarkerPanel* panel, std::size_t sample) {
  Coverage counts;
  if (panel == nullptr) return counts;
  for (const auto& marker : panel->markers) counts.panel += marker.use ? 1 : 0;
  std::set<std::size_t> seen;
  for (const auto& match : matchPanel(cargo, *panel)) {
    if (!std::isnan(cargo.log2(static_cast<Eigen::Index>(match.row), static_cast<Eigen::Index>(sample))))
      seen.insert(match.marker);
  }
  counts.seen = static_cast<double>(seen.size());
  return counts;
}

/// Platelet core scores of the cohort, those known.
struct Cohort {
  std::vector<double> scores;
  double middle = unknown;
  double sd = unknown;
};

Cohort cohortOf(const PurityTable& table) {
  Cohort cohort;
  for (const auto& sample : table.samples) {
    if (!std::isnan(sample.plateletCore)) cohort.scores.push_back(sample.plateletCore);
  }
  cohort.middle = median(cohort.scores);
  cohort.sd = robustSd(cohort.scores);
  return cohort;
}

void judge(const Cohort& cohort, const PurityOptions& options, SamplePurity& sample) {
  sample.verdict = "unknown";
  if (std::isnan(sample.plateletCore)) {
    sample.reason = formatNumber(sample.plateletCoreSeen) + " of " + formatNumber(sample.plateletCorePanel) +
                    " platelet markers seen and " + formatNumber(sample.evSeen) +
                    " vesicle markers: platelet material cannot be judged";
    return;
  }
  if (sample.referenceSeen < fewestReference) {
    sample.reason = "the score is relative to " + formatNumber(sample.referenceSeen) + " vesicle proteins, " +
                    formatNumber(fewestReference) + " are needed to judge it";
    return;
  }
  if (cohort.scores.size() < 3) {
    sample.reason = "fewer than 3 samples have a platelet score: there is no cohort to judge by";
    return;
  }
  if (cohort.sd > 0) sample.plateletCoreZ = (sample.plateletCore - cohort.middle) / cohort.sd;
  const double fold = std::exp2(sample.plateletCore - cohort.middle);
  const double z = fold >= options.minFold && !std::isnan(sample.plateletCoreZ) ? sample.plateletCoreZ : -1;
  const bool fail = z >= options.failZ || fold >= options.failFold;
  sample.verdict = fail ? "fail" : z >= options.cautionZ ? "caution" : "pass";
  sample.reason = "platelet markers at " + formatNumber(fold, 3) + " times this study's median (robust z " +
                  formatNumber(sample.plateletCoreZ, 3) + ")";
}

/// Notes of one time point against the reference.
void notePairs(const Study& study, const std::string& after, const Cohort& cohort, PurityTable& table) {
  const std::string contrast = after + "-" + study.timePoints.front();
  std::vector<double> differences;
  for (const auto& pair : pairSamples(study, study.timePoints.front(), after)) {
    const double difference = table.samples[pair.after].plateletCore - table.samples[pair.before].plateletCore;
    if (std::isnan(difference)) continue;
    differences.push_back(difference);
    table.notes.push_back(contrast + ", subject " + pair.subject + ": the platelet score changes by " +
                          formatNumber(difference, 3) + " log2 (" +
                          formatNumber(cohort.sd > 0 ? difference / cohort.sd : unknown, 3) + " robust SD)");
  }
  table.notes.push_back(contrast + ": " + meanChangeNote("the platelet score", differences));
}

void roundAll(SamplePurity& sample) {
  for (const auto& [name, member] : purityNumbers()) sample.*member = roundDecimals(sample.*member, 6);
}

}  // namespace

std::string meanChangeNote(const std::string& score, const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (n < 2)
    return "whether platelet material changes with the time point cannot be answered, " + formatNumber(n) +
           (n == 1 ? " pair has" : " pairs have") + " a platelet score in both samples and 2 are needed";
  double mean = 0, squares = 0;
  for (const double d : differences) mean += d / n;
  for (const double d : differences) squares += (d - mean) * (d - mean);
  const double error = std::sqrt(squares / (n - 1) / n);
  const boost::math::students_t t(n - 1);
  const double half = error * boost::math::quantile(t, 0.975);
  const double p = error > 0 ? 2 * boost::math::cdf(boost::math::complement(t, std::abs(mean) / error)) : unknown;
  return "over " + formatNumber(n) + " pairs " + score + " changes by " + formatNumber(mean, 3) +
         " log2 (95 % interval " + formatNumber(mean - half, 3) + " to " + formatNumber(mean + half, 3) +
         ", p = " + formatNumber(p, 3) + ", paired t)" +
         (p < 0.05 ? ": the contrast is confounded with platelet material" : "");
}

ScoreRows scoreRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::string_view name) {
  ScoreRows rows{rowsOf(cargo, findPanel(panels, name)), {}};
  std::set<std::size_t> taken(rows.markers.begin(), rows.markers.end());
  for (const auto platelet : {panelNames::plateletCore, panelNames::plateletMembrane, panelNames::plateletGranule,
                              panelNames::plateletCytosol}) {
    const auto more = rowsOf(cargo, findPanel(panels, platelet));
    taken.insert(more.begin(), more.end());
  }
  const MarkerPanel* vesicle = findPanel(panels, panelNames::evPositive);
  if (vesicle == nullptr) return rows;
  for (const auto& match : matchPanel(cargo, *vesicle)) {
    const bool high = vesicle->markers[match.marker].role.find("platelet-high") != std::string::npos;
    if (!high && !taken.contains(match.row)) rows.reference.push_back(match.row);
  }
  return rows;
}

std::vector<double> panelScores(const QuantTable& cargo, const ScoreRows& rows, int minMarkers) {
  return levelDifferences(polish(cargo, rows), minMarkers);
}

PurityTable scorePurity(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                        const PurityOptions& options) {
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  PurityTable purity;
  purity.samples.resize(study.samples.size());
  setScores(table, panels, options, purity);
#pragma omp parallel for
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    SamplePurity& sample = purity.samples[i];
    sample.sample = study.samples[i].name;
    sample.subject = study.samples[i].subject;
    sample.timePoint = study.samples[i].timePoint;
    const Coverage seen = coverage(table, findPanel(panels, panelNames::plateletCore), i);
    const Coverage vesicle = coverage(table, findPanel(panels, panelNames::evPositive), i);
    sample.plateletCoreSeen = seen.seen;
    sample.plateletCorePanel = seen.panel;
    sample.evSeen = vesicle.seen;
    sample.evPanel = vesicle.panel;
    setShares(table, panels, i, sample);
  }
  const Cohort cohort = cohortOf(purity);
  for (auto& sample : purity.samples) judge(cohort, options, sample);
  if (cohort.scores.empty())
    purity.notes.emplace_back("no sample has a platelet score: whether platelets explain a change cannot be answered");
  if (study.subjects.size() < 2)
    purity.notes.emplace_back(
        "one subject only: whether platelet material changes with the time point cannot be answered");
  else
    for (std::size_t i = 1; i < study.timePoints.size(); ++i) notePairs(study, study.timePoints[i], cohort, purity);
  for (auto& sample : purity.samples) roundAll(sample);
  for (PanelScore& score : purity.scores) {
    for (double& value : score.bySample) value = roundDecimals(value, 6);
  }
  return purity;
}

}  // namespace vescargo
