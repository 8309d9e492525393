#pragma once

#include <unistd.h>

#include <utility>

namespace vescargo {

/// A file descriptor that is closed when this goes; below 0 = none.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  /// The number, which is no longer closed.
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

}  // namespace vescargo
