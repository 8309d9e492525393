#include "vescargo/quant/normalize.h"

#include <cmath>
#include <vector>

#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;

std::vector<Index> rowsWithAtLeast(const Eigen::MatrixXd& proteins, Index samples) {
  std::vector<Index> rows;
  for (Index r = 0; r < proteins.rows(); ++r) {
    if ((proteins.row(r).array() == proteins.row(r).array()).count() >= samples) rows.push_back(r);
  }
  return rows;
}

double medianOfRow(const Eigen::MatrixXd& proteins, Index row) {
  std::vector<double> values;
  for (Index s = 0; s < proteins.cols(); ++s) values.push_back(proteins(row, s));
  return median(std::move(values));
}

}  // namespace

SampleShifts medianShifts(const Eigen::MatrixXd& proteins) {
  SampleShifts shifts{Eigen::VectorXd::Zero(proteins.cols()), 0};
  auto rows = rowsWithAtLeast(proteins, proteins.cols());
  if (rows.size() < fewestCommonProteins) rows = rowsWithAtLeast(proteins, (proteins.cols() + 1) / 2);
  if (rows.size() < fewestCommonProteins) return shifts;
  std::vector<std::vector<double>> ratios(static_cast<std::size_t>(proteins.cols()));
  for (const Index r : rows) {
    const double reference = medianOfRow(proteins, r);
    for (Index s = 0; s < proteins.cols(); ++s)
      ratios[static_cast<std::size_t>(s)].push_back(proteins(r, s) - reference);
  }
  for (Index s = 0; s < proteins.cols(); ++s) {
    const double shift = median(std::move(ratios[static_cast<std::size_t>(s)]));
    // A sample without any common protein is left as it is.
    if (!std::isnan(shift)) shifts.log2(s) = shift;
  }
  shifts.log2.array() -= shifts.log2.mean();
  shifts.common = rows.size();
  return shifts;
}

}  // namespace vescargo
