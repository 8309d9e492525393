#include <zlib.h>

#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/foreign/delimited.h"
#include "vescargo/foreign/readText.h"

using namespace vescargo;
using namespace std::string_literals;
using test::errorOf;
using test::Scratch;

namespace {

TsvFile tableOf(const std::string& text) { return readDelimited(text, "t").file; }

std::string faultOf(const std::string& text) {
  return errorOf([&] { readDelimited(text, "t"); });
}

std::string textFault(const std::string& bytes) {
  return errorOf([&] { textOf(bytes, "t"); });
}

/// Text in UTF-16, its letters below U+0100 but for one beyond the basic plane.
std::string inUtf16(const std::string& text, bool bigEndian) {
  std::string bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char letter : text) bytes += bigEndian ? "\0"s + letter : letter + "\0"s;
  return bytes;
}

}  // namespace

TEST_CASE("cells are separated by tabs, or by the comma or semicolon that fits the rows") {
  for (const char separator : {'\t', ',', ';'}) {
    std::string text = "a b|c,d\n1|2\n";
    if (separator == ',') text = "a b|c;d\n1|2\n";
    std::replace(text.begin(), text.end(), '|', separator);
    CHECK(tableOf(text).header == Cells{"a b", separator == ',' ? "c;d" : "c,d"});
    CHECK(tableOf(text).rows[0].cells == Cells{"1", "2"});
  }
  CHECK(readDelimited("a;b\n1,5;2\n", "t").notes == Cells{"cells are separated by semicolons"});
  CHECK(readDelimited("a\tb\n1\t2\n", "t").notes.empty());
  CHECK(tableOf("sep=;\r\na;b\r\n1;2\r\n").header == Cells{"a", "b"});
  CHECK(faultOf("a;b,c;d\n1;2,3;4\n") == "3|t: may be separated by commas and by semicolons; separate by tabs");
  CHECK(faultOf("a,b,c\n1,2,3\n1,2,3,4\n") ==
        "3|t:3: 4 cells where the header has 3; separate cells as the header does");
  CHECK(faultOf("a b\n1 2 3\n1 2\n").starts_with("3|t: has one column"));
  CHECK(readDelimited("\"a b\" c\n1 2\n", "t").notes == Cells{"cells are separated by blanks"});
}

TEST_CASE("blanks that are no blanks, letters that nobody sees and texts as formulas are taken for what they are") {
  const DelimitedTable table =
      readDelimited("id\ta\xC2\xA0\nP1\xC2\xA0\t1\n\xE2\x80\x8BP2\t2\n=\"P3\"\t3\nB\xC3\xA4r\t4\n", "t");
  CHECK(table.file.header == std::vector<std::string>{"id", "a"});
  std::string ids;
  for (const auto& row : table.file.rows) ids += std::string(row.cells[0]) + " ";
  CHECK(ids == "P1 P2 P3 B\xC3\xA4r ");
  CHECK(table.notes ==
        std::vector<std::string>{"2 cells had non-breaking blanks or letters that nobody sees, which were left out"});
}

TEST_CASE("quotes within cells are letters, and do not fuse rows") {
  for (const std::string separator : {",", ";"}) {
    const std::string text = "id,name,a\n1,5\"-end,2\n2,x,3\n3,3\" end,4\n";
    std::string other = text;
    std::replace(other.begin(), other.end(), ',', separator.front());
    const TsvFile file = tableOf(other);
    REQUIRE(file.rows.size() == 3);
    CHECK(file.rows[0].cells == Cells{"1", "5\"-end", "2"});
    CHECK(file.rows[2].cells == Cells{"3", "3\" end", "4"});
    CHECK(file.rows[2].line == 4);
  }
}

