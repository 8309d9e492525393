#include "vescargo/quant/rollUp.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "vescargo/quant/maxLfq.h"
#include "vescargo/quant/normalize.h"
#include "vescargo/quant/quantifiedIons.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t noGroup = std::numeric_limits<std::size_t>::max();

Index at(std::size_t i) { return static_cast<Index>(i); }

/// Accessions and genes of proteins, genes each once.
QuantRow namedRow(const std::vector<Protein>& proteins, const std::vector<std::uint32_t>& members) {
  std::vector<std::string> accessions;
  std::vector<std::string> genes;
  for (const auto p : members) {
    accessions.push_back(proteins[p].accession);
    const bool known = std::find(genes.begin(), genes.end(), proteins[p].gene) != genes.end();
    if (!proteins[p].gene.empty() && !known) genes.push_back(proteins[p].gene);
  }
  return {join(accessions, ";"), join(accessions, ";"), join(genes, ";"), 0};
}

/// Peptides x samples in linear intensity, with the reasons of what is missing.
struct PeptideMatrix {
  std::vector<std::size_t> firstIon;  ///< of each peptide; the ions of a peptide stand together
  Eigen::MatrixXd intensity;          ///< 0 = not measured
  std::vector<std::vector<MissingReason>> reasons;
};

/// Row of each ion; starts matrix.firstIon.
std::vector<std::size_t> peptideRows(const std::vector<PeptideIon>& ions, PeptideMatrix& matrix) {
  std::vector<std::size_t> rowOf;
  for (std::size_t i = 0; i < ions.size(); ++i) {
    if (i == 0 || ions[i].modifiedSequence != ions[i - 1].modifiedSequence) matrix.firstIon.push_back(i);
    rowOf.push_back(matrix.firstIon.size() - 1);
  }
  return rowOf;
}

/// Charges summed: one value a peptide of one run.
Eigen::VectorXd sumCharges(const StudyTraces& traces, std::size_t run, const std::vector<std::size_t>& rowOf,
                           PeptideMatrix& matrix) {
  Eigen::VectorXd intensity = Eigen::VectorXd::Zero(at(matrix.firstIon.size()));
  const std::size_t sample = traces.ions.runs[run].sample;
  for (std::size_t t = 0; t < traces.targets[run].size(); ++t) {
    const std::size_t row = rowOf[traces.targets[run][t].ion];
    const IonTrace& trace = traces.traces[run][t];
    intensity(at(row)) += trace.area;
    matrix.reasons[row][sample] = std::max(matrix.reasons[row][sample], trace.reason);
  }
  return intensity;
}

PeptideMatrix combineRuns(const StudyTraces& traces, std::size_t samples) {
  PeptideMatrix matrix;
  const auto rowOf = peptideRows(traces.ions.ions, matrix);
  const std::size_t peptides = matrix.firstIon.size();
  matrix.reasons.assign(peptides, std::vector<MissingReason>(samples, MissingReason::FractionMissing));
  matrix.intensity = Eigen::MatrixXd::Zero(at(peptides), at(samples));
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
    matrix.intensity.col(at(place.first)).array() += sum / measured.max(1);
  }
  return matrix;
}

/// The accepted group that has each peptide to itself; noGroup for none or several.
struct Assignment {
  std::vector<std::size_t> groupOf;  ///< [peptide]
  std::size_t shared = 0;            ///< distinct sequences of several groups
};

Assignment assignGroups(const Identifications& identifications, const StudyTraces& traces, const PeptideMatrix& matrix,
                        const AcceptedLimits& limits) {
  const auto groupsOf = acceptedGroups(identifications, traces.ions, limits);
  Assignment result;
  std::set<std::string> shared;
  for (const std::size_t first : matrix.firstIon) {
    const auto& groups = groupsOf[first];
    result.groupOf.push_back(groups.size() == 1 ? groups.front() : noGroup);
    if (groups.size() > 1) shared.insert(traces.ions.ions[first].sequence);
  }
  result.shared = shared.size();
  return result;
}

/// A protein group and its own peptides.
struct ProteinPeptides {
  QuantRow row;
  std::vector<std::size_t> peptides;
};

std::vector<ProteinPeptides> proteinPeptides(const Identifications& identifications, const StudyTraces& traces,
                                             const PeptideMatrix& matrix, const Assignment& assignment,
                                             int minPeptides) {
  std::map<std::size_t, std::vector<std::size_t>> peptidesOf;
  for (std::size_t p = 0; p < assignment.groupOf.size(); ++p) {
    if (assignment.groupOf[p] != noGroup && (matrix.intensity.row(at(p)).array() > 0).any())
      peptidesOf[assignment.groupOf[p]].push_back(p);
  }
  std::vector<ProteinPeptides> proteins;
  for (auto& [group, peptides] : peptidesOf) {
    std::set<std::string> sequences;
    for (const auto p : peptides) sequences.insert(traces.ions.ions[matrix.firstIon[p]].sequence);
    if (sequences.size() < static_cast<std::size_t>(minPeptides)) continue;
    proteins.push_back({namedRow(identifications.proteins, identifications.groups[group].proteins), peptides});
    proteins.back().row.peptides = static_cast<int>(sequences.size());
  }
  std::sort(proteins.begin(), proteins.end(), [](const auto& a, const auto& b) { return a.row.id < b.row.id; });
  return proteins;
}

