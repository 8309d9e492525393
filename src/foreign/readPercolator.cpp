#include "vescargo/foreign/readPercolator.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "vescargo/base/lowerCase.h"
#include "vescargo/foreign/foreignTable.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// Percolator's columns and mokapot's, whose names changed from version to version.
constexpr std::array<std::string_view, 3> idNames{"psmid", "specid", "psm_id"};
constexpr std::array<std::string_view, 3> scoreNames{"mokapot score", "mokapot_score", "score"};
constexpr std::array<std::string_view, 3> qValueNames{"mokapot q-value", "mokapot_qvalue", "q-value"};
constexpr std::array<std::string_view, 5> errorNames{"mokapot pep", "mokapot_posterior_error_prob", "mokapot_pep",
                                                     "posterior_error_prob", "pep"};
constexpr std::array<std::string_view, 2> proteinNames{"proteinids", "proteins"};
constexpr std::array<std::string_view, 2> fileNames{"filename", "file"};
constexpr std::array<std::string_view, 2> scanNames{"scannr", "scan"};
constexpr std::array<std::string_view, 1> chargeNames{"charge"};
constexpr std::array<std::string_view, 1> massNames{"expmass"};

template <std::size_t N>
std::optional<std::size_t> columnOf(const TsvFile& table, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      if (lowerCase(table.header[i]) == name) return i;
    }
  }
  return std::nullopt;
}

template <std::size_t N>
std::size_t required(const TsvFile& table, const std::array<std::string_view, N>& names, std::string_view usual) {
  const auto found = columnOf(table, names);
  return found ? *found : table.requiredColumn(usual);
}

struct Columns {
  std::size_t id, score, qValue, error, peptide, proteins;
  std::optional<std::size_t> file, scan, charge, mass;
  bool joined = false;   // proteins by ':', as mokapot 0.11 does
  bool byComma = false;  // and by ','
};

Columns columnsOf(const TsvFile& table) {
  const bool joined = columnOf(table, std::array<std::string_view, 1>{"mokapot_qvalue"}).has_value();
  return {required(table, idNames, "PSMId"),
          required(table, scoreNames, "score"),
          required(table, qValueNames, "q-value"),
          required(table, errorNames, "posterior_error_prob"),
          required(table, std::array<std::string_view, 1>{"peptide"}, "peptide"),
          required(table, proteinNames, "proteinIds"),
          columnOf(table, fileNames),
          columnOf(table, scanNames),
          columnOf(table, chargeNames),
          columnOf(table, massNames),
          joined,
          false};
}

/// Names of databases that stand before an accession with a ':' of their own.
bool isDatabase(std::string_view word) {
  constexpr std::array<std::string_view, 8> known{"ensembl", "refseq", "h-inv",     "swiss-prot",
                                                  "trembl",  "ipi",    "uniprotkb", "gb"};
  const std::size_t mark = word.rfind('_');
  const std::string lower = lowerCase(std::string(mark == std::string_view::npos ? word : word.substr(mark + 1)));
  return std::find(known.begin(), known.end(), lower) != known.end();
}

bool isName(const std::string& part) { return accessionOf(part) != part || isUniProt(part); }

/// Whether ',' joins proteins in this table (an option of Comet): where half or more of the names that have one are of
/// parts that stand elsewhere in the table too, and one of them alone. Names of databases may have such letters.
bool joinsByComma(const TsvFile& table, std::size_t column) {
  std::set<std::string> cells;
  for (const auto& row : table.rows) {
    for (std::string& name : split(row.cells[column], '\t')) cells.insert(std::move(name));
  }
  std::map<std::string, std::size_t> timesOf;
  for (const std::string& cell : cells) {
    for (const std::string& part : split(cell, ',')) ++timesOf[part];
  }
  std::size_t joined = 0;
  std::size_t told = 0;
  for (const std::string& cell : cells) {
    const auto parts = split(cell, ',');
    if (parts.size() < 2) continue;
    ++joined;
    const bool again =
        std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return isName(part) || timesOf.at(part) > 1; });
    const bool alone =
        std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return isName(part) || cells.contains(part); });
    told += again && alone ? 1 : 0;
  }
  return joined > 0 && 2 * told >= joined;
}

