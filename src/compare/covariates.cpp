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

bool isMissing(const std::string& text) {
  const auto number = parseNumber(text);
  return text.empty() || (number && std::isnan(*number));
}

/// An indicator for each word but the first of the sheet.
void addWords(const std::string& name, const std::vector<std::string>& values, CovariateColumns& covariates) {
  std::vector<std::string> words;
  for (const std::string& value : values) {
    if (!isMissing(value) && std::find(words.begin(), words.end(), value) == words.end()) words.push_back(value);
  }
  if (words.size() < 2) refuseConstant(name);
  for (std::size_t i = 1; i < words.size(); ++i) {
    Eigen::VectorXd column(static_cast<Eigen::Index>(values.size()));
    for (std::size_t s = 0; s < values.size(); ++s)
      column[static_cast<Eigen::Index>(s)] =
          isMissing(values[s]) ? std::numeric_limits<double>::quiet_NaN() : (values[s] == words[i] ? 1 : 0);
    add(name + " " + words[i], column, covariates);
  }
}

void addNumbers(const Study& study, const std::string& name, CovariateColumns& covariates, FaultList& faults) {
  Eigen::VectorXd column(static_cast<Eigen::Index>(study.samples.size()));
  std::set<double> different;
  bool numbers = true;
  for (std::size_t s = 0; s < study.samples.size(); ++s) {
    const std::string& text = study.samples[s].covariates.at(name);
    const auto value = text.empty() ? std::numeric_limits<double>::quiet_NaN() : parseNumber(text);
    numbers = numbers && value && !std::isinf(*value);
    if (!value || std::isinf(*value))
      faults.add(flag,
                 inQuotes(text) + " in column " + inQuotes(name) + " of sample " + inQuotes(study.samples[s].name) +
                     " is no number, and others are",
                 "write numbers or NA in that column of the study sheet, or words only");
    column[static_cast<Eigen::Index>(s)] = value.value_or(std::numeric_limits<double>::quiet_NaN());
    if (value && !std::isnan(*value)) different.insert(*value);
  }
  if (numbers && different.size() < 2) refuseConstant(name);
  add(name, column, covariates);
}

std::vector<std::string> valuesOf(const Study& study, const std::string& name) {
  std::vector<std::string> values;
  for (const Sample& sample : study.samples)
    values.push_back(name == "batch" ? sample.batch : sample.covariates.at(name));
  return values;
}

/// Batches are words even where they are written as numbers.
bool areWords(const std::string& name, const std::vector<std::string>& values) {
  const bool number = std::any_of(values.begin(), values.end(),
                                  [](const std::string& value) { return !isMissing(value) && parseNumber(value); });
  const bool word = std::any_of(values.begin(), values.end(),
                                [](const std::string& value) { return !isMissing(value) && !parseNumber(value); });
  return name == "batch" || (word && !number);
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
    const auto values = valuesOf(study, name);
    if (areWords(name, values))
      addWords(name, values, covariates);
    else
      addNumbers(study, name, covariates, faults);
  }
  faults.throwIfAny();
  return covariates;
}

}  // namespace vescargo
