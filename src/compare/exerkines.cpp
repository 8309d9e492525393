#include "vescargo/compare/exerkines.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/compare/adjustments.h"

namespace vescargo {

namespace {

/// "acute: up (marathon); chronic: ..." says up; "acute: muscle mRNA up" says nothing of blood.
std::string claimOf(const std::string& role) {
  const std::string start = "acute: ";
  if (!role.starts_with(start)) return "not stated";
  const auto end = role.find_first_not_of("abcdefghijklmnopqrstuvwxyz", start.size());
  const std::string word = role.substr(start.size(), end == std::string::npos ? end : end - start.size());
  return word == "up" || word == "down" ? word : "not stated";
}

std::string warningOf(const Marker& marker, const std::vector<MarkerPanel>& panels) {
  const auto same = [&](const Marker& other) {
    return other.accession.empty() || marker.accession.empty() ? other.gene == marker.gene
                                                               : other.accession == marker.accession;
  };
  for (const MarkerPanel& panel : panels) {
    if (panel.contaminant == contaminantNames::platelets &&
        std::any_of(panel.markers.begin(), panel.markers.end(), same))
      return "stored in platelets (panel " + panel.name + "): a rise may be platelet release";
  }
  return "";
}

std::string agreement(const std::string& claim, const Effect& effect, double alpha) {
  if (claim == "not stated") return "no claim";
  if (!std::isnan(effect.f)) return effect.q <= alpha ? "changes, without a direction" : "uncertain";
  if (!(effect.q <= alpha)) return "uncertain";
  return (effect.log2FoldChange > 0) == (claim == "up") ? "yes" : "no";
}

ExerkineChange changeOf(const Marker& marker, const Change* change, double alpha) {
  ExerkineChange row;
  row.gene = marker.gene;
  row.claim = claimOf(marker.role);
  row.role = marker.role;
  row.agrees = row.adjustedAgrees = "not measured";
  if (change == nullptr) return row;
  row.protein = change->protein;
  row.verdict = nameOf(change->verdict);
  if (change->pairs == 0) return row;
  row.log2FoldChange = change->unadjusted.log2FoldChange;
  row.q = change->unadjusted.q;
  row.agrees = agreement(row.claim, change->unadjusted, alpha);
  row.adjustedLog2FoldChange = change->adjusted.log2FoldChange;
  row.adjustedQ = change->adjusted.q;
  row.adjustedAgrees = agreement(row.claim, change->adjusted, alpha);
  return row;
}

std::map<std::string, const Change*> byProtein(const Comparison& comparison) {
  std::map<std::string, const Change*> changes;
  for (const Change& change : comparison.changes) changes[change.protein] = &change;
  return changes;
}

}  // namespace

RowTable<ExerkineChange> checkExerkines(const QuantTable& cargo, const std::vector<Comparison>& comparisons,
                                        const std::vector<MarkerPanel>& panels, double alpha) {
  RowTable<ExerkineChange> table;
  const MarkerPanel* panel = findPanel(panels, "exerkines");
  if (panel == nullptr) return table;
  std::vector<std::vector<std::string>> proteins(panel->markers.size());
  for (const MarkerMatch& match : matchPanel(cargo, *panel)) proteins[match.marker].push_back(cargo.rows[match.row].id);
  for (const Comparison& comparison : comparisons) {
    const auto changes = byProtein(comparison);
    for (std::size_t i = 0; i < panel->markers.size(); ++i) {
      const Marker& marker = panel->markers[i];
      if (!marker.use) continue;
      std::vector<const Change*> found;
      for (const std::string& protein : proteins[i]) {
        const auto at = changes.find(protein);
        if (at != changes.end()) found.push_back(at->second);
      }
      if (found.empty()) found.push_back(nullptr);
      for (const Change* change : found) {
        table.rows.push_back(changeOf(marker, change, alpha));
        table.rows.back().contrast = comparison.contrast;
        table.rows.back().warning = warningOf(marker, panels);
      }
    }
  }
  if (!table.rows.empty())
    table.notes.emplace_back(
        "claims are for one bout of exercise and for blood, mostly by immunoassay: they say nothing of a contrast of "
        "training, nor of vesicles as such");
  roundRows(table);
  return table;
}

}  // namespace vescargo
