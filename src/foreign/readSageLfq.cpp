#include "vescargo/foreign/readSageLfq.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/readDiannReport.h"
#include "vescargo/quant/normalizeTable.h"
#include "vescargo/quant/rollUp.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// Everything that Sage reports counts, once its own q-value is low enough.
constexpr AcceptedLimits everything{1, 1, 1};

/// Letters of "[+42.0106]-PEPM[+15.9949]TIDE".
std::string bareSequence(const std::string& peptide) {
  std::string bare;
  int depth = 0;
  for (const char letter : peptide) {
    depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
    if (depth == 0 && std::isalpha(static_cast<unsigned char>(letter)) != 0) bare += letter;
  }
  return bare;
}

struct SageColumns {
  std::size_t peptide;
  std::size_t charge;
  std::size_t proteins;
  std::size_t qValue;
  std::vector<std::size_t> runs;
};

SageColumns columnsOf(const TsvFile& file) {
  static constexpr std::array<std::string_view, 6> describing{"peptide", "charge", "proteins",
                                                              "q_value", "score",  "spectral_angle"};
  SageColumns columns{file.requiredColumn("peptide"),
                      file.requiredColumn("charge"),
                      file.requiredColumn("proteins"),
                      file.requiredColumn("q_value"),
                      {}};
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (std::find(describing.begin(), describing.end(), file.header[i]) == describing.end()) columns.runs.push_back(i);
  }
  if (columns.runs.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no column of a run", "give lfq.tsv as Sage wrote it");
  return columns;
}

struct SageIon {
  std::vector<std::string> accessions;
  std::vector<double> intensity;  ///< [run column], linear, 0 = not measured
};

class SageTable {
 public:
  SageTable(const TsvFile& file, TableScale scale)
      : file_(file), columns_(columnsOf(file)), scale_(foreignScale(file, columns_.runs, scale)) {
    for (const auto& row : file.rows) addRow(row);
    faults_.throwIfAny();
    if (ions_.empty())
      throw Error(ExitCode::Empty, file.path,
                  "has no peptide of a target protein with a q-value up to " + formatNumber(highestForeignQValue),
                  "give lfq.tsv of a run with results");
  }

  const SageColumns& columns() const { return columns_; }
  /// By peptide and charge.
  const std::map<std::pair<std::string, int>, SageIon>& ions() const { return ions_; }
  std::size_t leftOut() const { return leftOut_; }

 private:
  double number(const TsvFile::Row& row, std::size_t column, double low, double high) {
    const auto value = parseNumber(row.cells[column]);
    if (value && *value >= low && *value <= high) return *value;
    faults_.add(file_.where(row),
                inQuotes(row.cells[column]) + " in column " + inQuotes(file_.header[column]) + " is not within " +
                    formatNumber(low) + " to " + formatNumber(high),
                "give lfq.tsv as Sage wrote it");
    return high;
  }

  void addRow(const TsvFile::Row& row) {
    const std::string& peptide = row.cells[columns_.peptide];
    if (bareSequence(peptide).empty() || row.cells[columns_.proteins].empty()) {
      faults_.add(file_.where(row), "no peptide or no protein", "give lfq.tsv as Sage wrote it");
      return;
    }
    const int charge = static_cast<int>(number(row, columns_.charge, -1, 20));
    if (!seen_.emplace(peptide, charge).second)
      faults_.add(file_.where(row), "peptide " + inQuotes(peptide) + " stands twice at one charge",
                  "keep one row a peptide and charge");
    SageIon ion;
    for (const std::string& name : split(row.cells[columns_.proteins], ';')) {
      const std::string accession = accessionOf(name);
      if (!isDecoyGroup(accession)) ion.accessions.push_back(accession);
    }
    for (const std::size_t column : columns_.runs) {
      const double log2 = intensityCell(file_, row, column, scale_, faults_);
      ion.intensity.push_back(std::isnan(log2) ? 0 : std::exp2(log2));
    }
    if (number(row, columns_.qValue, 0, 1) <= highestForeignQValue && !ion.accessions.empty()) {
      ions_[{peptide, charge}] = std::move(ion);
    } else {
      ++leftOut_;
    }
  }

