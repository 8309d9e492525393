#include "vescargo/base/ResultFolder.h"

#include <algorithm>
#include <utility>

#include "vescargo/base/Error.h"

namespace vescargo {

ResultFolder::ResultFolder(std::string folder, std::vector<std::string> names)
    : folder_(std::move(folder)), names_(std::move(names)) {}

std::string ResultFolder::path(std::string_view name) const {
  if (std::find(names_.begin(), names_.end(), name) == names_.end())
    throw Error(ExitCode::Bug, std::string(name), "is no file of this folder", "");
  return folder_ + "/" + std::string(name);
}

std::vector<std::string> ResultFolder::paths() const {
  std::vector<std::string> all;
  for (const std::string& name : names_) all.push_back(path(name));
  return all;
}

}  // namespace vescargo
