#include "vescargo/quant/readStudyCargo.h"

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include "vescargo/quant/readSageLfq.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/readCargo.h"
#include "vescargo/table/readMzTab.h"

namespace vescargo {

namespace {

void refuseParquet(const std::string& path) {
  std::array<char, 4> first{};
  std::ifstream(path, std::ios::binary).read(first.data(), first.size());
  if (std::string_view(first.data(), first.size()) == "PAR1")
    throw Error(ExitCode::CorruptContent, path, "is a Parquet file, which is not read",
                "give report.pg_matrix.tsv, or the report written as TSV");
}

StudyCargo inStudy(CargoTable cargo, const Study& study, const std::string& path) {
  const StudyColumns columns = studyColumns(cargo.columns, study, path);
  StudyCargo result{cargo.program, samplesOf(cargo, columns, study, path), std::move(cargo.notes)};
  if (columns.columns.size() > study.samples.size())
    result.notes.push_back(std::to_string(columns.columns.size()) + " runs make " +
                           std::to_string(study.samples.size()) + " samples by their mean");
  if (!columns.leftOut.empty())
    result.notes.push_back("columns that are not of the study are left out: " + join(columns.leftOut, ", "));
  return result;
}

}  // namespace

StudyCargo readStudyCargo(const std::string& path, const Study& study) {
  if (isMzTab(path)) return inStudy(readMzTab(path), study, path);
  refuseParquet(path);
  TsvFile file = readTsv(path);
  if (isSageLfq(file)) return readSageLfq(file, study);
  return inStudy(readCargo(std::move(file)), study, path);
}

}  // namespace vescargo
