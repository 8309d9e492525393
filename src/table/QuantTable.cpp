#include "vescargo/table/QuantTable.h"

#include <algorithm>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

void writeCargo(const QuantTable& table, const std::string& path) {
  std::string text = "protein\tgene\tpeptides";
  for (const auto& sample : table.samples) text.append("\t").append(sample);
  text.append("\n");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    text.append(row.id).append("\t").append(row.genes).append("\t").append(std::to_string(row.peptides));
    for (Eigen::Index c = 0; c < table.log2.cols(); ++c)
      text.append("\t").append(formatNumber(table.log2(static_cast<Eigen::Index>(r), c)));
    text.append("\n");
  }
  writeTsv(path, text);
}

QuantTable selectSamples(QuantTable table, const std::vector<std::string>& samples, const std::string& path) {
  if (table.samples == samples) return table;
  QuantTable selected{table.rows, samples,
                      Eigen::MatrixXd(table.log2.rows(), static_cast<Eigen::Index>(samples.size()))};
  FaultList faults(ExitCode::DoNotFit);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto found = std::find(table.samples.begin(), table.samples.end(), samples[i]);
    if (found == table.samples.end()) {
      faults.add(path, "has no column for sample " + inQuotes(samples[i]) + " of the study sheet",
                 "nearest: " + nearestNames(samples[i], table.samples));
      continue;
    }
    selected.log2.col(static_cast<Eigen::Index>(i)) = table.log2.col(found - table.samples.begin());
  }
  faults.throwIfAny();
  return selected;
}

}  // namespace vescargo
