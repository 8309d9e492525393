#include "vescargo/table/tableScale.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestValues = 20;
constexpr double widestLogs = 10;  ///< 95th over 5th percentile
constexpr double noticeable = 0.05;
constexpr Eigen::Index fewestRows = 10;
constexpr double zero = 0.005;  ///< z-scores are often printed with two decimals

/// The measured values, or nothing once one is too large to be a logarithm.
std::optional<std::vector<double>> valuesUpToHighestLog2(const TsvFile& file, const std::vector<std::size_t>& columns) {
  std::vector<double> values;
  for (const auto& row : file.rows) {
    for (const std::size_t column : columns) {
      const auto value = parseNumber(row.cells[column]);
      if (!value || !std::isfinite(*value) || *value == 0) continue;
      if (*value > highestLog2) return {};
      values.push_back(*value);
    }
  }
  return values;
}

bool isAboutZero(double value) { return std::abs(value) <= zero; }

std::vector<double> measured(const Eigen::VectorXd& values) {
  std::vector<double> found;
  std::copy_if(values.begin(), values.end(), std::back_inserter(found),
               [](double value) { return !std::isnan(value); });
  return found;
}

double meanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Whether nearly all rows are centred.
bool rowsAreCentred(const Eigen::MatrixXd& log2) {
  Eigen::Index seen = 0;
  Eigen::Index centred = 0;
  for (Eigen::Index r = 0; r < log2.rows(); ++r) {
    const auto values = measured(log2.row(r));
    if (values.size() < 2) continue;
    ++seen;
    centred += isAboutZero(meanOf(values)) || isAboutZero(median(values)) ? 1 : 0;
  }
  return seen >= fewestRows && static_cast<double>(centred) >= (1 - noticeable) * static_cast<double>(seen);
}

bool columnsAreZScores(const Eigen::MatrixXd& log2) {
  for (Eigen::Index c = 0; c < log2.cols(); ++c) {
    const auto values = measured(log2.col(c));
    if (static_cast<Eigen::Index>(values.size()) < fewestRows || !isAboutZero(meanOf(values))) return false;
    double squares = 0;
    for (const double value : values) squares += value * value;
    const double variance = squares / static_cast<double>(values.size());
    // Of n or of n - 1.
    const double unbiased = squares / static_cast<double>(values.size() - 1);
    if (!isAboutZero(std::sqrt(variance) - 1) && !isAboutZero(std::sqrt(unbiased) - 1)) return false;
  }
  return log2.cols() > 0;
}

}  // namespace

TableScale foreignScale(const TsvFile& file, const std::vector<std::size_t>& columns, TableScale given) {
  if (given != TableScale::Auto) return given;
  const auto values = valuesUpToHighestLog2(file, columns);
  if (!values || values->size() < fewestValues) return TableScale::Linear;
  const auto count = [&](bool (*is)(double)) { return std::count_if(values->begin(), values->end(), is); };
  const std::string of = " of " + std::to_string(values->size()) + " values ";
  const std::string bound = "none is above " + formatNumber(highestLog2);
  if (const auto negative = count([](double value) { return value < 0; }); negative > 0)
    throw Error(
        ExitCode::CorruptContent, file.path,
        std::to_string(negative) + of + "are negative and " + bound + ", as of logarithms, centred values or z-scores",
        "give linear intensities, or say what logarithms they are by -table_scale log2, ln or log10");
  const auto fractions = count([](double value) { return value != std::floor(value); });
  const double low = quantileOf(*values, 0.05);
  const double high = quantileOf(*values, 0.95);
  if (static_cast<double>(fractions) >= noticeable * static_cast<double>(values->size()) && high <= widestLogs * low)
    throw Error(ExitCode::CorruptContent, file.path,
                "its values look like logarithms: nine tenths of them lie between " + formatNumber(low, 3) + " and " +
                    formatNumber(high, 3) + ", and " + bound,
                "say what they are by -table_scale log2, ln, log10 or linear");
  return TableScale::Linear;
}

double log2Of(double value, TableScale scale) {
  switch (scale) {
    case TableScale::Log2:
      return value;
    case TableScale::Ln:
      return value * std::numbers::log2e;
    case TableScale::Log10:
      return value * (std::numbers::ln10 * std::numbers::log2e);
    case TableScale::Auto:
    case TableScale::Linear:
      break;
  }
  return std::log2(value);
}

void requireLevels(const QuantTable& table, std::string_view path) {
  const bool rows = rowsAreCentred(table.log2);
  if (!rows && !columnsAreZScores(table.log2)) return;
  throw Error(ExitCode::CorruptContent, path,
              rows ? "the values of each protein have the mean or median 0: they are centred or z-scores"
                   : "the values of each sample have the mean 0 and the SD 1: they are z-scores",
              "give intensities, linear or log2, as they were before that");
}

}  // namespace vescargo
