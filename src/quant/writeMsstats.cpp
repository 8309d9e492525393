#include "vescargo/quant/writeMsstats.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/table/Csv.h"
#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

/// What MSstats wants to know of a run.
struct MsstatsRun {
  std::string condition, subject, name, fraction;
};

bool isWholeNumber(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// Fractions as numbers, a run each; empty texts where the study has none.
std::vector<std::string> fractionNumbers(const std::vector<QuantRun>& runs) {
  std::vector<std::string> known;
  for (const QuantRun& run : runs) {
    if (std::find(known.begin(), known.end(), run.fraction) == known.end()) known.push_back(run.fraction);
  }
  const bool asTheyAre = std::all_of(known.begin(), known.end(), isWholeNumber);
  const bool none = known.size() == 1 && known.front().empty();
  std::vector<std::string> numbers;
  for (const QuantRun& run : runs) {
    const auto place = std::find(known.begin(), known.end(), run.fraction) - known.begin();
    numbers.push_back(none ? "" : asTheyAre ? run.fraction : std::to_string(place + 1));
  }
  return numbers;
}

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
  const bool fractionated = !runs.empty() && !runs.front().fraction.empty();
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
    std::set<std::string> measuredIn;
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
      if (fractionated) cells.push_back(runs[run].fraction);
      cells.push_back(formatNumber(intensity(run), 6));
      text += csvLine(cells);
    }
  }
  writeFile(path, text);
}

}  // namespace vescargo
