#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/app/Checkpoints.h"
#include "vescargo/app/Journal.h"
#include "vescargo/search/SearchedRun.h"

namespace vescargo {

/// Files of runs by what the runs are called.
using RunFiles = std::map<std::string, std::string>;

/// Whether a run is given as what a search of it left (SearchedRun, `.matches`).
bool isSearchedRun(const std::string& path);

/// The runs of a study by name: from their mzML files, from a cache, or as what a search of them left.
class RunReader {
 public:
  /// Notes the files in `journal`, of a searched run the one that was searched. `cache` is a folder, or empty where
  /// nothing is kept. Throws DoNotFit for a searched run of another build or options of reading, and what
  /// readSearchedRun throws.
  RunReader(std::string cache, const RunFiles& files, const PickOptions& options, Journal& journal);

  const PickOptions& options() const { return options_; }
  /// Rising.
  std::vector<std::string> names() const;
  const std::string& pathOf(const std::string& name) const { return files_.at(name).given; }

  /// Throws what Checkpoints does, and DoNotFit for a searched run, which has no spectra.
  Run read(const std::string& name) const;
  SurveyIndex surveys(const std::string& name) const;

  /// Its matches, where it is given so or the cache has them. Throws DoNotFit for one that is given and was made
  /// otherwise.
  std::optional<SearchedRun> searched(const std::string& name, const MadeBy& madeBy);
  /// A file to write the searched run to; the cache then does not have it. One that is given so is copied at once.
  void keepAt(const std::string& name, const std::string& path);
  bool keeps(const std::string& name) const { return !cache_.empty() || keepAt_.contains(name); }
  /// Sets the source of a run and writes it where it is to be kept, if anywhere.
  void keep(SearchedRun& run);

 private:
  struct Source {
    std::string given;  ///< path
    InputFile file;     ///< mzML
  };

  std::string cache_;
  Checkpoints checkpoints_;
  PickOptions options_;
  std::map<std::string, Source> files_;
  std::map<std::string, std::string> keepAt_;  ///< path, by name
  std::map<std::string, std::string> kept_;    ///< searched runs that are written or found, by name
};

}  // namespace vescargo
