#include "vescargo/quant/rollUp.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/quant/abundance.h"
#include "vescargo/quant/maxLfq.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

Index at(std::size_t i) { return static_cast<Index>(i); }

void roundAll(Eigen::MatrixXd& log2) {
  log2 = log2.unaryExpr([](double value) { return std::isnan(value) ? value : roundDecimals(value, 6); });
}

/// log2 of the number that iBAQ divides by; NaN where the sequence is not known.
double observableLog2(const Identifications& identifications, const ProteinPeptides& protein) {
  const Protein& lead = identifications.proteins[identifications.groups[protein.group].proteins.front()];
  return lead.sequence.empty() ? notMeasured
                               : std::log2(observablePeptides(lead.sequence, identifications.enzyme.rule));
}

void requireSequences(const QuantTable& proteins, const std::vector<double>& observable) {
  const auto unknown = std::find_if(observable.begin(), observable.end(), [](double log2) { return std::isnan(log2); });
  if (unknown == observable.end()) return;
  throw Error(ExitCode::DoNotFit, "-roll_up",
              "ibaq needs the sequence of protein " +
                  inQuotes(proteins.rows[static_cast<std::size_t>(unknown - observable.begin())].id) +
                  ", which is not known",
              "give the FASTA file that was searched as -fasta, or choose maxlfq, top3 or summed");
}

Eigen::VectorXd quantified(RollUp method, const Eigen::MatrixXd& peptides, double observable) {
  if (method == RollUp::MaxLfq) return maxLfq(peptides);
  if (method == RollUp::Top3) return topThree(peptides);
  Eigen::VectorXd sum = summedIntensity(peptides);
  if (method == RollUp::Ibaq) sum.array() -= observable;
  return sum;
}

/// Sets the protein's gaps in one row.
void explainGaps(const PeptideMatrix& matrix, const std::vector<std::size_t>& peptides, MissingValues& gaps,
                 std::size_t row) {
  for (const std::size_t p : peptides) {
    for (std::size_t s = 0; s < gaps.reasons[row].size(); ++s) {
      gaps.reasons[row][s] = std::max(gaps.reasons[row][s], matrix.reasons[p][s]);
      float& q = gaps.transferQValues[row][s];
      const float other = matrix.transferQValues[p][s];
      if (std::isnan(q) || other < q) q = other;
    }
  }
  for (std::size_t s = 0; s < gaps.reasons[row].size(); ++s) {
    if (gaps.reasons[row][s] == MissingReason::Measured)
      gaps.transferQValues[row][s] = std::numeric_limits<float>::quiet_NaN();
  }
}

/// Peptides that the protein's intensity is made of.
std::vector<std::size_t> usedPeptides(RollUp method, const ProteinPeptides& protein, const Eigen::MatrixXd& rows) {
  if (method != RollUp::Top3) return protein.peptides;
  std::vector<std::size_t> used;
  for (const Index row : topThreeRows(rows)) used.push_back(protein.peptides[static_cast<std::size_t>(row)]);
  return used;
}

void quantifyProteins(const OwnPeptides& own, const PeptideMatrix& matrix, const std::vector<double>& observable,
                      RollUp method, Quantification& result) {
  const std::size_t size = own.proteins.size();
  const auto samples = static_cast<std::size_t>(matrix.log2.cols());
  result.proteins.log2 = result.topThree = result.ibaq = Eigen::MatrixXd(at(size), matrix.log2.cols());
  result.proteinGaps.reasons.assign(size, std::vector<MissingReason>(samples, MissingReason::NotIdentified));
  result.proteinGaps.transferQValues.assign(size, std::vector<float>(samples, std::numeric_limits<float>::quiet_NaN()));
  parallelFor(size, 8, [&](std::size_t i) {
    const Eigen::MatrixXd rows = matrix.log2(own.proteins[i].peptides, Eigen::all);
    result.proteins.log2.row(at(i)) = quantified(method, rows, observable[i]).transpose();
    result.topThree.row(at(i)) = topThree(rows).transpose();
    result.ibaq.row(at(i)) = quantified(RollUp::Ibaq, rows, observable[i]).transpose();
    explainGaps(matrix, usedPeptides(method, own.proteins[i], rows), result.proteinGaps, i);
  });
  roundAll(result.proteins.log2);
  roundAll(result.topThree);
  roundAll(result.ibaq);
}

