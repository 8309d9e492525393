#include "vescargo/app/ScratchFolder.h"

#include <filesystem>

#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const std::string& beside) {
  const fs::path folder = isDevice(beside) ? fs::temp_directory_path() : fs::absolute(beside).parent_path();
  const std::string name = hiddenName(fs::path(beside).filename().string() + ".scratch");
  path_ = (folder / name).string();
  checkWritable(path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace vescargo
