#include "vescargo/spectra/SpectrumSplitter.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

/// Enough to tell every markup that is asked for, e.g. "<indexedmzML ".
constexpr std::size_t longestToken = 16;

// Far beyond what instruments write: what a file may make the reader hold, and scan again with each block.
constexpr std::size_t longestMarkup = std::size_t{1} << 24U;
constexpr std::size_t longestHead = std::size_t{1} << 26U;
constexpr std::size_t longestPiece = std::size_t{1} << 29U;

bool isTag(std::string_view markup, std::string_view name) {
  if (!markup.starts_with(name)) return false;
  const char next = markup.size() > name.size() ? markup[name.size()] : ' ';
  return std::isspace(static_cast<unsigned char>(next)) != 0 || next == '>' || next == '/';
}

bool startsElement(std::string_view markup) {
  return markup.size() > 1 && (std::isalpha(static_cast<unsigned char>(markup[1])) != 0 || markup[1] == '_');
}

/// Length of the comment, CDATA section or processing instruction that `markup` begins with;
/// 0 = none, npos = it does not end here.
std::size_t passiveLength(std::string_view markup) {
  const auto until = [&](std::string_view begin, std::string_view end) {
    const std::size_t at = markup.find(end, begin.size());
    return at == std::string_view::npos ? at : at + end.size();
  };
  for (const auto& [begin, end] :
       {std::pair<std::string_view, std::string_view>{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}) {
    if (markup.starts_with(begin)) return until(begin, end);
  }
  return 0;
}

void refuseDocumentType(std::string_view markup, const std::string& path) {
  if (markup.starts_with("<!DOCTYPE"))
    throw Error(ExitCode::CorruptContent, path, "has a document type definition, which mzML does not know",
                "take the <!DOCTYPE ...> out or convert the run again");
}

}  // namespace

SpectrumSplitter::SpectrumSplitter(const std::string& path, std::size_t block)
    : path_(path), block_(block), stream_(path) {
  while (firstStart_ == std::string::npos && readBlock()) {
    scan();
    if (rootSeen_ ? !isMzMl_ : scanned_ > usualBlock) return;
  }
  isMzMl_ = isMzMl_ && rootSeen_;
  takeHead();
}

bool SpectrumSplitter::next(std::string& piece) {
  while (wholeEnd_ == 0 && readBlock()) scan();
  if (wholeEnd_ == 0) {
    if (open_)
      throw Error(ExitCode::CorruptContent, path_, "is cut off within a spectrum", "convert or copy the run again");
    return false;
  }
  piece.swap(text_);
  text_.assign(piece, wholeEnd_, std::string::npos);
  piece.resize(wholeEnd_);
  scanned_ -= wholeEnd_;
  wholeEnd_ = 0;
  return true;
}

bool SpectrumSplitter::readBlock() {
  if (ended_) return false;
  requireBounds();
  ended_ = !stream_.read(text_, block_);
  return true;
}

void SpectrumSplitter::requireBounds() const {
  const auto require = [&](std::size_t size, std::size_t most, const char* where) {
    if (size > most)
      throw Error(ExitCode::CorruptContent, path_,
                  "has more than " + std::to_string(most >> 20U) + " MB " + where + ", as no instrument writes",
                  "convert the run again");
  };
  require(text_.size() - scanned_, longestMarkup, "in one piece of markup");
  if (firstStart_ == std::string::npos)
    require(text_.size(), longestHead, "before its first spectrum");
  else
    require(text_.size(), longestPiece, "in one spectrum or behind the last");
}

void SpectrumSplitter::scan() {
  while (true) {
    scanned_ = std::min(text_.find('<', scanned_), text_.size());
    const std::string_view markup = std::string_view(text_).substr(scanned_);
    if (markup.empty() || (markup.size() < longestToken && !ended_)) return;
    if (!scanMarkup(markup)) return;
  }
}

/// Moves `scanned_` behind a markup; false when it needs more text.
bool SpectrumSplitter::scanMarkup(std::string_view markup) {
  refuseDocumentType(markup, path_);
  const std::size_t passive = passiveLength(markup);
  if (passive == std::string_view::npos) return false;
  if (!rootSeen_ && startsElement(markup)) {
    rootSeen_ = true;
    isMzMl_ = isTag(markup, "<mzML") || isTag(markup, "<indexedmzML");
  }
  if (isTag(markup, "<spectrum")) {
    firstStart_ = std::min(firstStart_, scanned_);
    open_ = true;
  } else if (isTag(markup, "</spectrum")) {
    const std::size_t end = markup.find('>');
    if (end == std::string_view::npos) return false;
    wholeEnd_ = scanned_ + end + 1;
    open_ = false;
  }
  scanned_ += std::max<std::size_t>(passive, 1);
  return true;
}

void SpectrumSplitter::takeHead() {
  const std::size_t end = std::min(firstStart_, text_.size());
  head_ = text_.substr(0, end);
  text_.erase(0, end);
  scanned_ -= std::min(scanned_, end);
  wholeEnd_ -= std::min(wholeEnd_, end);
}

}  // namespace vescargo
