#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/quant/abundance.h"
#include "vescargo/quant/maxLfq.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double linearSum(const Eigen::MatrixXd& log2) {
  double sum = 0;
  for (const double value : log2.reshaped()) sum += std::isnan(value) ? 0 : std::exp2(value);
  return sum;
}

}  // namespace

TEST_CASE("MaxLFQ recovers exact ratios when values are missing and peptides differ in intensity") {
  const Eigen::Vector4d truth(0, 1.5, -2, 0.25);
  Eigen::MatrixXd peptides(5, 4);
  for (int p = 0; p < 5; ++p) {
    for (int s = 0; s < 4; ++s) peptides(p, s) = 10 + 3 * p + truth(s);
  }
  peptides(0, 0) = peptides(1, 1) = peptides(4, 1) = peptides(2, 2) = peptides(4, 3) = peptides(3, 3) = none;
  const auto log2 = maxLfq(peptides);
  for (int s = 1; s < 4; ++s) CHECK(log2(s) - log2(0) == Approx(truth(s)).epsilon(1e-9).margin(0));
  CHECK(linearSum(log2) == Approx(linearSum(peptides)).epsilon(1e-9).margin(0));
  const auto sum = summedIntensity(peptides);
  CHECK(std::abs(sum(1) - sum(0) - truth(1)) > 0.5);
}

TEST_CASE("MaxLFQ takes the median ratio, so that one wrong peptide does not decide") {
  Eigen::MatrixXd peptides(5, 2);
  for (int p = 0; p < 5; ++p) peptides.row(p) << 20 + p, 21 + p;
  peptides(4, 1) += 5;
  const auto log2 = maxLfq(peptides);
  CHECK(log2(1) - log2(0) == Approx(1).epsilon(1e-9).margin(0));
}

TEST_CASE("MaxLFQ balances ratios that contradict each other by least squares") {
  Eigen::MatrixXd peptides(3, 3);
  peptides << 10, 11, none,  // b - a = 1
      none, 10, 11,          // c - b = 1
      10, none, 15;          // c - a = 5
  const auto log2 = maxLfq(peptides);
  CHECK(log2(1) - log2(0) == Approx(2).epsilon(1e-9).margin(0));
  CHECK(log2(2) - log2(1) == Approx(2).epsilon(1e-9).margin(0));
}

TEST_CASE("samples that share no peptide keep their own summed intensity, and empty ones stay not measured") {
  Eigen::MatrixXd peptides(3, 4);
  peptides << 10, 12, none, none, 10, 12, none, none, none, none, 7, none;
  const auto log2 = maxLfq(peptides);
  CHECK(log2(1) - log2(0) == Approx(2).epsilon(1e-9).margin(0));
  CHECK(log2(2) == 7);
  CHECK(std::isnan(log2(3)));
}

TEST_CASE("one peptide is its protein") {
  Eigen::MatrixXd peptides(1, 3);
  peptides << 10, none, 12;
  for (const auto& log2 : {maxLfq(peptides), summedIntensity(peptides)}) {
    CHECK(log2(0) == Approx(10).epsilon(1e-12).margin(0));
    CHECK(std::isnan(log2(1)));
    CHECK(log2(2) == Approx(12).epsilon(1e-12).margin(0));
  }
}

TEST_CASE("summed intensities add up in linear scale") {
  Eigen::MatrixXd peptides(3, 2);
  peptides << 3, none, 3, 4, none, none;
  const auto log2 = summedIntensity(peptides);
  CHECK(log2(0) == 4);
  CHECK(log2(1) == 4);
}

TEST_CASE("MaxLFQ is what a calculation by hand gives") {
  Eigen::MatrixXd peptides(3, 4);
  peptides << 20, 21, none, 23,  // medians: b - a = 1.5, c - a = 1, d - a = 3, c - b = 0, d - b = 2, d - c = 1
      22, 24, 23, none,          // mean ratio to all four: a -1.375, b -0.125, c 0, d 1.5
      none, 23, 24, 25;          // and 95 * 2^20 in all
  const auto log2 = maxLfq(peptides);
  CHECK(log2(0) == Approx(22.835622).margin(1e-6));
  CHECK(log2(1) == Approx(24.085622).margin(1e-6));
  CHECK(log2(2) == Approx(24.210622).margin(1e-6));
  CHECK(log2(3) == Approx(25.710622).margin(1e-6));
}

