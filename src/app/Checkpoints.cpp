#include "vescargo/app/Checkpoints.h"

#include "vescargo/app/Journal.h"
#include "vescargo/app/buildVersion.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/spectra/RunCache.h"

namespace vescargo {

namespace {

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

std::string Checkpoints::place(const InputFile& file, const std::string& key, const std::string& ending) const {
  std::string all = file.sha256 + " " + key;
  // A file name has at most 255 bytes, and the name of a run may have nearly as many.
  constexpr std::size_t longest = 100;
  const std::string& name = file.run;
  if (name.size() > longest) all += " " + name;
  return folder_ + "/" + name.substr(0, longest) + "." + checksumOfText(all).substr(0, 16) + ending;
}

std::string Checkpoints::cached(const InputFile& file, const PickOptions& options, const std::string& ending) const {
  RecordOption record;
  PickOptions::describe(options, record);
  std::string key = buildVersion();
  for (const auto& [name, value] : record.values) key += " " + name + "=" + value;
  return place(file, key, ending);
}

Run Checkpoints::run(const InputFile& file, const PickOptions& options) const {
  if (folder_.empty()) return readUnchanged(file, options);
  const std::string cache = cached(file, options, ".run");
  if (auto kept = fromCache(cache, readRunCache)) return *std::move(kept);
  Run run = readUnchanged(file, options);
  writeRunCache(run, cache);
  return run;
}

SurveyIndex Checkpoints::surveys(const InputFile& file, const PickOptions& options) const {
  if (folder_.empty()) return indexSurveys(readUnchanged(file, options));
  const std::string cache = cached(file, options, ".surveys");
  if (auto known = fromCache(cache, readSurveyIndex)) return *std::move(known);
  auto kept = fromCache(cached(file, options, ".run"), readRunCache);
  SurveyIndex index = indexSurveys(kept ? *std::move(kept) : readUnchanged(file, options));
  writeSurveyIndex(index, cache);
  return index;
}

}  // namespace vescargo
