#include "vescargo/foreign/linkSpectra.h"

#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <unordered_map>

#include "vescargo/base/Error.h"
#include "vescargo/spectra/scanNumber.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

constexpr double widestMz = 3;  ///< between the run's precursor and the one that an engine took

/// Where a run's spectra are.
struct SpectrumIndex {
  std::unordered_map<std::string, std::uint32_t> byId;
  std::unordered_map<long, std::uint32_t> byScan;

  std::multimap<float, std::uint32_t> byTime;
  const std::vector<Ms2Header>& spectra;

  explicit SpectrumIndex(const RunSpectra& run) : spectra(run.spectra) {
    for (std::uint32_t i = 0; i < run.spectra.size(); ++i) {
      byId.emplace(run.spectra[i].nativeId, i);
      byTime.emplace(run.spectra[i].rtSeconds, i);
      byScan.emplace(spectrumNumber(run.spectra[i].nativeId, i), i);
    }
  }

  /// By time, which is the run's but for rounding; of several the nearest in m/z, which an engine may have taken from
  /// anywhere in the isolation window.
  std::optional<std::uint32_t> findByTime(const Psm& psm) const {
    constexpr float widestSeconds = 0.02F;
    double nearest = widestMz;
    std::optional<std::uint32_t> found;
    for (auto at = byTime.lower_bound(psm.rtSeconds - widestSeconds);
         at != byTime.end() && at->first <= psm.rtSeconds + widestSeconds; ++at) {
      const double off = std::abs(spectra[at->second].precursorMz - static_cast<double>(psm.precursorMz));
      if (off > nearest) continue;
      nearest = off;
      found = at->second;
    }
    return found;
  }

  std::optional<std::uint32_t> find(const ForeignMatch& match) const {
    const std::string& spectrum = match.spectrum;
    if (spectrum.empty()) return findByTime(match.psm);
    if (const auto same = byId.find(spectrum); same != byId.end()) return same->second;
    const auto numbered = byScan.find(scanNumber(spectrum));
    return numbered == byScan.end() ? std::nullopt : std::optional(numbered->second);
  }
};

class Linker {
 public:
  explicit Linker(const std::vector<RunSpectra>& runs) : runs_(runs), matched_(runs.size(), false) {
    for (std::uint32_t r = 0; r < runs.size(); ++r) {
      names_.push_back(runs[r].name);
      runOf_.emplace(runs[r].name, r);
      spectra_.emplace_back(runs[r]);
    }
  }

  /// Up to the first match that fits no spectrum.
  void link(ForeignResult& result) {
    for (ForeignMatch& match : result.matches) {
      const auto run = findRun(result.path, match.run);
      if (!run) {
        faults_.add(
            match.where, "is of run " + inQuotes(runName(match.run)) + ", which is not among those of -in",
            "give that run, or name the file after its run; nearest: " + nearestNames(runName(match.run), names_));
        return;
      }
      if (!take(match, *run)) return;
      matched_[*run] = true;
    }
  }

  void throwIfAny() {
    faults_.throwIfAny();
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      if (!matched_[r])
        faults_.add("-ids", "no match is of run " + inQuotes(runs_[r].name), "give its results, or leave the run out");
    }
    faults_.throwIfAny();
  }

 private:
  std::optional<std::uint32_t> findRun(const std::string& path, const std::string& named) const {
    if (const auto found = runOf_.find(runName(named)); found != runOf_.end()) return found->second;
    std::string name = std::filesystem::path(path).filename().string();
    for (std::size_t dot = name.rfind('.'); dot != std::string::npos; dot = name.rfind('.')) {
      name.erase(dot);
      if (const auto found = runOf_.find(name); found != runOf_.end()) return found->second;
    }
    return std::nullopt;
  }

  bool take(ForeignMatch& match, std::uint32_t run) {
    const auto spectrum = spectra_[run].find(match);
    if (!spectrum) {
      const std::string named = match.spectrum.empty() ? "of its time and precursor" : inQuotes(match.spectrum);
      faults_.add(match.where, "run " + inQuotes(names_[run]) + " has no MS2 spectrum " + named,
                  "give the run that was searched");
      return false;
    }
    const Ms2Header& header = runs_[run].spectra[*spectrum];
    match.psm.run = run;
    match.psm.spectrum = *spectrum;
    match.psm.nativeId = header.nativeId;
    match.psm.rtSeconds = header.rtSeconds;
    // An engine that says which m/z it took may have found it elsewhere in the isolation window, but not beyond.
    if (std::abs(static_cast<double>(match.psm.precursorMz) - header.precursorMz) > widestMz)
      match.psm.precursorMz = static_cast<float>(header.precursorMz);
    if (match.psm.charge == 0) match.psm.charge = header.charge;
    if (match.psm.charge > 0) return true;
    faults_.add(match.where, "neither the file nor the run tells the charge of spectrum " + inQuotes(match.spectrum),
                "give results that have it");
    return false;
  }

  const std::vector<RunSpectra>& runs_;
  std::vector<bool> matched_;
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t> runOf_;
  std::vector<SpectrumIndex> spectra_;
  FaultList faults_{ExitCode::DoNotFit};
};

}  // namespace

void linkSpectra(std::vector<ForeignResult>& results, const std::vector<RunSpectra>& runs) {
  Linker linker(runs);
  for (ForeignResult& result : results) linker.link(result);
  linker.throwIfAny();
}

}  // namespace vescargo
