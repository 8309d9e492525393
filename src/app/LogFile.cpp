#include "vescargo/app/LogFile.h"

#include "vescargo/base/Error.h"

namespace vescargo {

LogFile::LogFile(const std::string& path) : file_(path, std::ios::app), terminal_(std::cerr.rdbuf()) {
  if (!file_)
    throw Error(ExitCode::CannotWrite, path, "cannot be written",
                "check the folder and its permissions, or leave out -log");
  std::cerr.rdbuf(this);
}

LogFile::~LogFile() { std::cerr.rdbuf(terminal_); }

int LogFile::overflow(int letter) {
  const char text = static_cast<char>(letter);
  xsputn(&text, 1);
  return letter;
}

std::streamsize LogFile::xsputn(const char* text, std::streamsize size) {
  // A file that is full must not silence the terminal.
  file_.write(text, size).flush();
  file_.clear();
  return terminal_->sputn(text, size);
}

}  // namespace vescargo
