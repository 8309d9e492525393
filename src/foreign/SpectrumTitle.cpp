#include "SpectrumTitle.h"

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

namespace {

/// What stands in quotes behind a mark.
std::string quotedBehind(std::string_view title, std::string_view mark) {
  const std::size_t at = title.find(mark);
  if (at == std::string_view::npos) return "";
  const std::size_t begin = at + mark.size();
  const std::size_t end = title.find('"', begin);
  return end == std::string_view::npos ? "" : std::string(title.substr(begin, end - begin));
}

}  // namespace

SpectrumTitle readTitle(std::string_view title) {
  SpectrumTitle told;
  told.nativeId = quotedBehind(title, "NativeID:\"");
  told.run = quotedBehind(title, "File:\"");
  if (const auto id = readMatchId(title.substr(0, title.find_first_of(" \t,")))) {
    told.scan = id->scan;
    if (told.run.empty()) told.run = id->run;
  }
  return told;
}

}  // namespace vescargo
