#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// A protein of a marker panel.
struct Marker {
  std::string gene;
  std::string accession;  ///< canonical UniProt accession; empty where the panel gives the gene only
  std::string role;
  bool use = true;     ///< false: listed to say why it is left out
  std::string reason;  ///< why it is left out, or what to mind
  std::string citation;
};

/// Proteins that stand for one origin or quality.
struct MarkerPanel {
  std::string name, title, kind, version, date, reference, description;
  std::string
      contaminant;  ///< what its proteins bring into a tube, in words ("red cells"); empty: nothing to adjust for
  std::vector<Marker> markers;
  std::string path;  ///< of the file; empty when made otherwise
};

/// Names of the panels that scorePurity looks for.
namespace panelNames {
inline constexpr std::string_view plateletCore = "platelet_core";
inline constexpr std::string_view plateletMembrane = "platelet_membrane";
inline constexpr std::string_view plateletGranule = "platelet_granule";
inline constexpr std::string_view plateletCytosol = "platelet_cytosol";
inline constexpr std::string_view classicPlatelet = "platelet_classic";
inline constexpr std::string_view classicErythrocyte = "erythrocyte_classic";
inline constexpr std::string_view classicCoagulation = "coagulation_classic";
inline constexpr std::string_view evPositive = "ev_positive";
inline constexpr std::string_view erythrocyteCore = "erythrocyte_core";
inline constexpr std::string_view leukocyte = "leukocyte";
inline constexpr std::string_view keratin = "keratin";
inline constexpr std::string_view lipoprotein = "lipoprotein";
inline constexpr std::string_view solublePlasma = "soluble_plasma";
inline constexpr std::string_view misev = "misev";
}  // namespace panelNames

/// Reads one panel: lines `# key: value` (name, title, kind, version, date, reference,
/// description), then columns gene, accession, role, use (yes/no), reason, citation; others
/// are passed over. Throws as readTsv does, and CorruptContent for a panel without a name, a
/// marker without gene and accession or that stands twice, or a `use` that is neither yes nor no.
MarkerPanel readPanel(const std::string& path);

/// Every *.tsv of a folder, by name. Throws MissingFile, Unreadable, Empty, or CorruptContent for a name that stands
/// twice.
std::vector<MarkerPanel> readPanels(const std::string& folder);

/// The panel of that name; null when there is none.
const MarkerPanel* findPanel(const std::vector<MarkerPanel>& panels, std::string_view name);

/// Whether the role says that a vesicle protein is on platelets too (`platelet-high`).
bool isPlateletHigh(const Marker& marker);

/// Whether a score is made of the panel: of all but vesicle panels (kind `vesicles`), which scores are relative to.
bool hasScore(const MarkerPanel& panel);

/// A row of a QuantTable that is a marker; both are indices.
struct MarkerMatch {
  std::size_t row;
  std::size_t marker;
};

/// Rows that are used markers, in row order, each row once. Accessions decide (a group matches
/// by any of its members, isoform suffixes left out); a marker that no accession found is looked for by gene.
std::vector<MarkerMatch> matchPanel(const QuantTable& table, const MarkerPanel& panel);

}  // namespace vescargo
