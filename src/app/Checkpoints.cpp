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

MadeBy madeByReading(const PickOptions& options) {
  RecordOption record;
  PickOptions::describe(options, record);
  record.values.insert(record.values.begin(), {"version", buildVersion()});
  return record.values;
}

std::string Checkpoints::place(const InputFile& file, const MadeBy& madeBy, const std::string& ending) const {
  std::string key = file.sha256 + "\n";
  for (const auto& [option, value] : madeBy) key += option + "=" + value + "\n";
  // A file name has at most 255 bytes, and the name of a run may have nearly as many.
  constexpr std::size_t longest = 100;
  const std::string& name = file.run;
  if (name.size() > longest) key += name;
  return folder_ + "/" + name.substr(0, longest) + "." + checksumOfText(key).substr(0, 16) + ending;
}

Run Checkpoints::run(const InputFile& file, const PickOptions& options) const {
  if (folder_.empty()) return readUnchanged(file, options);
  const std::string cache = place(file, madeByReading(options), ".run");
  if (auto kept = fromCache(cache, readRunCache)) return *std::move(kept);
  Run run = readUnchanged(file, options);
  writeRunCache(run, cache);
  return run;
}

SurveyIndex Checkpoints::surveys(const InputFile& file, const PickOptions& options) const {
  if (folder_.empty()) return indexSurveys(readUnchanged(file, options));
  const std::string cache = place(file, madeByReading(options), ".surveys");
  if (auto known = fromCache(cache, readSurveyIndex)) return *std::move(known);
  auto kept = fromCache(place(file, madeByReading(options), ".run"), readRunCache);
  SurveyIndex index = indexSurveys(kept ? *std::move(kept) : readUnchanged(file, options));
  writeSurveyIndex(index, cache);
  return index;
}

}  // namespace vescargo
