#include "vescargo/base/TextStream.h"

#include <algorithm>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

[[noreturn]] void cannotRead(const std::string& path) {
  throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions and that it is a file");
}

}  // namespace

// gzopen reads plain files as they are, so one path serves both.
TextStream::TextStream(const std::string& path) : path_(path), file_(gzopen(path.c_str(), "rb")) {
  if (!file_) cannotRead(path);
  gzbuffer(file_.get(), 1U << 18U);
}

bool TextStream::read(std::string& text, std::size_t bytes) {
  const std::size_t before = text.size();
  text.resize(before + bytes);
  const std::size_t got = read(text.data() + before, bytes);
  text.resize(before + got);
  return got > 0;
}

std::size_t TextStream::read(char* to, std::size_t bytes) {
  const int got = gzread(file_.get(), to, static_cast<unsigned>(bytes));
  int failure = Z_OK;
  if (got < static_cast<int>(bytes)) gzerror(file_.get(), &failure);
  if (failure == Z_ERRNO) cannotRead(path_);
  if (failure != Z_OK)
    throw Error(ExitCode::CorruptContent, path_, "is no whole gzip file", "copy or compress it again");
  return static_cast<std::size_t>(std::max(got, 0));
}

}  // namespace vescargo
