#include "vescargo/compare/responders.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/responseSlopes.h"
#include "vescargo/compare/units.h"
#include "vescargo/purity/Verdict.h"

namespace vescargo {

namespace {

using Eigen::Index;

/// Rows that are no markers of what tubes bring, nor of what is isolated along.
std::vector<Index> rowsOfCargo(const StudyFit& fit, const std::vector<MarkerPanel>& panels) {
  std::set<std::size_t> markers;
  for (const ContaminantScore& score : fit.scores) markers.insert(score.markers.begin(), score.markers.end());
  const TableIndex index(fit.cargo);
  for (const MarkerPanel& panel : panels) {
    if (panel.contaminant.empty() && panel.kind != "co-isolated") continue;
    for (const MarkerMatch& match : index.match(panel)) markers.insert(match.row);
  }
  std::vector<Index> rows;
  for (std::size_t row = 0; row < fit.cargo.rows.size(); ++row) {
    if (!markers.contains(row)) rows.push_back(static_cast<Index>(row));
  }
  return rows;
}

std::vector<std::string> notesOf(const ResponseTest& test, double alpha) {
  if (std::isnan(test.p)) return {"fewer than 3 subjects: none can be compared with the others"};
  const std::string common = "(signs of subjects flipped: p = " + formatNumber(test.p, 2) + ", lowest possible " +
                             formatNumber(test.floor, 2) + ")";
  return {
      test.p <= alpha ? "the subjects have a response in common " + common
                      : "no response in common is shown " + common + ": slopes mean little",
      "a single visit cannot tell a person who responds from a day or a tube that differs: only a second visit can"};
}

/// "platelets -0.79; red cells 0.1"
std::string broughtBy(const StudyFit& fit, const SubjectSamples& subject) {
  std::vector<std::string> parts;
  for (const ContaminantScore& score : fit.scores) {
    const Eigen::MatrixXd bySample =
        Eigen::Map<const Eigen::RowVectorXd>(score.bySample.data(), static_cast<Index>(score.bySample.size()));
    const double change = meanOfSamples(bySample, subject.after)[0] - meanOfSamples(bySample, subject.before)[0];
    if (!std::isnan(change)) parts.push_back(score.name + " " + formatNumber(change, 2));
  }
  return join(parts, "; ");
}

using Verdicts = std::map<std::string, Verdict>;

std::string worstOf(const Verdicts& verdicts, const Study& study, const std::vector<std::size_t>& samples) {
  Verdict worst = Verdict::Pass;
  for (const std::size_t sample : samples) {
    const auto found = verdicts.find(study.samples[sample].name);
    worst = std::max(worst, found == verdicts.end() ? Verdict::Unknown : found->second);
  }
  return std::string(nameOf(worst));
}

}  // namespace

RowTable<SubjectRow> scoreResponders(const StudyFit& fit, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const ResponderSettings& settings) {
  const auto rows = rowsOfCargo(fit, panels);
  const Eigen::MatrixXd log2 = fit.cargo.log2(rows, Eigen::all);
  Verdicts verdicts;
  for (const auto& sample : purity.samples) verdicts[sample.sample] = sample.verdict;
  RowTable<SubjectRow> result;
  for (const ContrastFit& contrast : fit.contrasts) {
    if (contrast.contrast.kind != ContrastKind::Paired) continue;
    const SubjectValues changes = subjectChanges(log2, fit.study, contrast.contrast.times);
    const auto slopes = responseSlopes(changes.values, settings.minPairs - 1);
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      const SubjectSamples& subject = changes.subjects[i];
      SubjectRow row;
      row.contrast = contrast.contrast.name;
      row.subject = subject.subject;
      row.proteins = slopes[i].proteins;
      row.slope = slopes[i].slope;
      row.low = slopes[i].low;
      row.high = slopes[i].high;
      row.verdictBefore = worstOf(verdicts, fit.study, subject.before);
      row.verdictAfter = worstOf(verdicts, fit.study, subject.after);
      row.brought = broughtBy(fit, subject);
      result.rows.push_back(row);
    }
    for (const std::string& note : notesOf(testResponse(changes.values, settings.flips), settings.alpha))
      result.notes.push_back(contrast.contrast.name + ": " + note);
  }
  roundRows(result);
  return result;
}

}  // namespace vescargo
