#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/base/Random.h"
#include "vescargo/purity/background.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

/// 12 subjects, 2 time points, 300 proteins: 8 markers of platelets, 160 that platelets carry too, 132 that they do
/// not; the table is level at the median of all.
struct Made {
  Study study;
  QuantTable cargo;
  MarkerPanel panel;
  std::vector<double> platelets;
};

constexpr int subjects = 12, rows = 300, markers = 8, carried = 160;

Made make(std::uint64_t seed, double spread, bool normalised = true) {
  Made made;
  Random random(seed, "background");
  made.study.timePoints = {"pre", "post"};
  made.panel.name = "platelet_core";
  made.panel.contaminant = "platelets";
  for (int row = 0; row < rows; ++row) {
    const std::string name = "P" + std::to_string(row);
    made.cargo.rows.push_back({name, name, name, 2});
    if (row < markers) made.panel.markers.push_back({name, name, "", true, "", ""});
  }
  made.cargo.log2.resize(rows, 2 * subjects);
  for (int s = 0; s < 2 * subjects; ++s) {
    const std::string subject = std::to_string(s / 2);
    if (s % 2 == 0) made.study.subjects.push_back(subject);
    made.study.samples.push_back({"s" + std::to_string(s), subject, made.study.timePoints[s % 2], "", "", {}});
    made.cargo.samples.push_back(made.study.samples.back().name);
    made.platelets.push_back(spread * (random.normal() + s % 2));
    const double loading = random.normal();
    for (int row = 0; row < rows; ++row) {
      const double amount = std::exp2(made.platelets.back());
      const double given = row < markers ? amount : row < markers + carried ? 1 + amount * std::exp2(row % 4 - 1) : 1;
      made.cargo.log2(row, s) = loading + 20 + 0.01 * row + std::log2(given) + 0.2 * random.normal();
    }
    if (!normalised) {
      made.cargo.log2.col(s).array() -= loading;
      continue;
    }
    const Eigen::VectorXd own = made.cargo.log2.col(s) - 0.01 * Eigen::VectorXd::LinSpaced(rows, 0, rows - 1);
    made.cargo.log2.col(s).array() -= median({own.begin(), own.end()});
  }
  return made;
}

double change(const std::vector<double>& bySample) {
  double sum = 0;
  for (std::size_t s = 0; s < bySample.size(); ++s) sum += (s % 2 == 0 ? -1 : 1) * bySample[s] / subjects;
  return sum;
}

}  // namespace

TEST_CASE("what a contaminant carries along leaves the background") {
  const Made made = make(1, 1.5);
  const StudyBase base = settleBase(made.cargo, made.study, {made.panel}, 3);
  const auto inBackground = [&](int from, int to) {
    return std::count_if(base.background.begin(), base.background.end(),
                         [&](std::size_t row) { return static_cast<int>(row) >= from && static_cast<int>(row) < to; });
  };
  CHECK(base.common == rows);
  CHECK(inBackground(0, markers) == 0);
  CHECK(inBackground(markers, markers + carried) < carried / 10);
  CHECK(inBackground(markers + carried, rows) > 110);
  // All others fall by what the carried ones push the median up: they do not fall against the background.
  Eigen::MatrixXd shifted = made.cargo.log2;
  const auto shifts = backgroundShifts(base);
  for (int s = 0; s < 2 * subjects; ++s) shifted.col(s).array() -= shifts[static_cast<std::size_t>(s)];
  const Eigen::VectorXd before = made.cargo.log2.bottomRows(rows - markers - carried).colwise().mean(),
                        after = shifted.bottomRows(rows - markers - carried).colwise().mean();
  CHECK(change({before.begin(), before.end()}) < -0.25);
  CHECK(change({after.begin(), after.end()}) == Approx(0).margin(0.04));
}

TEST_CASE("where nothing goes with a contaminant, or nothing is known of one, no sample is shifted by much") {
  const Made clean = make(2, 0);
  for (const double shift : backgroundShifts(settleBase(clean.cargo, clean.study, {clean.panel}, 3)))
    CHECK(std::abs(shift) < 0.1);
  const Made made = make(1, 1.5);
  const StudyBase base = settleBase(made.cargo, made.study, {}, 3);
  CHECK(base.background.size() == rows);
  CHECK(backgroundShifts(base) == std::vector<double>(2 * subjects, 0));
}

TEST_CASE("a table that is level over other proteins than all is not shifted") {
  const Made made = make(1, 1.5, false);
  const StudyBase base = settleBase(made.cargo, made.study, {made.panel}, 3);
  CHECK(base.background.size() < rows);
  CHECK(backgroundShifts(base) == std::vector<double>(2 * subjects, 0));
}

TEST_CASE("a table of few proteins keeps all of them as its background") {
  Made made = make(1, 1.5);
  made.cargo.rows.resize(50);
  made.cargo.log2.conservativeResize(50, Eigen::NoChange);
  CHECK(settleBase(made.cargo, made.study, {made.panel}, 3).background.size() == 50);
}
