#include "vescargo/quant/writeQuantification.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/quant/abundance.h"

namespace vescargo {

namespace {

constexpr int digits = 6;

std::string cells(std::initializer_list<std::string> values) { return join(values, "\t"); }

std::string rounded(float value) { return formatNumber(static_cast<double>(value), digits); }

void writeGaps(const char* level, const QuantTable& table, const MissingValues& gaps, const TextSink& write) {
  for (std::size_t r = 0; r < gaps.reasons.size(); ++r) {
    for (std::size_t s = 0; s < gaps.reasons[r].size(); ++s) {
      const MissingReason reason = gaps.reasons[r][s];
      if (reason == MissingReason::Measured) continue;
      const float q = reason == MissingReason::TransferRejected ? gaps.transferQValues[r][s]
                                                                : std::numeric_limits<float>::quiet_NaN();
      write(cells({level, table.rows[r].id, table.samples[s], std::string(nameOf(reason)), rounded(q)}) + "\n");
    }
  }
}

std::string ionRow(const PeptideIon& ion, const std::string& run, const IonTarget& target, const IonTrace& trace) {
  return cells({ion.modifiedSequence, std::to_string(ion.charge), run, formatNumber(target.mz, 9),
                formatNumber(trace.area, digits), rounded(trace.apexIntensity), rounded(trace.apexRtSeconds),
                rounded(trace.beginSeconds), rounded(trace.endSeconds),
                trace.widthSeconds > 0 ? rounded(trace.widthSeconds) : "NA", std::to_string(trace.points),
                rounded(trace.massErrorPpm), rounded(trace.shape), rounded(trace.isotopeAgreement),
                trace.interfered ? "yes" : "no", target.transferred ? "transferred" : "identified",
                rounded(trace.transferQValue)}) +
         "\n";
}

/// Shares and ranks of one measure.
struct Standing {
  explicit Standing(const Eigen::MatrixXd& proteins)
      : log2(proteins), shares(sharesOfSamples(proteins)), ranks(ranksInSamples(proteins)) {}

  std::string text(Eigen::Index row, Eigen::Index sample) const {
    if (std::isnan(log2(row, sample))) return "NA\tNA\tNA";
    return cells({formatNumber(log2(row, sample)), formatNumber(shares(row, sample), digits),
                  std::to_string(ranks(row, sample))});
  }

  const Eigen::MatrixXd& log2;
  Eigen::MatrixXd shares;
  Eigen::MatrixXi ranks;
};

}  // namespace

void writePeptides(const Quantification& quantification, const std::string& path) {
  const QuantTable& peptides = quantification.peptides;
  writeText(path, [&](const TextSink& write) {
    write("peptide\tproteins\tgenes\ttransferred\t" + join(peptides.samples, "\t") + "\n");
    for (std::size_t r = 0; r < peptides.rows.size(); ++r) {
      const auto& row = peptides.rows[r];
      std::string line = cells({row.id, row.accessions, row.genes, std::to_string(quantification.transferred[r])});
      for (Eigen::Index s = 0; s < peptides.log2.cols(); ++s)
        line.append("\t").append(formatNumber(peptides.log2(static_cast<Eigen::Index>(r), s)));
      write(line + "\n");
    }
  });
}

void writeReasons(const Quantification& quantification, const std::string& path) {
  writeText(path, [&](const TextSink& write) {
    write("level\tid\tsample\treason\ttransfer_q\n");
    writeGaps("peptide", quantification.peptides, quantification.peptideGaps, write);
    writeGaps("protein", quantification.proteins, quantification.proteinGaps, write);
    for (const UnquantifiedProtein& protein : quantification.unquantified)
      write(cells({"protein", protein.id, "*", std::string(protein.reason), "NA"}) + "\n");
  });
}

void writeIons(const StudyTraces& traces, const std::string& path) {
  writeText(path, [&](const TextSink& write) {
    write(
        "peptide\tcharge\trun\tmz\tarea\tapex_intensity\tapex_seconds\tbegin_seconds\tend_seconds\twidth_seconds\t"
        "points\tmass_error_ppm\tshape\tisotope_agreement\tinterfered\torigin\ttransfer_q\n");
    for (std::size_t r = 0; r < traces.targets.size(); ++r) {
      const auto& targets = traces.targets[r];
      std::vector<std::size_t> order(targets.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::sort(order.begin(), order.end(),
                [&](std::size_t a, std::size_t b) { return targets[a].ion < targets[b].ion; });
      for (const std::size_t t : order) {
        const IonTrace& trace = traces.traces[r][t];
        if (trace.reason == MissingReason::Measured)
          write(ionRow(traces.ions.ions[targets[t].ion], traces.ions.runs[r].name, targets[t], trace));
      }
    }
  });
}

void writeAbundance(const Quantification& quantification, const std::string& path) {
  const QuantTable& proteins = quantification.proteins;
  const Standing topThree(quantification.topThree);
  const Standing ibaq(quantification.ibaq);
  writeText(path, [&](const TextSink& write) {
    write("protein\tgene\tpeptides\tsample\ttop3\ttop3_share\ttop3_rank\tibaq\tibaq_share\tibaq_rank\n");
    for (Eigen::Index r = 0; r < proteins.log2.rows(); ++r) {
      const QuantRow& row = proteins.rows[static_cast<std::size_t>(r)];
      for (Eigen::Index s = 0; s < proteins.log2.cols(); ++s) {
        if (std::isnan(topThree.log2(r, s)) && std::isnan(ibaq.log2(r, s))) continue;
        write(cells({row.id, row.genes, std::to_string(row.peptides), proteins.samples[static_cast<std::size_t>(s)],
                     topThree.text(r, s), ibaq.text(r, s)}) +
              "\n");
      }
    }
  });
}

void writeFactors(const Quantification& quantification, const std::string& path) {
  std::string text = "sample\tbatch\tmethod\tlog2_shift\tproteins\n";
  for (std::size_t s = 0; s < quantification.factors.samples.size(); ++s) {
    const SampleFactor& factor = quantification.factors.samples[s];
    text += cells({quantification.proteins.samples[s], factor.batch, std::string(nameOf(factor.method)),
                   formatNumber(factor.log2Shift), std::to_string(factor.proteins)}) +
            "\n";
  }
  writeTsv(path, text);
}

}  // namespace vescargo
