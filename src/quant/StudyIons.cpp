#include "vescargo/quant/StudyIons.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/search/Mass.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

std::vector<QuantRun> matchRuns(const std::vector<std::string>& searched, const Study& study) {
  FaultList faults(ExitCode::DoNotFit);
  std::map<std::string, std::size_t> sampleOf;
  for (std::size_t i = 0; i < study.samples.size(); ++i) sampleOf.emplace(study.samples[i].name, i);
  std::vector<std::string> sheet;
  for (const auto& run : study.runs) sheet.push_back(run.run);
  std::vector<QuantRun> runs;
  for (const auto& name : searched) {
    const auto found = std::find(sheet.begin(), sheet.end(), name);
    if (found == sheet.end()) {
      faults.add("study sheet", "run " + inQuotes(name) + " was searched and has no row",
                 "add it, or leave the run out; nearest: " + nearestNames(name, sheet));
      continue;
    }
    const auto& row = study.runs[static_cast<std::size_t>(found - sheet.begin())];
    runs.push_back({name, sampleOf.at(row.sample), row.fraction, 0, 0});
  }
  for (const auto& name : sheet) {
    if (std::find(searched.begin(), searched.end(), name) == searched.end())
      faults.add("study sheet", "run " + inQuotes(name) + " was not searched", "give its file, or take out its row");
  }
  faults.throwIfAny();
  return runs;
}

/// As the run measured it: precursorErrorPpm has the error that the search took off (SearchWindows) no more.
double measuredErrorPpm(const Psm& psm) {
  const auto calculated = static_cast<double>(psm.calculatedMz);
  const double isotopes = psm.isotopeError * isotopeSpacing / psm.charge;
  return 1e6 * (static_cast<double>(psm.precursorMz) - isotopes - calculated) / calculated;
}

void calibrateMasses(const Identifications& identifications, const AcceptedLimits& limits,
                     std::vector<QuantRun>& runs) {
  std::vector<std::vector<double>> errors(runs.size());
  for (const auto& psm : identifications.psms) {
    if (isAccepted(psm, limits)) errors[psm.run].push_back(measuredErrorPpm(psm));
  }
  for (std::size_t r = 0; r < runs.size(); ++r) {
    if (errors[r].empty()) continue;
    runs[r].massOffsetPpm = median(errors[r]);
    runs[r].massSpreadPpm = robustSd(errors[r]);
  }
}

/// Ions of the matches that `accepts` takes, and the time of each run's best match of them.
template <class Accepts>
StudyIons gather(const Identifications& identifications, Accepts&& accepts) {
  using Key = std::pair<std::string, int>;
  std::map<Key, std::vector<const Psm*>> matchesOf;
  for (const auto& psm : identifications.psms) {
    if (accepts(psm)) matchesOf[{psm.modifiedSequence, psm.charge}].push_back(&psm);
  }
  StudyIons result;
  const std::size_t runs = identifications.runs.size();
  result.rtSeconds.assign(runs, std::vector<float>(matchesOf.size(), std::numeric_limits<float>::quiet_NaN()));
  result.firstRtSeconds = result.lastRtSeconds = result.rtSeconds;
  for (const auto& [key, matches] : matchesOf) {
    const std::size_t ion = result.ions.size();
    const Psm& first = *matches.front();
    result.ions.push_back(
        {key.first, first.sequence, key.second, static_cast<double>(first.calculatedMz), first.proteins, first.score});
    std::vector<const Psm*> best(runs, nullptr);
    for (const Psm* psm : matches) {
      result.ions[ion].score = std::max(result.ions[ion].score, psm->score);
      float& earliest = result.firstRtSeconds[psm->run][ion];
      float& latest = result.lastRtSeconds[psm->run][ion];
      earliest = std::fmin(earliest, psm->rtSeconds);  // NaN gives way
      latest = std::fmax(latest, psm->rtSeconds);
      if (best[psm->run] == nullptr || psm->score > best[psm->run]->score) best[psm->run] = psm;
    }
    for (std::size_t r = 0; r < best.size(); ++r) {
      if (best[r] != nullptr) result.rtSeconds[r][ion] = best[r]->rtSeconds;
    }
  }
  return result;
}

}  // namespace

StudyIons collectIons(const Identifications& identifications, const Study& study, const AcceptedLimits& limits) {
  auto runs = matchRuns(identifications.runs, study);
  calibrateMasses(identifications, limits, runs);
  auto result = gather(identifications, [&](const Psm& psm) { return isAccepted(psm, limits); });
  result.runs = std::move(runs);
  return result;
}

StudyIons collectDecoyIons(const Identifications& identifications, const AcceptedLimits& limits) {
  return gather(identifications, [&](const Psm& psm) { return psm.decoy && isWithin(psm, limits); });
}

}  // namespace vescargo
