#include "vescargo/app/Checkpoints.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "vescargo/app/Journal.h"
#include "vescargo/app/buildVersion.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/spectra/RunCache.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

std::string checksums(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths)
    text += checksum(path).sha256 + "  " + fs::path(path).filename().string() + "\n";
  return text;
}

/// A cache that was damaged is no loss: it goes, and is made again.
template <class Read>
auto fromCache(const std::string& file, Read&& read) -> std::optional<decltype(read(file))> {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::nullopt;
  try {
    return read(file);
  } catch (const Error&) {
    fs::remove(file, ignored);
    return std::nullopt;
  }
}

/// A file that is written while it is read may end as one that is broken, which is not what to say of it.
Run readUnchanged(const InputFile& file, const PickOptions& options) {
  try {
    Run run = readRun(file.path, options);
    run.name = file.run;
    requireUnchanged(file);
    return run;
  } catch (const Error&) {
    requireUnchanged(file);
    throw;
  }
}

}  // namespace

std::string Checkpoints::cached(const InputFile& file, const PickOptions& options, const std::string& ending) const {
  RecordOption record;
  PickOptions::describe(options, record);
  std::string key = file.sha256 + " " + buildVersion();
  for (const auto& [name, value] : record.values) key += " " + name + "=" + value;
  // A file name has at most 255 bytes, and the name of a run may have nearly as many.
  constexpr std::size_t longest = 100;
  const std::string& name = file.run;
  if (name.size() > longest) key += " " + name;
  return folder_ + "/" + name.substr(0, longest) + "." + checksumOfText(key).substr(0, 16) + ending;
}

Run Checkpoints::run(const InputFile& file, const PickOptions& options) const {
  const std::string cache = cached(file, options, ".run");
  if (auto kept = fromCache(cache, readRunCache)) return *std::move(kept);
  Run run = readUnchanged(file, options);
  writeRunCache(run, cache);
  return run;
}

SurveyIndex Checkpoints::surveys(const InputFile& file, const PickOptions& options) const {
  const std::string cache = cached(file, options, ".surveys");
  if (auto known = fromCache(cache, readSurveyIndex)) return *std::move(known);
  auto kept = fromCache(cached(file, options, ".run"), readRunCache);
  SurveyIndex index = indexSurveys(kept ? *std::move(kept) : readUnchanged(file, options));
  writeSurveyIndex(index, cache);
  return index;
}

bool Checkpoints::haveFiles(const std::string& key, const std::vector<std::string>& paths) const {
  std::ifstream in(folder_ + "/" + checksumOfText(key).substr(0, 16) + ".done");
  if (!in || !std::all_of(paths.begin(), paths.end(), [](const auto& path) {
        std::error_code ignored;
        return fs::exists(path, ignored);
      }))
    return false;
  std::ostringstream kept;
  kept << in.rdbuf();
  return kept.str() == checksums(paths);
}

void Checkpoints::keepFiles(const std::string& key, const std::vector<std::string>& paths) const {
  writeFile(folder_ + "/" + checksumOfText(key).substr(0, 16) + ".done", checksums(paths));
}

}  // namespace vescargo
