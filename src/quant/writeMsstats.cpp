#include "vescargo/quant/writeMsstats.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Csv.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// What MSstats wants to know of a run.
struct MsstatsRun {
  std::string condition, subject, name;
  int fraction;
};

std::vector<MsstatsRun> describeRuns(const std::vector<QuantRun>& runs, const Study& study) {
  const auto fractions = fractionNumbers(runs);
  std::vector<MsstatsRun> described;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const Sample& sample = study.samples[runs[r].sample];
    const std::string group = sample.group.empty() ? "" : sample.group + "_";
    described.push_back({group + sample.timePoint, sample.subject, runs[r].name, fractions[r]});
  }
  return described;
}

}  // namespace

void writeMsstats(const IonTable& table, const StudyTraces& traces, const QuantTable& proteins, const Study& study,
                  const std::string& path) {
  const auto runs = describeRuns(traces.ions.runs, study);
  const bool fractionated = std::any_of(traces.ions.runs.begin(), traces.ions.runs.end(),
                                        [](const QuantRun& run) { return !run.fraction.empty(); });
  std::vector<std::string> header{"ProteinName",   "PeptideSequence",  "PrecursorCharge", "FragmentIon",
                                  "ProductCharge", "IsotopeLabelType", "Condition",       "BioReplicate"};
  header.emplace_back("Run");
  if (fractionated) header.emplace_back("Fraction");
  header.emplace_back("Intensity");
  std::string text = csvLine(header);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const PeptideIon& ion = traces.ions.ions[table.rows[row].ion];
    const auto intensity = [&](std::size_t run) {
      return table.intensity(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(run));
    };
    std::set<int> measuredIn;
    for (std::size_t run = 0; run < runs.size(); ++run) {
      if (!std::isnan(intensity(run))) measuredIn.insert(runs[run].fraction);
    }
    for (std::size_t run = 0; run < runs.size(); ++run) {
      if (!measuredIn.contains(runs[run].fraction)) continue;
      std::vector<std::string> cells{proteins.rows[table.rows[row].protein].id,
                                     ion.modifiedSequence,
                                     std::to_string(ion.charge),
                                     "NA",
                                     "NA",
                                     "L",
                                     runs[run].condition,
                                     runs[run].subject,
                                     runs[run].name};
      if (fractionated) cells.push_back(std::to_string(runs[run].fraction));
      cells.push_back(formatNumber(intensity(run), 6));
      text += csvLine(cells);
    }
  }
  writeFile(path, text);
}

}  // namespace vescargo
