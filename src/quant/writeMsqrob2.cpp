#include "vescargo/quant/writeMsqrob2.h"

#include "vescargo/base/Csv.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

void writeMsqrob2(const IonTable& table, const StudyTraces& traces, const QuantTable& proteins,
                  const std::string& path) {
  std::vector<std::string> header{"Feature", "Sequence", "ModifiedSequence", "Charge", "Proteins", "Genes"};
  for (const QuantRun& run : traces.ions.runs) header.push_back(run.name);
  std::string text = csvLine(header);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const PeptideIon& ion = traces.ions.ions[table.rows[row].ion];
    const QuantRow& protein = proteins.rows[table.rows[row].protein];
    const std::string charge = std::to_string(ion.charge);
    std::vector<std::string> cells{
        ion.modifiedSequence + "/" + charge, ion.sequence, ion.modifiedSequence, charge, protein.id, protein.genes};
    for (Eigen::Index run = 0; run < table.intensity.cols(); ++run)
      cells.push_back(formatNumber(table.intensity(static_cast<Eigen::Index>(row), run), 6));
    text += csvLine(cells);
  }
  writeFile(path, text);
}

void writeMsqrob2Annotation(const StudyIons& ions, const Study& study, const std::string& path) {
  std::vector<std::string> header{"quantCols", "run", "sample", "subject", "timepoint", "batch", "group", "fraction"};
  if (!study.samples.empty()) {
    for (const auto& [covariate, value] : study.samples.front().covariates) header.push_back(covariate);
  }
  std::string text = csvLine(header);
  for (const QuantRun& run : ions.runs) {
    const Sample& sample = study.samples[run.sample];
    std::vector<std::string> cells{run.name,         run.name,     sample.name,  sample.subject,
                                   sample.timePoint, sample.batch, sample.group, run.fraction};
    for (const auto& [covariate, value] : sample.covariates) cells.push_back(value);
    text += csvLine(cells);
  }
  writeFile(path, text);
}

}  // namespace vescargo
