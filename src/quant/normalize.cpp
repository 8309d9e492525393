#include "vescargo/quant/normalize.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/stats/robust.h"

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

double meanOfRow(const Eigen::MatrixXd& proteins, Index row) {
  double sum = 0;
  double measured = 0;
  for (Index s = 0; s < proteins.cols(); ++s) {
    if (std::isnan(proteins(row, s))) continue;
    sum += proteins(row, s);
    ++measured;
  }
  return sum / measured;
}

std::size_t countOf(const std::vector<double>& ratios) {
  return static_cast<std::size_t>(
      std::count_if(ratios.begin(), ratios.end(), [](double ratio) { return !std::isnan(ratio); }));
}

/// Samples of each batch, in the order of the sheet.
std::vector<std::pair<std::string, std::vector<Index>>> batchesOf(const Study& study) {
  std::vector<std::pair<std::string, std::vector<Index>>> batches;
  for (std::size_t s = 0; s < study.samples.size(); ++s) {
    const std::string& batch = study.samples[s].batch;
    auto found = std::find_if(batches.begin(), batches.end(), [&](const auto& known) { return known.first == batch; });
    if (found == batches.end()) found = batches.insert(found, {batch, {}});
    found->second.push_back(static_cast<Index>(s));
  }
  return batches;
}

/// Subjects with samples in more than one batch.
std::vector<std::string> acrossBatches(const Study& study) {
  std::map<std::string, std::set<std::string>> batchesOfSubject;
  for (const Sample& sample : study.samples) batchesOfSubject[sample.subject].insert(sample.batch);
  std::vector<std::string> subjects;
  for (const std::string& subject : study.subjects) {
    if (batchesOfSubject[subject].size() > 1) subjects.push_back(subject);
  }
  return subjects;
}

void warnOfBatches(const Study& study, SampleFactors& factors) {
  factors.notes.emplace_back(
      "normalize: each batch for itself; the levels of different batches are not made equal (to normalise all samples "
      "together, give the column batch another name)");
  const auto subjects = acrossBatches(study);
  if (subjects.empty()) return;
  factors.warnings.push_back("subjects with samples in several batches: " + join(subjects, ", ") +
                             "; batches are normalised apart, so their changes contain the difference of the batches");
}

}  // namespace

SampleShifts medianShifts(const Eigen::MatrixXd& proteins, std::size_t fewest) {
  const auto samples = static_cast<std::size_t>(proteins.cols());
  SampleShifts shifts{Eigen::VectorXd::Zero(proteins.cols()), 0, std::vector<std::size_t>(samples, 0)};
  auto rows = rowsWithAtLeast(proteins, proteins.cols());
  if (rows.size() < fewest) rows = rowsWithAtLeast(proteins, (proteins.cols() + 1) / 2);
  if (rows.size() < fewest) return shifts;
  std::vector<double> references;
  for (const Index r : rows) references.push_back(meanOfRow(proteins, r));
  double sum = 0;
  double shifted = 0;
  for (std::size_t s = 0; s < samples; ++s) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < rows.size(); ++i)
      ratios.push_back(proteins(rows[i], static_cast<Index>(s)) - references[i]);
    shifts.proteins[s] = countOf(ratios);
    if (shifts.proteins[s] == 0) continue;
    shifts.log2(static_cast<Index>(s)) = median(std::move(ratios));
    sum += shifts.log2(static_cast<Index>(s));
    ++shifted;
  }
  for (std::size_t s = 0; s < samples; ++s) {
    if (shifts.proteins[s] > 0) shifts.log2(static_cast<Index>(s)) -= sum / shifted;
  }
  shifts.common = rows.size();
  return shifts;
}

SampleFactors sampleFactors(const QuantTable& proteins, const Study& study, Normalization method,
                            const std::vector<std::size_t>& panelRows) {
  SampleFactors factors;
  for (const Sample& sample : study.samples) factors.samples.push_back({sample.batch});
  if (method == Normalization::None) return factors;
  const bool panel = method == Normalization::Panel;
  std::vector<std::size_t> all(proteins.rows.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto batches = batchesOf(study);
  if (batches.size() > 1) warnOfBatches(study, factors);
  for (const auto& [batch, samples] : batches) {
    const std::string where =
        batches.size() > 1 ? "batch " + (batch.empty() ? "without a name" : inQuotes(batch)) + ": " : "";
    const std::size_t fewest = panel ? fewestPanelProteins : fewestCommonProteins;
    // A table may be as large as what memory is left.
    const SampleShifts shifts = !panel && batches.size() == 1
                                    ? medianShifts(proteins.log2, fewest)
                                    : medianShifts(proteins.log2(panel ? panelRows : all, samples), fewest);
    if (shifts.common == 0 || samples.size() == 1) {
      factors.warnings.push_back("normalize: " + where +
                                 (samples.size() == 1
                                      ? "there is one sample only"
                                      : std::string("too few common proteins") + (panel ? " of the panel" : "")) +
                                 "; samples are not normalised");
      continue;
    }
    factors.notes.push_back("normalize: " + where + "median of " + std::to_string(shifts.common) + " common proteins" +
                            (panel ? " of the panel" : ""));
    for (std::size_t i = 0; i < samples.size(); ++i) {
      SampleFactor& factor = factors.samples[static_cast<std::size_t>(samples[i])];
      factor.proteins = shifts.proteins[i];
      factor.method = factor.proteins > 0 ? method : Normalization::None;
      factor.log2Shift = roundDecimals(shifts.log2(static_cast<Index>(i)), 6);
    }
  }
  return factors;
}

}  // namespace vescargo
