#pragma once

namespace vescargo {

// Distributions and gamma functions by Boost.Math, which is slow to compile and is included by distributions.cpp alone.
// Degrees of freedom may be infinite where it says so. NaN and other arguments outside a distribution throw
// std::domain_error, unless a function says what it gives for them.

double digamma(double x);
double trigamma(double x);
/// Second derivative of digamma.
double tetragamma(double x);

/// Of the standard normal distribution: the part below `z`, the part above it.
double normalLower(double z);
double normalUpper(double z);

/// Of Student's t: the part below `t`, the part above it. df may be infinite.
double studentLower(double t, double df);
double studentUpper(double t, double df);
/// Two-sided p of Student's t; df may be infinite. NaN for a t of NaN and where df is not above 0.
double studentP(double t, double df);
/// Quantile of Student's t; df may be infinite. NaN where df is not above 0.
double studentQuantile(double p, double df);
/// Of the non-central t whose normal part has mean `shift`. df is finite.
double nonCentralStudentLower(double t, double df, double shift);
double nonCentralStudentUpper(double t, double df, double shift);

/// Of F with `above` and `below` df, of which `below` may be infinite: the part below `f`, the part above it, its
/// density there.
double fisherLower(double f, double above, double below);
double fisherUpper(double f, double above, double below);
double fisherDensity(double f, double above, double below);
/// The f with `p` of F below it; with `p` above it.
double fisherLowerQuantile(double p, double above, double below);
double fisherUpperQuantile(double p, double above, double below);
/// Upper tail of F; `below` may be infinite. NaN for an f of NaN and where `below` is not above 0.
double fisherP(double f, double above, double below);

/// Probability of `successes` or fewer in `trials`.
double binomialLower(int successes, int trials, double probability);
/// Probability of `marked` marked ones among `drawn` of `all`, of which `markedOfAll` are marked.
double hypergeometricMass(int marked, int markedOfAll, int drawn, int all);
/// The x with `p` of the beta distribution below it.
double betaQuantile(double p, double alpha, double beta);

}  // namespace vescargo
