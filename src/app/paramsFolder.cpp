#include "vescargo/app/paramsFolder.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "vescargo/table/Error.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

/// Where `name` lies among the parameters; `what` and `option` are for the message.
std::string findParams(const std::string& name, const std::string& what, const std::string& option) {
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
  for (const fs::path& candidate : candidates) {
    if (fs::exists(candidate / name)) return (candidate / name).string();
  }
  throw Error(ExitCode::MissingFile, (candidates.front() / name).string(), "there are no " + what,
              "give them with " + option + ", or the folder of params in VESCARGO_PARAMS");
}

}  // namespace

std::string panelsFolder(const std::string& given) {
  return given.empty() ? findParams("panels", "marker panels", "-panels") : given;
}

std::string purityRulesFile(const std::string& given) {
  return given.empty() ? findParams("purity/rules.tsv", "purity rules", "-purity_rules") : given;
}

}  // namespace vescargo