Eigen::MatrixXd quantifyProteins(const std::vector<ProteinPeptides>& proteins, const Eigen::MatrixXd& log2,
                                 RollUp method) {
  Eigen::MatrixXd result(at(proteins.size()), log2.cols());
#pragma omp parallel for schedule(dynamic, 8)
  for (std::size_t i = 0; i < proteins.size(); ++i) {
    Eigen::MatrixXd rows(at(proteins[i].peptides.size()), log2.cols());
    for (std::size_t p = 0; p < proteins[i].peptides.size(); ++p)
      rows.row(at(p)) = log2.row(at(proteins[i].peptides[p]));
    result.row(at(i)) = (method == RollUp::MaxLfq ? maxLfq(rows) : summedIntensity(rows)).transpose();
  }
  return result;
}

Eigen::MatrixXd rounded(const Eigen::MatrixXd& log2) {
  return log2.unaryExpr([](double value) { return std::isnan(value) ? value : roundDecimals(value, 6); });
}

QuantTable peptideTable(const Identifications& identifications, const StudyTraces& traces, const PeptideMatrix& matrix,
                        const Eigen::MatrixXd& log2) {
  QuantTable table;
  for (const std::size_t first : matrix.firstIon) {
    const PeptideIon& ion = traces.ions.ions[first];
    table.rows.push_back(namedRow(identifications.proteins, ion.proteins));
    table.rows.back().id = ion.modifiedSequence;
    table.rows.back().peptides = 1;
  }
  table.log2 = rounded(log2);
  return table;
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

std::vector<std::string> makeNotes(const Quantification& result, const StudyTraces& traces, const QuantOptions& options,
                                   std::size_t accepted, std::size_t common) {
  const auto text = [](std::size_t number) { return std::to_string(number); };
  std::vector<std::string> notes;
  notes.push_back("rollUp: " + text(traces.ions.ions.size()) + " ions -> " + text(result.peptides.rows.size()) +
                  " peptides -> " + text(result.proteins.rows.size()) + " of " + text(accepted) +
                  " accepted protein groups (" + text(result.sharedPeptides) +
                  " peptides shared by groups were used for none)");
  if (options.transferFdr > 0)
    notes.push_back("transfer: " + text(countTransfers(traces, true)) + " of " + text(countTransfers(traces, false)) +
                    " ions looked for in runs that did not identify them were found at a q-value of " +
                    formatNumber(options.transferFdr));
  if (options.normalize == Normalization::Median)
    notes.push_back(common > 0 ? "normalize: median of " + text(common) + " common proteins"
                               : "normalize: too few common proteins; samples are not normalised");
  return notes;
}

}  // namespace

Quantification rollUp(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                      const QuantOptions& options, const AcceptedLimits& limits) {
  PeptideMatrix matrix = combineRuns(traces, study.samples.size());
  const auto assignment = assignGroups(identifications, traces, matrix, limits);
  const auto proteins = proteinPeptides(identifications, traces, matrix, assignment, options.minPeptides);
  Eigen::MatrixXd log2 = matrix.intensity.unaryExpr([](double x) { return x > 0 ? std::log2(x) : notMeasured; });
  Eigen::MatrixXd proteinLog2 = quantifyProteins(proteins, log2, options.rollUp);
  std::size_t common = 0;
  if (options.normalize == Normalization::Median) {
    const SampleShifts shifts = medianShifts(proteinLog2);
    common = shifts.common;
    log2.rowwise() -= shifts.log2.transpose();
    proteinLog2 = quantifyProteins(proteins, log2, options.rollUp);
  }
  Quantification result;
  result.peptides = peptideTable(identifications, traces, matrix, log2);
  for (const auto& protein : proteins) result.proteins.rows.push_back(protein.row);
  result.proteins.log2 = rounded(proteinLog2);
  result.peptides.samples = result.proteins.samples = study.sampleNames();
  result.reasons = std::move(matrix.reasons);
  result.sharedPeptides = assignment.shared;
  const auto accepted = std::count_if(identifications.groups.begin(), identifications.groups.end(),
                                      [&](const ProteinGroup& group) { return isAccepted(group, limits); });
  result.notes = makeNotes(result, traces, options, static_cast<std::size_t>(accepted), common);
  return result;
}

}  // namespace vescargo
