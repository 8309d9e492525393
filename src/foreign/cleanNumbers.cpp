#include "vescargo/foreign/cleanNumbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// What other programs and spreadsheets write where nothing was measured; parseNumber knows NA and NaN.
bool isWordForMissing(std::string_view cell) {
  static constexpr std::array<std::string_view, 15> words{"filtered", "#n/a",  "n/a",  "#num!", "#div/0!",
                                                          "#value!",  "#ref!", "null", "none",  "-",
                                                          "<na>",     "nan",   "na",   "n.d.",  "nd"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(word.begin(), word.end(), cell.begin(), cell.end(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  });
}

/// Digits behind the one comma of a number ("12,5", "1,2E+07") that is read with a decimal comma; -1 where it is none.
int digitsBehindComma(std::string_view cell) {
  const std::size_t comma = cell.find(',');
  if (comma == std::string_view::npos || comma == 0 || !isDigit(cell[comma - 1])) return -1;
  std::string point(cell);
  point[comma] = '.';
  if (!parseNumber(point)) return -1;
  const auto end = std::find_if_not(cell.begin() + static_cast<std::ptrdiff_t>(comma) + 1, cell.end(), isDigit);
  return static_cast<int>(end - cell.begin()) - static_cast<int>(comma) - 1;
}

/// How the numbers of columns are written.
struct Commas {
  std::size_t seen = 0;
  bool sure = false;  ///< some are no thousands
  bool points = false;
  std::string example;
};

Commas commasIn(const TsvFile& file, const std::vector<std::size_t>& columns) {
  Commas commas;
  for (const auto& row : file.rows) {
    for (const std::size_t column : columns) {
      const std::string& cell = row.cells[column];
      if (cell.find('.') != std::string::npos && parseNumber(cell)) commas.points = true;
      const int digits = digitsBehindComma(cell);
      if (digits < 0) continue;
      if (commas.seen++ == 0) commas.example = file.where(row) + "\n" + cell;
      const std::size_t before = cell.find(',') - (cell.starts_with('-') ? 1 : 0);
      commas.sure = commas.sure || digits != 3 || before > 3 || cell.starts_with("0,");
    }
  }
  return commas;
}

void replaceCommas(TsvFile& file, const std::vector<std::size_t>& columns) {
  for (auto& row : file.rows) {
    for (const std::size_t column : columns) {
      std::string& cell = row.cells[column];
      if (digitsBehindComma(cell) >= 0) cell[cell.find(',')] = '.';
    }
  }
}

}  // namespace

std::vector<std::string> cleanNumbers(TsvFile& file, const std::vector<std::size_t>& columns) {
  std::vector<std::string> notes;
  std::map<std::string, std::size_t> words;
  for (auto& row : file.rows) {
    for (const std::size_t column : columns) {
      std::string& cell = row.cells[column];
      if (cell.empty() || !isWordForMissing(cell)) continue;
      ++words[cell];
      cell.clear();
    }
  }
  for (const auto& [word, count] : words)
    notes.push_back(std::to_string(count) + " cells " + inQuotes(word) + " are not measured");
  const Commas commas = commasIn(file, columns);
  if (commas.seen == 0 || commas.points) return notes;
  if (!commas.sure) {
    const std::size_t end = commas.example.find('\n');
    throw Error(ExitCode::CorruptContent, commas.example.substr(0, end),
                inQuotes(commas.example.substr(end + 1)) + " and all others may have a decimal comma or thousands",
                "write numbers with a decimal point and without separators of thousands");
  }
  replaceCommas(file, columns);
  notes.push_back(std::to_string(commas.seen) + " numbers have a decimal comma");
  return notes;
}

}  // namespace vescargo
