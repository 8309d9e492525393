#include "vescargo/table/runName.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>

namespace vescargo {

namespace {

constexpr std::array<std::string_view, 27> endings{
    ".mzml",  ".matches", ".mzxml", ".mzdata", ".mgf",   ".ms2", ".raw", ".d",   ".wiff",
    ".wiff2", ".scan",    ".baf",   ".tdf",    ".fid",   ".yep", ".t2d", ".lcd", ".dia",
    ".htrms", ".idxml",   ".quant", ".mzdb",   ".t.xml", ".gz",  ".bz2", ".zip", ".tar"};

bool endsWith(std::string_view text, std::string_view lowerCaseEnding) {
  return text.size() > lowerCaseEnding.size() &&
         std::equal(lowerCaseEnding.rbegin(), lowerCaseEnding.rend(), text.rbegin(),
                    [](unsigned char a, unsigned char b) { return a == std::tolower(b); });
}

/// "%20" as " ".
std::string withoutEscapes(std::string_view address) {
  std::string text;
  for (std::size_t i = 0; i < address.size(); ++i) {
    unsigned byte = 0;
    const char* digits = address.data() + i + 1;
    const bool escaped =
        address[i] == '%' && i + 2 < address.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    text += escaped ? static_cast<char>(byte) : address[i];
    if (escaped) i += 2;
  }
  return text;
}

}  // namespace

std::string runName(const std::string& path) {
  std::string name = path.starts_with("file:") ? withoutEscapes(path.substr(5)) : path;
  const auto last = name.find_last_not_of("/\\");
  if (last == std::string::npos) return name;
  name.erase(last + 1);
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  for (auto ending = endings.begin(); ending != endings.end();) {
    if (endsWith(name, *ending)) {
      name.erase(name.size() - ending->size());
      ending = endings.begin();
    } else {
      ++ending;
    }
  }
  return name;
}

}  // namespace vescargo
