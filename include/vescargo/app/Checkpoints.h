#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/report/RunRecord.h"
#include "vescargo/spectra/Run.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// What a file of a cache holds, by read(path); nothing where it is not there. One that is damaged is no loss: it goes,
/// and is made again.
template <class Read>
auto fromCache(const std::string& file, Read&& read) -> std::optional<decltype(read(file))> {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  try {
    return read(file);
  } catch (const Error&) {
    std::filesystem::remove(file, ignored);
    return std::nullopt;
  }
}

/// Names and values of all that what is made of a run hangs on.
using MadeBy = std::vector<std::pair<std::string, std::string>>;

/// The build and how runs are read, the first of MadeBy.
MadeBy madeByReading(const PickOptions& options);

/// What a stopped or repeated run of the pipeline need not do again, in a folder.
/// A file counts only under the key it was written with: a checksum of all that it
/// hangs on (inputs, options, version). Without a folder nothing is kept.
class Checkpoints {
 public:
  explicit Checkpoints(std::string folder) : folder_(std::move(folder)) {}

  /// The run of an mzML file with that checksum, under the name that InputFile::run has, from the cache or from the
  /// file. Throws what readRun does, and Unreadable for a file that changed since its checksum was taken, which goes
  /// into no cache.
  Run run(const InputFile& file, const PickOptions& options) const;
  /// Its survey spectra, indexed; from their own file in the cache, so that a second look reads no more than that.
  SurveyIndex surveys(const InputFile& file, const PickOptions& options) const;

  /// Where the cache has what was made so of a run.
  std::string place(const InputFile& file, const MadeBy& madeBy, const std::string& ending) const;

 private:
  std::string folder_;
};

}  // namespace vescargo
