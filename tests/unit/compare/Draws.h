#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "compare/Example.h"
#include "stats/oracle.h"
#include "vescargo/base/Random.h"

namespace vescargo::test {

/// Samples one by one, with their values.
struct Draws {
  QuantTable cargo;
  Study study;

  explicit Draws(Eigen::Index rows) {
    for (Eigen::Index row = 0; row < rows; ++row) cargo.rows.push_back({"P" + std::to_string(row), "", "", 1});
    cargo.log2.resize(rows, 0);
  }
  Sample& add(const std::string& subject, const std::string& time, const Eigen::VectorXd& values,
              const std::string& group = "") {
    const std::string name = subject + time + std::to_string(study.samples.size());
    study.samples.push_back({name, subject, time, "", group, {}});
    cargo.samples.push_back(name);
    cargo.log2.conservativeResize(Eigen::NoChange, cargo.log2.cols() + 1);
    cargo.log2.rightCols(1) = values;
    for (auto [list, entry] : {std::pair{&study.timePoints, time}, std::pair{&study.subjects, subject}}) {
      if (std::find(list->begin(), list->end(), entry) == list->end()) list->push_back(entry);
    }
    return study.samples.back();
  }
  StudyFit fit(const CompareOptions& options = {}) const { return fitStudy(cargo, study, {}, options, 3); }
  Comparison compare(const CompareOptions& options = {}) const {
    return compareCargo(fit(options), {}, {}, fewRotations).at(0);
  }
};

inline Eigen::VectorXd noiseOf(Random& random, Eigen::Index rows) {
  Eigen::VectorXd values(rows);
  for (double& value : values) value = 20 + random.normal();
  return values;
}

/// The case's units as samples of subjects; its last columns are indicators of the time points but the first.
inline Draws drawsOf(const std::string& name) {
  const Eigen::MatrixXd values = columnsFrom(oracle(name + ".values", "blocks"), 1);
  const TsvFile units = oracle(name + ".units", "blocks");
  const Eigen::MatrixXd design = columnsFrom(units, 2);
  const Eigen::VectorXd blocks = column(units, "block");
  Draws made(values.rows());
  made.study.timePoints = {"t0"};
  for (Eigen::Index i = 0; i < values.cols(); ++i) {
    Eigen::Index time = 0;
    for (Eigen::Index j = 1; j < design.cols(); ++j) time = design(i, j) == 1 ? j : time;
    made.add("S" + std::to_string(static_cast<int>(blocks[i])), "t" + std::to_string(time), values.col(i));
  }
  std::sort(made.study.timePoints.begin(), made.study.timePoints.end());
  return made;
}

inline Eigen::VectorXd numbersOf(const ContrastFit& fit, double Effect::*number) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(fit.unadjusted.effects.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values[i] = fit.unadjusted.effects[static_cast<std::size_t>(i)].*number;
  return values;
}

inline const ContrastFit& named(const StudyFit& fit, const std::string& contrast) {
  const auto found = std::find_if(fit.contrasts.begin(), fit.contrasts.end(),
                                  [&](const ContrastFit& one) { return one.contrast.name == contrast; });
  REQUIRE(found != fit.contrasts.end());
  return *found;
}

}  // namespace vescargo::test
