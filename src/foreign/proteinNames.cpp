#include "vescargo/foreign/proteinNames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t>");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

/// The names in a text without blanks: one where databases write '|' within it, or "P02768" of "P02768|ALBU_HUMAN"; two
/// of "P0C0S5|Q71UI9".
std::vector<std::string> namesBetweenBars(const std::string& text) {
  if (text.find('|') == std::string::npos || accessionOf(text) != text) return {text};
  std::vector<std::string> names = split(text, '|');
  if (names.size() == 2 && isUniProt(names[0]) && !isUniProt(names[1])) names.pop_back();
  std::erase(names, "");
  return names;
}

bool isMissing(std::string_view name) {
  static constexpr std::array<std::string_view, 7> words{"nan", "NaN", "NA", "N/A", "None", "null", "-"};
  return std::find(words.begin(), words.end(), name) != words.end();
}

/// Parts between ';'; what follows a header with blanks belongs to its description, unless it begins like a name.
std::vector<std::string> headersIn(std::string_view cell) {
  std::vector<std::string> headers;
  for (const std::string& part : split(cell, ';')) {
    const std::string text = trimmed(part);
    const bool goesOn = !headers.empty() && headers.back().find(' ') != std::string::npos && part.starts_with(' ') &&
                        accessionOf(text.substr(0, text.find(' '))) == text.substr(0, text.find(' '));
    if (goesOn) {
      headers.back().append(";").append(part);
    } else if (!text.empty() && !isMissing(text)) {
      headers.push_back(text);
    }
  }
  return headers;
}

void addOnce(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// Genes of those headers that are of the group's proteins, or of all where none says whose it is.
std::vector<std::string> genesOfHeaders(const std::vector<std::string>& accessions,
                                        const std::vector<std::string>& headers) {
  std::vector<std::string> own;
  std::vector<std::string> all;
  for (const std::string& header : headers) {
    const Protein protein = proteinOfHeader(header);
    // A description alone has no name before it.
    const std::string gene = protein.gene.empty() ? proteinOfHeader("x " + header).gene : protein.gene;
    addOnce(all, gene);
    if (std::find(accessions.begin(), accessions.end(), protein.accession) != accessions.end()) addOnce(own, gene);
  }
  return own.empty() ? all : own;
}

/// Genes separated by ';' or '|'; "ALB" of MetaMorpheus' "primary:ALB, synonym:X".
std::vector<std::string> genesIn(std::string_view cell) {
  constexpr std::string_view primary = "primary:";
  std::vector<std::string> genes;
  for (const std::string& part : split(cell, ';')) {
    for (const std::string& piece : split(part, '|')) {
      std::string gene = trimmed(piece);
      if (gene.starts_with(primary)) gene = gene.substr(primary.size(), gene.find(',') - primary.size());
      if (!isMissing(gene)) addOnce(genes, gene);
    }
  }
  return genes;
}

/// "GP1BA" of "GP1BA_HUMAN"; empty where it is no entry name.
std::string geneOfEntry(std::string_view entry) {
  const std::size_t line = entry.rfind('_');
  const auto isCode = [](char letter) {
    return std::isupper(static_cast<unsigned char>(letter)) != 0 ||
           std::isdigit(static_cast<unsigned char>(letter)) != 0;
  };
  if (line == std::string_view::npos || line == 0 ||
      !std::all_of(entry.begin(), entry.begin() + static_cast<std::ptrdiff_t>(line), isCode))
    return {};
  const std::string_view species = entry.substr(line + 1);
  if (species.size() < 3 || species.size() > 5 || !std::all_of(species.begin(), species.end(), isCode)) return {};
  return std::string(entry.substr(0, line));
}

std::vector<std::string> genesOfEntries(const std::vector<std::string>& names, std::string_view entries) {
  std::vector<std::string> genes;
  for (const std::string& entry : namesIn(entries)) addOnce(genes, geneOfEntry(entry));
  if (!genes.empty()) return genes;
  for (const std::string& name : names) {
    const std::size_t bar = name.rfind('|');
    if (bar != std::string::npos && accessionOf(name) != name) addOnce(genes, geneOfEntry(name.substr(bar + 1)));
  }
  return genes;
}

}  // namespace

std::vector<std::string> namesIn(std::string_view cell) {
  std::vector<std::string> names;
  for (const std::string& header : headersIn(cell)) {
    const std::string word = header.substr(0, header.find(' '));
    for (const std::string& part : split(word.ends_with(',') ? header : word, ',')) {
      const std::vector<std::string> found = namesBetweenBars(trimmed(part));
      std::copy_if(found.begin(), found.end(), std::back_inserter(names),
                   [](const std::string& name) { return !name.empty(); });
    }
  }
  return names;
}

QuantRow proteinRow(const ProteinCells& cells, GeneSources& sources) {
  std::vector<std::string> names = namesIn(cells.ids);
  for (const std::string& member : split(cells.members, ',')) {
    if (const std::string name = trimmed(member); !name.empty()) names.push_back(name);
  }
  std::vector<std::string> accessions;
  for (const std::string& name : names) addOnce(accessions, accessionOf(name));
  std::vector<std::string> genes;
  for (const std::string& gene : genesIn(cells.genes)) addOnce(genes, gene);
  if (genes.empty()) {
    genes = genesOfHeaders(accessions, headersIn(cells.ids));
    if (genes.empty()) genes = genesOfHeaders(accessions, headersIn(cells.headers));
    sources.headers += genes.empty() ? 0 : 1;
  }
  if (genes.empty()) {
    genes = genesOfEntries(names, cells.entries);
    sources.entries += genes.empty() ? 0 : 1;
  }
  const std::string id = join(accessions, ";");
  return {id, id, join(genes, ";"), 0};
}

std::vector<std::string> tellGenes(const GeneSources& sources) {
  std::vector<std::string> told;
  if (sources.headers > 0)
    told.push_back("genes of " + std::to_string(sources.headers) + " rows are those of their FASTA headers (GN=)");
  if (sources.entries > 0)
    told.push_back("genes of " + std::to_string(sources.entries) +
                   " rows are their entry names (GP1BA of GP1BA_HUMAN), which are not always symbols of genes");
  return told;
}

}  // namespace vescargo