TEST_CASE("a line end in a quoted cell between tabs joins the lines of a row, or is refused") {
  const TsvFile file = tableOf("id\tname\ta\n1\t\"one\ntwo\"\t5\n2\tx\t6\n3\t7\t\"last\nof\"\n4\tz\t8\n");
  REQUIRE(file.rows.size() == 4);
  CHECK(file.rows[0].cells == Cells{"1", "one two", "5"});
  CHECK(file.rows[1].line == 4);
  CHECK(file.rows[3].line == 7);
  CHECK(faultOf("id\tname\ta\n1\t\"one\n2\tx\t6\n") == "3|t:2: a quote is opened and not closed; close it");
  CHECK(tableOf("id\tname\ta\n1\t\"one\t5\n").rows[0].cells == Cells{"1", "\"one", "5"});
}

TEST_CASE("cells in quotes hold separators, quotes and line ends, and lines are counted on") {
  const TsvFile file = tableOf("id,\"a, b\"\r\n\"x \"\"y\"\"\",\"1\r\n2\"\r\nz,3\r\n");
  CHECK(file.header == Cells{"id", "a, b"});
  CHECK(file.rows[0].cells == Cells{"x \"y\"", "1  2"});
  CHECK(file.rows[1].line == 4);
  CHECK(tableOf("\"a\"\t\"b\"\n\"1;2\"\t 3 \n").rows[0].cells == Cells{"1;2", "3"});
  CHECK(tableOf("a\tb\n5\" end\t\"\n").rows[0].cells == Cells{"5\" end", "\""});
  CHECK(faultOf("a,b\n1,2\n3,\"4\n5,6\n") == "3|t:3: a quote is opened and not closed; close it");
}

TEST_CASE("what writeTsv puts before a cell for spreadsheets is taken away") {
  CHECK(tableOf("a\tb\n'=1\t'x\n").rows[0].cells == Cells{"=1", "'x"});
}

TEST_CASE("lines end with LF, CRLF or CR, and comments, empty lines and Perseus' lines are passed over") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const TsvFile file = tableOf("#c" + end + end + "a\tb" + end + "#!{Type}T\tE" + end + "1\t2" + end);
    CHECK(file.comments == Cells{"c"});
    REQUIRE(file.rows.size() == 1);
    CHECK(file.rows[0].line == 5);
    CHECK(file.rows[0].cells == Cells{"1", "2"});
  }
}

TEST_CASE("rows whose empty ends were cut or doubled are read and counted, other widths are told") {
  const DelimitedTable table = readDelimited("a\tb\tc\n1\t2\n3\n4\t5\t6\t\t\n", "t");
  CHECK(table.file.rows[0].cells == Cells{"1", "2", ""});
  CHECK(table.file.rows[1].cells == Cells{"3", "", ""});
  CHECK(table.file.rows[2].cells == Cells{"4", "5", "6"});
  CHECK(table.notes == Cells{"2 of 3 rows are shorter than the header; the cells that they lack are read as empty"});
  CHECK(faultOf("a\tb\n1\t2\n1\t2\t3\n") == "3|t:3: 3 cells where the header has 2; separate cells as the header does");
  CHECK(faultOf("a\tb\n1\t2\n3") ==
        "3|t:3: 1 cells where the header has 2, and the file ends within the line; copy or download it again");
}

TEST_CASE("tables without header or rows, and columns that stand twice, are refused") {
  CHECK(faultOf("").starts_with("4|t: is empty"));
  CHECK(faultOf("a\tb\n").starts_with("4|t: has a header and no row"));
  CHECK(faultOf("a\ta\n1\t2\n") == "3|t:1: column \"a\" stands twice; rename or remove one");
  CHECK(tableOf("a\t\t\n1\t2\t3\n").header == Cells{"a", "", ""});
}

