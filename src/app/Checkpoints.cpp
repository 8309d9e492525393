#include "vescargo/app/Checkpoints.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "vescargo/app/Journal.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/spectra/RunCache.h"
#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

std::string checksums(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths)
    text += checksum(path).sha256 + "  " + fs::path(path).filename().string() + "\n";
  return text;
}

}  // namespace

Run Checkpoints::run(const std::string& path, const std::string& sha256, const PickOptions& options) const {
  RecordOption record;
  PickOptions::describe(options, record);
  std::string key = sha256 + " " VESCARGO_VERSION;
  for (const auto& [name, value] : record.values) key += " " + name + "=" + value;
  const std::string cached = folder_ + "/" + runName(path) + "." + checksumOfText(key).substr(0, 16) + ".run";
  if (fs::exists(cached)) {
    try {
      return readRunCache(cached);
    } catch (const Error&) {
      // A cache that was damaged is no loss: the run is read and kept again.
      fs::remove(cached);
    }
  }
  Run run = readRun(path, options);
  writeRunCache(run, cached);
  return run;
}

bool Checkpoints::haveFiles(const std::string& key, const std::vector<std::string>& paths) const {
  std::ifstream in(folder_ + "/" + checksumOfText(key).substr(0, 16) + ".done");
  if (!in || !std::all_of(paths.begin(), paths.end(), [](const auto& path) { return fs::exists(path); })) return false;
  std::ostringstream kept;
  kept << in.rdbuf();
  return kept.str() == checksums(paths);
}

void Checkpoints::keepFiles(const std::string& key, const std::vector<std::string>& paths) const {
  writeFile(folder_ + "/" + checksumOfText(key).substr(0, 16) + ".done", checksums(paths));
}

}  // namespace vescargo
