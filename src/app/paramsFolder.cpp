#include "vescargo/app/paramsFolder.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

/// Folders that may be that of the parameters that come with the program, the first to be looked into first.
std::vector<fs::path> paramsFolders() {
  std::vector<fs::path> candidates;
  if (const char* folder = std::getenv("VESCARGO_PARAMS")) {
    candidates.emplace_back(folder);
  } else {
    std::error_code unknown;
    const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
    candidates.push_back(program.parent_path().parent_path() / "share" / "vescargo" / "params");
    candidates.emplace_back(VESCARGO_INSTALLED_PARAMS);
    candidates.emplace_back(VESCARGO_SOURCE_PARAMS);
  }
  return candidates;
}

/// Where `name` stands in the first of them that has it; `what` and `remedy` where none has.
std::string findParams(const char* name, const char* what, const char* remedy) {
  const auto candidates = paramsFolders();
  for (const fs::path& candidate : candidates) {
    if (fs::exists(candidate / name)) return (candidate / name).string();
  }
  throw Error(ExitCode::MissingFile, (candidates.front() / name).string(), what, remedy);
}

}  // namespace

std::string panelsFolder(const std::string& given) {
  if (!given.empty()) return given;
  return findParams("panels", "there are no marker panels",
                    "give them with -panels, or the folder of params in VESCARGO_PARAMS");
}

std::string purityRulesFile(const std::string& given) {
  if (!given.empty()) return given;
  return findParams("purity/rules.tsv", "there are no purity rules",
                    "give them with -purity_rules, or the folder of params in VESCARGO_PARAMS");
}

std::string verdictsFile() {
  return findParams("verdicts.tsv", "there are no rules for verdicts", "give the folder of params in VESCARGO_PARAMS");
}

std::string presetsFolder() {
  std::error_code ignored;
  for (const fs::path& candidate : paramsFolders()) {
    if (fs::is_directory(candidate / "presets", ignored)) return (candidate / "presets").string();
  }
  return "";
}

}  // namespace vescargo
