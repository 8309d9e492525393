#include "vescargo/foreign/readMzTab.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string_view>

#include "vescargo/base/lowerCase.h"
#include "vescargo/foreign/cargoCells.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// The lines that a table of proteins is made from.
struct MzTabText {
  std::map<std::string, std::string> metadata;
  TsvFile proteins;
};

std::string valueOf(const MzTabText& text, const std::string& key) {
  const auto found = text.metadata.find(key);
  return found == text.metadata.end() || found->second == "null" ? "" : found->second;
}

/// Calls `use` with each line, whether it ends with LF, CRLF or CR, until that says no.
template <class Use>
void forEachLine(std::string_view text, Use use) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    if (!use(text.substr(begin, end - begin))) return;
    begin = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
}

MzTabText linesOf(std::string_view content, const std::string& path) {
  MzTabText text;
  text.proteins.path = path;
  FaultList faults;
  std::size_t number = 0;
  forEachLine(content, [&](std::string_view line) {
    ++number;
    auto cells = split(line, '\t');
    if (cells[0] == "MTD" && cells.size() > 2) text.metadata[cells[1]] = cells[2];
    if (cells[0] == "PRH") text.proteins.header = cells;
    if (cells[0] != "PRT") return true;
    for (auto& cell : cells) cell = cell == "null" ? "" : oneLine(cell);
    TsvFile::Row row{number, Cells(cells)};
    if (row.cells.size() != text.proteins.header.size()) {
      faults.add(text.proteins.where(row),
                 std::to_string(row.cells.size()) + " cells where the PRH line has " +
                     std::to_string(text.proteins.header.size()),
                 "separate cells by one tab each");
    } else {
      text.proteins.rows.push_back(std::move(row));
    }
    return true;
  });
  faults.throwIfAny();
  return text;
}

/// 1, 2 of "ms_run[1],ms_run[2]".
std::vector<std::string> referredTo(const std::string& references) {
  std::vector<std::string> numbers;
  for (const std::string& part : split(references, '[')) {
    const auto end = part.find(']');
    if (end != std::string::npos) numbers.push_back(part.substr(0, end));
  }
  return numbers;
}

/// What the metadata call an assay, and the files that it was made from.
CargoColumn columnOf(const MzTabText& text, const std::string& number) {
  const std::string assay = "assay[" + number + "]";
  CargoColumn column;
  for (const std::string& run : referredTo(valueOf(text, assay + "-ms_run_ref")))
    column.runs.push_back(valueOf(text, "ms_run[" + run + "]-location"));
  for (const std::string& sample : referredTo(valueOf(text, assay + "-sample_ref")))
    column.names.push_back(valueOf(text, "sample[" + sample + "]-description"));
  for (const auto& [key, references] : text.metadata) {
    const std::string ending = "-assay_refs";
    if (key.starts_with("study_variable[") && key.ends_with(ending) &&
        referredTo(references) == std::vector<std::string>{number})
      column.names.push_back(valueOf(text, key.substr(0, key.size() - ending.size()) + "-description"));
  }
  std::erase(column.names, "");
  if (column.names.empty() && column.runs.size() == 1) column.names.push_back(column.runs.front());
  if (column.names.empty()) column.names.push_back(assay);
  return column;
}

bool isVescargos(const MzTabText& text) {
  return std::any_of(text.metadata.begin(), text.metadata.end(), [](const auto& entry) {
    return entry.first.starts_with("software[") && entry.second.find("Vescargo") != std::string::npos;
  });
}

void leaveOutRows(TsvFile& file, std::size_t accession, CargoTable& cargo) {
  const auto decoy = file.column("opt_global_cv_PRIDE:0000303_decoy_hit");
  const auto kind = file.column("opt_global_result_type");
  std::erase_if(file.rows, [&](const auto& row) { return kind && row.cells[*kind] == "protein_details"; });
  const std::size_t decoys = std::erase_if(file.rows, [&](const TsvFile::Row& row) {
    return (decoy && row.cells[*decoy] == "1") || isDecoyGroup(row.cells[accession]);
  });
  if (decoys > 0) cargo.notes.push_back(std::to_string(decoys) + " rows of decoys are left out");
  if (file.rows.empty())
    throw Error(ExitCode::Empty, file.path, "has no protein", "give an mzTab file with a protein section");
}

QuantRow proteinRow(const TsvFile::Row& row, std::size_t accession, std::optional<std::size_t> members) {
  QuantRow protein;
  protein.id = accessionOf(row.cells[accession]);
  for (std::string member : members ? split(row.cells[*members], ',') : std::vector<std::string>{}) {
    member.erase(0, member.find_first_not_of(' '));
    member = accessionOf(member);
    if (!member.empty() && member != accessionOf(row.cells[accession])) protein.id += ";" + member;
  }
  protein.accessions = protein.id;
  return protein;
}

}  // namespace

bool isMzTab(std::string_view text) {
  bool is = false;
  forEachLine(text, [&](std::string_view line) {
    is = line.starts_with("MTD\t");
    return line.empty() || line.starts_with("COM");
  });
  return is;
}

namespace {

void refuseLabels(const MzTabText& text, const std::string& path) {
  for (const auto& [key, value] : text.metadata) {
    const std::string reagent = lowerCase(value);
    if (key.ends_with("-quantification_reagent") &&
        (reagent.find("tmt") != std::string::npos || reagent.find("itraq") != std::string::npos))
      throw Error(ExitCode::CorruptContent, path,
                  "has amounts by isobaric labels (" + inQuotes(value) + "), which are not compared here",
                  "give label-free proteins");
  }
}

}  // namespace

CargoTable readMzTab(std::string_view content, const std::string& path, TableScale scale) {
  MzTabText text = linesOf(content, path);
  refuseLabels(text, path);
  TsvFile& file = text.proteins;
  if (file.header.empty())
    throw Error(ExitCode::Empty, path, "has no protein section", "give an mzTab file with lines PRH and PRT");
  const std::size_t accession = file.requiredColumn("accession");
  const auto members = file.column("ambiguity_members");
  const auto description = file.column("description");
  CargoTable cargo;
  cargo.program = "mzTab";
  SampleColumns columns;
  const std::string prefix = "protein_abundance_assay[";
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (!file.header[i].starts_with(prefix)) continue;
    const auto number = referredTo(file.header[i]);
    cargo.columns.push_back(columnOf(text, number.empty() ? "" : number.front()));
    columns.emplace_back(i, cargo.columns.back().names.front());
  }
  if (columns.empty())
    throw Error(ExitCode::CorruptContent, path, "has no column \"protein_abundance_assay[1]\"",
                "give an mzTab file that quantifies proteins in assays");
  leaveOutRows(file, accession, cargo);
  const bool own = isVescargos(text);
  cargo.normalized = own;
  for (const auto& row : file.rows) {
    cargo.table.rows.push_back(proteinRow(row, accession, members));
    if (description)
      cargo.table.rows.back().genes = own ? std::string(row.cells[*description])
                                          : proteinOfHeader("x " + std::string(row.cells[*description])).gene;
  }
  requireUniqueIds(file, cargo.table);
  readIntensities(file, columns, scale, cargo.table);
  cargo.table = sortedById(std::move(cargo.table));
  return cargo;
}

}  // namespace vescargo
