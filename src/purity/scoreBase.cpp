#include "vescargo/purity/scoreBase.h"

#include <algorithm>
#include <cmath>

#include "vescargo/stats/commonFactor.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double leastCorrelation = 0.2;
constexpr double mostP = 0.05;
constexpr double leastCovered = 0.9;  ///< part of the samples

std::vector<int> numberSubjects(const Study& study) {
  std::map<std::string, int> numbers;
  std::vector<int> subjects;
  for (const Sample& sample : study.samples)
    subjects.push_back(numbers.emplace(sample.subject, static_cast<int>(numbers.size())).first->second);
  return subjects;
}

/// Decides by the reference's rows, and takes its levels.
void setReference(StudyBase& base, const QuantTable& cargo) {
  const Eigen::MatrixXd values = levelledRows(cargo, base, base.reference);
  base.coherence = panelCoherence(values);
  base.base = ScoreBase::SampleLevel;
  base.levels.assign(base.subjects.size(), 0);
  base.levelsWithout.clear();
  base.factor = {};
  const auto covered = ((!values.array().isNaN()).cast<double>().colwise().sum() >= fewestReference).count();
  if (!isCoherent(base.coherence)) return;
  if (static_cast<double>(covered) < leastCovered * static_cast<double>(base.subjects.size())) return;
  base.base = ScoreBase::Vesicles;
  constexpr auto fewest = static_cast<std::size_t>(fewestReference);
  base.factor = commonFactor(values, base.subjects, fewest);
  base.levels = base.factor.levels;
  const auto without = levelsWithoutEach(values, base.subjects, fewest - 1);
  for (std::size_t i = 0; i < base.reference.size(); ++i) base.levelsWithout[base.reference[i]] = without[i];
}

}  // namespace

bool isCoherent(const Coherence& coherence) {
  return coherence.correlation >= leastCorrelation && coherence.p <= mostP;
}

std::vector<std::size_t> commonRows(const Eigen::MatrixXd& log2) {
  std::vector<std::size_t> common;
  for (Eigen::Index row = 0; row < log2.rows(); ++row) {
    if (2 * (!log2.row(row).array().isNaN()).count() >= log2.cols()) common.push_back(static_cast<std::size_t>(row));
  }
  return common;
}

std::vector<double> sampleLevels(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& rows) {
  // A thousandth of a level is far below its error, and takes a few rounds where thousands of rows never settle.
  return levelsWithoutRowEffects(log2, rows, 1e-3);
}

std::vector<std::size_t> referenceRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels) {
  const MarkerPanel* vesicle = findPanel(panels, panelNames::evPositive);
  if (vesicle == nullptr) return {};
  const TableIndex index(cargo);
  std::set<std::size_t> taken;
  for (const MarkerPanel& panel : panels) {
    if (panel.contaminant.empty()) continue;
    for (const MarkerMatch& match : index.match(panel)) taken.insert(match.row);
  }
  std::vector<std::size_t> rows;
  for (const MarkerMatch& match : index.match(*vesicle)) {
    if (!isPlateletHigh(vesicle->markers[match.marker]) && !taken.contains(match.row)) rows.push_back(match.row);
  }
  return rows;
}

StudyBase findBase(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels) {
  StudyBase base;
  base.subjects = numberSubjects(study);
  base.reference = referenceRows(cargo, panels);
  auto common = commonRows(cargo.log2);
  base.common = common.size();
  base = withBackground(std::move(base), cargo, std::move(common));
  base.commonLevels = base.sampleLevels;
  return base;
}

StudyBase withBackground(StudyBase base, const QuantTable& cargo, std::vector<std::size_t> rows) {
  base.background = std::move(rows);
  base.sampleLevels = sampleLevels(cargo.log2, base.background);
  setReference(base, cargo);
  return base;
}

StudyBase withReference(StudyBase base, const QuantTable& cargo, std::vector<std::size_t> rows) {
  base.reference = std::move(rows);
  setReference(base, cargo);
  return base;
}

StudyBase withoutReference(StudyBase base, const QuantTable& cargo, const std::set<std::size_t>& rows) {
  if (std::erase_if(base.reference, [&](std::size_t row) { return rows.contains(row); }) > 0) setReference(base, cargo);
  return base;
}

Eigen::MatrixXd levelledRows(const QuantTable& cargo, const StudyBase& base, const std::vector<std::size_t>& rows) {
  Eigen::MatrixXd values = cargo.log2(rows, Eigen::all);
  for (Eigen::Index sample = 0; sample < values.cols(); ++sample)
    values.col(sample).array() -= base.sampleLevels[static_cast<std::size_t>(sample)];
  return values;
}

}  // namespace vescargo
