#include "vescargo/base/OutputFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannotWrite(const std::string& path, const std::string& reason) {
  throw Error(ExitCode::CannotWrite, path, "cannot be written (" + reason + ")",
              "check the folder, its permissions and free space");
}

void makeFolderOf(const fs::path& path) {
  if (!path.has_parent_path()) return;
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  if (failure) cannotWrite(path.string(), failure.message());
}

void flushToDisk(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) cannotWrite(path, std::strerror(errno));
  const bool flushed = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!flushed) cannotWrite(path, std::strerror(errno));
}

}  // namespace

bool isDevice(const std::string& path) {
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  return path.starts_with("/dev/") || (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status));
}

void writeFileThrough(const std::string& path, const std::function<void(const std::string&)>& write) {
  const fs::path target(path);
  makeFolderOf(target);
  std::error_code unknown;
  const fs::file_status status = fs::status(target, unknown);
  if (fs::is_directory(status)) cannotWrite(path, "it is a folder");
  if (isDevice(path)) return write(path);
  const std::string temporary =
      (target.parent_path() / ("." + std::to_string(::getpid()) + "." + target.filename().string())).string();
  try {
    write(temporary);
    flushToDisk(temporary);
    std::error_code failure;
    fs::rename(temporary, target, failure);
    if (failure) cannotWrite(path, failure.message());
  } catch (...) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw;
  }
}

void writeText(const std::string& path, const std::function<void(const TextSink&)>& write) {
  writeFileThrough(path, [&](const std::string& temporary) {
    std::ofstream out(temporary, std::ios::binary);
    write([&](std::string_view part) { out.write(part.data(), static_cast<std::streamsize>(part.size())); });
    out.flush();
    if (!out) cannotWrite(path, "write failed");
  });
}

void writeFile(const std::string& path, std::string_view content) {
  writeText(path, [&](const TextSink& write) { write(content); });
}

void checkWritable(const std::string& folder) {
  writeFile((fs::path(folder) / ".vescargo-write-test").string(), "");
  std::error_code ignored;
  fs::remove(fs::path(folder) / ".vescargo-write-test", ignored);
}

}  // namespace vescargo
