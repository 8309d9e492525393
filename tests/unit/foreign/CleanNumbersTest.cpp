#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/foreign/cleanNumbers.h"

using namespace vescargo;
using test::errorOf;

namespace {

using Cells = std::vector<std::string>;

TsvFile columnOf(const Cells& cells) {
  TsvFile file{"t", {}, {"id", "x"}, {}};
  for (const std::string& cell : cells) file.rows.push_back({file.rows.size() + 2, {"1,2", cell}});
  return file;
}

Cells cleaned(const Cells& cells, Cells& notes) {
  TsvFile file = columnOf(cells);
  notes = cleanNumbers(file, {1});
  Cells found;
  for (const auto& row : file.rows) {
    CHECK(row.cells[0] == "1,2");
    found.push_back(row.cells[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("words for missing values become empty and are counted") {
  Cells notes;
  CHECK(cleaned({"Filtered", "#N/A", "#NUM!", "null", "n/a", "-", "7", "x", "Filtered", ""}, notes) ==
        Cells{"", "", "", "", "", "", "7", "x", "", ""});
  CHECK(std::find(notes.begin(), notes.end(), "2 cells \"Filtered\" are not measured") != notes.end());
  CHECK(notes.size() == 6);
}

TEST_CASE("decimal commas are read where the table leaves no doubt") {
  Cells notes;
  CHECK(cleaned({"12,5", "1234,500", "7", "1,25E+07", "-3,125"}, notes) ==
        Cells{"12.5", "1234.500", "7", "1.25E+07", "-3.125"});
  CHECK(notes == Cells{"4 numbers have a decimal comma"});
  CHECK(cleaned({"0,125"}, notes) == Cells{"0.125"});
  CHECK(cleaned({"1234,567"}, notes) == Cells{"1234.567"});
  TsvFile doubtful = columnOf({"1,234", "567", "12,345"});
  CHECK(errorOf([&] { cleanNumbers(doubtful, {1}); }) ==
        "3|t:2: \"1,234\" and all others may have a decimal comma or thousands; write numbers with a decimal point and "
        "without separators of thousands");
}

TEST_CASE("commas beside points, and thousands, stay for the reader to refuse") {
  Cells notes;
  CHECK(cleaned({"12,5", "12.5"}, notes) == Cells{"12,5", "12.5"});
  CHECK(cleaned({"1,234,567", "1.234,5", ",5", "5,"}, notes) == Cells{"1,234,567", "1.234,5", ",5", "5."});
}
