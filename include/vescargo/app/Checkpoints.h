#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/openms/readRun.h"
#include "vescargo/report/RunRecord.h"
#include "vescargo/search/Psm.h"
#include "vescargo/spectra/Run.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// What a stopped or repeated run of the pipeline need not do again, in a folder.
/// A file counts only under the key it was written with: a checksum of all that it
/// hangs on (inputs, options, version).
class Checkpoints {
 public:
  explicit Checkpoints(std::string folder) : folder_(std::move(folder)) {}

  /// The run of an mzML file with that checksum, under the name that InputFile::run has, from the cache or from the
  /// file. Throws what readRun does, and Unreadable for a file that changed since its checksum was taken, which goes
  /// into no cache.
  Run run(const InputFile& file, const PickOptions& options) const;
  /// Its survey spectra, indexed; from their own file in the cache, so that a second look reads no more than that.
  SurveyIndex surveys(const InputFile& file, const PickOptions& options) const;

  /// Whether these files are those that keepFiles noted under `key`, byte for byte.
  bool haveFiles(const std::string& key, const std::vector<std::string>& paths) const;
  void keepFiles(const std::string& key, const std::vector<std::string>& paths) const;

 private:
  std::string cached(const InputFile& file, const PickOptions& options, const std::string& ending) const;

  std::string folder_;
};

}  // namespace vescargo
