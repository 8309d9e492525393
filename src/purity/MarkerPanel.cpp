#include "vescargo/purity/MarkerPanel.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string withoutIsoform(const std::string& accession) {
  const auto dash = accession.find('-');
  const bool isoform = dash != std::string::npos && dash + 1 < accession.size() &&
                       accession.find_first_not_of("0123456789", dash + 1) == std::string::npos;
  return isoform ? accession.substr(0, dash) : accession;
}

void readHeading(const TsvFile& file, MarkerPanel& panel, FaultList& faults) {
  std::string precedence;
  const std::map<std::string, std::string*> fields{{"name", &panel.name},
                                                   {"title", &panel.title},
                                                   {"kind", &panel.kind},
                                                   {"version", &panel.version},
                                                   {"date", &panel.date},
                                                   {"reference", &panel.reference},
                                                   {"description", &panel.description},
                                                   {"contaminant", &panel.contaminant},
                                                   {"followers of", &panel.followersOf},
                                                   {"material", &panel.material},
                                                   {"material precedence", &precedence}};
  for (const std::string& comment : file.comments) {
    const auto colon = comment.find(':');
    if (colon == std::string::npos) continue;
    const auto field = fields.find(trimmed(comment.substr(0, colon)));
    if (field != fields.end()) *field->second = trimmed(comment.substr(colon + 1));
  }
  if (panel.name.empty()) faults.add(panel.path, "the panel has no name", "write a line \"# name: ...\" on top");
  if (panel.material.empty() && precedence.empty()) return;
  const auto number = parseNumber(precedence);
  if (!number || !(*number >= 1) || *number != std::floor(*number))
    faults.add(panel.path, inQuotes(precedence) + " is no material precedence",
               "write a whole number from 1 up in a line \"# material precedence: ...\"");
  panel.materialPrecedence = number && *number >= 1 ? static_cast<int>(std::min(*number, 1e6)) : 0;
}

std::string inCapitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

/// A group may name a protein with a contaminant's mark and without.
void addOnce(std::vector<std::size_t>& rows, std::size_t row) {
  if (rows.empty() || rows.back() != row) rows.push_back(row);
}

}  // namespace

MarkerPanel readPanel(const std::string& path) {
  const TsvFile file = readTsv(path);
  MarkerPanel panel;
  panel.path = path;
  FaultList faults;
  readHeading(file, panel, faults);
  const std::size_t gene = file.requiredColumn("gene"), accession = file.requiredColumn("accession"),
                    role = file.requiredColumn("role"), use = file.requiredColumn("use"),
                    reason = file.requiredColumn("reason"), citation = file.requiredColumn("citation");
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& row : file.rows) {
    Marker marker{trimmed(std::string(row.cells[gene])),   trimmed(std::string(row.cells[accession])),
                  trimmed(std::string(row.cells[role])),   true,
                  trimmed(std::string(row.cells[reason])), trimmed(std::string(row.cells[citation]))};
    const std::string used = trimmed(std::string(row.cells[use]));
    if (marker.gene.empty() && marker.accession.empty())
      faults.add(file.where(row), "a marker has neither gene nor accession", "fill one of them");
    if (used != "yes" && used != "no") faults.add(file.where(row), "use is " + inQuotes(used), "write yes or no");
    if (!seen.emplace(marker.gene, marker.accession).second)
      faults.add(file.where(row), "marker " + inQuotes(marker.gene) + " stands twice", "keep one of them");
    marker.use = used == "yes";
    panel.markers.push_back(std::move(marker));
  }
  faults.throwIfAny();
  return panel;
}

std::vector<MarkerPanel> readPanels(const std::string& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ExitCode::MissingFile, folder, "there is no such folder", "give the folder of the marker panels");
  std::vector<std::string> paths;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".tsv") paths.push_back(entry.path().string());
  }
  if (failure) throw Error(ExitCode::Unreadable, folder, "cannot be read", "check its permissions");
  std::sort(paths.begin(), paths.end());
  std::vector<MarkerPanel> panels;
  for (const std::string& path : paths) {
    panels.push_back(readPanel(path));
    const auto& name = panels.back().name;
    const auto same = [&](const MarkerPanel& panel) { return panel.name == name; };
    if (std::count_if(panels.begin(), panels.end(), same) > 1)
      throw Error(ExitCode::CorruptContent, path, "panel " + inQuotes(name) + " stands twice", "rename one of them");
  }
  if (panels.empty())
    throw Error(ExitCode::Empty, folder, "no panel (*.tsv) is in it", "give the folder of the panels");
  std::sort(panels.begin(), panels.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const MarkerPanel& panel : panels) {
    if (findPanel(panels, panel.contaminant) != nullptr)
      throw Error(ExitCode::CorruptContent, panel.path,
                  "contaminant " + inQuotes(panel.contaminant) + " is called like a panel", "rename one of them");
  }
  return panels;
}

const MarkerPanel* findPanel(const std::vector<MarkerPanel>& panels, std::string_view name) {
  const auto found = std::find_if(panels.begin(), panels.end(), [&](const auto& panel) { return panel.name == name; });
  return found == panels.end() ? nullptr : &*found;
}

bool isPlateletHigh(const Marker& marker) { return marker.role.find("platelet-high") != std::string::npos; }

bool hasScore(const MarkerPanel& panel) { return panel.kind != "vesicles" && panel.name != panelNames::evPositive; }

TableIndex::TableIndex(const QuantTable& table) {
  rowsOfAccession_.reserve(table.rows.size());
  rowsOfGene_.reserve(table.rows.size());
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const QuantRow& row = table.rows[r];
    for (const std::string& name : split(row.accessions.empty() ? row.id : row.accessions, ';'))
      addOnce(rowsOfAccession_[withoutIsoform(std::string(withoutContaminantMark(name)))], r);
    for (const std::string& gene : split(row.genes, ';'))
      addOnce(rowsOfGene_[inCapitals(std::string(withoutContaminantMark(gene)))], r);
  }
}

std::vector<MarkerMatch> TableIndex::match(const MarkerPanel& panel) const {
  std::unordered_map<std::size_t, std::size_t> markerOf;
  // Whether the marker has a row; a row is that of its first marker.
  const auto take = [&](const RowsOf& rowsOf, const std::string& name, std::size_t marker) {
    const auto rows = rowsOf.find(name);
    if (name.empty() || rows == rowsOf.end()) return false;
    bool any = false;
    for (const std::size_t row : rows->second) any = markerOf.emplace(row, marker).second || any;
    return any;
  };
  std::vector<std::size_t> byGene;
  for (std::size_t i = 0; i < panel.markers.size(); ++i) {
    if (panel.markers[i].use && !take(rowsOfAccession_, withoutIsoform(panel.markers[i].accession), i))
      byGene.push_back(i);
  }
  for (const std::size_t i : byGene) take(rowsOfGene_, inCapitals(panel.markers[i].gene), i);
  std::vector<MarkerMatch> matches;
  for (const auto& [row, marker] : markerOf) matches.push_back({row, marker});
  std::sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
  return matches;
}

std::vector<MarkerMatch> matchPanel(const QuantTable& table, const MarkerPanel& panel) {
  return TableIndex(table).match(panel);
}

}  // namespace vescargo