TEST_CASE("text is UTF-8 or UTF-16 with a byte-order mark, plain or gzipped") {
  CHECK(textOf("\xEF\xBB\xBF"
               "a",
               "t") == "a");
  for (const bool bigEndian : {false, true}) CHECK(textOf(inUtf16("a\tb\n1", bigEndian), "t") == "a\tb\n1");
  CHECK(textOf("\xFF\xFE\x3D\xD8\x00\xDE"s, "t") == "\xF0\x9F\x98\x80");
  const Scratch scratch;
  const gzFile file = gzopen(scratch.path("t.gz").c_str(), "wb");
  gzputs(file, "a\tb");
  gzclose(file);
  CHECK(readText(scratch.path("t.gz")) == "a\tb");
  scratch.file("cut.gz", test::contentOf(scratch.path("t.gz")).substr(0, 15));
  CHECK(errorOf([&] { readText(scratch.path("cut.gz")); }, scratch.path("")).starts_with("3|cut.gz: is not whole"));
  CHECK(errorOf([&] { readText(scratch.path("none")); }).starts_with("1|"));
  CHECK(errorOf([&] { readText(scratch.path("")); }).starts_with("2|"));
}

TEST_CASE("what is no text is named, with what to give instead") {
  CHECK(textFault("PAR1x").find("report.pg_matrix.tsv") != std::string::npos);
  CHECK(textFault("PK\x03\x04").starts_with("3|t: is an Excel workbook or a ZIP archive"));
  CHECK(textFault("\xD0\xCF\x11\xE0").starts_with("3|t: is an old Excel workbook"));
  CHECK(textFault("\x89HDF\r\n").starts_with("3|t: is an HDF5 file"));
  CHECK(textFault("SQLite format 3\0"s).starts_with("3|t: is an SQLite file"));
  CHECK(textFault("BZh9").starts_with("3|t: is compressed by bzip2"));
  CHECK(textFault("a\0b\0"s).starts_with("3|t: holds zero bytes"));
  CHECK(textFault("\xFF\xFE"
                  "a")
            .starts_with("3|t: is broken or cut UTF-16"));
  CHECK(textFault("\xFF\xFE\x3D\xD8"
                  "a\0"s)
            .starts_with("3|t: is broken or cut UTF-16"));
}

TEST_CASE("a text that is read piece by piece is the same table, wherever the pieces end") {
  const Scratch scratch;
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    for (const char separator : {'\t', ','}) {
      std::string rows;
      for (int r = 0; rows.size() < 5U << 20U; ++r)
        rows +=
            std::to_string(r) + separator + (separator == ',' ? "\"x, " + end + "y\"" : "x y") + separator + "7" + end;
      for (std::size_t pad = 0; pad < (separator == ',' ? 4U : 2U); ++pad) {
        const std::string text = "id" + std::string(pad, 'd') + separator + "a" + separator + "b" + end + rows;
        const std::string path = scratch.file("long.txt", text);
        const TsvFile whole = readDelimited(text, path).file;
        const TsvFile pieces = readDelimited(TextPieces(path)).file;
        CHECK(pieces.header == whole.header);
        REQUIRE(pieces.rows.size() == whole.rows.size());
        CHECK(std::equal(
            pieces.rows.begin(), pieces.rows.end(), whole.rows.begin(),
            [](const auto& one, const auto& other) { return one.line == other.line && one.cells == other.cells; }));
      }
    }
  }
}

TEST_CASE("of columns that are not wanted nothing is kept, but rows are as wide as they were") {
  const auto read = [](const std::string& text) {
    return readDelimited(TextPieces(text, "t"), [](const TsvFile& head) {
      CHECK(head.rows.empty());
      return std::vector<std::size_t>{2, 0};
    });
  };
  const DelimitedTable table = read("a\tb\tc\td\n1\t2\t3\t4\n5\t6\n7\t8\t9\t\t\t\n");
  CHECK(table.file.header == Cells{"a", "c"});
  CHECK(table.file.rows[0].cells == Cells{"1", "3"});
  CHECK(table.file.rows[1].cells == Cells{"5", ""});
  CHECK(table.file.rows[2].cells == Cells{"7", "9"});
  CHECK(table.notes == Cells{"1 of 3 rows are shorter than the header; the cells that they lack are read as empty"});
  CHECK(errorOf([&] { read("a\tb\tc\n1\t2\t3\n1\t2\t3\t4\n"); }) ==
        "3|t:3: 4 cells where the header has 3; separate cells as the header does");
}
