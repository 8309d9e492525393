#include "vescargo/foreign/linkSpectra.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "SpectrumIndex.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/lowerCase.h"
#include "vescargo/table/runName.h"

namespace vescargo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

std::string_view withoutFolder(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

bool isWordEnd(std::string_view text, std::size_t at) {
  return at >= text.size() || std::isalnum(static_cast<unsigned char>(text[at])) == 0;
}

/// A run of the study that was found by a name.
struct FoundRun {
  std::uint32_t run = 0;
  std::string otherName;  ///< the name by which it was found; empty = its own
  const char* how = "which is written in other capitals";
};

/// Which run of the study is meant by a name.
class RunFinder {
 public:
  explicit RunFinder(const std::vector<RunSpectra>& runs) {
    std::set<std::string> ambiguous;
    for (std::uint32_t r = 0; r < runs.size(); ++r) {
      names_.push_back(runs[r].name);
      exact_.emplace(runs[r].name, r);
      if (!anyCase_.emplace(lowerCase(runs[r].name), r).second) ambiguous.insert(lowerCase(runs[r].name));
    }
    for (const std::string& name : ambiguous) anyCase_.erase(name);
    addOthers(runs);
  }

  const std::vector<std::string>& names() const { return names_; }

  std::optional<FoundRun> find(const ForeignRun& run) const {
    for (const std::string& name : {run.name, run.other}) {
      if (const auto found = findName(name)) return found;
    }
    for (const std::string& name : {run.name, run.other}) {
      if (const auto found = byName(name, others_)) return FoundRun{*found, runName(name), "as its file tells"};
    }
    return std::nullopt;
  }

  /// By the name of a file, where its matches name no run that is known.
  std::optional<FoundRun> findFile(const std::string& path) const {
    if (const auto found = findName(path)) return found;
    if (const auto found = byPart(withoutFolder(path), exact_)) return FoundRun{*found, ""};
    if (const auto found = byPart(lowerCase(std::string(withoutFolder(path))), anyCase_)) return FoundRun{*found, path};
    return std::nullopt;
  }

 private:
  using Runs = std::map<std::string, std::uint32_t, std::less<>>;

  void addOthers(const std::vector<RunSpectra>& runs) {
    std::set<std::string> ambiguous;
    for (std::uint32_t r = 0; r < runs.size(); ++r) {
      for (const std::string& name : runs[r].others) {
        const auto [at, isNew] = others_.emplace(name, r);
        if (!isNew && at->second != r) ambiguous.insert(name);
      }
    }
    for (const std::string& name : ambiguous) others_.erase(name);
  }

  std::optional<FoundRun> findName(const std::string& name) const {
    if (const auto found = byName(name, exact_)) return FoundRun{*found, ""};
    if (const auto found = byName(lowerCase(name), anyCase_)) return FoundRun{*found, name};
    return std::nullopt;
  }

  /// As runs are called, else with whatever endings taken off one by one.
  static std::optional<std::uint32_t> byName(const std::string& path, const Runs& runs) {
    if (const auto found = runs.find(runName(path)); found != runs.end()) return found->second;
    const std::string_view name = withoutFolder(path);
    for (std::size_t end = name.size(); end != std::string_view::npos; end = name.substr(0, end).rfind('.')) {
      if (const auto found = runs.find(name.substr(0, end)); found != runs.end()) return found->second;
      if (end == 0) break;
    }
    return std::nullopt;
  }

  /// interact-S01_pre.pep.xml: the longest name that stands in it as a word; nothing where two do.
  std::optional<std::uint32_t> byPart(std::string_view text, const Runs& runs) const {
    std::vector<std::uint32_t> found;
    for (const auto& [name, run] : runs) {
      const std::size_t at = text.find(name);
      if (at == std::string_view::npos || name.empty() || !isWordEnd(text, at + name.size())) continue;
      if (at == 0 || isWordEnd(text, at - 1)) found.push_back(run);
    }
    std::sort(found.begin(), found.end(), [&](auto a, auto b) { return names_[a].size() > names_[b].size(); });
    const bool inside = std::all_of(found.begin(), found.end(), [&](auto run) {
      return lowerCase(names_[found.front()]).find(lowerCase(names_[run])) != std::string::npos;
    });
    return found.empty() || !inside ? std::nullopt : std::optional(found.front());
  }

  std::vector<std::string> names_;
  Runs exact_;
  Runs anyCase_;  ///< by the name in small letters, where no other run has the same
  Runs others_;   ///< by what its file is called or tells, where no other run has the same
};

/// How many numbers of a file's matches of one run are spectra under one numbering.
struct Tally {
  std::size_t found = 0;
  std::size_t fitting = 0;  // with the precursor's m/z
};

struct Tallies {
  std::array<Tally, numberings.size()> of;
  std::size_t matches = 0;
  std::size_t told = 0;  // with a precursor's m/z

  const Tally& operator[](Numbering numbering) const { return of[static_cast<std::size_t>(numbering)]; }

  Numbering best(bool scans) const {
    if (told > 0 && std::any_of(of.begin(), of.end(), [](const Tally& one) { return one.fitting > 0; }))
      return *std::max_element(numberings.begin(), numberings.end(),
                               [&](auto a, auto b) { return (*this)[a].fitting < (*this)[b].fitting; });
    if (scans && (*this)[Numbering::Scan].found > 0) return Numbering::Scan;
    return (*this)[Numbering::Position].found < matches && (*this)[Numbering::Ms2Order].found == matches
               ? Numbering::Ms2Order
               : Numbering::Position;
  }
};

/// Of a mass that is neutral or of MH+, which differ by much less than charges do; what is called so may be an m/z.
int chargeOf(double mass, const Ms2Header& header) {
  constexpr double most = 99;
  const double charge = header.precursorMz > 0 ? std::round(mass / header.precursorMz) : 0;
  return charge > 1 && charge <= most ? static_cast<int>(charge) : header.charge;
}

class Linker {
 public:
  explicit Linker(const std::vector<RunSpectra>& runs) : runs_(runs), finder_(runs), matched_(runs.size(), false) {
    for (const RunSpectra& run : runs) spectra_.emplace_back(run);
  }

  /// Up to the first match that fits no spectrum.
  void link(ForeignResult& result) {
    if (!findRuns(result)) return;
    const auto chosen = chooseNumberings(result);
    std::vector<Mismatch> mismatches(runs_.size());
    for (ForeignMatch& match : result.matches) {
      if (!take(result, match, chosen[match.studyRun], mismatches[match.studyRun])) return;
      matched_[match.studyRun] = true;
    }
    tell(result, chosen);
    judge(mismatches);
  }

  LinkNotes finish() {
    faults_.throwIfAny();
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      if (!matched_[r])
        faults_.add("-ids", "no match is of run " + inQuotes(runs_[r].name), "give its results, or leave the run out");
    }
    faults_.throwIfAny();
    return std::move(notes_);
  }

 private:
  struct Mismatch {
    std::size_t told = 0;
    std::size_t others = 0;
    std::string where, example;
  };

  struct Chosen {
    Numbering numbers = Numbering::Scan;
    Numbering places = Numbering::Position;
    bool asked = false;
  };

  bool findRuns(ForeignResult& result) {
    std::vector<std::uint32_t> studyRuns(result.runs.size(), none);
    const bool several = namesSeveralRuns(result);
    for (ForeignMatch& match : result.matches) {
      std::uint32_t& found = studyRuns[match.run];
      const ForeignRun named = runOf(result, match.run);
      if (found == none) found = findRun(result, named, several);
      match.studyRun = found;
      if (found != none) continue;
      const std::string name = runName(std::string(withoutFolder(named.name)));
      faults_.add(result.where(match),
                  named.name.empty() ? "names no run, nor does the file"
                                     : "is of run " + inQuotes(name) + ", which is not among those of -in",
                  std::string("give that run, or ") +
                      (several ? "leave its matches out" : "name the file after its run") +
                      "; nearest: " + nearestNames(name, finder_.names()));
      return false;
    }
    return true;
  }

  static bool namesSeveralRuns(const ForeignResult& result) {
    std::set<std::string> names;
    for (std::uint32_t run = 0; run < result.runs.size(); ++run) {
      if (const std::string name = runOf(result, run).name; !name.empty()) names.insert(runName(name));
    }
    return names.size() > 1;
  }

  /// The file's name says whose its matches are where they name no run, or all one that is not known, which is told.
  std::optional<FoundRun> byFile(const ForeignResult& result, const ForeignRun& named, bool several) {
    if (!named.name.empty() && several) return std::nullopt;
    auto found = finder_.findFile(result.path);
    if (found && !named.name.empty()) {
      const std::string warning = result.path + ": its matches name run " + inQuotes(runName(named.name)) +
                                  ", which is not among those of -in; they are taken for those of " +
                                  inQuotes(runs_[found->run].name) + ", as the file is called";
      if (notes_.warnings.empty() || notes_.warnings.back() != warning) notes_.warnings.push_back(warning);
    }
    if (found || !named.name.empty() || runs_.size() > 1) return found;
    return FoundRun{};
  }

  /// Tells of a name in other capitals.
  std::uint32_t findRun(const ForeignResult& result, const ForeignRun& named, bool several) {
    auto found = finder_.find(named);
    if (!found) found = byFile(result, named, several);
    if (found && !found->otherName.empty())
      notes_.sentences.push_back(result.path + ": run " + inQuotes(found->otherName) + " is taken for " +
                                 inQuotes(runs_[found->run].name) + ", " + found->how);
    return found ? found->run : none;
  }

  std::vector<Chosen> chooseNumberings(const ForeignResult& result) const {
    std::vector<Tallies> ofNumbers(runs_.size());
    std::vector<Tallies> ofPlaces(runs_.size());
    std::vector<Chosen> chosen(runs_.size());
    for (const ForeignMatch& match : result.matches) {
      const SpectrumIndex& spectra = spectra_[match.studyRun];
      const auto number = spectra.byId(match) ? std::nullopt : numberOf(match);
      if (!number) continue;
      chosen[match.studyRun].asked = true;
      count(match, *number, (number->place ? ofPlaces : ofNumbers)[match.studyRun]);
    }
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      chosen[r].numbers = ofNumbers[r].best(spectra_[r].hasScanNumbers());
      chosen[r].places = ofPlaces[r].best(false);
    }
    return chosen;
  }

  void count(const ForeignMatch& match, const SpectrumNumber& number, Tallies& tallies) const {
    const SpectrumIndex& spectra = spectra_[match.studyRun];
    ++tallies.matches;
    tallies.told += match.precursorMz > 0 ? 1 : 0;
    for (const Numbering numbering : numberings) {
      const auto found = spectra.byNumber(match, number, numbering);
      if (!found) continue;
      Tally& tally = tallies.of[static_cast<std::size_t>(numbering)];
      ++tally.found;
      tally.fitting += spectra.samePrecursor(match, *found).value_or(false) ? 1 : 0;
    }
  }

  std::optional<std::uint32_t> find(const ForeignMatch& match, const Chosen& chosen) const {
    const SpectrumIndex& spectra = spectra_[match.studyRun];
    if (const auto same = spectra.byId(match)) return same;
    const auto number = numberOf(match);
    if (number) return spectra.byNumber(match, *number, number->place ? chosen.places : chosen.numbers);
    return match.spectrum.empty() ? spectra.byTime(match) : std::nullopt;
  }

  bool take(const ForeignResult& result, ForeignMatch& match, const Chosen& chosen, Mismatch& mismatch) {
    const auto spectrum = find(match, chosen);
    const std::string named = !match.spectrum.empty() ? inQuotes(match.spectrum)
                              : match.scan >= 0       ? inQuotes(std::to_string(match.scan))
                                                      : "of its time and precursor";
    if (!spectrum) {
      faults_.add(result.where(match), "run " + inQuotes(runs_[match.studyRun].name) + " has no MS2 spectrum " + named,
                  "give the run that was searched");
      return false;
    }
    const Ms2Header& header = runs_[match.studyRun].spectra[*spectrum];
    const auto same = spectra_[match.studyRun].samePrecursor(match, *spectrum);
    mismatch.told += same ? 1 : 0;
    if (same && !*same && mismatch.others++ == 0) {
      mismatch.where = result.where(match);
      mismatch.example = "spectrum " + named + " has a precursor of " + formatNumber(header.precursorMz, 7) +
                         " m/z in run " + inQuotes(runs_[match.studyRun].name) + " and of " +
                         formatNumber(match.precursorMz, 7) + " in the file";
    }
    match.ms2 = *spectrum;
    match.spectrum = header.nativeId;
    match.rtSeconds = header.rtSeconds;
    // An engine that says which m/z it took may have found it elsewhere in the isolation window, but not beyond.
    match.mzOfRun = !(std::abs(match.precursorMz - header.precursorMz) <= widestMz);
    if (match.mzOfRun) match.precursorMz = header.precursorMz;
    if (match.charge == 0) match.charge = chargeOf(match.precursorMass, header);
    if (match.charge > 0) return true;
    faults_.add(result.where(match), "neither the file nor the run tells the charge of spectrum " + named,
                "give results that have it");
    return false;
  }

  void tell(const ForeignResult& result, const std::vector<Chosen>& chosen) {
    for (const auto& [numbering, counted] : {std::pair{Numbering::Position, "all spectra of the run"},
                                             std::pair{Numbering::Ms2Order, "MS2 spectra only"}}) {
      std::vector<std::string> names;
      for (std::size_t r = 0; r < runs_.size(); ++r) {
        if (chosen[r].asked && chosen[r].numbers == numbering) names.push_back(runs_[r].name);
      }
      if (!names.empty())
        notes_.sentences.push_back(result.path + ": its numbers of spectra count " + counted + " (" +
                                   join(names, ", ") + ")");
    }
  }

  void judge(const std::vector<Mismatch>& mismatches) {
    for (const Mismatch& one : mismatches) {
      if (one.others == 0) continue;
      const std::string counts = std::to_string(one.others) + " of " + std::to_string(one.told) + " matches";
      if (2 * one.others > one.told)
        faults_.add(one.where, one.example + ", as with " + counts,
                    "give the run that was searched, not one whose spectra were numbered anew");
      else
        notes_.warnings.push_back(one.where + ": " + one.example + ", as with " + counts);
    }
  }

  const std::vector<RunSpectra>& runs_;
  RunFinder finder_;
  std::vector<bool> matched_;
  std::vector<SpectrumIndex> spectra_;
  FaultList faults_{ExitCode::DoNotFit};
  LinkNotes notes_;
};

}  // namespace

LinkNotes linkSpectra(std::vector<ForeignResult>& results, const std::vector<RunSpectra>& runs) {
  Linker linker(runs);
  for (ForeignResult& result : results) linker.link(result);
  return linker.finish();
}

}  // namespace vescargo
