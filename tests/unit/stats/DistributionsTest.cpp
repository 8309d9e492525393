#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/stats/distributions.h"

using namespace vescargo;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

auto as(double x) { return Approx(x).epsilon(1e-13).margin(0); }

}  // namespace

// Values of R 4.2.2 (pt, qt, pf, df, qf, pchisq, pbinom, dhyper, qbeta, pnorm, digamma, trigamma, psigamma).

TEST_CASE("Student's t, with and without a shift, is R's") {
  CHECK(studentLower(2.5, 7) == as(0.97950389070712363));
  CHECK(studentUpper(-2.5, 7) == as(0.97950389070712363));
  CHECK(studentUpper(40, 3) == as(1.7190340394579270e-05));
  CHECK(studentP(-40, 3) == as(2 * 1.7190340394579270e-05));
  CHECK(studentQuantile(0.975, 4.5) == as(2.6589123472044025));
  // R's algorithm for the non-central t (AS 243) promises twelve digits.
  CHECK(nonCentralStudentLower(1.2, 6, 0.8) == Approx(0.62972845656411558).epsilon(1e-11).margin(0));
  CHECK(nonCentralStudentUpper(1.2, 6, 0.8) == Approx(0.37027154343588442).epsilon(1e-11).margin(0));
}

TEST_CASE("F, and chi-squared where F has infinitely many df below, are R's") {
  CHECK(fisherLower(2.2, 3, 9) == as(0.84233769549006865));
  CHECK(fisherUpper(2.2, 3, 9) == as(0.15766230450993135));
  CHECK(fisherP(2.2, 3, 9) == as(0.15766230450993135));
  CHECK(fisherDensity(2.2, 3, 9) == as(0.12252620362114734));
  CHECK(fisherLowerQuantile(0.05, 3, 9) == as(0.11347775841428165));
  CHECK(fisherUpperQuantile(0.1, 3, 9) == as(2.8128629971823882));
  CHECK(fisherLower(2.2, 3, infinite) == as(0.91419891259987707));
  CHECK(fisherUpper(2.2, 3, infinite) == as(1 - 0.91419891259987707));
  CHECK(fisherDensity(2.2, 3, infinite) == as(0.11340481593582401));
  CHECK(fisherLowerQuantile(0.05, 3, infinite) == as(0.11728210591642381));
}

TEST_CASE("counts, the beta distribution, the normal one and gamma functions are R's") {
  CHECK(binomialLower(3, 11, 0.3) == as(0.56956233880000029));
  CHECK(hypergeometricMass(3, 7, 9, 20) == as(0.35758513931888547));
  CHECK(betaQuantile(0.025, 2, 9) == as(0.025210726326833362));
  CHECK(normalLower(1) == as(0.84134474606854293));
  CHECK(normalUpper(6.5) == as(4.0160005838591178e-11));
  CHECK(normalLower(-6.5) == normalUpper(6.5));
  CHECK(digamma(2.3) == as(0.60003988036396994));
  CHECK(trigamma(2.3) == as(0.54253745866525849));
  CHECK(tetragamma(2.3) == as(-0.28813024337293980));
}

TEST_CASE("Student's t of infinitely many df is the normal distribution") {
  CHECK(studentLower(1, infinite) == normalLower(1));
  CHECK(studentUpper(1, infinite) == normalUpper(1));
  CHECK(studentP(-1, infinite) == 2 * normalUpper(1));
  CHECK(studentQuantile(normalLower(1), infinite) == as(1));
}

TEST_CASE("a p of what is not known is not known, and of what is infinitely far out it is 0") {
  CHECK(std::isnan(studentP(NAN, 3)));
  CHECK(std::isnan(studentP(1, 0)));
  CHECK(std::isnan(studentP(1, NAN)));
  CHECK(studentP(-infinite, 3) == 0);
  CHECK(std::isnan(studentQuantile(0.5, 0)));
  CHECK(std::isnan(fisherP(NAN, 1, 3)));
  CHECK(std::isnan(fisherP(1, 1, 0)));
  CHECK(fisherP(infinite, 1, 3) == 0);
}
