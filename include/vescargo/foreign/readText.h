#pragma once

#include <memory>
#include <string>

#include "vescargo/base/TextStream.h"

namespace vescargo {

/// What a file holds, as UTF-8: plain or gzipped, UTF-8 with or without a byte-order mark, or UTF-16 with one. Throws
/// MissingFile, Unreadable; CorruptContent for a gzip file that is not whole, for UTF-16 without a byte-order mark or
/// that is none, and for Parquet, Excel and other files that are no text, with what to give instead.
std::string readText(const std::string& path);

/// The same of bytes that were read from `path` (for messages) and are not gzipped.
std::string textOf(std::string bytes, const std::string& path);

/// The text of a file as readText reads it, from its front to its end; UTF-16 all at once.
class TextPieces {
 public:
  /// Throws as readText does, of what is in the first piece.
  explicit TextPieces(const std::string& path);
  /// A text that is there.
  TextPieces(std::string text, std::string path) : path_(std::move(path)), head_(std::move(text)) {}

  const std::string& path() const { return path_; }
  /// The first piece: so much that it tells what the text is, or all of it.
  const std::string& head() const { return head_; }
  std::string takeHead() { return std::move(head_); }
  /// Appends the next piece; false where there is none. Throws as TextStream does.
  bool read(std::string& text);
  /// All of it. Throws the same.
  std::string readAll() &&;

 private:
  std::string path_;
  std::unique_ptr<TextStream> stream_;
  std::string head_;
};

}  // namespace vescargo
