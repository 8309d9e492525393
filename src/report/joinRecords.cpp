#include "vescargo/report/joinRecords.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace vescargo {

namespace {

/// The programs in the order of the work; others stand behind them.
std::size_t placeOf(const RunRecord& record) {
  constexpr std::array<std::string_view, 5> order{"EVPeakPicker", "EVPeptideIdentifier", "EVProteinQuantifier",
                                                  "EVPlateletScorer", "EVCargoComparer"};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), record.tool) - order.begin());
}

void addLine(std::string& lines, const std::string& line) {
  const std::string all = "\n" + lines + "\n";
  if (all.find("\n" + line + "\n") == std::string::npos) lines += (lines.empty() ? "" : "\n") + line;
}

void joinParameters(const std::vector<RunRecord>& records, RunRecord& joined) {
  std::map<std::string, std::set<std::string>> valuesOf;
  for (const RunRecord& record : records) {
    for (const auto& [name, value] : record.parameters) valuesOf[name].insert(value);
  }
  std::set<std::string> told;
  for (const RunRecord& record : records) {
    for (const auto& [name, value] : record.parameters) {
      const std::string called = valuesOf[name].size() == 1 ? name : name + " (" + record.tool + ")";
      if (told.insert(called).second) joined.parameters.emplace_back(called, value);
    }
  }
}

/// SHA-256 of what the programs wrote.
std::set<std::string> madeBy(const std::vector<RunRecord>& records) {
  std::set<std::string> made;
  for (const RunRecord& record : records) {
    for (const InputFile& output : record.outputs) made.insert(output.sha256);
  }
  return made;
}

void joinFiles(const std::vector<RunRecord>& records, const std::set<std::string>& made, RunRecord& joined) {
  std::set<std::pair<std::string, std::string>> told;
  for (const RunRecord& record : records) {
    joined.outputs.insert(joined.outputs.end(), record.outputs.begin(), record.outputs.end());
    for (const InputFile& input : record.inputs) {
      if (!made.contains(input.sha256) && told.insert({input.path, input.sha256}).second)
        joined.inputs.push_back(input);
    }
  }
}

/// Names of the steps in which a program read what another of them had written.
std::set<std::string> handOvers(const RunRecord& record, const std::set<std::string>& made) {
  std::set<std::string> names;
  if (std::none_of(record.inputs.begin(), record.inputs.end(),
                   [&](const InputFile& input) { return made.contains(input.sha256); }))
    return names;
  for (const Step& step : record.steps) {
    const bool own =
        (step.name == "readCargo" && step.text.starts_with("table of Vescargo,")) ||
        (step.name == "readIdentifications" && step.text.find(" files of Vescargo, ") != std::string::npos);
    if (own) names.insert(step.name);
  }
  return names;
}

void joinSteps(const std::vector<RunRecord>& records, const std::set<std::string>& made, RunRecord& joined) {
  std::set<std::pair<std::string, std::string>> told;
  for (const RunRecord& record : records) {
    const auto handed = handOvers(record, made);
    for (const Step& step : record.steps) {
      if (!handed.contains(step.name) && told.insert({step.name, step.text}).second) joined.steps.push_back(step);
    }
  }
  std::stable_partition(joined.steps.begin(), joined.steps.end(),
                        [](const Step& step) { return step.name == "readStudy"; });
}

}  // namespace

RunRecord joinRecords(std::vector<RunRecord> records) {
  if (records.size() == 1) return std::move(records.front());
  std::stable_sort(records.begin(), records.end(),
                   [](const auto& a, const auto& b) { return placeOf(a) < placeOf(b); });
  RunRecord joined;
  std::set<std::string> warned;
  for (const RunRecord& record : records) {
    addLine(joined.tool, record.tool);
    addLine(joined.version, record.version);
    addLine(joined.openmsVersion, record.openmsVersion);
    joined.commandLine += (joined.commandLine.empty() ? "" : "\n") + record.commandLine;
    for (const std::string& warning : record.warnings) {
      if (warned.insert(warning).second) joined.warnings.push_back(warning);
    }
  }
  joinParameters(records, joined);
  const auto made = madeBy(records);
  joinFiles(records, made, joined);
  joinSteps(records, made, joined);
  return joined;
}

}  // namespace vescargo
