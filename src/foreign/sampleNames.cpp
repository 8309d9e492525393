#include "vescargo/foreign/sampleNames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::size_t digitsFrom(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  return end - std::min(begin, end);
}

/// Length of "[12] " or R's "X.12..".
std::size_t indexLength(std::string_view name) {
  for (const auto& [before, behind] : {std::pair<std::string_view, std::string_view>{"[", "] "}, {"X.", ".."}}) {
    if (!name.starts_with(before)) continue;
    const std::size_t digits = digitsFrom(name, before.size());
    const std::size_t end = before.size() + digits;
    if (digits > 0 && name.substr(end).starts_with(behind)) return end + behind.size();
  }
  return 0;
}

std::string_view withoutSteps(std::string_view name) {
  static constexpr std::array<std::string_view, 2> steps{"-calib", "-averaged"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view step : steps) {
      if (name.size() <= step.size() || !name.ends_with(step)) continue;
      name.remove_suffix(step.size());
      again = true;
    }
  }
  return name;
}

/// Parts between `separator`, and what stands from each of them on, without blanks before them.
void addParts(std::vector<std::string>& parts, std::string_view text, std::string_view separator) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    const std::size_t first = part.find_first_not_of(' ');
    if (first != std::string_view::npos) {
      parts.emplace_back(part.substr(first));
      if (end < text.size()) parts.emplace_back(text.substr(begin + first));
    }
    begin = end + separator.size();
  }
}

/// "F1", "Sample", "pre", "S1" of "F1: Sample, pre, S1" and of what R and Proteome Discoverer for R make of it; empty
/// where it is no such name.
std::vector<std::string> partsOf(const std::string& name) {
  const std::size_t digits = name.starts_with('F') ? digitsFrom(name, 1) : 0;
  if (digits == 0) return {};
  const std::string_view rest = std::string_view(name).substr(1 + digits);
  std::vector<std::string> parts{name.substr(0, 1 + digits)};
  for (const auto& [behind, separator] :
       {std::pair<std::string_view, std::string_view>{": ", ","}, {"..", ".."}, {".", "."}, {" ", " "}}) {
    if (!rest.starts_with(behind)) continue;
    addParts(parts, rest.substr(behind.size()), separator);
    return parts;
  }
  return {};
}

bool isAlnum(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || static_cast<unsigned char>(letter) > 127;
}

/// In small letters, with one point for signs.
std::string spelling(std::string_view name) {
  std::string text;
  for (const char letter : name) {
    if (isAlnum(letter)) {
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    } else if (!text.ends_with('.')) {
      text += '.';
    }
  }
  return text;
}

/// As R writes "/data/x" and "D:\\data\\x".
bool isFolderByR(std::string_view name) {
  return name.starts_with("X.") || (name.size() > 3 && isAlnum(name[0]) && name.substr(1, 2) == "..");
}

}  // namespace

std::vector<CargoColumn> namedColumns(const SampleColumns& columns) {
  std::map<std::string, std::size_t> times;
  for (const auto& [column, name] : columns) {
    for (const std::string& part : partsOf(name)) ++times[part];
  }
  std::vector<CargoColumn> named;
  for (const auto& [column, whole] : columns) {
    CargoColumn one{{whole}, {}};
    const std::string name = whole.substr(indexLength(whole));
    const std::string plain(withoutSteps(name));
    if (name != whole) one.names = {name};
    if (plain != name) one.names.push_back(plain);
    for (const std::string& part : partsOf(whole)) {
      if (times[part] == 1) one.names.push_back(part);
    }
    named.push_back(std::move(one));
  }
  return named;
}

StudyNames::StudyNames(const Study& study) {
  for (const Sample& sample : study.samples) {
    exact_.insert({sample.name, runName(sample.name)});
    Named& named = bySpelling_[spelling(sample.name)];
    named.samples.insert(sample.name);
    named.names.push_back(sample.name);
  }
  for (const StudyRun& run : study.runs) {
    runs_.push_back({run.run});
    exact_.insert(runName(run.run));
    Named& named = bySpelling_[spelling(runName(run.run))];
    named.samples.insert(run.sample);
    named.runs.insert(runName(run.run));
    named.names.push_back(run.run);
  }
}

bool StudyNames::isExact(const CargoColumn& column) const {
  return std::any_of(column.names.begin(), column.names.end(),
                     [&](const std::string& name) { return exact_.contains(name) || exact_.contains(runName(name)); });
}

std::string StudyNames::sharedSpelling(const CargoColumn& column) const {
  for (const std::string& whole : column.names) {
    for (const std::string& name : {whole, runName(whole)}) {
      const std::string text = spelling(name);
      if (bySpelling_.contains(text)) return text;
      const bool hasX =
          name.size() > 1 && name.front() == 'X' && std::isalpha(static_cast<unsigned char>(name[1])) == 0;
      if (hasX && bySpelling_.contains(text.substr(1))) return text.substr(1);
      if (!isFolderByR(name)) continue;
      for (std::size_t at = text.find('.'); at != std::string::npos; at = text.find('.', at + 1)) {
        if (bySpelling_.contains(text.substr(at + 1))) return text.substr(at + 1);
      }
    }
  }
  return {};
}

std::vector<std::string> StudyNames::giveInOrder(std::vector<CargoColumn>& columns) const {
  std::vector<RunAliases> given;
  for (const CargoColumn& column : columns) given.push_back({runName(column.names.front())});
  const NamedRuns named = nameRuns(given, runs_);
  if (named.warnings.empty()) return {};
  for (std::size_t c = 0; c < columns.size(); ++c) columns[c].names.push_back(named.names[c]);
  return named.warnings;
}

bool StudyNames::know(const CargoColumn& column) const { return isExact(column) || !sharedSpelling(column).empty(); }

std::vector<std::string> StudyNames::giveTo(std::vector<CargoColumn>& columns) const {
  constexpr std::size_t toldAtMost = 3;
  std::map<std::string, std::vector<std::size_t>> columnsOf;
  std::set<std::string> taken;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (isExact(columns[c])) {
      for (const std::string& name : columns[c].names) taken.insert({spelling(name), spelling(runName(name))});
    } else if (const std::string shared = sharedSpelling(columns[c]); !shared.empty()) {
      columnsOf[shared].push_back(c);
    }
  }
  if (std::none_of(columns.begin(), columns.end(), [&](const CargoColumn& column) { return know(column); }))
    return giveInOrder(columns);
  std::vector<std::string> told;
  for (const auto& [shared, candidates] : columnsOf) {
    const Named& named = bySpelling_.at(shared);
    if (candidates.size() > 1 || named.samples.size() > 1 || named.runs.size() > 1 || taken.contains(shared)) continue;
    auto& names = columns[candidates.front()].names;
    told.push_back(inQuotes(names.front()) + " is " + inQuotes(named.names.front()));
    names.insert(names.end(), named.names.begin(), named.names.end());
  }
  if (told.empty()) return {};
  const std::string count = std::to_string(told.size()) + (told.size() == 1 ? " column is" : " columns are");
  const std::string more = told.size() > toldAtMost ? ", ..." : "";
  told.resize(std::min(told.size(), toldAtMost));
  return {count + " named as in the study sheet but for capitals or signs: " + join(told, ", ") + more};
}

}  // namespace vescargo
