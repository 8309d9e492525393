#include "vescargo/compare/covariates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr const char* flag = "-covariates";

std::vector<std::string> columnsOf(const Study& study) {
  std::vector<std::string> columns{"batch"};
  for (const auto& [name, value] : study.samples.front().covariates) columns.push_back(name);
  return columns;
}

void add(const std::string& name, const Eigen::VectorXd& column, CovariateColumns& covariates) {
  covariates.names.push_back(name);
  covariates.values.conservativeResize(column.size(), covariates.values.cols() + 1);
  covariates.values.rightCols(1) = column;
}

[[noreturn]] void refuseConstant(const std::string& name) {
  throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is the same in all samples", "leave it out");
}

void addBatches(const Study& study, CovariateColumns& covariates) {
  std::vector<std::string> batches;
  for (const Sample& sample : study.samples) {
    if (!sample.batch.empty() && std::find(batches.begin(), batches.end(), sample.batch) == batches.end())
      batches.push_back(sample.batch);
  }
  if (batches.size() < 2) refuseConstant("batch");
  for (std::size_t i = 1; i < batches.size(); ++i) {
    Eigen::VectorXd column(static_cast<Eigen::Index>(study.samples.size()));
    for (std::size_t s = 0; s < study.samples.size(); ++s) {
      const std::string& batch = study.samples[s].batch;
      column[static_cast<Eigen::Index>(s)] =
          batch.empty() ? std::numeric_limits<double>::quiet_NaN() : (batch == batches[i] ? 1 : 0);
    }
    add("batch " + batches[i], column, covariates);
  }
}

void addNumbers(const Study& study, const std::string& name, CovariateColumns& covariates, FaultList& faults) {
  Eigen::VectorXd column(static_cast<Eigen::Index>(study.samples.size()));
  std::set<double> different;
  bool numbers = true;
  for (std::size_t s = 0; s < study.samples.size(); ++s) {
    const std::string& text = study.samples[s].covariates.at(name);
    const auto value = parseNumber(text);
    numbers = numbers && value && !std::isinf(*value);
    if (!value || std::isinf(*value))
      faults.add(flag,
                 inQuotes(text) + " in column " + inQuotes(name) + " of sample " + inQuotes(study.samples[s].name) +
                     " is no number",
                 "write numbers or NA in that column of the study sheet");
    column[static_cast<Eigen::Index>(s)] = value.value_or(std::numeric_limits<double>::quiet_NaN());
    if (value && !std::isnan(*value)) different.insert(*value);
  }
  if (numbers && different.size() < 2) refuseConstant(name);
  add(name, column, covariates);
}

}  // namespace

CovariateColumns covariateColumns(const Study& study, const std::vector<std::string>& names) {
  CovariateColumns covariates;
  covariates.values.resize(static_cast<Eigen::Index>(study.samples.size()), 0);
  if (study.samples.empty()) return covariates;
  const auto columns = columnsOf(study);
  FaultList faults(ExitCode::BadParameter);
  for (const std::string& name : names) {
    if (std::find(columns.begin(), columns.end(), name) == columns.end())
      throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is no column of the study sheet",
                  "did you mean " + nearestNames(name, columns) + "?");
    if (name == "batch")
      addBatches(study, covariates);
    else
      addNumbers(study, name, covariates, faults);
  }
  faults.throwIfAny();
  return covariates;
}

}  // namespace vescargo
