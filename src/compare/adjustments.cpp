#include "vescargo/compare/adjustments.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "vescargo/compare/units.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/moderate.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double confidence = 0.95;
constexpr Index fewestSubjects = 3;
constexpr Index subjectsPerContaminant = 4;
/// A contaminant that is less sure to change cannot make a protein that follows it one that is called.
constexpr double mayConfound = 0.1;

bool isAuto(const CompareOptions& options) { return options.adjust == std::vector<std::string>{"auto"}; }

/// How scores differ between the two times or sides of a contrast.
struct ScoreShift {
  VectorXd mean;        ///< by score; a difference of means where two sides are compared
  MatrixXd covariance;  ///< of a subject's values
  double df = 0;
  double errorScale = 0;  ///< variance of the mean over that of a subject's value
  double unitScale = 1;   ///< variance of a further subject's difference over the same
  Index subjects = 0;
};

/// Of subjects whose scores are all known.
ScoreShift shiftOf(const SubjectValues& scores) {
  std::vector<Index> known;
  for (Index i = 0; i < scores.values.cols(); ++i) {
    if (scores.values.col(i).allFinite()) known.push_back(i);
  }
  const Index k = scores.values.rows();
  ScoreShift shift{VectorXd::Zero(k), MatrixXd::Zero(k, k), 0, 0, 1, static_cast<Index>(known.size())};
  const auto sideOf = [&](Index i) { return scores.side.empty() ? 1 : scores.side[static_cast<std::size_t>(i)]; };
  for (const int side : {0, 1}) {
    std::vector<Index> of;
    std::copy_if(known.begin(), known.end(), std::back_inserter(of), [&](Index i) { return sideOf(i) == side; });
    if (of.empty()) continue;
    const auto n = static_cast<double>(of.size());
    MatrixXd values = scores.values(Eigen::all, of);
    const VectorXd mean = values.rowwise().mean();
    values.colwise() -= mean;
    shift.mean += (side == 1 ? 1 : -1) * mean;
    shift.covariance += values * values.transpose();
    shift.df += n - 1;
    shift.errorScale += 1 / n;
  }
  if (!scores.side.empty()) shift.unitScale = 2;
  if (shift.df > 0) shift.covariance /= shift.df;
  return shift;
}

/// Distance of no change in SD of the subjects, and the largest that is within reach.
struct Reach {
  double distance = Effect::unknown, limit = Effect::unknown;
  bool within() const { return distance <= limit; }
};

Reach reachOf(const ScoreShift& shift) {
  const auto k = static_cast<double>(shift.mean.size());
  if (shift.subjects < fewestSubjects || !(shift.df > k)) return {};
  const auto solved = solvePositive(shift.covariance, shift.mean, 1e-6);
  if (!solved) return {};
  const double scale = shift.unitScale + shift.errorScale;
  const double below = shift.df - k + 1;
  const double limit = scale * shift.df * k / below * fisherUpperQuantile(1 - confidence, k, below);
  return {std::sqrt(shift.mean.dot(*solved)), std::sqrt(limit)};
}

/// The worst of a course's time points.
Reach reachOfCourse(const Study& study, const MatrixXd& bySample) {
  Reach worst;
  for (std::size_t t = 1; t < study.timePoints.size(); ++t) {
    const Reach reach =
        reachOf(shiftOf(subjectChanges(bySample, study, {study.timePoints.front(), study.timePoints[t]})));
    const bool worse = std::isnan(worst.distance) || reach.distance / reach.limit > worst.distance / worst.limit;
    if (!std::isnan(reach.distance) && worse) worst = reach;
  }
  return worst;
}