/// Names that an engine joined by ';' (Sage) or ',' in its input of Percolator; one name where the parts would be none.
std::vector<std::string> namesIn(const std::string& cell, bool byComma) {
  const auto isPlain = [](const std::string& part) { return !part.empty() && part.find('|') == std::string::npos; };
  auto parts = split(cell, ';');
  if (std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return isName(part) || isPlain(part); }) &&
      parts.size() > 1)
    return parts;
  parts = split(cell, ',');
  if (std::all_of(parts.begin(), parts.end(),
                  [&](const auto& part) { return isName(part) || (byComma && !part.empty()); }))
    return parts;
  return {cell};
}

std::vector<std::string> proteinsIn(const std::string& cell, const Columns& columns) {
  std::vector<std::string> proteins;
  const auto add = [&](const std::string& text) {
    const auto names = namesIn(text, columns.byComma);
    proteins.insert(proteins.end(), names.begin(), names.end());
  };
  for (const std::string& part : split(cell, '\t')) {
    if (!columns.joined) {
      add(part);
      continue;
    }
    std::string database;
    for (const std::string& word : split(part, ':')) {
      if (isDatabase(word)) {
        database = word + ":";
        continue;
      }
      add(database + word);
      database.clear();
    }
  }
  return proteins;
}

/// Of matches hardly two are of one peptide where the table has the best of each.
void tellPeptideTable(ForeignResult& result) {
  constexpr std::size_t fewest = 50;
  constexpr std::size_t share = 50;
  std::set<std::pair<std::uint32_t, bool>> peptides;
  const std::string name = lowerCase(result.path.substr(result.path.find_last_of('/') + 1));
  const bool named = name.find("peptides") != std::string::npos;
  for (const ForeignMatch& match : result.matches) peptides.insert({match.peptide, match.decoy});
  const std::size_t again = result.matches.size() - peptides.size();
  if (share * again > result.matches.size() || (!named && result.matches.size() < fewest)) return;
  result.warnings.push_back(result.path + ": looks like a table of peptides (" + std::to_string(again) + " of its " +
                            std::to_string(result.matches.size()) +
                            " rows are of a peptide that stands before): other spectra of a peptide, and runs in which "
                            "it was not the best, lack; give the table of PSMs (Percolator's --results-psms, "
                            "mokapot.psms.txt)");
}

}  // namespace

bool isPercolatorColumn(std::string_view name) {
  return name == "PSMId" || name == "mokapot q-value" || name == "mokapot_qvalue";
}

std::vector<std::string> percolatorProteinColumns() { return {"proteinIds", "Proteins", "proteins"}; }

ForeignResult readPercolator(const TsvFile& table) {
  Columns columns = columnsOf(table);
  columns.byComma = joinsByComma(table, columns.proteins);
  ForeignTable cells(table);
  const bool mokapot = columns.joined || table.column("mokapot q-value");
  ForeignResult result = emptyResult(table, mokapot ? "mokapot" : "Percolator", "score");
  result.unsignedDeltas = true;
  result.mayHideFixedModifications = true;
  for (const auto& row : table.rows) {
    ForeignMatch match;
    match.line = static_cast<std::uint32_t>(row.line);
    const auto id = readMatchId(cells.text(row, columns.id));
    const std::string file = columns.file ? cells.text(row, *columns.file) : "";
    match.run = addRun(result, {file.empty() && id ? id->run : file, id ? id->run : ""});
    if (id) {
      match.scan = id->scan;
      match.charge = id->charge;
    } else if (columns.scan) {
      match.scan = static_cast<std::int64_t>(cells.within(row, *columns.scan, 0, 1e12));
      if (columns.charge) match.charge = static_cast<int>(cells.within(row, *columns.charge, 1, 20));
      if (!columns.charge && columns.mass) match.precursorMass = cells.within(row, *columns.mass, 0, 1e6);
    } else {
      cells.fault(
          row, "the id " + inQuotes(cells.text(row, columns.id)) + " does not tell run, scan and charge",
          "ids like run_scan_charge_rank or run.scan.scan.charge_rank are needed; or give the engine's own file");
    }
    match.peptide = result.peptides.add(cells.text(row, columns.peptide));
    for (const auto& name : proteinsIn(cells.text(row, columns.proteins), columns)) addProtein(result, match, name);
    if (match.proteins.empty()) cells.fault(row, "has no protein", "give the table as it was written");
    match.score = static_cast<float>(cells.number(row, columns.score));
    match.qValue = static_cast<float>(cells.within(row, columns.qValue, 0, 1));
    match.posteriorError = static_cast<float>(cells.within(row, columns.error, 0, 1));
    result.matches.push_back(std::move(match));
  }
  cells.throwIfAny();
  tellPeptideTable(result);
  return result;
}

}  // namespace vescargo
