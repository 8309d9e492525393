#include "vescargo/foreign/readStudyCargo.h"

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include "vescargo/foreign/readCargo.h"
#include "vescargo/foreign/readMzTab.h"
#include "vescargo/foreign/readSageLfq.h"
#include "vescargo/quant/normalizeTable.h"
#include "vescargo/table/CargoTable.h"

namespace vescargo {

namespace {

void refuseParquet(const std::string& path) {
  std::array<char, 4> first{};
  std::ifstream(path, std::ios::binary).read(first.data(), first.size());
  if (std::string_view(first.data(), first.size()) == "PAR1")
    throw Error(ExitCode::CorruptContent, path, "is a Parquet file, which is not read",
                "give report.pg_matrix.tsv, or the report written as TSV");
}

/// Makes the study's columns comparable before runs are taken together: a protein that one of two runs lacks would
/// else have the level of the other.
TableNormalized normalizeColumns(CargoTable& cargo, const StudyColumns& columns, const Study& study,
                                 TableNormalization choice) {
  std::vector<std::size_t> at;
  Study described;
  described.subjects = study.subjects;
  for (const StudyColumn& column : columns.columns) {
    at.push_back(column.column);
    described.samples.push_back(study.samples[column.sample]);
    if (!column.run.empty()) described.samples.back().name = column.run;
  }
  QuantTable used{cargo.table.rows, described.sampleNames(), cargo.table.log2(Eigen::all, at)};
  TableNormalized normalized = normalizeTable(used, described, choice, cargo.normalized);
  cargo.table.log2(Eigen::all, at) = used.log2;
  return normalized;
}

StudyCargo inStudy(CargoTable cargo, const Study& study, const std::string& path, const ImportOptions& options) {
  const StudyColumns columns = studyColumns(cargo.columns, study, path);
  TableNormalized normalized = normalizeColumns(cargo, columns, study, options.tableNormalize);
  StudyCargo result{cargo.program, samplesOf(cargo, columns, study, path), std::move(cargo.notes),
                    std::move(normalized.warnings)};
  result.notes.insert(result.notes.end(), normalized.notes.begin(), normalized.notes.end());
  if (columns.columns.size() > study.samples.size())
    result.notes.push_back(std::to_string(columns.columns.size()) + " runs make " +
                           std::to_string(study.samples.size()) + " samples by their mean in log2");
  if (!columns.leftOut.empty())
    result.notes.push_back("columns that are not of the study are left out: " + join(columns.leftOut, ", "));
  return result;
}

StudyCargo readKnown(const std::string& path, const Study& study, const ImportOptions& options) {
  const TableScale scale = options.tableScale;
  if (isMzTab(path)) return inStudy(readMzTab(path, scale), study, path, options);
  refuseParquet(path);
  TsvFile file = readTsv(path);
  if (isSageLfq(file)) return readSageLfq(file, study, options);
  return inStudy(readCargo(std::move(file), scale), study, path, options);
}

}  // namespace

StudyCargo readStudyCargo(const std::string& path, const Study& study, const ImportOptions& options) {
  StudyCargo cargo = readKnown(path, study, options);
  if (options.tableScale != TableScale::Auto)
    cargo.notes.insert(cargo.notes.begin(),
                       "values are read as " + std::string(nameOf(options.tableScale)) + ", as -table_scale says");
  return cargo;
}

}  // namespace vescargo
