#include "vescargo/compare/readGmt.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \r") + 1 - first);
}

MarkerPanel panelOf(const std::string& line, const std::string& path) {
  MarkerPanel panel;
  const auto cells = split(line, '\t');
  panel.name = trimmed(cells[0]);
  panel.kind = "set";
  panel.path = path;
  if (cells.size() > 1) panel.title = trimmed(cells[1]);
  std::set<std::string> seen;
  for (std::size_t i = 2; i < cells.size(); ++i) {
    const std::string member = trimmed(cells[i]);
    if (!member.empty() && seen.insert(member).second) panel.markers.push_back({member, member, "", true, "", ""});
  }
  return panel;
}

}  // namespace

std::vector<MarkerPanel> readGmt(const std::string& path, const std::vector<MarkerPanel>& taken) {
  if (!std::filesystem::exists(path)) throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
  std::vector<MarkerPanel> panels;
  FaultList faults;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string where = path + ":" + std::to_string(number);
    MarkerPanel panel = panelOf(line, path);
    if (panel.name.empty()) faults.add(where, "a set has no name", "write it into the first cell");
    if (panel.markers.empty())
      faults.add(where, "set " + inQuotes(panel.name) + " has no members",
                 "write name, description and members, with tabs between");
    const auto named = [&](const MarkerPanel& other) { return other.name == panel.name; };
    if (std::any_of(panels.begin(), panels.end(), named))
      faults.add(where, "set " + inQuotes(panel.name) + " stands twice", "rename or remove one");
    if (std::any_of(taken.begin(), taken.end(), named))
      faults.add(where, "set " + inQuotes(panel.name) + " is called like a marker panel", "rename it");
    panels.push_back(std::move(panel));
  }
  faults.throwIfAny();
  if (panels.empty()) throw Error(ExitCode::Empty, path, "has no set", "give a GMT file with a line a set");
  return panels;
}

}  // namespace vescargo
