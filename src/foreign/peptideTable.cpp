#include "vescargo/foreign/peptideTable.h"

#include <cctype>
#include <map>
#include <set>

#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/quant/normalizeTable.h"
#include "vescargo/quant/rollUp.h"

namespace vescargo {

namespace {

/// Everything that a program reports counts, once its own q-value is low enough.
constexpr AcceptedLimits everything{1, 1, 1};

Identifications identificationsOf(const PeptideTable& table) {
  std::map<std::string, std::uint32_t> indexOf;
  for (const auto& [key, ion] : table.ions) {
    for (const auto& accession : ion.accessions) indexOf[accession] = 0;
  }
  Identifications result;
  result.engine = table.program;
  for (auto& [accession, index] : indexOf) {
    index = static_cast<std::uint32_t>(result.proteins.size());
    result.proteins.push_back({accession, "", "", ""});
  }
  for (const auto& [key, ion] : table.ions) {
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

/// The program's areas where our own would be.
StudyTraces tracesOf(const PeptideTable& table, const Identifications& identifications, const StudyColumns& columns) {
  StudyTraces traces;
  for (const Psm& psm : identifications.psms)
    traces.ions.ions.push_back({psm.modifiedSequence, psm.sequence, psm.charge, 0, psm.proteins, 0});
  for (const StudyColumn& column : columns.columns) {
    traces.ions.runs.push_back({column.run, column.sample, column.fraction, 0, 0});
    auto& targets = traces.targets.emplace_back();
    auto& areas = traces.traces.emplace_back();
    std::uint32_t number = 0;
    for (const auto& [key, ion] : table.ions) {
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

std::string bareSequence(const std::string& peptide) {
  std::string bare;
  int depth = 0;
  for (const char letter : peptide) {
    depth += letter == '[' || letter == '(' ? 1 : letter == ']' || letter == ')' ? -1 : 0;
    if (depth == 0 && std::isalpha(static_cast<unsigned char>(letter)) != 0) bare += letter;
  }
  return bare;
}

StudyCargo proteinsOf(const PeptideTable& table, const Study& study, const ImportOptions& importOptions,
                      const std::string& path) {
  const StudyColumns columns = studyColumns(table.columns, study, path);
  const Identifications identifications = identificationsOf(table);
  QuantOptions options;
  options.transferFdr = 0;
  Quantification quantified =
      rollUp(identifications, tracesOf(table, identifications, columns), study, options, everything);
  TableNormalized normalized = normalizeTable(quantified.proteins, study, importOptions.tableNormalize, false);
  StudyCargo cargo{table.program, std::move(quantified.proteins), table.notes, std::move(normalized.warnings)};
  cargo.notes.insert(cargo.notes.end(), quantified.notes.begin(), quantified.notes.end());
  cargo.notes.insert(cargo.notes.end(), normalized.notes.begin(), normalized.notes.end());
  if (!columns.leftOut.empty())
    cargo.notes.push_back("columns that are not of the study are left out: " + join(columns.leftOut, ", "));
  return cargo;
}

}  // namespace vescargo
