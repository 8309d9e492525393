#include "vescargo/quant/writePeptides.h"

#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

void writePeptides(const QuantTable& peptides, const std::string& path) {
  std::string text = "peptide\tproteins\tgenes";
  for (const auto& sample : peptides.samples) text.append("\t").append(sample);
  text.append("\n");
  for (std::size_t r = 0; r < peptides.rows.size(); ++r) {
    const auto& row = peptides.rows[r];
    text.append(row.id).append("\t").append(row.accessions).append("\t").append(row.genes);
    for (Eigen::Index s = 0; s < peptides.log2.cols(); ++s)
      text.append("\t").append(formatNumber(peptides.log2(static_cast<Eigen::Index>(r), s)));
    text.append("\n");
  }
  writeFile(path, text);
}

void writeMissing(const Quantification& quantification, const std::string& path) {
  std::string text = "peptide\tsample\treason\n";
  for (std::size_t r = 0; r < quantification.reasons.size(); ++r) {
    for (std::size_t s = 0; s < quantification.reasons[r].size(); ++s) {
      const MissingReason reason = quantification.reasons[r][s];
      if (reason == MissingReason::Measured) continue;
      text.append(quantification.peptides.rows[r].id).append("\t").append(quantification.peptides.samples[s]);
      text.append("\t").append(nameOf(reason)).append("\n");
    }
  }
  writeFile(path, text);
}

}  // namespace vescargo
