#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"

using namespace vescargo;
using test::errorOf;

namespace {

using Texts = std::vector<std::string>;

TsvFile columnOf(const Texts& cells) {
  TsvFile file{"t", {}, {"id", "x"}, {}};
  for (const std::string& cell : cells) file.rows.push_back({file.rows.size() + 2, {"1,2", cell}});
  return file;
}

Texts cleaned(const Texts& cells, Texts& notes) {
  TsvFile file = columnOf(cells);
  notes = cleanNumbers(file, {1});
  Texts found;
  for (const auto& row : file.rows) {
    CHECK(row.cells[0] == "1,2");
    found.emplace_back(row.cells[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("words for missing values become empty and are counted") {
  Texts notes;
  CHECK(cleaned({"Filtered", "#N/A", "#NUM!", "null", "n/a", "-", "7", "x", "Filtered", ""}, notes) ==
        Texts{"", "", "", "", "", "", "7", "x", "", ""});
  CHECK(std::find(notes.begin(), notes.end(), "2 cells \"Filtered\" are not measured") != notes.end());
  CHECK(notes.size() == 6);
}

TEST_CASE("decimal commas are read where the table leaves no doubt") {
  Texts notes;
  CHECK(cleaned({"12,5", "1234,500", "7", "1,25E+07", "-3,125"}, notes) ==
        Texts{"12.5", "1234.500", "7", "1.25E+07", "-3.125"});
  CHECK(notes == Texts{"4 numbers have a decimal comma"});
  CHECK(cleaned({"0,125"}, notes) == Texts{"0.125"});
  CHECK(cleaned({"1234,567"}, notes) == Texts{"1234.567"});
  TsvFile doubtful = columnOf({"1,234", "567", "12,345"});
  CHECK(errorOf([&] { cleanNumbers(doubtful, {1}); }) ==
        "3|t:2: column \"x\": \"1,234\" and all others may have a decimal comma or thousands; write numbers with a "
        "decimal point and "
        "without separators of thousands");
}

TEST_CASE("thousands are read where some number says so without doubt") {
  Texts notes;
  CHECK(cleaned({"1,234,567", "1,234", "12", "1,234.5", "0.25"}, notes) ==
        Texts{"1234567", "1234", "12", "1234.5", "0.25"});
  CHECK(notes == Texts{"3 numbers have commas between thousands"});
  CHECK(cleaned({"1.234.567", "1.234", "1.234,5", "-1.234", "1,25"}, notes) ==
        Texts{"1234567", "1234", "1234.5", "-1234", "1.25"});
  CHECK(notes == Texts{"5 numbers have points between thousands or a decimal comma"});
  CHECK(cleaned({"1.234.567", "1,234"}, notes) == Texts{"1234567", "1.234"});
  CHECK(cleaned({"1 234 567", "12 345", "1'234",
                 "1\xC2\xA0"
                 "234",
                 "1\xE2\x80\xAF"
                 "234,5",
                 "-1 234"},
                notes) == Texts{"1234567", "12345", "1234", "1234", "1234.5", "-1234"});
  CHECK(notes == Texts{"6 numbers have blanks or apostrophes between thousands", "1 numbers have a decimal comma"});
}

TEST_CASE("signs and exponents of numbers") {
  Texts notes;
  CHECK(cleaned({"+123", "1.5E+07", "1.234E+07", "+1.5e7", "1.234"}, notes) ==
        Texts{"123", "1.5E+07", "1.234E+07", "1.5e7", "1.234"});
  CHECK(notes.empty());
  CHECK(cleaned({"1,234E+07", "2"}, notes) == Texts{"1.234E+07", "2"});
  CHECK(cleaned({"n. def.", "NaN", "#NAME?", "\xE2\x80\x93", "-Inf", "Not Found"}, notes) ==
        Texts{"", "", "", "", "", ""});
}

TEST_CASE("numbers that do not go together are refused, with row and column") {
  const auto fault = [](const Texts& cells) {
    TsvFile file = columnOf(cells);
    return errorOf([&] { cleanNumbers(file, {1}); });
  };
  CHECK(fault({"12,5", "12.5"}) ==
        "3|t:2: column \"x\": \"12,5\" does not go with \"12.5\" of t:3: column \"x\": a comma or point is before "
        "decimals in one and between thousands in the other; write numbers with a decimal point and without separators "
        "of thousands");
  CHECK(fault({"1,234,567", "12,5"}).starts_with("3|t:2: column \"x\": \"1,234,567\" does not go with \"12,5\""));
  CHECK(fault({"12.5", "1.234.567"}).starts_with("3|t:3: column \"x\": \"1.234.567\" does not go with \"12.5\""));
  CHECK(fault({"1.234.567", "1,234,567"}).starts_with("3|t:3: column \"x\": \"1,234,567\" does not go with"));
  CHECK(fault({"12,5", "1.234"}).starts_with("3|t:3: column \"x\": \"1.234\" may have a decimal point, where others"));
  CHECK(fault({"12.5", "1,234"}).starts_with("3|t:3: column \"x\": \"1,234\" may have thousands, or a decimal comma"));
}

TEST_CASE("what is no number by any rule stays for the reader to refuse") {
  Texts notes;
  const Texts cells{"1,23,456", "1.23.456", ",5", "12 34", "1 2345", "1  234", "+", "+x", "1,234.5.6", "1'23", "12-3"};
  CHECK(cleaned(cells, notes) == cells);
  CHECK(notes.empty());
}

TEST_CASE("what a cell is, is known before its numbers are rewritten", "[foreign]") {
  for (const char* number : {"1", "-2.5", "1e6", "1,234,567", "1.234.567,8", "12,5", "1 234 567", "1'234", "+123", "0"})
    CHECK(kindOfCell(number) == CellKind::Number);
  for (const char* missing : {"", "NA", "NaN", "Filtered", "#N/A", "ND"})
    CHECK(kindOfCell(missing) == CellKind::Missing);
  for (const char* text : {"P12345", "PF4", "15;18", "1-Mar", "12,5,7", "3 of 4", "+"})
    CHECK(kindOfCell(text) == CellKind::Text);
}

TEST_CASE("yes and no are known in the words of programs and of spreadsheets of other countries", "[foreign]") {
  for (const char* yes : {"True", "TRUE", "true", "1", "WAHR", "VRAI"}) {
    CHECK(isOneOf(yes, {"True"}));
    CHECK(!isOneOf(yes, {"false"}));
  }
  for (const char* no : {"False", "FALSE", "0", "FALSCH"}) CHECK(isOneOf(no, {"false"}));
  CHECK(isOneOf("HIGH", {"High", ""}));
  CHECK(isOneOf("", {"High", ""}));
  CHECK(!isOneOf("Medium", {"High", ""}));
}
