#include "vescargo/foreign/columnNames.h"

#include <algorithm>
#include <cctype>

namespace vescargo {

namespace {

bool isWord(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

bool sameLetter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

/// How many letters from `at` on are no word.
std::size_t signsFrom(std::string_view text, std::size_t at) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
  return static_cast<std::size_t>(std::find_if(begin, text.end(), isWord) - begin);
}

/// How much of `name` is `before`; nothing where it does not begin so. Signs go with signs, whichever and however many,
/// but behind the last word no more than `before` has there.
std::optional<std::size_t> lengthOf(std::string_view before, std::string_view name) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < before.size();) {
    if (isWord(before[i])) {
      if (at >= name.size() || !sameLetter(before[i], name[at])) return {};
      ++i;
      ++at;
      continue;
    }
    const std::size_t wanted = signsFrom(before, i);
    const std::size_t found = signsFrom(name, at);
    if (found == 0) return {};
    i += wanted;
    at += i < before.size() ? found : std::min(found, wanted);
  }
  return at;
}

/// R writes X before a name that would else begin with a sign.
std::string_view withoutX(std::string_view name, std::string_view wanted) {
  const bool written =
      !wanted.empty() && !isWord(wanted.front()) && name.size() > 1 && name.front() == 'X' && !isWord(name[1]);
  return written ? name.substr(1) : name;
}

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

}  // namespace

bool sameName(std::string_view column, std::string_view name) {
  column = withoutX(column, name);
  const auto length = lengthOf(name, column);
  return length && signsFrom(column, *length) == column.size() - *length &&
         (*length == column.size() || (!name.empty() && !isWord(name.back())));
}

std::optional<std::string> between(std::string_view name, std::string_view before, std::string_view behind) {
  const auto begin = lengthOf(before, name);
  const std::string lastOfBehind = reversed(behind), lastOfName = reversed(name);
  const auto end = lengthOf(lastOfBehind, lastOfName);
  if (!begin || !end || name.size() <= *begin + *end) return {};
  return std::string(name.substr(*begin, name.size() - *begin - *end));
}

std::optional<std::size_t> columnOf(const TsvFile& file, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    const auto found = std::find_if(file.header.begin(), file.header.end(),
                                    [&](const std::string& column) { return sameName(column, name); });
    if (found != file.header.end()) return static_cast<std::size_t>(found - file.header.begin());
  }
  return {};
}

bool hasAll(const TsvFile& file, const std::vector<std::string_view>& names) {
  return std::all_of(names.begin(), names.end(), [&](auto name) { return columnOf(file, {name}).has_value(); });
}

bool hasAny(const TsvFile& file, const std::vector<std::string_view>& names) {
  return columnOf(file, names).has_value();
}

}  // namespace vescargo
