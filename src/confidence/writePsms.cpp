#include "vescargo/confidence/writePsms.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr auto header =
    "run\tspectrum\trt_seconds\tprecursor_mz\tcharge\tsequence\tmodified_sequence\tproteins\tgenes\thyperscore\t"
    "delta_score\tmatched_ions\texplained_intensity\tprecursor_error_ppm\tintensity_agreement\tscore\tq_value\t"
    "peptide_q_value\tposterior_error\texpect_score\tspectrum_rank\tmass_shift_da\tshift_site\n";

void appendRow(std::string& text, const Identifications& identifications, const Psm& psm) {
  std::vector<std::string> accessions;
  std::vector<std::string> genes;
  for (const auto p : psm.proteins) {
    const auto& protein = identifications.proteins[p];
    accessions.push_back(protein.accession);
    const bool known = std::find(genes.begin(), genes.end(), protein.gene) != genes.end();
    if (!protein.gene.empty() && !known) genes.push_back(protein.gene);
  }
  const auto number = [](double value) { return formatNumber(value, 6); };
  const std::vector<std::string> cells{identifications.runs[psm.run],
                                       oneLine(psm.nativeId),
                                       number(psm.rtSeconds),
                                       number(psm.precursorMz),
                                       std::to_string(psm.charge),
                                       psm.sequence,
                                       psm.modifiedSequence,
                                       join(accessions, ";"),
                                       join(genes, ";"),
                                       number(psm.hyperscore),
                                       number(psm.deltaScore),
                                       std::isnan(psm.hyperscore) ? "NA" : std::to_string(psm.matchedIons),
                                       number(psm.explainedIntensity),
                                       number(psm.precursorErrorPpm),
                                       number(psm.intensityAgreement),
                                       number(psm.score),
                                       number(psm.qValue),
                                       number(psm.peptideQValue),
                                       number(psm.posteriorError),
                                       number(psm.expectScore),
                                       std::to_string(psm.rank),
                                       number(psm.massShiftDa),
                                       std::to_string(psm.shiftSite)};
  text.append(join(cells, "\t")).append("\n");
}

}  // namespace

void givePsms(const Identifications& identifications, double fdr, const TextSink& rows) {
  constexpr std::size_t atOnce = std::size_t{1} << 20U;
  std::string text = header;
  for (const auto& psm : identifications.psms) {
    // q-values are 32-bit: compared as such, a threshold that is no binary number is met when equal.
    if (!psm.decoy && psm.qValue <= static_cast<float>(fdr)) appendRow(text, identifications, psm);
    if (text.size() < atOnce) continue;
    rows(text);
    text.clear();
  }
  rows(text);
}

void writePsms(const Identifications& identifications, double fdr, const std::string& path) {
  writeTsv(path, [&](const TextSink& rows) { givePsms(identifications, fdr, rows); });
}

}  // namespace vescargo
