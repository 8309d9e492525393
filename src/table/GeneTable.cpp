#include "vescargo/table/GeneTable.h"

#include <algorithm>
#include <cctype>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// "P12345" of "P12345-2", "ENSP00000493376" of "ENSP00000493376.2".
std::string_view baseOf(std::string_view accession) {
  const std::size_t mark = accession.find_last_of("-.");
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == accession.size()) return accession;
  const std::string_view number = accession.substr(mark + 1);
  const bool isNumber = std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return isNumber ? accession.substr(0, mark) : accession;
}

/// Without what marks a decoy.
std::string_view targetOf(std::string_view accession) {
  const DecoyAffix affix = decoyAffixOf(accession);
  if (!affix.prefix) return accession.substr(0, accession.size() - affix.text.size());
  return accession.substr(affix.text.size());
}

}  // namespace

GeneTable GeneTable::read(const std::string& path) {
  const TsvFile file = readTsv(path);
  const std::size_t accessions = file.requiredColumn("accession");
  const std::size_t genes = file.requiredColumn("gene");
  GeneTable table;
  FaultList faults;
  for (const TsvFile::Row& row : file.rows) {
    const std::string accession = accessionOf(row.cells[accessions]);
    const std::string gene(row.cells[genes]);
    if (accession.empty()) faults.add(file.where(row), "no accession", "fill column \"accession\"");
    if (accession.empty() || gene.empty() || gene == "NA") continue;
    const auto [known, fresh] = table.exact_.emplace(accession, gene);
    if (!fresh && known->second != gene)
      faults.add(file.where(row),
                 inQuotes(accession) + " has the gene " + inQuotes(gene) + " and before it " + inQuotes(known->second),
                 "keep one of the two");
    const auto [base, first] = table.byBase_.emplace(baseOf(accession), gene);
    if (!first && base->second != gene) base->second.clear();
  }
  faults.throwIfAny();
  if (table.empty()) throw Error(ExitCode::Empty, path, "holds no gene", "fill column \"gene\" with symbols, e.g. ALB");
  return table;
}

std::string GeneTable::geneOf(std::string_view accession) const {
  const std::string target(targetOf(accession));
  if (const auto found = exact_.find(target); found != exact_.end()) return found->second;
  const auto found = byBase_.find(std::string(baseOf(target)));
  return found == byBase_.end() ? std::string() : found->second;
}

}  // namespace vescargo
