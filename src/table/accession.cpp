#include "vescargo/table/accession.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr std::string_view separators = "_-:#";
constexpr std::string_view separatorsBefore = "_-:#|";
constexpr std::array<std::string_view, 9> decoyWords{"decoy",  "rev",     "reverse",  "reversed", "rnd",
                                                     "random", "shuffle", "shuffled", "xxx"};

bool isDecoyWord(std::string_view text) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
  // Of several decoys for a target ("DECOY0_", "DECOY1_").
  if (word.starts_with("decoy")) word.erase(word.find_last_not_of("0123456789") + 1);
  return std::find(decoyWords.begin(), decoyWords.end(), word) != decoyWords.end();
}

/// Length of the affix at the front, e.g. of "###REV###", "DECOY_" or "##"; 0 where there is none.
std::size_t prefixLength(std::string_view name) {
  const std::size_t begin = std::min(name.find_first_not_of('#'), name.size());
  const std::size_t end = std::min(name.find_first_of(separatorsBefore, begin), name.size());
  const std::size_t rest = std::min(name.find_first_not_of(separatorsBefore, end), name.size());
  if (rest < name.size() && isDecoyWord(name.substr(begin, end - begin))) return rest;
  return begin >= 2 && begin < name.size() ? begin : 0;
}

std::size_t suffixLength(std::string_view name) {
  const std::size_t last = name.find_last_of(separators);
  if (last == std::string_view::npos || !isDecoyWord(name.substr(last + 1))) return 0;
  const std::size_t rest = name.find_last_not_of(separators, last);
  return rest == std::string_view::npos ? 0 : name.size() - rest - 1;
}

/// In small letters; the longer before those that they begin with.
constexpr std::array<std::string_view, 6> contaminantWords{"contaminants", "contaminant", "contam",
                                                           "cont",         "con",         "crap"};
constexpr std::array<std::string_view, 6> databases{"sp", "tr", "ref", "gb", "emb", "dbj"};

/// A word and the signs that set it off: "contam_", "CON__", "cRAP-" ("con-" begins other names).
std::size_t contaminantMarkLength(std::string_view name) {
  const auto begins = [&](std::string_view word) {
    return name.size() > word.size() && std::equal(word.begin(), word.end(), name.begin(), [](char a, char b) {
             return a == std::tolower(static_cast<unsigned char>(b));
           });
  };
  for (const std::string_view word : contaminantWords) {
    if (!begins(word)) continue;
    const std::size_t end = name.find_first_not_of(word == "con" ? "_" : "_-", word.size());
    return end == std::string_view::npos || end == word.size() ? 0 : end;
  }
  return 0;
}

std::vector<std::string_view> fieldsOf(std::string_view name) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('|', begin), name.size());
    fields.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

bool isDatabase(std::string_view field) {
  return std::find(databases.begin(), databases.end(), field) != databases.end();
}

/// "NP_000468.1" of "NC_000004.12_prot_NP_000468.1_7"; empty where it is no such name.
std::string_view codingSequenceOf(std::string_view name) {
  constexpr std::string_view mark = "_prot_";
  const std::size_t begin = name.find(mark);
  const std::size_t end = name.find_last_of('_');
  if (begin == std::string_view::npos || end <= begin + mark.size()) return {};
  return name.substr(begin + mark.size(), end - begin - mark.size());
}

constexpr std::size_t gencodeGene = 6;

/// Protein, transcript, gene, two of Havana, transcript name, gene name, length.
bool isGencode(const std::vector<std::string_view>& fields) {
  return fields.size() > gencodeGene && fields[0].starts_with("ENS") && fields[1].starts_with("ENS") &&
         fields[2].starts_with("ENS");
}

/// Of a name without marks.
std::string_view plainAccessionOf(std::string_view name) {
  if (name.find('|') == std::string_view::npos) return name;
  const std::vector<std::string_view> fields = fieldsOf(name);
  const std::size_t database = fields[0] == "gi" ? 2 : 0;
  if (fields.size() > database + 2 && isDatabase(fields[database]) && !fields[database + 1].empty())
    return fields[database + 1];
  if (fields[0] == "lcl" && !codingSequenceOf(fields[1]).empty()) return codingSequenceOf(fields[1]);
  return isGencode(fields) ? fields[0] : name;
}

/// Without what marks decoys and contaminants.
std::string_view unmarked(std::string_view name) {
  const DecoyAffix affix = decoyAffixOf(name);
  name.remove_suffix(affix.prefix ? 0 : affix.text.size());
  name.remove_prefix(affix.prefix ? affix.text.size() : 0);
  name.remove_prefix(contaminantMarkLength(name));
  return name;
}

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }
bool isCapital(char letter) { return letter >= 'A' && letter <= 'Z'; }

/// A letter, two letters or digits, and a digit behind.
bool isUniProtPart(std::string_view part) {
  const auto either = [](char letter) { return isDigit(letter) || isCapital(letter); };
  return isCapital(part[0]) && either(part[1]) && either(part[2]) && isDigit(part[3]);
}

}  // namespace

DecoyAffix decoyAffixOf(std::string_view name) {
  if (const std::size_t length = prefixLength(name); length > 0) return {std::string(name.substr(0, length)), true};
  return {std::string(name.substr(name.size() - suffixLength(name))), false};
}

bool isContaminant(std::string_view accession) {
  const DecoyAffix affix = decoyAffixOf(accession);
  if (affix.prefix) accession.remove_prefix(affix.text.size());
  return contaminantMarkLength(accession) > 0 || accession.starts_with("cRAP");
}

bool isUniProt(std::string_view accession) {
  accession = unmarked(accession);
  accession = accession.substr(0, accession.find('-'));
  if (accession.size() != 6 && accession.size() != 10) return false;
  if (!isCapital(accession[0]) || !isDigit(accession[1])) return false;
  const bool isShortOnly = accession[0] == 'O' || accession[0] == 'P' || accession[0] == 'Q';
  if (accession.size() == 6 && isShortOnly)
    return std::all_of(accession.begin() + 2, accession.begin() + 5,
                       [](char letter) { return isDigit(letter) || isCapital(letter); }) &&
           isDigit(accession[5]);
  if (isShortOnly || !isUniProtPart(accession.substr(2, 4))) return false;
  return accession.size() == 6 || isUniProtPart(accession.substr(6, 4));
}

std::string_view geneInName(std::string_view name) {
  const auto fields = fieldsOf(unmarked(name));
  return isGencode(fields) ? fields[gencodeGene] : std::string_view();
}

std::string_view withoutContaminantMark(std::string_view name) {
  name.remove_prefix(contaminantMarkLength(name));
  return name;
}

std::string accessionOf(std::string_view name) {
  const DecoyAffix affix = decoyAffixOf(name);
  name.remove_suffix(affix.prefix ? 0 : affix.text.size());
  name.remove_prefix(affix.prefix ? affix.text.size() : 0);
  const std::size_t mark = contaminantMarkLength(name);
  const std::string accession = std::string(name.substr(0, mark)) + std::string(plainAccessionOf(name.substr(mark)));
  return affix.prefix ? affix.text + accession : accession + affix.text;
}

std::string accessionInTables(std::string_view name) {
  std::string accession = accessionOf(oneLine(name));
  std::replace(accession.begin(), accession.end(), ';', '_');
  return accession;
}

}  // namespace vescargo
