#include "vescargo/compare/panelTests.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/compare/effects.h"
#include "vescargo/stats/competitive.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/rotation.h"

namespace vescargo {

namespace {

using Eigen::Index;

/// A panel and its rows of the table.
struct FoundPanel {
  const MarkerPanel* panel;
  std::vector<Index> rows;
};

/// Panels of one family: q is over these.
using Family = std::vector<FoundPanel>;

Family findPanels(const TableIndex& index, const std::vector<MarkerPanel>& panels) {
  Family found;
  for (const MarkerPanel& panel : panels) {
    found.push_back({&panel, {}});
    for (const MarkerMatch& match : index.match(panel)) found.back().rows.push_back(static_cast<Index>(match.row));
  }
  return found;
}

std::string directionOf(double value) { return std::isnan(value) ? "" : value < 0 ? "down" : "up"; }

/// One answer of a contrast, as panels ask it.
struct Question {
  const ContrastFit& fit;
  const RowTests& tests;
  const Adjustment* adjustment;
  const char* model;
};

std::vector<double> deviatesOf(const Question& question) {
  const auto contrasts = static_cast<double>(question.fit.contrast.tested.cols());
  std::vector<double> deviates;
  for (const Effect& effect : question.tests.effects) {
    if (std::isnan(effect.p))
      deviates.push_back(PanelResult::unknown);
    else
      deviates.push_back(std::isnan(effect.t) ? normalDeviateOfF(effect.f, contrasts, effect.df)
                                              : normalDeviate(effect.t, effect.df));
  }
  return deviates;
}

void testCompetitive(const ContrastRows& rows, const std::vector<Index>& places, const std::vector<double>& deviates,
                     PanelResult& result) {
  const RowCorrelation estimated = correlationOf(rows.effects, places);
  const double correlation = std::clamp(estimated.correlation, 0.0, 1 - 1e-9);
  std::vector<std::size_t> panel;
  for (const Index place : places)
    panel.push_back(static_cast<std::size_t>(rows.rows[static_cast<std::size_t>(place)]));
  const SetTest test = testSet(deviates, panel, SetStatistic::Values, correlation, estimated.df);
  if (places.size() > 1) result.correlation = estimated.correlation;
  result.competitiveP = test.p;
  result.competitiveDirection = directionOf(test.pDown - test.pUp);
}

void setQ(std::vector<PanelResult>& results) {
  std::vector<double> competitive, rotation;
  for (const PanelResult& result : results) {
    competitive.push_back(result.competitiveP);
    rotation.push_back(result.rotationP);
  }
  const auto competitiveQ = adjustBenjaminiHochberg(competitive), rotationQ = adjustBenjaminiHochberg(rotation);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].competitiveQ = competitiveQ[i];
    results[i].rotationQ = rotationQ[i];
  }
}

double meanChange(const Question& question, const ContrastRows& rows, const std::vector<Index>& places) {
  double sum = 0;
  for (const Index place : places) {
    const Index row = rows.rows[static_cast<std::size_t>(place)];
    sum += question.tests.effects[static_cast<std::size_t>(row)].log2FoldChange;
  }
  return sum / static_cast<double>(places.size());
}

PanelResult describePanel(const FoundPanel& found, const Question& question) {
  const MarkerPanel& panel = *found.panel;
  PanelResult result;
  result.contrast = question.fit.contrast.name;
  result.panel = panel.name;
  result.title = panel.title;
  result.kind = panel.kind;
  result.model = question.model;
  result.proteins = static_cast<int>(
      std::count_if(panel.markers.begin(), panel.markers.end(), [](const Marker& marker) { return marker.use; }));
  result.measured = static_cast<int>(found.rows.size());
  return result;
}

std::vector<PanelResult> testFamily(const Question& question, const Family& family, int rotations) {
  std::vector<Index> wanted;
  for (const FoundPanel& found : family) wanted.insert(wanted.end(), found.rows.begin(), found.rows.end());
  const ContrastRows rows = contrastRows(question.fit, question.tests, question.adjustment, wanted);
  std::vector<std::vector<Index>> places;
  for (const FoundPanel& found : family) places.push_back(rows.placesOf(found.rows));
  const auto rotated = rotate(rows.effects, places, rotations);
  const auto deviates = deviatesOf(question);
  const bool directed = question.fit.contrast.kind != ContrastKind::Course;
  std::vector<PanelResult> results(family.size());
  parallelFor(family.size(), 4, [&](std::size_t i) {
    results[i] = describePanel(family[i], question);
    results[i].tested = static_cast<int>(places[i].size());
    if (places[i].empty()) return;
    if (directed) results[i].meanChange = meanChange(question, rows, places[i]);
    testCompetitive(rows, places[i], deviates, results[i]);
    results[i].rotationP = rotated[i].p;
    results[i].rotationFloor = rotated[i].floor;
    if (directed) results[i].rotationDirection = directionOf(rotated[i].meanDeviate);
  });
  setQ(results);
  return results;
}

/// Sets with enough and not too many measured proteins.
Family withinSize(const Family& sets, const PanelTestOptions& options) {
  Family some;
  for (const FoundPanel& set : sets) {
    const auto measured = static_cast<int>(set.rows.size());
    if (measured >= options.minSetProteins && measured <= options.maxSetProteins) some.push_back(set);
  }
  return some;
}

/// Names, the first few of many.
std::string someNames(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 12;
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), shown)));
  return join(first, ", ") +
         (names.size() > shown ? " and " + formatNumber(static_cast<double>(names.size() - shown)) + " more" : "");
}

void noteAbsent(const Family& panels, RowTable<PanelResult>& table) {
  std::vector<std::string> names;
  for (const FoundPanel& found : panels) {
    if (found.rows.empty()) names.push_back(found.panel->name);
  }
  if (!names.empty()) table.notes.push_back("no protein of these panels is in the table: " + someNames(names));
}

void noteSets(const Family& sets, const Family& tested, const PanelTestOptions& options, RowTable<PanelResult>& table) {
  if (sets.size() == tested.size()) return;
  table.notes.push_back(formatNumber(static_cast<double>(tested.size())) + " of " +
                        formatNumber(static_cast<double>(sets.size())) + " sets have " +
                        formatNumber(options.minSetProteins) + " to " + formatNumber(options.maxSetProteins) +
                        " measured proteins and are tested");
}

}  // namespace

RowTable<PanelResult> testPanels(const StudyFit& fit, const std::vector<MarkerPanel>& panels,
                                 const std::vector<MarkerPanel>& sets, const PanelTestOptions& options) {
  RowTable<PanelResult> table;
  const TableIndex index(fit.cargo);
  const Family markers = findPanels(index, panels), all = findPanels(index, sets);
  const Family tested = withinSize(all, options);
  for (const ContrastFit& contrast : fit.contrasts) {
    const Question unadjusted{contrast, contrast.unadjusted, nullptr, "unadjusted"};
    const Question adjusted{contrast, contrast.together, &contrast.plan.together, "adjusted"};
    for (const Family* family : {&markers, &tested}) {
      auto plain = testFamily(unadjusted, *family, options.rotations);
      auto equal = testFamily(adjusted, *family, options.rotations);
      for (std::size_t i = 0; i < plain.size(); ++i) {
        table.rows.push_back(std::move(plain[i]));
        table.rows.push_back(std::move(equal[i]));
      }
    }
  }
  noteAbsent(markers, table);
  noteSets(all, tested, options, table);
  roundRows(table);
  return table;
}

}  // namespace vescargo
