#include "vescargo/app/genes.h"

#include <algorithm>

#include "vescargo/base/Error.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

bool isDecoy(const Protein& protein) { return !decoyAffixOf(protein.accession).text.empty(); }

std::vector<std::string> targetsOf(const std::vector<Protein>& proteins) {
  std::vector<std::string> accessions;
  for (const Protein& protein : proteins) {
    if (!isDecoy(protein)) accessions.push_back(protein.accession);
  }
  return accessions;
}

}  // namespace

GeneTable loadGenes(const std::string& path) { return path.empty() ? GeneTable{} : GeneTable::read(path); }

void nameGenes(const GeneTable& genes, std::vector<Protein>& proteins) {
  for (Protein& protein : proteins) {
    std::string gene = genes.geneOf(protein.accession);
    if (!gene.empty()) protein.gene = std::move(gene);
  }
}

void requireNamed(const GeneTable& genes, const std::vector<Protein>& proteins, const std::string& path) {
  const auto targets = targetsOf(proteins);
  if (genes.empty() || targets.empty()) return;
  const bool known = std::any_of(targets.begin(), targets.end(),
                                 [&](const std::string& accession) { return !genes.geneOf(accession).empty(); });
  if (!known)
    throw Error(ExitCode::DoNotFit, path,
                "has the gene of no protein that is here; they are called like " + inQuotes(targets.front()),
                "write these accessions into column \"accession\"");
}

void tellOfFastas(const FastaProteins& read, Journal& journal) {
  for (const std::string& note : read.notes) journal.step("readFastas", note);
  for (const std::string& warning : read.warnings) journal.warn(warning);
}

void warnOfGenes(const std::vector<Protein>& proteins, Journal& journal) {
  constexpr std::size_t hardly = 10;
  const auto targets = targetsOf(proteins);
  const auto known =
      static_cast<std::size_t>(std::count_if(proteins.begin(), proteins.end(), [](const Protein& protein) {
        return !isDecoy(protein) && (!protein.gene.empty() || isUniProt(protein.accession));
      }));
  if (hardly * known >= targets.size()) return;
  journal.warn("of " + std::to_string(targets.size()) + " proteins (e.g. " + inQuotes(targets.front()) + ") " +
               std::to_string(known) +
               " have a gene or an accession of UniProt: marker panels and sets, which find proteins by these, will "
               "match hardly any; give a table of their genes (columns accession and gene) by -genes");
}

}  // namespace vescargo
