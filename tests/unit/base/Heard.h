#pragma once

#include <iostream>
#include <sstream>
#include <string>

namespace vescargo::test {

/// What is said on stderr while it lives.
class Heard {
 public:
  Heard() : before_(std::cerr.rdbuf(text_.rdbuf())) {}
  Heard(const Heard&) = delete;
  Heard& operator=(const Heard&) = delete;
  ~Heard() { std::cerr.rdbuf(before_); }
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::streambuf* before_;
};

}  // namespace vescargo::test
