#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/purity/scorePurity.h"

using namespace vescargo;

namespace {

MarkerPanel panelOf(const std::string& name, const std::vector<std::string>& accessions) {
  MarkerPanel panel;
  panel.name = name;
  for (const auto& accession : accessions) panel.markers.push_back({"", accession, "", true, "", ""});
  return panel;
}

std::vector<MarkerPanel> panels() {
  return {panelOf("platelet_core", {"P1", "P2", "P3"}), panelOf("ev_positive", {"E1", "E2", "E3"})};
}

/// Samples of one subject each whose platelet markers are so many log2 above their own level.
struct Cohort {
  QuantTable cargo;
  Study study;
};

Cohort cohortOf(const std::vector<double>& scores) {
  Cohort cohort;
  cohort.study.timePoints = {"pre"};
  cohort.cargo.rows = {{"E1", "E1", "", 2}, {"E2", "E2", "", 2}, {"E3", "E3", "", 2},
                       {"P1", "P1", "", 2}, {"P2", "P2", "", 2}, {"P3", "P3", "", 2}};
  cohort.cargo.log2.resize(6, static_cast<Eigen::Index>(scores.size()));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::string name = "S" + std::to_string(i);
    cohort.study.subjects.push_back(name);
    cohort.study.samples.push_back({name, name, "pre", "", "", {}});
    const double score = scores[i];
    cohort.cargo.log2.col(static_cast<Eigen::Index>(i)) << 20, 22, 24, 16 + score, 18 + score, 20 + score;
  }
  cohort.cargo.samples = cohort.study.sampleNames();
  return cohort;
}

PurityTable score(const Cohort& cohort, const PurityOptions& options) {
  return scorePurity(cohort.cargo, cohort.study, panels(), options, {}).table;
}

}  // namespace

TEST_CASE("the fewest markers decide which sample has a score") {
  Cohort cohort = cohortOf({0, 0.5, 1, 1.5});
  cohort.cargo.log2(3, 0) = std::nan("");
  const auto known = [&](int minMarkers) {
    PurityOptions options;
    options.minMarkers = minMarkers;
    std::string seen;
    for (const auto& sample : score(cohort, options).samples) seen += std::isnan(sample.plateletCore) ? '-' : '+';
    return seen;
  };
  CHECK(known(2) == "++++");
  CHECK(known(3) == "-+++");
  CHECK(known(4) == "----");
}

TEST_CASE("more resamplings give another interval and the same score") {
  // Nine markers that disagree in each sample: with three, too few medians can be drawn to tell.
  Cohort cohort = cohortOf({0, 0.5, 1, 1.5, 2});
  auto wide = panels();
  cohort.cargo.log2.conservativeResize(12, Eigen::NoChange);
  for (Eigen::Index row = 3; row < 12; ++row) {
    const std::string accession = "P" + std::to_string(row - 2);
    if (row >= 6) {
      cohort.cargo.rows.push_back({accession, accession, "", 2});
      wide[0].markers.push_back({"", accession, "", true, "", ""});
    }
    for (Eigen::Index column = 0; column < 5; ++column)
      cohort.cargo.log2(row, column) = 18 + 0.137 * static_cast<double>((row * row + 7 * column * row) % 13);
  }
  PurityOptions options;
  const auto many = scorePurity(cohort.cargo, cohort.study, wide, options, {}).table;
  options.bootstraps = 100;
  const auto few = scorePurity(cohort.cargo, cohort.study, wide, options, {}).table;
  bool other = false;
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(few.samples[i].plateletCore == many.samples[i].plateletCore);
    other = other || few.samples[i].plateletCoreLow != many.samples[i].plateletCoreLow ||
            few.samples[i].plateletCoreHigh != many.samples[i].plateletCoreHigh;
  }
  CHECK(other);
}
