#include "vescargo/table/accession.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace vescargo {

namespace {

constexpr std::string_view separators = "_-:#";
constexpr std::array<std::string_view, 9> decoyWords{"decoy",  "rev",     "reverse",  "reversed", "rnd",
                                                     "random", "shuffle", "shuffled", "xxx"};

bool isDecoyWord(std::string_view text) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::find(decoyWords.begin(), decoyWords.end(), word) != decoyWords.end();
}

/// Length of the affix at the front, e.g. of "###REV###" or "DECOY_"; 0 where there is none.
std::size_t prefixLength(std::string_view name) {
  const std::size_t begin = std::min(name.find_first_not_of('#'), name.size());
  const std::size_t end = std::min(name.find_first_of(separators, begin), name.size());
  const std::size_t rest = std::min(name.find_first_not_of(separators, end), name.size());
  return rest < name.size() && isDecoyWord(name.substr(begin, end - begin)) ? rest : 0;
}

std::size_t suffixLength(std::string_view name) {
  const std::size_t last = name.find_last_of(separators);
  if (last == std::string_view::npos || !isDecoyWord(name.substr(last + 1))) return 0;
  const std::size_t rest = name.find_last_not_of(separators, last);
  return rest == std::string_view::npos ? 0 : name.size() - rest - 1;
}

}  // namespace

DecoyAffix decoyAffixOf(std::string_view name) {
  if (const std::size_t length = prefixLength(name); length > 0) return {std::string(name.substr(0, length)), true};
  return {std::string(name.substr(name.size() - suffixLength(name))), false};
}

std::string accessionOf(std::string_view name) {
  const DecoyAffix affix = decoyAffixOf(name);
  name.remove_suffix(affix.prefix ? 0 : affix.text.size());
  name.remove_prefix(affix.prefix ? affix.text.size() : 0);
  const std::size_t first = name.find('|');
  const std::size_t second = first == std::string_view::npos ? first : name.find('|', first + 1);
  const std::string_view kind = name.substr(0, first);
  if (second != std::string_view::npos && (kind == "sp" || kind == "tr"))
    name = name.substr(first + 1, second - first - 1);
  return affix.prefix ? affix.text + std::string(name) : std::string(name) + affix.text;
}

}  // namespace vescargo
