#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo::test {

/// Subjects at pre, post and late with platelet markers P0 to P3 and vesicle proteins P4 to P7.
struct PairedStudy {
  QuantTable cargo;
  Study study;
  PurityTable purity;
  std::vector<MarkerPanel> panels;

  StudyFit fit(const CompareOptions& options = {}) const { return fitStudy(cargo, study, panels, options, 3); }
};

/// Nothing changes; platelet markers go together, by tubes; a part of the values is missing.
inline PairedStudy pairedStudy(int proteins, int people, double missing) {
  PairedStudy made;
  Random random(11, "paired study");
  made.study.timePoints = {"pre", "post", "late"};
  for (int s = 0; s < people; ++s) {
    made.study.subjects.push_back("S" + std::to_string(s));
    for (const auto& time : made.study.timePoints)
      made.study.samples.push_back({made.study.subjects.back() + time, made.study.subjects.back(), time, "", "", {}});
  }
  made.cargo.samples = made.study.sampleNames();
  made.cargo.log2.resize(proteins, static_cast<Eigen::Index>(made.cargo.samples.size()));
  for (int p = 0; p < proteins; ++p) made.cargo.rows.push_back({"P" + std::to_string(p), "", "", 2});
  for (double& value : made.cargo.log2.reshaped()) {
    value = 20 + random.normal();
    if (random.uniform() < missing) value = std::nan("");
  }
  for (auto sample : made.cargo.log2.topRows(4).colwise()) sample.array() += 2 * random.normal();
  MarkerPanel platelets, vesicles;
  platelets.name = "platelet_core";
  platelets.contaminant = "platelets";
  vesicles.name = "ev_positive";
  for (int p = 0; p < 8; ++p)
    (p < 4 ? platelets : vesicles).markers.push_back({"", "P" + std::to_string(p), "", true, "", ""});
  made.panels = {vesicles, platelets};
  made.purity = scorePurity(made.cargo, made.study, made.panels, {}, {}).table;
  return made;
}

/// Subjects at pre and post whose changes are these (rows x pairs), of rows P0, P1, ...
inline PairedStudy studyOfChanges(const Eigen::MatrixXd& changes) {
  PairedStudy made;
  made.study.timePoints = {"pre", "post"};
  made.cargo.log2 = Eigen::MatrixXd::Constant(changes.rows(), 2 * changes.cols(), 20);
  for (Eigen::Index row = 0; row < changes.rows(); ++row)
    made.cargo.rows.push_back({"P" + std::to_string(row), "", "", 1});
  for (Eigen::Index s = 0; s < changes.cols(); ++s) {
    made.cargo.log2.col(2 * s + 1) += changes.col(s);
    made.study.subjects.push_back("S" + std::to_string(s));
    for (const auto& time : made.study.timePoints)
      made.study.samples.push_back({made.study.subjects.back() + time, made.study.subjects.back(), time, "", "", {}});
  }
  made.cargo.samples = made.study.sampleNames();
  return made;
}

/// A panel of rows P`first` to P`last` - 1.
inline MarkerPanel panelOfRows(const std::string& name, int first, int last) {
  MarkerPanel panel;
  panel.name = name;
  for (int row = first; row < last; ++row) panel.markers.push_back({"", "P" + std::to_string(row), "", true, "", ""});
  return panel;
}

/// Kolmogorov's distance from the uniform distribution; 1.628 / sqrt(n) is its limit at 1 %.
inline double distanceFromUniform(std::vector<double> p) {
  std::sort(p.begin(), p.end());
  const auto n = static_cast<double>(p.size());
  double distance = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    distance = std::max(distance, std::abs(p[i] - static_cast<double>(i) / n));
    distance = std::max(distance, std::abs(p[i] - static_cast<double>(i + 1) / n));
  }
  return distance;
}

}  // namespace vescargo::test
