#pragma once

#include <filesystem>
#include <optional>
#include <string>

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

  /// Where the cache has what was made of a run with such a key.
  std::string place(const InputFile& file, const std::string& key, const std::string& ending) const;

 private:
  std::string cached(const InputFile& file, const PickOptions& options, const std::string& ending) const;

  std::string folder_;
};

}  // namespace vescargo