  const TsvFile& file_;
  SageColumns columns_;
  TableScale scale_;
  std::set<std::pair<std::string, int>> seen_;
  std::map<std::pair<std::string, int>, SageIon> ions_;
  std::size_t leftOut_ = 0;
  FaultList faults_;
};

Identifications identificationsOf(const SageTable& table) {
  std::map<std::string, std::uint32_t> indexOf;
  for (const auto& [key, ion] : table.ions()) {
    for (const auto& accession : ion.accessions) indexOf[accession] = 0;
  }
  Identifications result;
  result.engine = "Sage";
  for (auto& [accession, index] : indexOf) {
    index = static_cast<std::uint32_t>(result.proteins.size());
    result.proteins.push_back({accession, "", "", ""});
  }
  for (const auto& [key, ion] : table.ions()) {
    Psm psm;
    psm.modifiedSequence = key.first;
    psm.sequence = bareSequence(key.first);
    psm.charge = key.second;
    psm.qValue = psm.peptideQValue = 0;
    std::set<std::uint32_t> proteins;
    for (const auto& accession : ion.accessions) proteins.insert(indexOf.at(accession));
    psm.proteins.assign(proteins.begin(), proteins.end());
    result.psms.push_back(std::move(psm));
  }
  result.groups = proteinGroups(result.psms, result.proteins, 1);
  return result;
}

/// Sage's areas where our own would be.
StudyTraces tracesOf(const SageTable& table, const Identifications& identifications, const StudyColumns& columns) {
  StudyTraces traces;
  for (const Psm& psm : identifications.psms)
    traces.ions.ions.push_back({psm.modifiedSequence, psm.sequence, psm.charge, 0, psm.proteins, 0});
  for (const StudyColumn& column : columns.columns) {
    traces.ions.runs.push_back({column.run, column.sample, column.fraction, 0, 0});
    auto& targets = traces.targets.emplace_back();
    auto& areas = traces.traces.emplace_back();
    std::uint32_t number = 0;
    for (const auto& [key, ion] : table.ions()) {
      const double area = ion.intensity[column.column];
      IonTarget target;
      target.ion = number++;
      target.charge = key.second;
      targets.push_back(target);
      IonTrace& trace = areas.emplace_back();
      trace.area = area;
      trace.reason = area > 0 ? MissingReason::Measured : MissingReason::NoSignal;
    }
  }
  return traces;
}

}  // namespace

bool isSageLfq(const TsvFile& file) {
  return file.column("peptide") && file.column("proteins") && file.column("q_value") && !file.column("scannr") &&
         !file.column("genes");
}

StudyCargo readSageLfq(const TsvFile& file, const Study& study, const ImportOptions& importOptions) {
  const SageTable table(file, importOptions.tableScale);
  std::vector<CargoColumn> names;
  for (const std::size_t column : table.columns().runs) names.push_back({{file.header[column]}, {}});
  const StudyColumns columns = studyColumns(names, study, file.path);
  const Identifications identifications = identificationsOf(table);
  QuantOptions options;
  options.transferFdr = 0;
  Quantification quantified =
      rollUp(identifications, tracesOf(table, identifications, columns), study, options, everything);
  TableNormalized normalized = normalizeTable(quantified.proteins, study, importOptions.tableNormalize, false);
  StudyCargo cargo{"Sage", std::move(quantified.proteins), std::move(quantified.notes), std::move(normalized.warnings)};
  cargo.notes.insert(cargo.notes.end(), normalized.notes.begin(), normalized.notes.end());
  cargo.notes.insert(cargo.notes.begin(), std::to_string(table.leftOut()) + " of " + std::to_string(file.rows.size()) +
                                              " peptide rows are above a q-value of " +
                                              formatNumber(highestForeignQValue) + " or decoys, and left out");
  if (!columns.leftOut.empty())
    cargo.notes.push_back("columns that are not of the study are left out: " + join(columns.leftOut, ", "));
  return cargo;
}

}  // namespace vescargo
