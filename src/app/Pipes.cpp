#include "vescargo/app/Pipes.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "vescargo/base/Descriptor.h"
#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;

[[noreturn]] void cannotRead(const std::string& path, const std::string& reason) {
  throw Error(ExitCode::Unreadable, path, "is a pipe that cannot be read (" + reason + ")", "give a file");
}

/// N of /dev/fd/N, which is what a shell gives for <(...).
std::optional<int> descriptorOf(const std::string& path) {
  if (path == "/dev/stdin") return 0;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    int number = -1;
    const char* end = path.data() + path.size();
    const auto parsed = std::from_chars(path.data() + folder.size(), end, number);
    if (parsed.ec == std::errc{} && parsed.ptr == end) return number;
  }
  return std::nullopt;
}

/// A file that goes with its last descriptor.
int namelessFile(const std::string& path) {
  std::string name = (std::filesystem::temp_directory_path() / "vescargo.XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) cannotRead(path, std::string("no room in the temporary folder: ") + std::strerror(errno));
  ::unlink(name.c_str());
  return file;
}

void copyAll(int from, int to, const std::string& path) {
  std::array<char, 1U << 16U> block{};
  for (;;) {
    const ssize_t got = ::read(from, block.data(), block.size());
    if (got == 0) return;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannotRead(path, std::strerror(errno));
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = ::write(to, block.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0) cannotRead(path, std::string("it cannot be kept: ") + std::strerror(errno));
      done += put;
    }
  }
}

/// Opened without waiting; the first byte, or the end, is waited for.
int openNamed(const std::string& path) {
  Descriptor pipe(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (pipe.number() < 0) cannotRead(path, std::strerror(errno));
  pollfd waiting{pipe.number(), POLLIN, 0};
  if (::poll(&waiting, 1, std::chrono::duration_cast<std::chrono::milliseconds>(patience).count()) == 0)
    cannotRead(path, "nobody has written to it for ten seconds");
  ::fcntl(pipe.number(), F_SETFL, ::fcntl(pipe.number(), F_GETFL) & ~O_NONBLOCK);
  return pipe.release();
}

}  // namespace

Pipes::~Pipes() {
  for (const int descriptor : descriptors_) ::close(descriptor);
}

bool Pipes::isPipe(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

void Pipes::readWhole(const std::string& path) {
  if (openedOf_.contains(path)) return;
  Descriptor file(namelessFile(path));
  if (const auto given = descriptorOf(path)) {
    copyAll(*given, file.number(), path);
    // From now on the path is that of the file.
    if (::dup2(file.number(), *given) < 0) cannotRead(path, std::strerror(errno));
    return;
  }
  const Descriptor pipe(openNamed(path));
  copyAll(pipe.number(), file.number(), path);
  openedOf_[path] = "/dev/fd/" + std::to_string(file.number());
  descriptors_.push_back(file.release());
}

void Pipes::awaitReader(const std::string& path) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const int pipe = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (pipe >= 0) {
      descriptors_.push_back(pipe);
      return;
    }
    if (errno != ENXIO || std::chrono::steady_clock::now() > end)
      throw Error(ExitCode::CannotWrite, path,
                  errno == ENXIO ? "is a pipe that nobody has read from for ten seconds"
                                 : std::string("cannot be written (") + std::strerror(errno) + ")",
                  "start its reader first, or give a file");
    std::this_thread::sleep_for(20ms);
  }
}

const std::string& Pipes::opened(const std::string& path) const {
  const auto found = openedOf_.find(path);
  return found == openedOf_.end() ? path : found->second;
}

std::string Pipes::named(std::string text) const {
  for (const auto& [path, opened] : openedOf_) {
    for (std::size_t at = text.find(opened); at != std::string::npos; at = text.find(opened, at + path.size())) {
      const std::size_t end = at + opened.size();
      if (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) continue;
      text.replace(at, opened.size(), path);
    }
  }
  return text;
}

}  // namespace vescargo
