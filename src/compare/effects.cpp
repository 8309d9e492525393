#include "vescargo/compare/effects.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/compare/fitStudy.h"

namespace vescargo {

using Eigen::Index;

std::vector<Index> ContrastRows::placesOf(const std::vector<Index>& some) const {
  std::vector<Index> places;
  for (const Index row : std::set<Index>(some.begin(), some.end())) {
    const auto at = std::lower_bound(rows.begin(), rows.end(), row);
    if (at != rows.end() && *at == row) places.push_back(at - rows.begin());
  }
  return places;
}

ContrastRows contrastRows(const ContrastFit& fit, const RowTests& tests, const Adjustment* adjustment,
                          const std::vector<Index>& wanted) {
  ContrastRows found{{}, EffectRows(0)};
  std::vector<EffectRow> some;
  for (const Index row : std::set<Index>(wanted.begin(), wanted.end())) {
    const Effect& effect = tests.effects[static_cast<std::size_t>(row)];
    if (std::isnan(effect.p)) continue;
    found.rows.push_back(row);
    EffectRow one;
    one.units = measuredUnits(fit, row, adjustment);
    one.values = rowValues(fit, row, one.units, adjustment);
    one.model = rowModel(tests.model, row, one.units, adjustment);
    one.variance = {{effect.priorDf, effect.priorVariance}, tests.variances[row], effect.df};
    some.push_back(std::move(one));
  }
  const UnitModel model = adjustment == nullptr ? fit.model : withColumns(fit.model, adjustment->columns);
  found.effects = effectRows(some, model);
  return found;
}

}  // namespace vescargo
