#include "vescargo/foreign/cleanNumbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// What other programs and spreadsheets write where nothing was measured (-inf is R's logarithm of 0); parseNumber
/// knows NA and NaN.
bool isWordForMissing(std::string_view cell) {
  static constexpr std::array<std::string_view, 31> words{
      "filtered",     "#n/a",           "n/a",    "#num!",   "#div/0!", "#value!", "#ref!",
      "#name?",       "#null!",         "null",   "none",    "-",       "--",      "\xE2\x80\x93",
      "\xE2\x80\x94", "<na>",           "nan",    "na",      "n.d.",    "n.d",     "nd",
      "n/d",          "n. d.",          "n.def.", "n. def.", "n.a.",    "missing", "not found",
      "not detected", "not quantified", "-inf"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(word.begin(), word.end(), cell.begin(), cell.end(), [](char a, char b) {
      return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
    });
  });
}

/// Blanks of all kinds and apostrophes, which can be nothing but separators of thousands.
std::size_t groupSignAt(std::string_view cell, std::size_t at) {
  static constexpr std::array<std::string_view, 7> signs{
      " ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99", "\xC2\xB4"};
  const auto found =
      std::find_if(signs.begin(), signs.end(), [&](auto sign) { return cell.substr(at).starts_with(sign); });
  return found == signs.end() ? 0 : found->size();
}

/// "1234567,8" of "1 234 567,8" and "123" of "+123"; the cell itself where it is no such number.
std::string withoutGroups(std::string_view cell) {
  if (cell.empty() || !(isDigit(cell.front()) || cell.front() == '+' || cell.front() == '-')) return std::string(cell);
  const std::size_t first = cell.front() == '+' ? 1 : 0;
  if (first == 1 && (cell.size() < 2 || !isDigit(cell[1]))) return std::string(cell);
  std::string number;
  std::size_t digits = 0;  // since the last sign
  bool grouped = false;
  for (std::size_t at = first; at < cell.size();) {
    const std::size_t sign = groupSignAt(cell, at);
    if (sign == 0 && !isDigit(cell[at]) && !(at == 0 && cell[at] == '-')) {
      if (grouped && digits != 3) return std::string(cell);
      return number.append(cell.substr(at));
    }
    if (sign > 0) {
      if (digits == 0 || digits > 3 || (grouped && digits != 3)) return std::string(cell);
      grouped = true;
      digits = 0;
      at += sign;
      continue;
    }
    digits += isDigit(cell[at]) ? 1 : 0;
    number += cell[at++];
  }
  return grouped && digits != 3 ? std::string(cell) : number;
}

/// What one sign, comma or point, is in a number.
enum class Use { None, Decimal, Groups, Either };

/// Whether `text` is "1,234,567": up to three digits, then three behind each sign.
bool areGroups(std::string_view text, char sign) {
  const std::size_t first = std::min(text.find(sign), text.size());
  if (first == 0 || first > 3 || text.front() == '0') return false;
  for (std::size_t at = first; at < text.size(); at += 4) {
    if (text[at] != sign || text.size() - at < 4 || !std::all_of(text.data() + at + 1, text.data() + at + 4, isDigit))
      return false;
  }
  return std::all_of(text.data(), text.data() + first, isDigit);
}

struct Uses {
  Use comma = Use::None;
  Use point = Use::None;
};

/// What the signs of a number are by itself; nothing where it is no number by any.
std::optional<Uses> usesIn(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  const std::size_t end = std::min(cell.find_first_not_of("0123456789.,"), cell.size());
  const std::string_view text = cell.substr(0, end);
  const bool plain = end == cell.size();
  const auto commas = std::count(text.begin(), text.end(), ',');
  const auto points = std::count(text.begin(), text.end(), '.');
  if (commas == 0 && points == 0) return {};
  if (commas > 0 && points > 0) {
    const bool commaLast = text.rfind(',') > text.rfind('.');
    const char group = commaLast ? '.' : ',';
    const std::string_view whole = text.substr(0, text.rfind(commaLast ? ',' : '.'));
    if ((commaLast ? commas : points) > 1 || !areGroups(whole, group) || !plain) return {};
    return commaLast ? Uses{Use::Decimal, Use::Groups} : Uses{Use::Groups, Use::Decimal};
  }
  const char sign = commas > 0 ? ',' : '.';
  const bool groups = plain && areGroups(text, sign);
  if (commas + points > 1) {
    if (!groups) return {};
    return sign == ',' ? Uses{Use::Groups, Use::None} : Uses{Use::None, Use::Groups};
  }
  std::string number(cell);
  number[text.find(sign)] = '.';
  if (!isDigit(number.front()) || !parseNumber(number)) return {};
  const Use use = groups ? Use::Either : Use::Decimal;
  return sign == ',' ? Uses{use, Use::None} : Uses{Use::None, use};
}

/// How the numbers of columns are written, with the first that says so.
class NumberStyle {
 public:
  NumberStyle(const TsvFile& file, const std::vector<std::size_t>& columns) {
    for (const auto& row : file.rows) {
      for (const std::size_t column : columns) {
        const auto uses = usesIn(row.cells[column]);
        if (!uses) continue;
        note(comma_, uses->comma, file, row, column);
        note(point_, uses->point, file, row, column);
      }
    }
    decide();
  }