MatrixXd scoresBySample(const std::vector<const ContaminantScore*>& scores, std::size_t samples) {
  MatrixXd bySample(static_cast<Index>(scores.size()), static_cast<Index>(samples));
  for (std::size_t i = 0; i < scores.size(); ++i)
    bySample.row(static_cast<Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXd>(scores[i]->bySample.data(), static_cast<Index>(samples));
  return bySample;
}

Reach reachOfScores(const Study& study, const Contrast& contrast, const std::vector<const ContaminantScore*>& scores) {
  const MatrixXd bySample = scoresBySample(scores, study.samples.size());
  return contrast.kind == ContrastKind::Course ? reachOfCourse(study, bySample)
                                               : reachOf(shiftOf(subjectValues(bySample, study, contrast)));
}

/// p of no change in a score at equal other scores: F of the contrast's model.
double changeP(const ContrastScores& of, std::size_t score, const std::vector<std::size_t>& others) {
  std::vector<const ContaminantScore*> columns;
  for (const std::size_t i : others) columns.push_back(&of.scores[i]);
  columns.push_back(&of.scores[score]);
  const MatrixXd values = unitValues(scoresBySample(columns, of.study.samples.size()), of.contrast).transpose();
  std::vector<Index> known;
  for (Index i = 0; i < values.rows(); ++i) {
    if (values.row(i).allFinite()) known.push_back(i);
  }
  if (known.empty()) return Effect::unknown;
  const auto k = static_cast<Index>(others.size());
  const UnitModel model = withColumns(keepUnits(of.model, known), values(known, Eigen::all).leftCols(k));
  const LinearFit fit = fitUnits(values(known, Eigen::all).rightCols(1).transpose(), model);
  const auto solved = solvePositive(fit.covariances[0], fit.estimates.row(0).transpose());
  if (!solved || !(fit.df[0] > 0)) return Effect::unknown;
  const auto contrasts = static_cast<double>(fit.estimates.cols());
  return fisherP(fit.estimates.row(0).dot(*solved) / fit.variances[0] / contrasts, contrasts, fit.df[0]);
}

ContaminantChange changeOf(const ContrastScores& of, std::size_t at) {
  const ContaminantScore& score = of.scores[at];
  ContaminantChange change;
  change.contrast = of.contrast.name;
  change.contaminant = score.name;
  change.markers = static_cast<int>(score.markers.size());
  change.coherence = score.coherence;
  const Reach reach = reachOfScores(of.study, of.contrast, {&score});
  change.distance = reach.distance;
  change.reach = reach.limit;
  if (!score.isUsable() || std::isnan(reach.distance)) change.place = "none";
  change.p = changeP(of, at, {});
  if (of.contrast.kind == ContrastKind::Course) return change;
  const ScoreShift shift =
      shiftOf(subjectValues(scoresBySample({&score}, of.study.samples.size()), of.study, of.contrast));
  if (!(shift.df > 0)) return change;
  const double half = std::sqrt(shift.covariance(0, 0) * shift.errorScale) * studentQuantile(0.975, shift.df);
  change.change = shift.mean[0];
  change.low = shift.mean[0] - half;
  change.high = shift.mean[0] + half;
  return change;
}

Adjustment adjustmentOf(const Contrast& contrast, const std::vector<const ContaminantScore*>& scores,
                        std::size_t samples) {
  Adjustment adjustment;
  if (scores.empty()) return adjustment;
  const MatrixXd bySample = scoresBySample(scores, samples);
  adjustment.columns = unitValues(bySample, contrast).transpose();
  for (const ContaminantScore* score : scores) adjustment.contaminants.push_back(score->name);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (const auto& [row, without] : scores[i]->leftOut) {
      const MatrixXd own = Eigen::Map<const Eigen::RowVectorXd>(without.data(), static_cast<Index>(samples));
      const auto at = adjustment.own.emplace(static_cast<Index>(row), adjustment.columns).first;
      at->second.col(static_cast<Index>(i)) = unitValues(own, contrast).transpose();
    }
  }
  return adjustment;
}

/// Subjects, or samples where they are unpaired, that the contrast has.
Index replicatesOf(const Study& study, const Contrast& contrast) {
  if (contrast.kind != ContrastKind::Course)
    return subjectValues(MatrixXd::Zero(1, static_cast<Index>(study.samples.size())), study, contrast).values.cols();
  return static_cast<Index>(study.subjects.size());
}

