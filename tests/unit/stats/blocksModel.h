#pragma once

#include <string>

#include "stats/oracle.h"
#include "vescargo/stats/unitModel.h"

namespace vescargo::test {

/// The model of a made-up study of tests/oracle/blocks, with the consensus correlation that limma found.
inline UnitModel blocksModel(const std::string& name) {
  const TsvFile units = oracle(name + ".units", "blocks");
  UnitModel model;
  model.design = columnsFrom(units, 2);
  model.tested = columnsFrom(oracle(name + ".contrasts", "blocks"), 0);
  for (const double block : column(units, "block")) model.blocks.push_back(static_cast<int>(block));
  const Eigen::VectorXd weights = column(units, "weight");
  if ((weights.array() != 1).any()) model.weights = weights;
  model.correlation = column(oracle(name + ".consensus", "blocks"), "consensus")[0];
  return model;
}

}  // namespace vescargo::test
