#pragma once

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "quant/SmallStudy.h"
#include "vescargo/quant/StudyTraces.h"

namespace vescargo::test {

struct Ion {
  std::string peptide;
  int charge;
  std::vector<std::uint32_t> proteins;
  std::vector<double> areas;        ///< a run; below 0 = the reason with that number, negated; NaN = not looked for
  std::vector<bool> transferred{};  ///< a run; empty = nowhere
};

/// Traces of ions in runs, as collectIons and extractTraces would give them.
inline StudyTraces tracesOf(const std::vector<Ion>& ions, const Study& study) {
  StudyTraces result;
  std::map<std::string, std::size_t> sampleOf;
  for (std::size_t i = 0; i < study.samples.size(); ++i) sampleOf[study.samples[i].name] = i;
  for (const auto& ion : ions)
    result.ions.ions.push_back(
        {ion.peptide, ion.peptide.substr(0, ion.peptide.find('(')), ion.charge, 500, ion.proteins});
  for (std::size_t r = 0; r < study.runs.size(); ++r) {
    result.ions.runs.push_back({study.runs[r].run, sampleOf[study.runs[r].sample], study.runs[r].fraction, 0, 0});
    result.targets.emplace_back();
    result.traces.emplace_back();
    for (std::size_t i = ions.size(); i-- > 0;) {
      const double area = ions[i].areas[r];
      if (std::isnan(area)) continue;
      IonTarget target;
      target.ion = static_cast<std::uint32_t>(i);
      target.transferred = !ions[i].transferred.empty() && ions[i].transferred[r];
      IonTrace trace;
      trace.reason = area > 0 ? MissingReason::Measured : static_cast<MissingReason>(static_cast<int>(-area));
      trace.area = area > 0 ? area : 0;
      result.targets.back().push_back(target);
      result.traces.back().push_back(trace);
    }
  }
  return result;
}

/// Proteins P1 to P4, of genes G1, G1, G3 and G4.
inline Identifications proteinsAndGroups(std::vector<ProteinGroup> groups) {
  Identifications ids;
  for (const char* name : {"P1", "P2", "P3", "P4"}) ids.proteins.push_back({name, std::string("G") + name[1], "", ""});
  ids.proteins[1].gene = "G1";
  ids.groups = std::move(groups);
  return ids;
}

}  // namespace vescargo::test
