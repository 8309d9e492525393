#include "vescargo/purity/PurityTable.h"

#include <algorithm>
#include <functional>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/cellsIn.h"

namespace vescargo {

namespace {

struct TextColumn {
  std::string name;
  std::string SamplePurity::*text;
};

struct NumberColumn {
  std::string name;
  std::function<double&(SamplePurity&)> number;
};

/// What a reader wants to see before the numbers: sample, subject, time point; then the verdict.
constexpr std::size_t textsInFront = 3;
constexpr std::string_view verdictColumn = "verdict";
constexpr std::string_view materialEnding = "_material";

const std::vector<TextColumn>& textColumns() {
  static const std::vector<TextColumn> columns{{"sample", &SamplePurity::sample},
                                               {"subject", &SamplePurity::subject},
                                               {"timepoint", &SamplePurity::timePoint},
                                               {"reason", &SamplePurity::reason},
                                               {"platelet_kind", &SamplePurity::plateletKind},
                                               {"platelet_largest_protein", &SamplePurity::plateletLargest},
                                               {"erythrocyte_largest_protein", &SamplePurity::erythrocyteLargest},
                                               {"coagulation_largest_protein", &SamplePurity::coagulationLargest}};
  return columns;
}

std::vector<NumberColumn> makeNumberColumns() {
  using S = SamplePurity;
  std::vector<NumberColumn> columns;
  const std::vector<std::pair<std::string, double S::*>> members{
      {"platelets", &S::platelets},
      {"platelets_low", &S::plateletsLow},
      {"platelets_high", &S::plateletsHigh},
      {"platelets_z", &S::plateletsZ},
      {"platelets_seen", &S::plateletsSeen},
      {"platelets_panel", &S::plateletsPanel},
      {"platelet_core", &S::plateletCore},
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
  for (const auto& [name, member] : members)
    columns.push_back({name, [member = member](S& sample) -> double& { return sample.*member; }});
  for (std::size_t i = 0; i < S::misevCategories; ++i)
    columns.push_back(
        {"misev" + std::to_string(i + 1) + "_seen", [i](S& sample) -> double& { return sample.misevSeen[i]; }});
  columns.push_back({"materials_covered", [](S& sample) -> double& { return sample.materialsCovered; }});
  return columns;
}

/// Every number of SamplePurity with its column.
const std::vector<NumberColumn>& numberColumns() {
  static const std::vector<NumberColumn> columns = makeNumberColumns();
  return columns;
}

std::string headerLine(const PurityTable& table) {
  std::vector<std::string> cells;
  const auto& texts = textColumns();
  for (std::size_t i = 0; i < textsInFront; ++i) cells.push_back(texts[i].name);
  cells.emplace_back(verdictColumn);
  for (const NumberColumn& column : numberColumns()) cells.push_back(column.name);
  for (const std::string& material : table.materials) cells.push_back(material + std::string(materialEnding));
  for (const PanelScore& score : table.scores) cells.push_back(score.panel);
  for (std::size_t i = textsInFront; i < texts.size(); ++i) cells.push_back(texts[i].name);
  return join(cells, "\t") + "\n";
}

std::string lineOf(const PurityTable& table, std::size_t at) {
  SamplePurity sample = table.samples[at];
  std::vector<std::string> cells;
  const auto& texts = textColumns();
  for (std::size_t i = 0; i < textsInFront; ++i) cells.push_back(sample.*texts[i].text);
  cells.emplace_back(nameOf(sample.verdict));
  for (const NumberColumn& column : numberColumns()) cells.push_back(formatNumber(column.number(sample)));
  for (const double share : sample.materials) cells.push_back(formatNumber(share));
  for (const PanelScore& score : table.scores) cells.push_back(formatNumber(score.bySample[at]));
  for (std::size_t i = textsInFront; i < texts.size(); ++i) cells.push_back(sample.*texts[i].text);
  return join(cells, "\t") + "\n";
}

}  // namespace

void requireSamples(const PurityTable& table, const Study& study) {
  std::set<std::string> scored;
  for (const SamplePurity& sample : table.samples) scored.insert(sample.sample);
  FaultList faults(ExitCode::DoNotFit);
  for (const Sample& sample : study.samples) {
    if (!scored.contains(sample.name))
      faults.add("purity table", "sample " + inQuotes(sample.name) + " is missing",
                 "score the samples of this study sheet");
  }
  faults.throwIfAny();
}

bool isPurityColumn(std::string_view name) {
  const auto called = [name](const auto& column) { return column.name == name; };
  return name == verdictColumn || name.ends_with(materialEnding) ||
         std::any_of(textColumns().begin(), textColumns().end(), called) ||
         std::any_of(numberColumns().begin(), numberColumns().end(), called);
}

void writePurity(const PurityTable& table, const std::string& path) {
  std::string text;
  for (const auto& note : table.notes) text += "# note: " + note + "\n";
  text += headerLine(table);
  for (std::size_t i = 0; i < table.samples.size(); ++i) text += lineOf(table, i);
  writeTsv(path, text);
}

PurityTable readPurity(const std::string& path) {
  const TsvFile file = readTsv(path);
  PurityTable table;
  for (const std::string& comment : file.comments) {
    const auto at = comment.find("note: ");
    if (at <= 1) table.notes.push_back(comment.substr(at + 6));
  }
  FaultList faults;
  for (const std::string& column : file.header) {
    if (column.ends_with(materialEnding)) {
      table.materials.push_back(column.substr(0, column.size() - materialEnding.size()));
    } else if (!isPurityColumn(column)) {
      table.scores.push_back({column, {}});
    }
  }
  std::set<std::string> seen;
  for (const auto& row : file.rows) {
    SamplePurity sample;
    for (const TextColumn& column : textColumns()) sample.*column.text = row.cells[file.requiredColumn(column.name)];
    const std::string verdict(row.cells[file.requiredColumn(verdictColumn)]);
    sample.verdict = choiceIn<Verdict>(verdict, file.where(row), faults);
    for (const NumberColumn& column : numberColumns()) column.number(sample) = numberIn(file, row, column.name, faults);
    for (const std::string& material : table.materials)
      sample.materials.push_back(numberIn(file, row, material + std::string(materialEnding), faults));
    for (PanelScore& score : table.scores) score.bySample.push_back(numberIn(file, row, score.panel, faults));
    if (!seen.insert(sample.sample).second)
      faults.add(file.where(row), "sample " + inQuotes(sample.sample) + " stands twice", "keep one row a sample");
    table.samples.push_back(std::move(sample));
  }
  faults.throwIfAny();
  return table;
}

}  // namespace vescargo
