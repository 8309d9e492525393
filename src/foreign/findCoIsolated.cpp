#include "vescargo/foreign/findCoIsolated.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/precursors.h"

namespace vescargo {

namespace {

constexpr float widestPpm = 20;

/// How far the peptide is from a precursor, in ppm; nothing where it is another mass.
std::optional<float> errorPpm(const ForeignMatch& match, double peptideMass, double precursorMz) {
  Psm psm;
  psm.charge = match.charge;
  psm.precursorMz = static_cast<float>(precursorMz);
  psm.calculatedMz = static_cast<float>(ionMz(peptideMass, match.charge));
  return fitsPrecursor(psm) ? std::optional(std::abs(psm.precursorErrorPpm)) : std::nullopt;
}

std::vector<ForeignMatch*> withOtherMass(ForeignResult& result) {
  std::vector<ForeignMatch*> others;
  for (ForeignMatch& match : result.matches) {
    if (match.mzOfRun && !errorPpm(match, result.known[match.peptide].mass, match.precursorMz))
      others.push_back(&match);
  }
  return others;
}

/// Whether there is one.
bool takeCoIsolated(ForeignMatch& match, double peptideMass, const Run& run) {
  float nearest = widestPpm;
  bool found = false;
  for (const Precursor& precursor :
       coIsolatedPrecursors(run, match.ms2, refinedPrecursor(run, match.ms2), match.charge)) {
    const auto error = precursor.charge == match.charge ? errorPpm(match, peptideMass, precursor.mz) : std::nullopt;
    if (!error || *error > nearest) continue;
    nearest = *error;
    match.precursorMz = precursor.mz;
    found = true;
  }
  return found;
}

}  // namespace

void findCoIsolated(std::vector<ForeignResult>& results, const std::vector<std::string>& runs,
                    const std::function<Run(const std::string&)>& read) {
  std::vector<std::size_t> found(results.size(), 0);
  std::vector<std::vector<ForeignMatch*>> others;
  for (ForeignResult& result : results) {
    others.push_back(withOtherMass(result));
    if (2 * others.back().size() > result.matches.size()) others.back().clear();
  }
  for (std::uint32_t r = 0; r < runs.size(); ++r) {
    std::optional<Run> run;
    for (std::size_t i = 0; i < results.size(); ++i) {
      for (ForeignMatch* match : others[i]) {
        if (match->studyRun != r) continue;
        if (!run) run = read(runs[r]);
        found[i] += takeCoIsolated(*match, results[i].known[match->peptide].mass, *run) ? 1 : 0;
      }
    }
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (found[i] > 0)
      results[i].sentences.push_back(results[i].path + ": " + std::to_string(found[i]) +
                                     " matches are of other precursors in the isolation window than the run names");
  }
}

}  // namespace vescargo
