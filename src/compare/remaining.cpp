#include "vescargo/compare/remaining.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/parallelFor.h"
#include "vescargo/compare/effects.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/rotation.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double followsP = 0.1;

/// How a contaminant is adjusted for.
struct Place {
  const Adjustment* adjustment = nullptr;
  const RowTests* tests = nullptr;
};

Place placeOf(const ContrastFit& fit, const ContaminantChange& contaminant) {
  if (contaminant.place == "together") return {&fit.plan.together, &fit.together};
  for (std::size_t i = 0; i < fit.plan.alone.size(); ++i) {
    if (contaminant.place == "alone" && fit.plan.alone[i].contaminants.front() == contaminant.contaminant)
      return {&fit.plan.alone[i], &fit.alone[i]};
  }
  return {};
}

void testMarkers(const ContrastFit& fit, const ContaminantScore& score, int rotations, ContaminantChange& contaminant) {
  const Place place = placeOf(fit, contaminant);
  if (place.adjustment == nullptr) return;
  const ContrastRows markers =
      contrastRows(fit, *place.tests, place.adjustment, {score.markers.begin(), score.markers.end()});
  if (markers.rows.empty()) return;
  const auto all = markers.placesOf(markers.rows);
  const RotationTest test = rotate(markers.effects, {all}, rotations).front();
  contaminant.remainingP = test.p;
  if (fit.contrast.kind == ContrastKind::Course) return;
  double sum = 0;
  for (const Index row : markers.rows) sum += place.tests->effects[static_cast<std::size_t>(row)].log2FoldChange;
  contaminant.remaining = sum / static_cast<double>(markers.rows.size());
}

/// One-sided p of the row's slope on a score in its model, and the sign of it.
struct Slope {
  double sign = 0, p = 1;
};

Slope slopeOf(const ContrastFit& fit, const AdjustedTests& adjusted, Index row, Index score) {
  const Adjustment& adjustment = adjusted.adjustment;
  const auto units = measuredUnits(fit, row, &adjustment);
  UnitModel model = rowModel(adjusted.tests.model, row, units, &adjustment);
  model.tested = MatrixXd::Zero(model.design.cols(), 1);
  model.tested(model.design.cols() - adjustment.columns.cols() + score, 0) = 1;
  const MatrixXd values = rowValues(fit, row, units, &adjustment).transpose();
  const LinearFit slope = fitUnits(values, model);
  if (!(slope.df[0] > 0)) return {};
  const double error = std::sqrt(slope.covariances[0](0, 0) * slope.variances[0]);
  const double p = studentP(slope.estimates(0, 0) / error, slope.df[0]) / 2;
  return {slope.estimates(0, 0) < 0 ? -1.0 : 1.0, std::isnan(p) ? 1 : p};
}

}  // namespace

std::vector<ContaminantChange> withRemaining(const StudyFit& study, const ContrastFit& fit, int rotations) {
  auto contaminants = fit.plan.contaminants;
  std::vector<double> p;
  for (std::size_t i = 0; i < contaminants.size(); ++i) {
    testMarkers(fit, study.scores[i], rotations, contaminants[i]);
    p.push_back(contaminants[i].remainingP);
  }
  const auto q = adjustBenjaminiHochberg(p);
  for (std::size_t i = 0; i < contaminants.size(); ++i) contaminants[i].remainingQ = q[i];
  return contaminants;
}

void markRemaining(const ContrastFit& fit, const AdjustedTests& adjusted,
                   const std::vector<ContaminantChange>& contaminants, double alpha,
                   std::vector<AdjustedAnswer>& answers) {
  const Adjustment& adjustment = adjusted.adjustment;
  for (std::size_t k = 0; k < adjustment.contaminants.size(); ++k) {
    const auto moved =
        std::find_if(contaminants.begin(), contaminants.end(), [&](const ContaminantChange& contaminant) {
          return contaminant.contaminant == adjustment.contaminants[k] && contaminant.stillMoves(alpha);
        });
    if (moved == contaminants.end()) continue;
    parallelFor(answers.size(), 16, [&](std::size_t row) {
      const Effect& effect = answers[row].effect;
      if (std::isnan(effect.p)) return;
      const Slope slope = slopeOf(fit, adjusted, static_cast<Index>(row), static_cast<Index>(k));
      const bool along = std::isnan(moved->remaining) || std::isnan(effect.log2FoldChange) ||
                         slope.sign * moved->remaining * effect.log2FoldChange > 0;
      if (slope.p <= followsP && along) answers[row].remains = true;
    });
  }
}

}  // namespace vescargo
