#include "vescargo/quant/IonTarget.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "vescargo/quant/alignRetention.h"
#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr double sdsOfWindow = 3;

/// Other runs of the same fraction.
std::vector<std::size_t> donorsOf(const StudyIons& study, std::size_t run) {
  std::vector<std::size_t> donors;
  for (std::size_t r = 0; r < study.runs.size(); ++r) {
    if (r != run && study.runs[r].fraction == study.runs[run].fraction) donors.push_back(r);
  }
  return donors;
}

struct Donors {
  std::vector<std::size_t> runs;
  std::vector<RtMap> maps;  ///< of each donor's times to the run's; all empty without transfer
};

Donors alignDonors(const StudyIons& study, std::size_t run, const QuantOptions& options) {
  Donors donors{donorsOf(study, run), {}};
  donors.maps.resize(donors.runs.size());
  if (options.transfer == Transfer::None) return donors;
#pragma omp parallel for schedule(dynamic)
  for (std::size_t d = 0; d < donors.runs.size(); ++d)
    donors.maps[d] = alignRetention(study.rtSeconds[donors.runs[d]], study.rtSeconds[run]);
  return donors;
}

/// Sets when a transferred ion is expected and how near it must be; false when no donor identified it.
bool predict(const StudyIons& study, const Donors& donors, IonTarget& target) {
  bool identified = false;
  std::vector<double> times;
  std::vector<double> spreads;
  for (std::size_t d = 0; d < donors.runs.size(); ++d) {
    const float rt = study.rtSeconds[donors.runs[d]][target.ion];
    if (std::isnan(rt)) continue;
    identified = true;
    if (donors.maps[d].empty()) continue;
    times.push_back(donors.maps[d].at(static_cast<double>(rt)));
    spreads.push_back(donors.maps[d].spreadSeconds);
  }
  target.rtSeconds = times.empty() ? unknown : static_cast<float>(median(times));
  target.rtWindowSeconds = times.empty() ? 0 : static_cast<float>(sdsOfWindow * median(spreads));
  return identified;
}

}  // namespace

std::vector<IonTarget> findTargets(const StudyIons& study, std::size_t run, const QuantOptions& options) {
  constexpr double narrowestPpm = 2;
  const QuantRun& place = study.runs[run];
  const Donors donors = alignDonors(study, run, options);
  std::vector<IonTarget> targets;
  for (std::size_t i = 0; i < study.ions.size(); ++i) {
    IonTarget target;
    target.ion = static_cast<std::uint32_t>(i);
    target.charge = study.ions[i].charge;
    target.mz = study.ions[i].mz * (1 + 1e-6 * place.massOffsetPpm);
    target.rtSeconds = study.rtSeconds[run][i];
    if (std::isnan(target.rtSeconds)) {
      target.transferred = true;
      target.massWindowPpm = static_cast<float>(std::max(narrowestPpm, sdsOfWindow * place.massSpreadPpm));
      if (!predict(study, donors, target)) continue;
    }
    targets.push_back(target);
  }
  std::sort(targets.begin(), targets.end(),
            [](const IonTarget& a, const IonTarget& b) { return std::tie(a.mz, a.ion) < std::tie(b.mz, b.ion); });
  return targets;
}

}  // namespace vescargo
