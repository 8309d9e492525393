#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

namespace vescargo {

/// What a row of a QuantTable is about.
struct QuantRow {
  std::string id;          ///< protein group: accessions joined by ';'; peptide: modified sequence
  std::string accessions;  ///< joined by ';'
  std::string genes;       ///< joined by ';', in the order of the accessions, each once
  int peptides = 0;        ///< distinct peptide sequences behind the row; 1 for a peptide; 0 where unknown
};

/// Peptides or proteins x samples.
struct QuantTable {
  std::vector<QuantRow> rows;        ///< sorted by id
  std::vector<std::string> samples;  ///< in study order
  Eigen::MatrixXd log2;              ///< rows x samples, log2 intensity, NaN = not measured
};

/// cargo.tsv: columns `protein`, `gene`, `peptides`, then one column a sample
/// (log2 intensity, "NA" = not measured). docs/formats.md.
void writeCargo(const QuantTable& table, const std::string& path);

/// The columns of `table` for `samples`, in that order. Throws DoNotFit that
/// names the samples which the table has not.
QuantTable selectSamples(QuantTable table, const std::vector<std::string>& samples, const std::string& path);

}  // namespace vescargo
