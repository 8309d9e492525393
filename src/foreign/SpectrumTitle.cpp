#include "SpectrumTitle.h"

#include <optional>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

namespace {

/// What stands in quotes, or in the tildes that stand for them in Mascot's files, behind a mark.
std::string quotedBehind(std::string_view title, std::string_view mark) {
  const std::size_t at = title.find(mark);
  if (at == std::string_view::npos) return "";
  const std::size_t begin = title.find_first_not_of(' ', at + mark.size());
  if (begin == std::string_view::npos || (title[begin] != '"' && title[begin] != '~')) return "";
  const std::size_t end = title.find(title[begin], begin + 1);
  return end == std::string_view::npos ? "" : std::string(title.substr(begin + 1, end - begin - 1));
}

/// An id, which may have blanks and commas in the name of its run: what stands before the file, or all, or one word.
std::optional<MatchId> idIn(std::string_view title) {
  const std::string_view before = title.substr(0, title.find(" File:"));
  if (auto id = readMatchId(before)) return id;
  return readMatchId(title.substr(0, title.find_first_of(" \t,")));
}

}  // namespace

SpectrumTitle readTitle(std::string_view title) {
  SpectrumTitle told;
  told.nativeId = quotedBehind(title, "NativeID:");
  told.run = quotedBehind(title, "File:");
  const auto scan = parseNumber(quotedBehind(title, "scans:"));
  if (scan && *scan >= 0 && *scan < 1e12) told.scan = static_cast<std::int64_t>(*scan);
  if (const auto id = idIn(title)) {
    told.scan = id->scan;
    if (told.run.empty()) told.run = id->run;
  }
  return told;
}

}  // namespace vescargo
