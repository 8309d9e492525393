#pragma once

#include <fstream>
#include <iostream>
#include <streambuf>
#include <string>

namespace vescargo {

/// While it lives, what is written to std::cerr is added to a file too.
class LogFile final : private std::streambuf {
 public:
  /// Throws CannotWrite.
  explicit LogFile(const std::string& path);
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() override;

 private:
  int overflow(int letter) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;

  std::ofstream file_;
  std::streambuf* terminal_;
};

}  // namespace vescargo
