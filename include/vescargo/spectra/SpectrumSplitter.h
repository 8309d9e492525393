#pragma once

#include <string>
#include <string_view>

#include "vescargo/base/TextStream.h"

namespace vescargo {

/// Cuts the text of an mzML file between spectra, so that the pieces can be parsed
/// apart. Comments, CDATA sections and processing instructions are seen as such.
/// Holds one block of text and what stands around the list of spectra: time is linear in the file, memory bounded.
class SpectrumSplitter {
 public:
  static constexpr std::size_t usualBlock = 1U << 20U;

  /// Reads up to the first spectrum. Throws what TextStream does, and CorruptContent for a document type definition,
  /// a piece of markup above 16 MB, and more than 64 MB before the first spectrum.
  explicit SpectrumSplitter(const std::string& path, std::size_t block = usualBlock);

  /// False when the root is neither mzML nor indexedmzML; nothing more is read then.
  bool isMzMl() const { return isMzMl_; }

  /// All before the first spectrum; the whole file when it has none.
  const std::string& head() const { return head_; }

  /// Gives the next spectra, all of them whole; false when there are no more.
  /// Throws as the constructor, and CorruptContent for a spectrum that does not end or is above 512 MB.
  bool next(std::string& piece);

  /// All behind the last spectrum, once next() has returned false.
  const std::string& tail() const { return text_; }

 private:
  bool readBlock();
  void requireBounds() const;
  void scan();
  bool scanMarkup(std::string_view markup);
  void takeHead();

  std::string path_;
  std::size_t block_;
  TextStream stream_;
  std::string head_;
  std::string text_;         // what is read and not yet given
  std::size_t scanned_ = 0;  // all before it in text_ is known
  std::size_t firstStart_ = std::string::npos;
  std::size_t wholeEnd_ = 0;  // behind the last whole spectrum in text_
  bool open_ = false;         // a spectrum has begun and not ended
  bool ended_ = false;        // the file is read
  bool rootSeen_ = false;
  bool isMzMl_ = false;
};

}  // namespace vescargo
