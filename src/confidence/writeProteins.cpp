#include "vescargo/confidence/writeProteins.h"

#include <algorithm>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

std::string proteinsTable(const Identifications& identifications, double fdr) {
  std::string text = "protein\tgene\tpeptides\tunique_peptides\trazor_peptides\tscore\tq_value\n";
  for (const auto& group : identifications.groups) {
    // q-values are 32-bit: compared as such, a threshold that is no binary number is met when equal.
    if (group.decoy || group.qValue > static_cast<float>(fdr)) continue;
    std::vector<std::string> accessions;
    std::vector<std::string> genes;
    for (const auto member : group.proteins) {
      const auto& protein = identifications.proteins[member];
      accessions.push_back(protein.accession);
      const bool known = std::find(genes.begin(), genes.end(), protein.gene) != genes.end();
      if (!protein.gene.empty() && !known) genes.push_back(protein.gene);
    }
    text +=
        join({join(accessions, ";"), join(genes, ";"), std::to_string(group.peptides),
              std::to_string(group.uniquePeptides), std::to_string(group.razorPeptides),
              formatNumber(static_cast<double>(group.score), 6), formatNumber(static_cast<double>(group.qValue), 6)},
             "\t") +
        "\n";
  }
  return text;
}

}  // namespace vescargo
