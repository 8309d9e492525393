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

/// Names and values of all that a searched run hangs on.
using MadeBy = std::vector<std::pair<std::string, std::string>>;

/// The build and how runs are read, the first of MadeBy.
MadeBy madeByReading(const PickOptions& options);

/// Whether a run is given as what a search of it left (SearchedRun, `.matches`).
bool isSearchedRun(const std::string& path);

/// The runs of a study by name: from their mzML files, from a cache, or as what a search of them left.
class RunReader {
 public:
  /// Notes the files in `journal`, of a searched run the one that was searched. `cache` is a folder, or empty where
  /// nothing is kept. Throws DoNotFit for two runs of one name and for a searched run of another build or options of
  /// reading, and what readSearchedRun throws.
  RunReader(std::string cache, const std::vector<std::string>& paths, const PickOptions& options, Journal& journal);

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
  bool hasCache() const { return !cache_.empty(); }
  /// Sets the source of a run and puts it into the cache, if there is one.
  void keep(SearchedRun& run);

 private:
  struct Source {
    std::string given;  ///< path
    InputFile file;     ///< mzML
  };

  std::string cacheOf(const std::string& name, const MadeBy& madeBy) const;

  std::string cache_;
  Checkpoints checkpoints_;
  PickOptions options_;
  std::map<std::string, Source> files_;
  std::map<std::string, std::string> kept_;  ///< searched runs of the cache, by name
};

}  // namespace vescargo