TEST_CASE("samples that share no peptide with each other are joined by those that both share one with") {
  Eigen::MatrixXd peptides(4, 4);
  peptides << 10, 11, none, none,  // a ring of ratios, 1 + 1 + 1 against 5, gives each a quarter of the 2 that differ
      none, 10, 11, none,          //
      none, none, 10, 11,          //
      10, none, none, 15;
  const auto log2 = maxLfq(peptides);
  for (int s = 1; s < 4; ++s) CHECK(log2(s) - log2(s - 1) == Approx(1.5).epsilon(1e-9).margin(0));
}

TEST_CASE("where one sample has many more peptides the ratio goes over to that of the sums") {
  const auto changeWith = [](int peptides) {
    Eigen::MatrixXd log2 = Eigen::MatrixXd::Constant(peptides, 2, 10);
    log2.col(0).tail(peptides - 1).setConstant(none);
    const Eigen::VectorXd protein = maxLfq(log2);
    return protein(1) - protein(0);
  };
  CHECK(changeWith(2) == Approx(0).margin(1e-12));
  CHECK(changeWith(4) == Approx(0.4).epsilon(1e-9).margin(0));  // a fifth of the way from 2.5 to 10, of 2
  CHECK(changeWith(10) == Approx(std::log2(10)).epsilon(1e-9).margin(0));
  CHECK(changeWith(16) == Approx(4).epsilon(1e-9).margin(0));
}

TEST_CASE("proteins follow their samples: in another order, with a constant added, and empty rows change nothing") {
  Random random(1, "peptides");
  Eigen::MatrixXd peptides(25, 6);
  for (double& value : peptides.reshaped()) value = random.uniform() < 0.3 ? none : 20 + 2 * random.normal();
  const std::vector<int> order{3, 0, 5, 1, 4, 2};
  Eigen::MatrixXd shifted = peptides;
  shifted.col(2).array() += 3;
  Eigen::MatrixXd longer = Eigen::MatrixXd::Constant(27, 6, none);
  longer.middleRows(1, 25) = peptides;
  for (const auto& method : {maxLfq, topThree, summedIntensity}) {
    const Eigen::VectorXd log2 = method(peptides);
    CHECK(log2(order).isApprox(method(peptides(Eigen::all, order)), 1e-12));
    CHECK(log2 == method(longer));
    CHECK(method(Eigen::MatrixXd::Constant(3, 4, none)).array().isNaN().all());
  }
  const Eigen::VectorXd change = maxLfq(shifted) - maxLfq(peptides);
  CHECK(change(2) - change(0) == Approx(3).epsilon(1e-9).margin(0));
  CHECK(change(1) - change(0) == Approx(0).margin(1e-9));
}

TEST_CASE("with noise and weak values missing MaxLFQ is nearer the truth than the three strongest and the sum") {
  constexpr double truth = -1;
  std::array<std::vector<double>, 3> changes;
  Random random(2, "proteins");
  for (int protein = 0; protein < 300; ++protein) {
    Eigen::MatrixXd peptides(6, 6);
    for (int p = 0; p < 6; ++p) {
      const double level = 21 + 2 * random.normal();
      for (int s = 0; s < 6; ++s) {
        peptides(p, s) = level + (s < 3 ? truth : 0) + 0.3 * random.normal();
        if (peptides(p, s) < 19 + random.normal()) peptides(p, s) = none;
      }
    }
    const std::array<Eigen::VectorXd, 3> log2{maxLfq(peptides), topThree(peptides), summedIntensity(peptides)};
    for (std::size_t m = 0; m < 3; ++m) changes[m].push_back(log2[m].head(3).mean() - log2[m].tail(3).mean());
  }
  for (std::size_t m = 1; m < 3; ++m) {
    CHECK(robustSd(changes[0]) < robustSd(changes[m]));
    CHECK(std::abs(median(changes[0]) - truth) < std::abs(median(changes[m]) - truth) + 0.02);
  }
  CHECK(std::abs(median(changes[0]) - truth) < 0.1);
}
