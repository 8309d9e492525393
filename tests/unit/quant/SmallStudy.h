#pragma once

#include <string>
#include <utility>
#include <vector>

#include "vescargo/search/Psm.h"
#include "vescargo/table/Study.h"

namespace vescargo::test {

/// A confident match of a peptide.
inline Psm match(std::uint32_t run, const std::string& peptide, int charge, float mz, float rtSeconds) {
  Psm psm;
  psm.run = run;
  psm.modifiedSequence = peptide;
  psm.sequence = peptide.substr(0, peptide.find('('));
  psm.charge = charge;
  psm.calculatedMz = mz;
  psm.precursorMz = mz;
  psm.rtSeconds = rtSeconds;
  psm.qValue = psm.peptideQValue = 0.001F;
  return psm;
}

inline ProteinGroup groupOf(std::vector<std::uint32_t> proteins, float qValue = 0.001F) {
  ProteinGroup group;
  group.proteins = std::move(proteins);
  group.qValue = qValue;
  return group;
}

/// A study of runs given as {run, sample, fraction}; each sample is a subject.
inline Study studyOf(const std::vector<StudyRun>& runs) {
  Study study;
  study.runs = runs;
  for (const auto& run : runs) {
    bool known = false;
    for (const auto& sample : study.samples) known = known || sample.name == run.sample;
    if (!known) study.samples.push_back({run.sample, run.sample, "pre", "", "", {}});
  }
  return study;
}

}  // namespace vescargo::test
