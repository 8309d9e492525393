#include "vescargo/base/OutputFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "vescargo/base/Descriptor.h"
#include "vescargo/base/Error.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannotWrite(const std::string& path, const std::string& reason) {
  throw Error(ExitCode::CannotWrite, path, "cannot be written (" + reason + ")",
              "check the folder, its permissions and free space");
}

/// Up to its first dot.
std::string hostName() {
  std::array<char, 64> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "host";
  const std::string_view whole(name.data());
  return std::string(whole.substr(0, whole.find('.')));
}

void makeFolderOf(const fs::path& path) {
  if (!path.has_parent_path()) return;
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  if (failure) cannotWrite(path.string(), failure.message());
}

/// White space aside.
bool endsWith(const std::string& path, std::string_view ending) {
  constexpr std::streamoff tail = 4096;
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return false;
  in.seekg(std::max<std::streamoff>(0, static_cast<std::streamoff>(in.tellg()) - tail));
  std::string text(std::istreambuf_iterator<char>(in), {});
  text.resize(text.find_last_not_of(" \t\r\n") + 1);
  return text.ends_with(ending);
}

void flushToDisk(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 || ::fsync(file.number()) != 0) cannotWrite(path, std::strerror(errno));
}

/// Gives `sink` what `write` writes into a pipe.
void pump(const PathWriter& write, const TextSink& sink) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) cannotWrite("a pipe", std::strerror(errno));
  const Descriptor from(ends[0]);
  const std::jthread reader([&] {
    std::array<char, 65536> part;
    for (ssize_t size = 0; (size = ::read(from.number(), part.data(), part.size())) > 0;)
      sink({part.data(), static_cast<std::size_t>(size)});
  });
  const Descriptor to(ends[1]);  // closed before the reader is waited for
  write("/proc/self/fd/" + std::to_string(to.number()));
}

/// The process of a hidden name of this machine; 0 for any other.
pid_t processOf(const std::string& name) {
  const std::string ours = "." + hostName() + "-";
  if (!name.starts_with(ours)) return 0;
  int process = 0;
  const char* begin = name.data() + ours.size();
  const auto [end, failure] = std::from_chars(begin, name.data() + name.size(), process);
  return failure == std::errc() && end != name.data() + name.size() && *end == '.' && process > 0 ? process : 0;
}

}  // namespace

std::string processName() { return hostName() + "-" + std::to_string(::getpid()); }

std::string hiddenName(const std::string& name) {
  constexpr std::size_t longest = 150;  // of the 255 bytes of a file name
  return "." + processName() + "." + name.substr(name.size() - std::min(name.size(), longest));
}

void removeLeftovers(const std::string& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const pid_t process = processOf(entry.path().filename().string());
    const bool ended = process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
    if (ended) fs::remove_all(entry.path(), ignored);
  }
}

bool isDevice(const std::string& path) {
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  return path.starts_with("/dev/") || (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status));
}

void writeFileThrough(const std::string& path, const PathWriter& write) {
  const fs::path target(path);
  makeFolderOf(target);
  std::error_code unknown;
  const fs::file_status status = fs::status(target, unknown);
  if (fs::is_directory(status)) cannotWrite(path, "it is a folder");
  if (isDevice(path)) return write(path);
  const std::string temporary = (target.parent_path() / hiddenName(target.filename().string())).string();
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

void writeXmlThrough(const std::string& path, std::string_view root, const PathWriter& write) {
  writeFileThrough(path, [&](const std::string& temporary) {
    write(temporary);
    const std::string endTag = "</" + std::string(root) + ">";
    if (!isDevice(path) && !endsWith(temporary, endTag))
      cannotWrite(path, "it was cut off, most likely by a full disk or a limit on the size of files");
  });
}

void writeText(const std::string& path, const std::function<void(const TextSink&)>& write) {
  writeFileThrough(path, [&](const std::string& temporary) {
    errno = 0;
    std::ofstream out(temporary, std::ios::binary);
    if (!out) cannotWrite(path, std::strerror(errno));
    write([&](std::string_view part) { out.write(part.data(), static_cast<std::streamsize>(part.size())); });
    out.flush();
    if (!out) cannotWrite(path, "write failed");
  });
}

void writeTextThrough(const std::string& path, const PathWriter& write) {
  writeText(path, [&](const TextSink& sink) { pump(write, sink); });
}

std::string textThrough(const PathWriter& write) {
  std::string text;
  pump(write, [&](std::string_view part) { text += part; });
  return text;
}

void writeFile(const std::string& path, std::string_view content) {
  writeText(path, [&](const TextSink& write) { write(content); });
}

void checkWritable(const std::string& folder) {
  const fs::path test = fs::path(folder) / hiddenName("write-test");
  writeFile(test.string(), "");
  std::error_code ignored;
  fs::remove(test, ignored);
}

}  // namespace vescargo
