#include "vescargo/compare/panelTests.h"

#include <algorithm>
#include <cmath>

#include "vescargo/compare/rotatePanels.h"
#include "vescargo/compare/testPanel.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A panel and its rows of the table.
struct FoundPanel {
  const MarkerPanel* panel;
  std::vector<Index> rows;
};

std::vector<FoundPanel> findPanels(const QuantTable& cargo, const std::vector<MarkerPanel>& panels) {
  std::vector<FoundPanel> found;
  for (const MarkerPanel& panel : panels) {
    found.push_back({&panel, {}});
    for (const MarkerMatch& match : matchPanel(cargo, panel))
      found.back().rows.push_back(static_cast<Index>(match.row));
  }
  return found;
}

std::vector<Index> testedOf(const PairedModel& model, const std::vector<Index>& rows) {
  std::vector<Index> tested;
  for (const Index row : rows) {
    if (std::isfinite(model.t[row])) tested.push_back(row);
  }
  return tested;
}

std::string directionOf(double value) { return std::isnan(value) ? "" : value < 0 ? "down" : "up"; }

std::vector<double> deviatesOf(const PairedModel& model) {
  std::vector<double> deviates;
  for (Index row = 0; row < model.t.size(); ++row)
    deviates.push_back(std::isfinite(model.t[row]) ? normalDeviate(model.t[row], model.posteriorDf[row])
                                                   : PanelResult::unknown);
  return deviates;
}

void testCompetitive(const PairedModel& model, const std::vector<double>& deviates, const std::vector<Index>& rows,
                     PanelResult& result) {
  const PanelCorrelation estimated = panelCorrelation(model, rows);
  const double correlation = std::clamp(estimated.correlation, 0.0, 1 - 1e-9);
  const PanelTest test =
      testPanel(deviates, {rows.begin(), rows.end()}, PanelStatistic::Values, correlation, estimated.df);
  if (rows.size() > 1) result.correlation = estimated.correlation;
  result.competitiveP = test.p;
  result.competitiveDirection = directionOf(test.pDown - test.pUp);
}

std::vector<PanelResult> testModel(const PairedModel& model, const std::vector<FoundPanel>& panels, int rotations) {
  std::vector<std::vector<Index>> rows;
  for (const FoundPanel& panel : panels) rows.push_back(testedOf(model, panel.rows));
  const std::vector<RotationTest> rotated = rotatePanels(model, rows, rotations);
  const std::vector<double> deviates = deviatesOf(model);
  std::vector<PanelResult> results(panels.size());
  std::vector<double> competitive, rotation;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    PanelResult& result = results[i];
    result.tested = static_cast<int>(rows[i].size());
    if (!rows[i].empty()) {
      result.meanChange = model.change(rows[i]).mean();
      testCompetitive(model, deviates, rows[i], result);
    }
    result.rotationP = rotated[i].p;
    result.rotationFloor = rotated[i].floor;
    result.rotationDirection = directionOf(rotated[i].meanDeviate);
    competitive.push_back(result.competitiveP);
    rotation.push_back(result.rotationP);
  }
  const auto competitiveQ = adjustBenjaminiHochberg(competitive), rotationQ = adjustBenjaminiHochberg(rotation);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    results[i].competitiveQ = competitiveQ[i];
    results[i].rotationQ = rotationQ[i];
  }
  return results;
}

void describePanel(const FoundPanel& found, const std::string& contrast, const char* model, PanelResult& result) {
  const MarkerPanel& panel = *found.panel;
  result.contrast = contrast;
  result.panel = panel.name;
  result.title = panel.title;
  result.kind = panel.kind;
  result.model = model;
  result.proteins = static_cast<int>(
      std::count_if(panel.markers.begin(), panel.markers.end(), [](const Marker& marker) { return marker.use; }));
  result.measured = static_cast<int>(found.rows.size());
}

std::string noteAbsent(const std::vector<FoundPanel>& panels) {
  std::vector<std::string> names;
  for (const FoundPanel& found : panels) {
    if (found.rows.empty()) names.push_back(found.panel->name);
  }
  return names.empty() ? "" : "no protein of these panels is in the table: " + join(names, ", ");
}

}  // namespace

PanelCorrelation panelCorrelation(const PairedModel& model, const std::vector<Index>& rows) {
  const auto m = static_cast<double>(rows.size());
  if (rows.size() < 2) return {0, rows.empty() ? 0 : model.df[rows.front()]};
  const MatrixXd values = model.values(rows, Eigen::all), effect = model.effect(rows, Eigen::all);
  const MatrixXd nuisance = model.nuisance(rows, Eigen::all);
  const VectorXd along = values.cwiseProduct(effect).rowwise().sum();
  // Camera has the same least variance.
  const VectorXd deviations = model.variance(rows).cwiseMax(1e-8).cwiseSqrt();
  const MatrixXd residuals = deviations.cwiseInverse().asDiagonal() * (values - along.asDiagonal() * effect);
  // A row's residuals are its values through a projection, and the product of two projections has the shared df as
  // its trace; sums over all pairs of rows are squares of sums less the sum of squares.
  MatrixXd projections = -nuisance.transpose() * nuisance - effect.transpose() * effect;
  projections.diagonal() += model.measured(rows, Eigen::all).colwise().sum().transpose();
  const double shared = projections.squaredNorm() - model.df(rows).sum();
  const double products = residuals.colwise().sum().squaredNorm() - residuals.squaredNorm();
  if (!(shared > 0)) return {};
  // Where rows lack other pairs each, the quotient can be a little above 1.
  return {std::min(1.0, products / shared), shared / (m * (m - 1))};
}

RowTable<PanelResult> testPanels(const QuantTable& cargo, const std::vector<PairedContrast>& contrasts,
                                 const std::vector<MarkerPanel>& panels, const PanelTestOptions& options) {
  RowTable<PanelResult> table;
  const auto found = findPanels(cargo, panels);
  for (const PairedContrast& contrast : contrasts) {
    if (contrast.differences.rows() != static_cast<Index>(cargo.rows.size()))
      throw Error(ExitCode::DoNotFit, "panel tests", "the contrasts are not of this table", "give both of one study");
    auto unadjusted = testModel(contrast.unadjusted, found, options.rotations);
    auto adjusted = testModel(contrast.adjusted, found, options.rotations);
    for (std::size_t i = 0; i < found.size(); ++i) {
      describePanel(found[i], contrast.name, "unadjusted", unadjusted[i]);
      describePanel(found[i], contrast.name, "adjusted", adjusted[i]);
      table.rows.push_back(std::move(unadjusted[i]));
      table.rows.push_back(std::move(adjusted[i]));
    }
  }
  const std::string absent = noteAbsent(found);
  if (!absent.empty()) table.notes.push_back(absent);
  roundRows(table);
  return table;
}

}  // namespace vescargo
