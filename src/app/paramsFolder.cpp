#include "vescargo/app/paramsFolder.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "vescargo/table/Error.h"

namespace vescargo {

namespace fs = std::filesystem;

std::string panelsFolder(const std::string& given) {
  if (!given.empty()) return given;
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
    if (fs::is_directory(candidate / "panels")) return (candidate / "panels").string();
  }
  throw Error(ExitCode::MissingFile, candidates.front().string() + "/panels", "there are no marker panels",
              "give their folder with -panels, or that of params in VESCARGO_PARAMS");
}

}  // namespace vescargo
