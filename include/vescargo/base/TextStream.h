#pragma once

#include <zlib.h>

#include <memory>
#include <string>

namespace vescargo {

/// The text of a file, plain or gzipped, from its front to its end.
class TextStream {
 public:
  /// Throws Unreadable.
  explicit TextStream(const std::string& path);

  /// Appends the next `bytes` bytes to `text`, or what is left; false when nothing was.
  /// Throws CorruptContent (gzip that is broken or cut off) or Unreadable.
  bool read(std::string& text, std::size_t bytes);
  /// Puts up to `bytes` bytes to `to` and says how many, 0 at the end. Throws the same.
  std::size_t read(char* to, std::size_t bytes);

 private:
  struct Close {
    void operator()(gzFile_s* file) const { gzclose(file); }
  };

  std::string path_;
  std::unique_ptr<gzFile_s, Close> file_;
};

}  // namespace vescargo
