#include "vescargo/app/presets.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "vescargo/app/paramsFolder.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/search/SearchOptions.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".tsv";

/// What presets are about, be it in this program or another one.
std::vector<std::string> settableOptions() {
  std::vector<std::string> names;
  const auto note = [&](std::string_view name, const auto& /*value*/, OptionText, Limits = {}) {
    names.emplace_back(name);
  };
  const auto noteAll = [&](const auto& options) { options.describe(options, note); };
  noteAll(PickOptions{});
  noteAll(SearchOptions{});
  noteAll(ConfidenceOptions{});
  noteAll(QuantOptions{});
  return names;
}

std::vector<std::string> valuesIn(const OptionFacts& option, const std::string& cell) {
  if (!option.isList()) return {cell};
  std::vector<std::string> values;
  for (std::string& value : split(cell, ';')) {
    value.erase(0, value.find_first_not_of(' '));
    if (!value.empty()) values.push_back(std::move(value));
  }
  return values;
}

/// An INI file has every option, so one that is as it would be without counts as not given.
bool isDefault(const OptionFacts& option, const GivenOption& fromIni) {
  if (option.takes == Takes::Nothing) return fromIni.values == std::vector<std::string>{"false"};
  if (option.takes == Takes::Whole || option.takes == Takes::Number)
    return parseNumber(fromIni.values.front()) == parseNumber(option.defaultText);
  std::vector<std::string> quoted;
  for (const std::string& value : fromIni.values) quoted.push_back(value.empty() ? "" : shellQuoted(value));
  return join(quoted, " ") == option.defaultText;
}

/// The rows of a preset, by option, checked as far as no program is needed for it.
std::vector<std::pair<std::string, GivenOption>> readPreset(const std::string& path) {
  const TsvFile file = readTsv(path);
  const std::size_t option = file.requiredColumn("option"), value = file.requiredColumn("value"),
                    reason = file.requiredColumn("reason");
  const auto settable = settableOptions();
  FaultList faults;
  std::set<std::string> before;
  std::vector<std::pair<std::string, GivenOption>> rows;
  for (const auto& row : file.rows) {
    const std::string where = file.where(row), name(row.cells[option]);
    if (std::find(settable.begin(), settable.end(), name) == settable.end())
      faults.add(where, inQuotes(name) + " is no option that a preset may set",
                 "nearest: " + nearestNames(name, settable));
    else if (!before.insert(name).second)
      faults.add(where, inQuotes(name) + " stands twice", "keep one of the two");
    else if (row.cells[value].empty() || row.cells[reason].empty())
      faults.add(where, inQuotes(name) + " has no value or no reason", "fill both columns");
    rows.push_back({where, {name, {std::string(row.cells[value])}}});
  }
  faults.throwIfAny();
  return rows;
}

}  // namespace

std::vector<std::string> presetNames() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(presetsFolder(), ignored)) {
    if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  names.emplace(names.begin(), PresetOptions::none);
  return names;
}

AppliedPreset applyPreset(const ProgramFacts& program, const std::string& name, const std::vector<GivenOption>& given,
                          const std::vector<GivenOption>& fromIni) {
  AppliedPreset preset{(fs::path(presetsFolder()) / (name + std::string(ending))).string(), {}, ""};
  std::vector<std::string> taken, kept;
  for (auto& placed : readPreset(preset.file)) {
    const std::string& where = placed.first;
    GivenOption& row = placed.second;
    const auto option = std::find_if(program.options.begin(), program.options.end(),
                                     [&](const OptionFacts& other) { return other.name == row.name; });
    if (option == program.options.end()) continue;
    const std::string cell = row.values.front();
    row.values = valuesIn(*option, cell);
    const bool isFlag = option->takes == Takes::Nothing;
    if (isFlag && cell != "true")
      throw Error(ExitCode::BadParameter, where, inQuotes(cell) + " is no value of a flag", "write true");
    for (const std::string& value : row.values) requireValid(*option, value, where);
    const bool won = isGiven(given, row.name) || std::any_of(fromIni.begin(), fromIni.end(), [&](const auto& other) {
                       return other.name == row.name && !isDefault(*option, other);
                     });
    (won ? kept : taken).push_back(row.name + (won ? "" : " " + cell));
    if (isFlag) row.values.clear();
    if (!won) preset.added.push_back(std::move(row));
  }
  preset.words = name + (taken.empty() ? " sets nothing here" : ": " + join(taken, ", "));
  if (!kept.empty()) preset.words += "; given otherwise: " + join(kept, ", ");
  return preset;
}

}  // namespace vescargo
