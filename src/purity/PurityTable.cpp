#include "vescargo/purity/PurityTable.h"

#include <algorithm>
#include <set>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/Error.h"
#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

using PurityText = std::pair<std::string_view, std::string SamplePurity::*>;

/// What a reader wants to see before the numbers: sample, subject, time point, verdict.
constexpr std::size_t textsInFront = 4;

const std::vector<PurityText>& purityTexts() {
  static const std::vector<PurityText> texts{{"sample", &SamplePurity::sample},
                                             {"subject", &SamplePurity::subject},
                                             {"timepoint", &SamplePurity::timePoint},
                                             {"verdict", &SamplePurity::verdict},
                                             {"reason", &SamplePurity::reason},
                                             {"platelet_largest_protein", &SamplePurity::plateletLargest},
                                             {"erythrocyte_largest_protein", &SamplePurity::erythrocyteLargest},
                                             {"coagulation_largest_protein", &SamplePurity::coagulationLargest}};
  return texts;
}

}  // namespace

const std::vector<PurityNumber>& purityNumbers() {
  using S = SamplePurity;
  static const std::vector<PurityNumber> numbers{{"platelet_core", &S::plateletCore},
                                                 {"platelet_core_low", &S::plateletCoreLow},
                                                 {"platelet_core_high", &S::plateletCoreHigh},
                                                 {"platelet_core_z", &S::plateletCoreZ},
                                                 {"platelet_core_seen", &S::plateletCoreSeen},
                                                 {"platelet_core_panel", &S::plateletCorePanel},
                                                 {"platelet_share", &S::plateletShare},
                                                 {"platelet_largest_share", &S::plateletLargestShare},
                                                 {"erythrocyte_share", &S::erythrocyteShare},
                                                 {"erythrocyte_largest_share", &S::erythrocyteLargestShare},
                                                 {"coagulation_share", &S::coagulationShare},
                                                 {"coagulation_largest_share", &S::coagulationLargestShare},
                                                 {"ev_seen", &S::evSeen},
                                                 {"ev_panel", &S::evPanel},
                                                 {"reference_seen", &S::referenceSeen}};
  return numbers;
}

std::vector<std::string> scoreNames(const PurityTable& table) {
  std::vector<std::string> names{std::string(panelNames::plateletCore)};
  for (const PanelScore& score : table.scores) names.push_back(score.panel);
  return names;
}

std::vector<double> sampleScores(const PurityTable& table, const std::string& name) {
  for (const PanelScore& score : table.scores) {
    if (score.panel == name) return score.bySample;
  }
  if (name != panelNames::plateletCore)
    throw Error(ExitCode::BadParameter, "purity table", "it has no score " + inQuotes(name),
                "did you mean " + nearestNames(name, scoreNames(table)) + "?");
  std::vector<double> scores;
  for (const SamplePurity& sample : table.samples) scores.push_back(sample.plateletCore);
  return scores;
}

bool isPurityColumn(std::string_view name) {
  const auto called = [name](const auto& column) { return column.first == name; };
  return std::any_of(purityTexts().begin(), purityTexts().end(), called) ||
         std::any_of(purityNumbers().begin(), purityNumbers().end(), called);
}

void writePurity(const PurityTable& table, const std::string& path) {
  std::string text;
  for (const auto& note : table.notes) text += "# note: " + note + "\n";
  const auto line = [](const auto& ofText, const auto& ofNumber, const std::vector<std::string>& scores) {
    std::vector<std::string> cells;
    const auto& texts = purityTexts();
    for (std::size_t i = 0; i < textsInFront; ++i) cells.push_back(ofText(texts[i]));
    for (const PurityNumber& number : purityNumbers()) cells.push_back(ofNumber(number));
    cells.insert(cells.end(), scores.begin(), scores.end());
    for (std::size_t i = textsInFront; i < texts.size(); ++i) cells.push_back(ofText(texts[i]));
    return join(cells, "\t") + "\n";
  };
  const auto name = [](const auto& column) { return std::string(column.first); };
  std::vector<std::string> panels;
  for (const PanelScore& score : table.scores) panels.push_back(score.panel);
  text += line(name, name, panels);
  for (std::size_t i = 0; i < table.samples.size(); ++i) {
    const SamplePurity& sample = table.samples[i];
    std::vector<std::string> scores;
    for (const PanelScore& score : table.scores) scores.push_back(formatNumber(score.bySample[i]));
    text += line([&](const PurityText& column) { return sample.*column.second; },
                 [&](const PurityNumber& column) { return formatNumber(sample.*column.second); }, scores);
  }
  writeFile(path, text);
}

PurityTable readPurity(const std::string& path) {
  const TsvFile file = readTsv(path);
  PurityTable table;
  for (const std::string& comment : file.comments) {
    const auto at = comment.find("note: ");
    if (at <= 1) table.notes.push_back(comment.substr(at + 6));
  }
  FaultList faults;
  const auto numberIn = [&](const TsvFile::Row& row, std::string_view column) {
    const std::string& cell = row.cells[file.requiredColumn(column)];
    const auto number = parseNumber(cell);
    if (!number)
      faults.add(file.where(row), inQuotes(cell) + " in column " + inQuotes(column) + " is no number",
                 "write a number or NA");
    return number.value_or(SamplePurity::unknown);
  };
  for (const std::string& column : file.header) {
    if (!isPurityColumn(column)) table.scores.push_back({column, {}});
  }
  std::set<std::string> seen;
  for (const auto& row : file.rows) {
    SamplePurity sample;
    for (const auto& [name, member] : purityTexts()) sample.*member = row.cells[file.requiredColumn(name)];
    for (const auto& [name, member] : purityNumbers()) sample.*member = numberIn(row, name);
    for (PanelScore& score : table.scores) score.bySample.push_back(numberIn(row, score.panel));
    if (!seen.insert(sample.sample).second)
      faults.add(file.where(row), "sample " + inQuotes(sample.sample) + " stands twice", "keep one row a sample");
    table.samples.push_back(std::move(sample));
  }
  faults.throwIfAny();
  return table;
}

}  // namespace vescargo
