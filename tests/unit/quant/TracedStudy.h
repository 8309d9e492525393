#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "vescargo/quant/rollUp.h"

namespace vescargo::test {

/// Two subjects of two groups at pre and post, with a covariate; the first tube was measured in two fractions.
inline Study fractionedStudy() {
  Study study;
  study.runs = {{"a1", "A,pre", "1"}, {"a2", "A,pre", "2"}, {"b", "A_post", "1"}, {"c", "B_pre", "1"}};
  study.samples = {{"A,pre", "A", "pre", "x", "run", {{"age", "31"}}},
                   {"A_post", "A", "post", "y", "run", {{"age", "31"}}},
                   {"B_pre", "B", "pre", "x", "rest", {{"age", "say \"40\""}}}};
  study.timePoints = {"pre", "post"};
  study.subjects = {"A", "B"};
  return study;
}

/// P1 and P2 are a group, P3 is another, P4's group is not accepted.
inline Identifications fractionedIdentifications() {
  Identifications ids;
  ids.runs = {"a1", "a2", "b", "c"};
  ids.proteins = {{"P1", "GA", "", ""}, {"P2", "GB", "", ""}, {"P3", "GC", "", ""}, {"P4", "GD", "", ""}};
  const auto group = [&](std::vector<std::uint32_t> members, float qValue) {
    ids.groups.emplace_back();
    ids.groups.back().proteins = std::move(members);
    ids.groups.back().qValue = qValue;
  };
  group({0, 1}, 0.001F);
  group({2}, 0.002F);
  group({3}, 0.5F);
  return ids;
}

/// An ion with its area in each run of fractionedStudy: NaN = looked for and not found.
inline void addIon(StudyTraces& traces, const PeptideIon& ion, const std::vector<double>& areas) {
  traces.ions.runs = {{"a1", 0, "1", 0, 0}, {"a2", 0, "2", 0, 0}, {"b", 1, "1", 0, 0}, {"c", 2, "1", 0, 0}};
  traces.targets.resize(areas.size());
  traces.traces.resize(areas.size());
  for (std::size_t run = 0; run < areas.size(); ++run) {
    IonTarget target;
    target.ion = static_cast<std::uint32_t>(traces.ions.ions.size());
    target.charge = ion.charge;
    target.mz = ion.mz;
    IonTrace trace;
    if (!std::isnan(areas[run])) {
      trace.reason = MissingReason::Measured;
      trace.area = areas[run];
      trace.apexRtSeconds = 100 + static_cast<float>(run);
      trace.massErrorPpm = 2;
      trace.widthSeconds = 8;
    }
    traces.targets[run].push_back(target);
    traces.traces[run].push_back(trace);
  }
  traces.ions.ions.push_back(ion);
}

/// Ions of the first group alone, of both accepted groups, of the refused one, and of the second.
inline StudyTraces fractionedTraces() {
  StudyTraces traces;
  const double none = std::nan("");
  addIon(traces, {"AC(Carbamidomethyl)K", "ACK", 2, 400.25, {0, 1}}, {1234567.5, none, 2000, none});
  addIon(traces, {"AC(Carbamidomethyl)K", "ACK", 3, 267.25, {0, 1}}, {none, none, none, none});
  addIon(traces, {"DDK", "DDK", 2, 300.5, {1, 2}}, {5, 5, 5, 5});
  addIon(traces, {"EEK", "EEK", 2, 310.5, {3}}, {6, 6, 6, 6});
  addIon(traces, {"FFK", "FFK", 1, 320.5, {2, 3}}, {none, 7, none, none});
  return traces;
}

inline QuantTable fractionedProteins() {
  QuantTable table;
  table.rows = {{"P1;P2", "P1;P2", "GA;GB", 1}, {"P3", "P3", "GC", 1}};
  return table;
}

}  // namespace vescargo::test