  /// What stands between thousands, and before decimals; 0 where nothing does.
  char group() const { return group_; }
  char decimal() const { return decimal_; }

 private:
  struct Example {
    std::string where;
    std::string cell;
  };
  using Examples = std::map<Use, Example>;

  static void note(Examples& seen, Use use, const TsvFile& file, const TsvFile::Row& row, std::size_t column) {
    if (use == Use::None || seen.contains(use)) return;
    seen[use] = {file.where(row) + ": column " + inQuotes(file.header[column]), std::string(row.cells[column])};
  }

  [[noreturn]] static void refuse(const Example& one, const std::string& why) {
    throw Error(ExitCode::CorruptContent, one.where, inQuotes(one.cell) + why,
                "write numbers with a decimal point and without separators of thousands");
  }

  static void refuseBoth(const Example& one, const Example& other) {
    refuse(one, " does not go with " + inQuotes(other.cell) + " of " + other.where +
                    ": a comma or point is before decimals in one and between thousands in the other");
  }

  void decide() {
    for (const auto& [one, first, other, second] : {std::tuple{&comma_, Use::Groups, &comma_, Use::Decimal},
                                                    std::tuple{&point_, Use::Groups, &point_, Use::Decimal},
                                                    std::tuple{&comma_, Use::Groups, &point_, Use::Groups},
                                                    std::tuple{&comma_, Use::Decimal, &point_, Use::Decimal}}) {
      if (one->contains(first) && other->contains(second)) refuseBoth(one->at(first), other->at(second));
    }
    if (comma_.contains(Use::Groups)) group_ = ',';
    if (point_.contains(Use::Groups)) group_ = '.';
    if (comma_.contains(Use::Decimal) || (group_ == '.' && comma_.contains(Use::Either))) decimal_ = ',';
    if (decimal_ == ',' && group_ == 0 && point_.contains(Use::Either))
      refuse(point_.at(Use::Either), " may have a decimal point, where others have a decimal comma, or thousands");
    if (decimal_ == 0 && group_ == 0 && comma_.contains(Use::Either))
      refuse(comma_.at(Use::Either), point_.empty()
                                         ? " and all others may have a decimal comma or thousands"
                                         : " may have thousands, or a decimal comma where others have a point");
  }

  Examples comma_, point_;
  char group_ = 0, decimal_ = 0;
};

/// Rewrites a number of the style; whether it had to be.
bool rewrite(std::string& cell, const NumberStyle& style) {
  if (!usesIn(cell)) return false;
  const std::string before = cell;
  if (style.group() != 0) std::erase(cell, style.group());
  if (style.decimal() != 0) std::replace(cell.begin(), cell.end(), style.decimal(), '.');
  return cell != before;
}

/// Calls change(cell) for each cell of the columns that is not empty; it says whether it changed it.
template <class Change>
void changeCells(TsvFile& file, const std::vector<std::size_t>& columns, const Change& change) {
  std::vector<bool> chosen(file.header.size(), false);
  for (const std::size_t column : columns) chosen[column] = true;
  std::string cell;
  for (auto& row : file.rows) {
    bool changed = false;
    Cells cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      cell = row.cells[i];
      if (chosen[i] && !cell.empty()) changed = change(cell) || changed;
      cells.push_back(cell);
    }
    if (changed) row.cells = std::move(cells);
  }
}

}  // namespace

CellKind kindOfCell(std::string_view cell) {
  const std::string text(cell);
  if (text.empty() || isWordForMissing(text)) return CellKind::Missing;
  const std::string number = withoutGroups(text);
  if (const auto value = parseNumber(number)) return std::isnan(*value) ? CellKind::Missing : CellKind::Number;
  return usesIn(number) ? CellKind::Number : CellKind::Text;
}

std::vector<std::string> cleanNumbers(TsvFile& file, const std::vector<std::size_t>& columns) {
  std::vector<std::string> notes;
  std::map<std::string, std::size_t> words;
  std::size_t grouped = 0;
  changeCells(file, columns, [&](std::string& cell) {
    if (isWordForMissing(cell)) {
      ++words[cell];
      cell.clear();
      return true;
    }
    std::string number = withoutGroups(cell);
    if (number == cell) return false;
    grouped += number.size() + 1 < cell.size() || cell.front() != '+' ? 1 : 0;
    cell = std::move(number);
    return true;
  });
  for (const auto& [word, count] : words)
    notes.push_back(std::to_string(count) + " cells " + inQuotes(word) + " are not measured");
  if (grouped > 0) notes.push_back(std::to_string(grouped) + " numbers have blanks or apostrophes between thousands");
  const NumberStyle style(file, columns);
  if (style.group() == 0 && style.decimal() == 0) return notes;
  std::size_t count = 0;
  changeCells(file, columns, [&](std::string& cell) {
    const bool rewritten = rewrite(cell, style);
    count += rewritten ? 1 : 0;
    return rewritten;
  });
  const std::string group = style.group() == ',' ? "commas between thousands" : "points between thousands";
  const std::string what = style.group() == 0     ? "a decimal comma"
                           : style.decimal() == 0 ? group
                                                  : group + " or a decimal comma";
  notes.push_back(std::to_string(count) + " numbers have " + what);
  return notes;
}

}  // namespace vescargo
