#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/base/splitMix.h"
#include "vescargo/purity/panelCoherence.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

/// Markers that share so much of their variance over the samples.
Eigen::MatrixXd markersOf(Eigen::Index markers, Eigen::Index samples, double shared, std::uint64_t seed) {
  SplitMix random{seed};
  const auto normal = [&] {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random.below(1000000)) / 1e6;
    return sum;
  };
  Eigen::MatrixXd values(markers, samples);
  for (Eigen::Index s = 0; s < samples; ++s) {
    const double common = normal();
    for (Eigen::Index m = 0; m < markers; ++m)
      values(m, s) = 20 + std::sqrt(shared) * common + std::sqrt(1 - shared) * normal();
  }
  return values;
}

}  // namespace

TEST_CASE("markers that rise and fall together have the coherence 1, opposite ones -1") {
  Eigen::MatrixXd values(2, 6);
  values << 1, 2, 3, 4, 5, 6, 10, 20, 30, 45, 50, 90;
  CHECK(panelCoherence(values).correlation == Approx(1).epsilon(1e-12).margin(0));
  CHECK(panelCoherence(values).p <= 0.02);
  values.row(1) *= -1;
  CHECK(panelCoherence(values).correlation == Approx(-1).epsilon(1e-12).margin(0));
  CHECK(panelCoherence(values).p > 0.95);
}

TEST_CASE("the mean of the markers' Spearman correlations") {
  Eigen::MatrixXd values(3, 5);
  values << 1, 2, 3, 4, 5, 2, 1, 4, 3, 5, 5, 4, 3, 2, 1;
  // rho = 1 - 6 sum d^2 / (n (n^2 - 1)): 0.8, -1 and -0.8
  CHECK(panelCoherence(values).correlation == Approx(-1.0 / 3).epsilon(1e-12).margin(0));
}

TEST_CASE("independent markers are called coherent as often as p says, related ones nearly always") {
  int falsely = 0, rightly = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    falsely += panelCoherence(markersOf(6, 10, 0, seed)).p <= 0.05 ? 1 : 0;
    rightly += panelCoherence(markersOf(6, 10, 0.7, seed)).p <= 0.05 ? 1 : 0;
  }
  // 10 of 200 are expected; more than 20 has a chance of 0.001.
  CHECK(falsely <= 20);
  CHECK(falsely >= 2);
  CHECK(rightly >= 195);
}

TEST_CASE("coherence needs two markers with five samples in common") {
  Eigen::MatrixXd values = markersOf(2, 8, 1, 3);
  CHECK_FALSE(std::isnan(panelCoherence(values).correlation));
  values.row(1).head(4).setConstant(na);
  CHECK(std::isnan(panelCoherence(values).correlation));
  CHECK(std::isnan(panelCoherence(values).p));
  CHECK(std::isnan(panelCoherence(values.topRows(1)).correlation));
  CHECK(std::isnan(panelCoherence(Eigen::MatrixXd(0, 8)).correlation));
  values.setConstant(na);
  CHECK(std::isnan(panelCoherence(values).correlation));
}

TEST_CASE("a missing value leaves the other samples in, and another order of samples changes no correlation") {
  Eigen::MatrixXd values = markersOf(4, 12, 0.6, 5);
  values(0, 3) = na;
  values(2, 7) = na;
  const double whole = panelCoherence(values).correlation;
  CHECK(whole > 0.2);
  const Eigen::MatrixXd turned = values.rowwise().reverse();
  CHECK(panelCoherence(turned).correlation == Approx(whole).epsilon(1e-12).margin(0));
}
