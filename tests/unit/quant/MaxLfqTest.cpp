#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/quant/maxLfq.h"
#include "vescargo/quant/normalize.h"

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

TEST_CASE("shifts of samples are found when a minority of proteins changes") {
  Eigen::MatrixXd proteins(40, 3);
  for (int p = 0; p < 40; ++p) {
    proteins.row(p) << 20 + p * 0.1, 21 + p * 0.1, 18.5 + p * 0.1;
    if (p % 4 == 0) proteins(p, 1) += 3;
    if (p % 10 == 1) proteins(p, 2) = none;
  }
  const auto shifts = medianShifts(proteins);
  CHECK(shifts.common == 36);
  CHECK(shifts.log2.sum() == Approx(0).margin(1e-12));
  CHECK(shifts.log2(1) - shifts.log2(0) == Approx(1).epsilon(1e-9).margin(0));
  CHECK(shifts.log2(2) - shifts.log2(0) == Approx(-1.5).epsilon(1e-9).margin(0));
}

TEST_CASE(
    "where few proteins are in every sample, those of half the samples are common; with fewer nothing is shifted") {
  Eigen::MatrixXd proteins = Eigen::MatrixXd::Constant(30, 3, none);
  for (int p = 0; p < 30; ++p) {
    proteins(p, p % 3) = 20;
    proteins(p, (p + 1) % 3) = 20;
  }
  proteins.col(2).array() += 1;
  const auto shifts = medianShifts(proteins);
  CHECK(shifts.common == 30);
  CHECK(shifts.log2(2) > shifts.log2(0));
  const auto few = medianShifts(proteins.topRows(9));
  CHECK(few.common == 0);
  CHECK(few.log2 == Eigen::VectorXd::Zero(3));
}
