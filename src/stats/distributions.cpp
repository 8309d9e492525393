#include "vescargo/stats/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>

namespace vescargo {

namespace {

namespace math = boost::math;
using math::complement;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Sums in double: long double would take three times as long for digits that no p has.
using InDouble = math::policies::policy<math::policies::promote_double<false>>;
using Normal = math::normal_distribution<double, InDouble>;
using StudentsT = math::students_t_distribution<double, InDouble>;
using FisherF = math::fisher_f_distribution<double, InDouble>;
using ChiSquared = math::chi_squared_distribution<double, InDouble>;
using Binomial = math::binomial_distribution<double, InDouble>;

/// F times `above` is chi-squared where `below` is infinite.
template <class Use>
double withFisher(double above, double below, Use use) {
  if (!std::isinf(below)) return use(FisherF(above, below), 1.0);
  return use(ChiSquared(above), above);
}

}  // namespace

double digamma(double x) { return math::digamma(x); }
double trigamma(double x) { return math::trigamma(x); }
double tetragamma(double x) { return math::polygamma(2, x); }

double normalLower(double z) { return cdf(Normal(), z); }
double normalUpper(double z) { return cdf(complement(Normal(), z)); }

double studentLower(double t, double df) {
  if (std::isinf(df)) return normalLower(t);
  return cdf(StudentsT(df), t);
}

double studentUpper(double t, double df) {
  if (std::isinf(df)) return normalUpper(t);
  return cdf(complement(StudentsT(df), t));
}

double studentP(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return unknown;
  if (std::isinf(t)) return 0;
  return 2 * studentUpper(std::abs(t), df);
}

double studentQuantile(double p, double df) {
  if (!(df > 0)) return unknown;
  if (std::isinf(df)) return quantile(Normal(), p);
  return quantile(StudentsT(df), p);
}

double nonCentralStudentLower(double t, double df, double shift) { return cdf(math::non_central_t(df, shift), t); }
double nonCentralStudentUpper(double t, double df, double shift) {
  return cdf(complement(math::non_central_t(df, shift), t));
}

double fisherLower(double f, double above, double below) {
  return withFisher(above, below, [&](const auto& of, double scale) { return cdf(of, f * scale); });
}
double fisherUpper(double f, double above, double below) {
  return withFisher(above, below, [&](const auto& of, double scale) { return cdf(complement(of, f * scale)); });
}
double fisherDensity(double f, double above, double below) {
  return withFisher(above, below, [&](const auto& of, double scale) { return pdf(of, f * scale) * scale; });
}
double fisherLowerQuantile(double p, double above, double below) {
  return withFisher(above, below, [&](const auto& of, double scale) { return quantile(of, p) / scale; });
}
double fisherUpperQuantile(double p, double above, double below) {
  return withFisher(above, below, [&](const auto& of, double scale) { return quantile(complement(of, p)) / scale; });
}

double fisherP(double f, double above, double below) {
  if (std::isnan(f) || !(below > 0)) return unknown;
  if (std::isinf(f)) return 0;
  return fisherUpper(f, above, below);
}

double binomialLower(int successes, int trials, double probability) {
  return cdf(Binomial(trials, probability), successes);
}

double hypergeometricMass(int marked, int markedOfAll, int drawn, int all) {
  const math::hypergeometric tables(static_cast<unsigned>(markedOfAll), static_cast<unsigned>(drawn),
                                    static_cast<unsigned>(all));
  return pdf(tables, static_cast<unsigned>(marked));
}

double betaQuantile(double p, double alpha, double beta) { return quantile(math::beta_distribution<>(alpha, beta), p); }

}  // namespace vescargo
