#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "vescargo/base/Random.h"
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
};

/// Nothing changes; a part of the values is missing.
inline PairedStudy pairedStudy(int proteins, int subjects, double missing) {
  PairedStudy made;
  Random random(11, "paired study");
  made.study.timePoints = {"pre", "post", "late"};
  for (int s = 0; s < subjects; ++s) {
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
  MarkerPanel platelets, vesicles;
  platelets.name = "platelet_core";
  vesicles.name = "ev_positive";
  for (int p = 0; p < 8; ++p)
    (p < 4 ? platelets : vesicles).markers.push_back({"", "P" + std::to_string(p), "", true, "", ""});
  made.panels = {vesicles, platelets};
  made.purity = scorePurity(made.cargo, made.study, made.panels, {}, {}).table;
  return made;
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
