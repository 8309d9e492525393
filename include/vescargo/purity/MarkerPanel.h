#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
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
  std::string followersOf;     ///< contaminant whose factor its proteins join where they go with it; empty: none
  std::string material;        ///< class of material that its proteins count for (decompose); empty: none
  int materialPrecedence = 0;  ///< of a protein on panels of several materials, the least one has it
  std::vector<Marker> markers;
  std::string path;  ///< of the file; empty when made otherwise
};

/// Names of the panels that have a meaning of their own: a score or share with a column, the kind of platelet material,
/// the vesicle reference.
namespace panelNames {
inline constexpr std::string_view plateletCore = "platelet_core";
inline constexpr std::string_view plateletMembrane = "platelet_membrane";
inline constexpr std::string_view plateletGranule = "platelet_granule";
inline constexpr std::string_view plateletCytosol = "platelet_cytosol";
inline constexpr std::string_view classicPlatelet = "platelet_classic";
inline constexpr std::string_view classicErythrocyte = "erythrocyte_classic";
inline constexpr std::string_view classicCoagulation = "coagulation_classic";
inline constexpr std::string_view evPositive = "ev_positive";
inline constexpr std::string_view misev = "misev";
}  // namespace panelNames

/// The contaminant that the program has more to say of than of others.
namespace contaminantNames {
inline constexpr std::string_view platelets = "platelets";
}

/// Reads one panel: lines `# key: value` (name, title, kind, version, date, reference, description, contaminant,
/// followers of, material, material precedence), then columns gene, accession, role, use (yes/no), reason, citation;
/// others are passed over. Throws as readTsv does, and CorruptContent for a panel without a name, a material
/// precedence that is no whole number above 0 or a material without one, a marker without gene and accession or that
/// stands twice, or a `use` that is neither yes nor no.
MarkerPanel readPanel(const std::string& path);

/// Every *.tsv of a folder, by name. Throws MissingFile, Unreadable, Empty, or CorruptContent for a name that stands
/// twice and for a contaminant that is called like a panel.
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

/// The names of a table's rows, gathered once for any number of panels: to match one takes the time of its markers and
/// matches, however long the table is.
class TableIndex {
 public:
  explicit TableIndex(const QuantTable& table);

  /// Rows that are used markers, in row order, each row once. Accessions decide (a group matches by any of its members,
  /// isoform suffixes and marks of contaminants left out); a marker that no accession found is looked for by gene,
  /// whatever the case of its letters, since other species have the same symbols in another case (Itga2b of mice is
  /// ITGA2B).
  std::vector<MarkerMatch> match(const MarkerPanel& panel) const;

 private:
  using RowsOf = std::unordered_map<std::string, std::vector<std::size_t>>;
  RowsOf rowsOfAccession_;
  RowsOf rowsOfGene_;  ///< in capitals
};

/// TableIndex(table).match(panel). For more than a few panels make the index once.
std::vector<MarkerMatch> matchPanel(const QuantTable& table, const MarkerPanel& panel);

}  // namespace vescargo
