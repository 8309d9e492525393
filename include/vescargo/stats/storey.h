#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"

namespace vescargo {

/// How p-values become q-values.
enum class QValues { BenjaminiHochberg, Storey };

template <>
struct EnumNames<QValues> {
  static constexpr std::array<std::pair<QValues, std::string_view>, 2> value{
      {{QValues::BenjaminiHochberg, "bh"}, {QValues::Storey, "storey"}}};
};

/// q-values and the part of true null hypotheses that they stand on.
struct QValueFit {
  std::vector<double> q;  ///< NaN where p is
  double pi0 = 1;         ///< 1 for Benjamini-Hochberg
};

/// Part of true null hypotheses among p-values (Storey 2002): (p-values above lambda) / (m (1 - lambda)), lambda of
/// 0.05, 0.10 ... 0.95 chosen for the least mean squared error by its closed form (Storey, Taylor & Siegmund 2004,
/// section 6, whose bootstrap has that expectation; Robinson's form in R's qvalue). 1 for fewer than 100 p-values,
/// which are too few to tell it from, and never below 1/m. NaN does not count.
double estimatePi0(const std::vector<double>& p);

/// Storey's q is pi0 times Benjamini-Hochberg's.
QValueFit fitQValues(const std::vector<double>& p, QValues method);

}  // namespace vescargo
