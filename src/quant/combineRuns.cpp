#include "vescargo/quant/combineRuns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace vescargo {

namespace {

using Eigen::Index;

Index at(std::size_t i) { return static_cast<Index>(i); }

/// Row of each ion; fills `firstIon`.
std::vector<std::size_t> peptideRows(const std::vector<PeptideIon>& ions, std::vector<std::size_t>& firstIon) {
  std::vector<std::size_t> rowOf;
  eachPeptide(ions, [&](std::size_t begin, std::size_t end) {
    rowOf.insert(rowOf.end(), end - begin, firstIon.size());
    firstIon.push_back(begin);
  });
  return rowOf;
}

/// Of two q-values the lower that is known.
float lower(float one, float other) { return std::isnan(one) || other < one ? other : one; }

/// Charges summed: one value a peptide of one run, 0 = not measured.
Eigen::VectorXd sumCharges(const StudyTraces& traces, std::size_t run, const std::vector<std::size_t>& rowOf,
                           PeptideMatrix& matrix) {
  Eigen::VectorXd intensity = Eigen::VectorXd::Zero(at(matrix.firstIon.size()));
  const std::size_t sample = traces.ions.runs[run].sample;
  for (std::size_t t = 0; t < traces.targets[run].size(); ++t) {
    const IonTarget& target = traces.targets[run][t];
    const IonTrace& trace = traces.traces[run][t];
    const std::size_t row = rowOf[target.ion];
    intensity(at(row)) += trace.area;
    MissingReason& reason = matrix.reasons[row][sample];
    reason = std::max(reason, trace.reason);
    float& q = matrix.transferQValues[row][sample];
    if (trace.reason == MissingReason::TransferRejected) q = lower(q, trace.transferQValue);
    if (trace.reason == MissingReason::Measured && !target.transferred) matrix.transferOnly[row][sample] = false;
  }
  return intensity;
}

/// What only a missing value has, or only a measured one.
void settle(PeptideMatrix& matrix) {
  for (std::size_t row = 0; row < matrix.reasons.size(); ++row) {
    for (std::size_t s = 0; s < matrix.reasons[row].size(); ++s) {
      const bool measured = matrix.reasons[row][s] == MissingReason::Measured;
      if (measured) matrix.transferQValues[row][s] = std::numeric_limits<float>::quiet_NaN();
      if (!measured) matrix.transferOnly[row][s] = false;
    }
  }
}

}  // namespace

PeptideMatrix combineRuns(const StudyTraces& traces, std::size_t samples) {
  PeptideMatrix matrix;
  const auto rowOf = peptideRows(traces.ions.ions, matrix.firstIon);
  const std::size_t peptides = matrix.firstIon.size();
  matrix.reasons.assign(peptides, std::vector<MissingReason>(samples, MissingReason::FractionMissing));
  matrix.transferQValues.assign(peptides, std::vector<float>(samples, std::numeric_limits<float>::quiet_NaN()));
  matrix.transferOnly.assign(peptides, std::vector<bool>(samples, true));
  matrix.log2 = Eigen::MatrixXd::Zero(at(peptides), at(samples));
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> runsOf;  // of a sample's fraction
  for (std::size_t r = 0; r < traces.ions.runs.size(); ++r)
    runsOf[{traces.ions.runs[r].sample, traces.ions.runs[r].fraction}].push_back(r);
  for (const auto& [place, runs] : runsOf) {
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(at(peptides));
    Eigen::ArrayXd measured = Eigen::ArrayXd::Zero(at(peptides));
    for (const std::size_t run : runs) {
      const Eigen::ArrayXd intensity = sumCharges(traces, run, rowOf, matrix).array();
      sum += intensity;
      measured += (intensity > 0).cast<double>();
    }
    matrix.log2.col(at(place.first)).array() += sum / measured.max(1);
  }
  matrix.log2 =
      matrix.log2.unaryExpr([](double x) { return x > 0 ? std::log2(x) : std::numeric_limits<double>::quiet_NaN(); });
  settle(matrix);
  return matrix;
}

}  // namespace vescargo
