#include "vescargo/quant/runsTable.h"

#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

using CountColumn = std::pair<std::string_view, std::size_t RunQuality::*>;
using NumberColumn = std::pair<std::string_view, double RunQuality::*>;

constexpr std::array<CountColumn, 7> counts{{{"ms1_spectra", &RunQuality::ms1Spectra},
                                             {"ms2_spectra", &RunQuality::ms2Spectra},
                                             {"identified_spectra", &RunQuality::identifiedSpectra},
                                             {"identified_ions", &RunQuality::identifiedIons},
                                             {"transfers_looked_for", &RunQuality::transfersLookedFor},
                                             {"transfers_accepted", &RunQuality::transfersAccepted},
                                             {"missing_spectra", &RunQuality::missingSpectra}}};

constexpr std::array<NumberColumn, 10> numbers{{{"total_ion_current", &RunQuality::totalIonCurrent},
                                                {"rt_begin_seconds", &RunQuality::rtBeginSeconds},
                                                {"rt_end_seconds", &RunQuality::rtEndSeconds},
                                                {"cycle_seconds", &RunQuality::cycleSeconds},
                                                {"mass_error_ppm", &RunQuality::massErrorPpm},
                                                {"mass_spread_ppm", &RunQuality::massSpreadPpm},
                                                {"peak_width_seconds", &RunQuality::peakWidthSeconds},
                                                {"points_per_peak", &RunQuality::pointsPerPeak},
                                                {"log10_apex", &RunQuality::log10Apex},
                                                {"alignment_error_seconds", &RunQuality::alignmentErrorSeconds}}};

/// By PassedOver.
constexpr std::array<std::string_view, passedOverKinds> passedOver{
    "passed_no_mass", "passed_negative", "passed_ms3", "passed_untimed", "no_precursor", "more_precursors"};

constexpr int digits = 6;

double rounded(double value) { return parseNumber(formatNumber(value, digits)).value_or(value); }

bool isCount(double value) { return value >= 0 && value < 1e15 && value == std::floor(value); }

}  // namespace

double identificationRate(const RunQuality& quality) {
  if (quality.ms2Spectra == 0) return RunQuality::unknown;
  return static_cast<double>(quality.identifiedSpectra) / static_cast<double>(quality.ms2Spectra);
}

std::vector<RunRow> runRows(const StudyTraces& traces, const Study& study) {
  std::vector<RunRow> rows;
  for (std::size_t r = 0; r < traces.ions.runs.size(); ++r) {
    const QuantRun& run = traces.ions.runs[r];
    rows.push_back({run.name, study.samples[run.sample].name, traces.quality[r], lanesText(traces.quality[r].lanes)});
    for (const auto& [name, member] : numbers) rows.back().quality.*member = rounded(traces.quality[r].*member);
  }
  return rows;
}

void writeRuns(const std::vector<RunRow>& rows, const std::string& path) {
  std::vector<std::string> cells{"run", "sample", "identification_rate"};
  for (const auto& [name, member] : counts) cells.emplace_back(name);
  for (const auto& [name, member] : numbers) cells.emplace_back(name);
  cells.insert(cells.end(), passedOver.begin(), passedOver.end());
  cells.emplace_back("lanes");
  std::string text = join(cells, "\t") + "\n";
  for (const RunRow& row : rows) {
    cells = {row.run, row.sample, formatNumber(identificationRate(row.quality), digits)};
    for (const auto& [name, member] : counts) cells.push_back(std::to_string(row.quality.*member));
    for (const auto& [name, member] : numbers) cells.push_back(formatNumber(row.quality.*member));
    for (const std::uint32_t spectra : row.quality.passedOver) cells.push_back(std::to_string(spectra));
    cells.push_back(row.lanes);
    text += join(cells, "\t") + "\n";
  }
  writeTsv(path, text);
}

std::vector<RunRow> readRuns(const std::string& path) {
  const TsvFile file = readTsv(path);
  FaultList faults;
  std::vector<RunRow> rows;
  std::set<std::string> seen;
  for (const auto& line : file.rows) {
    const auto cell = [&](std::string_view name) { return std::string(line.cells[file.requiredColumn(name)]); };
    const auto countIn = [&](std::string_view name) -> std::size_t {
      const auto value = parseNumber(cell(name));
      if (value && isCount(*value)) return static_cast<std::size_t>(*value);
      faults.add(file.where(line), inQuotes(cell(name)) + " in column " + inQuotes(name) + " is no count",
                 "write a whole number");
      return 0;
    };
    // Tables of earlier versions lack these.
    const auto has = [&](std::string_view name) { return file.column(name).has_value(); };
    RunRow row{cell("run"), cell("sample"), {}, has("lanes") ? cell("lanes") : ""};
    for (const auto& [name, member] : counts) {
      if (has(name) || name != "missing_spectra") row.quality.*member = countIn(name);
    }
    for (std::size_t i = 0; i < passedOver.size(); ++i)
      if (has(passedOver[i])) row.quality.passedOver[i] = static_cast<std::uint32_t>(countIn(passedOver[i]));
    for (const auto& [name, member] : numbers) {
      const auto value = parseNumber(cell(name));
      if (value) row.quality.*member = *value;
      if (!value)
        faults.add(file.where(line), inQuotes(cell(name)) + " in column " + inQuotes(name) + " is no number",
                   "write a number or NA");
    }
    if (!seen.insert(row.run).second)
      faults.add(file.where(line), "run " + inQuotes(row.run) + " stands twice", "keep one row a run");
    rows.push_back(std::move(row));
  }
  faults.throwIfAny();
  return rows;
}

void writeAlignments(const StudyTraces& traces, const std::string& path) {
  std::string text = "first\tsecond\tshared_ions\tmedian_seconds\tspread_seconds\n";
  for (const PairAlignment& pair : traces.alignments)
    text +=
        join({traces.ions.runs[pair.first].name, traces.ions.runs[pair.second].name, std::to_string(pair.sharedIons),
              formatNumber(pair.medianSeconds, digits), formatNumber(pair.spreadSeconds, digits)},
             "\t") +
        "\n";
  writeTsv(path, text);
}

}  // namespace vescargo
