#include "vescargo/foreign/columnNames.h"

#include <algorithm>
#include <cctype>

namespace vescargo {

namespace {

bool isWord(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

bool sameLetter(char a, char b) {
  if (!isWord(a) || !isWord(b)) return !isWord(a) && !isWord(b);
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

}  // namespace

bool sameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), sameLetter);
}

std::optional<std::string> between(std::string_view name, std::string_view before, std::string_view behind) {
  if (name.size() <= before.size() + behind.size()) return {};
  if (!sameName(name.substr(0, before.size()), before)) return {};
  if (!sameName(name.substr(name.size() - behind.size()), behind)) return {};
  return std::string(name.substr(before.size(), name.size() - before.size() - behind.size()));
}

std::optional<std::size_t> columnOf(const TsvFile& file, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    const auto found = std::find_if(file.header.begin(), file.header.end(),
                                    [&](const std::string& column) { return sameName(column, name); });
    if (found != file.header.end()) return static_cast<std::size_t>(found - file.header.begin());
  }
  return {};
}

}  // namespace vescargo