/// Scores that take part in a contrast's adjustment, in places that are decided one by one.
class Places {
 public:
  Places(const ContrastScores& of, std::vector<ContaminantChange>& changes, const CompareOptions& options)
      : of_(of), changes_(changes), named_(!isAuto(options)) {
    const Index df = replicatesOf(of.study, of.contrast) - (of.contrast.side.empty() || isWithin(of.contrast) ? 1 : 2);
    most_ = std::max<Index>(1, named_ ? df - 1 : df / subjectsPerContaminant);
  }

  /// Indices of the scores to adjust for together; sets the places of all.
  std::vector<std::size_t> decide() {
    if (!of_.scores.empty()) decideFirst();
    for (auto next = surest(); next < of_.scores.size(); next = surest()) decideOne(next);
    for (ContaminantChange& change : changes_) {
      if (change.place.empty()) change.place = "no change";
    }
    std::sort(together_.begin(), together_.end());
    return together_;
  }

 private:
  static bool isWithin(const Contrast& contrast) { return contrast.kind == ContrastKind::Paired; }

  bool inReach(std::size_t score) const {
    std::vector<const ContaminantScore*> with;
    for (const std::size_t i : together_) with.push_back(&of_.scores[i]);
    with.push_back(&of_.scores[score]);
    return reachOfScores(of_.study, of_.contrast, with).within();
  }

  void decideOne(std::size_t score) {
    const bool alone = changes_[score].distance <= changes_[score].reach;
    const bool joins = alone && static_cast<Index>(together_.size()) < most_ && inReach(score);
    changes_[score].place = joins ? "together" : alone ? "alone" : "out of reach";
    if (joins) together_.push_back(score);
  }

  /// The first contaminant has its place whether it changes or not, and those that are named.
  void decideFirst() {
    for (std::size_t i = 0; i < of_.scores.size(); ++i) {
      if (changes_[i].place.empty() && (i == 0 || named_)) decideOne(i);
    }
  }

  /// Of the scores without a place the one that changes most surely at equal others; past the end for none.
  std::size_t surest() const {
    std::size_t best = of_.scores.size();
    double least = mayConfound;
    for (std::size_t i = 0; i < of_.scores.size(); ++i) {
      if (!changes_[i].place.empty() || !(changes_[i].p <= mayConfound)) continue;
      const double p = changeP(of_, i, together_);
      if (p <= least) least = p, best = i;
    }
    return best;
  }

  const ContrastScores& of_;
  std::vector<ContaminantChange>& changes_;
  bool named_;
  Index most_ = 1;
  std::vector<std::size_t> together_;
};

}  // namespace

AdjustmentPlan planAdjustments(const ContrastScores& of, const CompareOptions& options) {
  AdjustmentPlan plan;
  for (std::size_t i = 0; i < of.scores.size(); ++i) plan.contaminants.push_back(changeOf(of, i));
  std::vector<const ContaminantScore*> together;
  for (const std::size_t i : Places(of, plan.contaminants, options).decide()) together.push_back(&of.scores[i]);
  const std::size_t samples = of.study.samples.size();
  plan.together = adjustmentOf(of.contrast, together, samples);
  for (std::size_t i = 0; i < of.scores.size(); ++i) {
    const std::string& place = plan.contaminants[i].place;
    if (place == "alone" || (place == "together" && together.size() > 1))
      plan.alone.push_back(adjustmentOf(of.contrast, {&of.scores[i]}, samples));
  }
  return plan;
}

void checkAdjust(const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  if (isAuto(options)) return;
  for (const std::string& name : options.adjust) checkContaminant(panels, name);
}

std::vector<ContaminantScore> contaminantsFor(const QuantTable& cargo, const StudyBase& base,
                                              const std::vector<MarkerPanel>& panels, const CompareOptions& options,
                                              int minMarkers) {
  if (isAuto(options)) return scoreContaminants(cargo, base, panels, minMarkers);
  std::vector<ContaminantScore> scores;
  for (const std::string& name : options.adjust)
    scores.push_back(scoreContaminant(cargo, base, panels, name, minMarkers));
  return scores;
}

}  // namespace vescargo