void addPeptides(const Identifications& identifications, const StudyTraces& traces, PeptideMatrix matrix,
                 Quantification& result) {
  for (std::size_t p = 0; p < matrix.firstIon.size(); ++p) {
    const PeptideIon& ion = traces.ions.ions[matrix.firstIon[p]];
    result.peptides.rows.push_back(namedRow(identifications.proteins, ion.proteins));
    result.peptides.rows.back().id = ion.modifiedSequence;
    result.peptides.rows.back().peptides = 1;
    const auto& transferOnly = matrix.transferOnly[p];
    result.transferred.push_back(static_cast<int>(std::count(transferOnly.begin(), transferOnly.end(), true)));
  }
  result.peptides.log2 = std::move(matrix.log2);
  roundAll(result.peptides.log2);
  result.peptideGaps = {std::move(matrix.reasons), std::move(matrix.transferQValues)};
}

std::size_t countTransfers(const StudyTraces& traces, bool confirmed) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < traces.targets.size(); ++r) {
    for (std::size_t t = 0; t < traces.targets[r].size(); ++t) {
      if (traces.targets[r][t].transferred)
        count += !confirmed || traces.traces[r][t].reason == MissingReason::Measured ? 1 : 0;
    }
  }
  return count;
}

std::vector<std::string> makeNotes(const Quantification& result, const StudyTraces& traces,
                                   const QuantOptions& options) {
  const auto text = [](std::size_t number) { return std::to_string(number); };
  const auto& rows = result.proteins.rows;
  const bool razor = options.sharedPeptides == SharedPeptides::Razor;
  std::vector<std::string> notes;
  notes.push_back("rollUp: " + text(traces.ions.ions.size()) + " ions -> " + text(result.peptides.rows.size()) +
                  " peptides -> " + text(rows.size()) + " of " + text(rows.size() + result.unquantified.size()) +
                  " accepted protein groups (" + text(result.sharedPeptides) +
                  " peptides shared by groups were used for " + (razor ? "their razor group" : "none") + ")");
  const auto single = std::count_if(rows.begin(), rows.end(), [](const QuantRow& row) { return row.peptides == 1; });
  if (single > 0)
    notes.push_back("rollUp: " + text(static_cast<std::size_t>(single)) + " of " + text(rows.size()) +
                    " proteins rest on a single peptide");
  const auto unknown =
      (result.ibaq.array() != result.ibaq.array() && result.topThree.array() == result.topThree.array())
          .rowwise()
          .any()
          .count();
  if (unknown > 0)
    notes.push_back("rollUp: no iBAQ of " + std::to_string(unknown) + " of " + text(rows.size()) +
                    " proteins, whose sequences are not known: give the FASTA file that was searched");
  if (options.transferFdr > 0)
    notes.push_back("transfer: " + text(countTransfers(traces, true)) + " of " + text(countTransfers(traces, false)) +
                    " ions looked for in runs that did not identify them were found at a q-value of " +
                    formatNumber(traces.transferLimit, 3) +
                    (traces.transferLimit > options.transferFdr ? ", the lowest that so few can show" : ""));
  return notes;
}

}  // namespace

Quantification rollUp(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                      const QuantOptions& options, const AcceptedLimits& limits) {
  PeptideMatrix matrix = combineRuns(traces, study.samples.size());
  OwnPeptides own = ownPeptides(identifications, traces.ions, matrix, options, limits);
  Quantification result;
  std::vector<double> observable;
  for (const ProteinPeptides& protein : own.proteins) {
    result.proteins.rows.push_back(protein.row);
    observable.push_back(observableLog2(identifications, protein));
  }
  if (options.rollUp == RollUp::Ibaq) requireSequences(result.proteins, observable);
  quantifyProteins(own, matrix, observable, options.rollUp, result);
  result.proteinOf.assign(matrix.firstIon.size(), noProtein);
  for (std::size_t i = 0; i < own.proteins.size(); ++i) {
    for (const std::size_t p : own.proteins[i].peptides) result.proteinOf[p] = i;
  }
  addPeptides(identifications, traces, std::move(matrix), result);
  result.peptides.samples = result.proteins.samples = study.sampleNames();
  result.unquantified = std::move(own.unquantified);
  result.sharedPeptides = own.shared;
  result.notes = makeNotes(result, traces, options);
  return result;
}

void normalize(Quantification& quantification, SampleFactors factors) {
  for (std::size_t s = 0; s < factors.samples.size(); ++s) {
    for (Eigen::MatrixXd* log2 :
         {&quantification.peptides.log2, &quantification.proteins.log2, &quantification.topThree, &quantification.ibaq})
      log2->col(at(s)).array() -= factors.samples[s].log2Shift;
  }
  for (Eigen::MatrixXd* log2 :
       {&quantification.peptides.log2, &quantification.proteins.log2, &quantification.topThree, &quantification.ibaq})
    roundAll(*log2);
  quantification.factors = std::move(factors);
}

}  // namespace vescargo
