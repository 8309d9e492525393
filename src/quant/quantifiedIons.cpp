#include "vescargo/quant/quantifiedIons.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

using Eigen::Index;

/// Areas of all ions x runs, NaN = not measured.
Eigen::MatrixXd areasOf(const StudyTraces& traces) {
  Eigen::MatrixXd areas =
      Eigen::MatrixXd::Constant(static_cast<Index>(traces.ions.ions.size()),
                                static_cast<Index>(traces.ions.runs.size()), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t run = 0; run < traces.traces.size(); ++run) {
    for (std::size_t t = 0; t < traces.traces[run].size(); ++t) {
      if (traces.traces[run][t].reason == MissingReason::Measured)
        areas(static_cast<Index>(traces.targets[run][t].ion), static_cast<Index>(run)) = traces.traces[run][t].area;
    }
  }
  return areas;
}

std::optional<int> wholeNumber(const std::string& text) {
  const auto value = parseNumber(text);
  constexpr double most = 1e6;
  if (!value || !(*value >= 0 && *value <= most) || *value != std::floor(*value)) return std::nullopt;
  return static_cast<int>(*value);
}

}  // namespace

std::vector<int> fractionNumbers(const std::vector<QuantRun>& runs) {
  std::vector<std::string> known;
  for (const QuantRun& run : runs) {
    if (std::find(known.begin(), known.end(), run.fraction) == known.end()) known.push_back(run.fraction);
  }
  const bool asTheyAre =
      std::all_of(known.begin(), known.end(), [](const std::string& name) { return wholeNumber(name).has_value(); });
  std::vector<int> numbers;
  for (const QuantRun& run : runs) {
    const auto place = std::find(known.begin(), known.end(), run.fraction) - known.begin();
    numbers.push_back(asTheyAre ? *wholeNumber(run.fraction) : static_cast<int>(place + 1));
  }
  return numbers;
}

IonTable quantifiedIons(const StudyTraces& traces, const Quantification& tables) {
  const Eigen::MatrixXd areas = areasOf(traces);
  IonTable table;
  std::size_t peptide = 0;
  eachPeptide(traces.ions.ions, [&](std::size_t begin, std::size_t end) {
    const std::size_t protein = tables.proteinOf[peptide++];
    for (std::size_t ion = begin; ion < end; ++ion) {
      if (protein != noProtein && !areas.row(static_cast<Index>(ion)).array().isNaN().all())
        table.rows.push_back({ion, protein});
    }
  });
  std::sort(table.rows.begin(), table.rows.end(),
            [](const auto& a, const auto& b) { return std::pair(a.protein, a.ion) < std::pair(b.protein, b.ion); });
  table.intensity.resize(static_cast<Index>(table.rows.size()), areas.cols());
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    table.intensity.row(static_cast<Index>(row)) = areas.row(static_cast<Index>(table.rows[row].ion));
  return table;
}

}  // namespace vescargo
