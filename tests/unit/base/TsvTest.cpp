#include <zlib.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/Scratch.h"
#include "vescargo/base/Tsv.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

TEST_CASE("a table is read the same with a byte-order mark, CRLF, blank lines and comments above its header") {
  const Scratch scratch;
  const auto plain = readTsv(scratch.file("plain.tsv", "a\tb\n1\t2\n"));
  const auto dressed = readTsv(scratch.file("dressed.tsv", "\xEF\xBB\xBF# made by hand\r\n\r\na\tb\r\n\r\n1\t2\r\n"));
  CHECK(dressed.header == plain.header);
  REQUIRE(dressed.rows.size() == 1);
  CHECK(dressed.rows[0].cells == plain.rows[0].cells);
  CHECK(dressed.rows[0].line == 5);
  CHECK(dressed.where(dressed.rows[0]) == scratch.path("dressed.tsv") + ":5");
  CHECK(dressed.comments == std::vector<std::string>{" made by hand"});
}

TEST_CASE("a hash below the header is data, and a last line without an end counts") {
  const Scratch scratch;
  const auto file = readTsv(scratch.file("t.tsv", "a\n#1\n2"));
  REQUIRE(file.rows.size() == 2);
  CHECK(file.rows[0].cells[0] == "#1");
  CHECK(file.rows[1].cells[0] == "2");
}

TEST_CASE("a column is found by name, and one that is missing is named beside those there are") {
  const Scratch scratch;
  const auto file = readTsv(scratch.file("t.tsv", "a\tb\n1\t2\n"));
  CHECK(file.column("b") == 1U);
  CHECK_FALSE(file.column("c"));
  CHECK(errorOf([&] { (void)file.requiredColumn("c"); }, scratch.path("")) ==
        "3|t.tsv: has no column \"c\"; its columns are: a, b");
}

TEST_CASE("a table that is not there, is a folder, cannot be read or is empty says which") {
  const Scratch scratch;
  const auto failure = [&](const std::string& path) { return errorOf([&] { readTsv(path); }, scratch.path("")); };
  CHECK(failure(scratch.path("none.tsv")) == "1|none.tsv: no such file; check the path");
  CHECK(failure(scratch.path("")).starts_with("2|: cannot be read"));
  CHECK(failure("/proc/self/mem").starts_with("2|/proc/self/mem: cannot be read"));
  CHECK(failure(scratch.file("empty.tsv", "")).starts_with("4|empty.tsv: is empty"));
  CHECK(failure(scratch.file("comment.tsv", "# only\n")).starts_with("4|comment.tsv: is empty"));
  CHECK(failure(scratch.file("header.tsv", "a\tb\n\n")).starts_with("4|header.tsv: has a header and no row"));
}

TEST_CASE("rows of another width are listed with their lines, all at once") {
  const Scratch scratch;
  const std::string path = scratch.file("t.tsv", "a\tb\n1\n1\t2\n1\t2\t3\n");
  CHECK(errorOf([&] { readTsv(path); }, scratch.path("")) ==
        "3|t.tsv:2: 1 cells where the header has 2; separate cells by one tab each\n"
        "t.tsv:4: 3 cells where the header has 2; separate cells by one tab each");
}

TEST_CASE("a column that stands twice is refused, but for the columns that SDRF repeats") {
  const Scratch scratch;
  const auto read = [&](const std::string& header) {
    return errorOf([&] { readTsv(scratch.file("t.tsv", header + "\n1\t2\t3\n")); }, scratch.path(""));
  };
  CHECK(read("a\tb\ta") == "3|t.tsv:1: column \"a\" stands twice; rename or remove one");
  CHECK(read("a\tcomment[modification parameters]\tcomment[modification parameters]") == "no error");
  CHECK(read("a\tCharacteristics[disease]\tCharacteristics[disease]") == "no error");
}

TEST_CASE("text is split at every separator and joined again") {
  CHECK(split("", '\t') == std::vector<std::string>{""});
  CHECK(split("a;;b;", ';') == std::vector<std::string>{"a", "", "b", ""});
  CHECK(join(split("a;;b;", ';'), ";") == "a;;b;");
  CHECK(join({}, ";").empty());
}

TEST_CASE("a number is written in the shortest text that reads back as the same number") {
  for (const double value : {0.0, 0.1, 1.0 / 3.0, -2.5e-300, 1.7976931348623157e308, 123456.0}) {
    CHECK(parseNumber(formatNumber(value)) == value);
  }
  CHECK(formatNumber(0.1) == "0.1");
  CHECK(formatNumber(std::numeric_limits<double>::quiet_NaN()) == "NA");
  CHECK(formatNumber(1.0 / 3.0, 3) == "0.333");
  CHECK(formatNumber(123456.0, 3) == "1.23e+05");
  CHECK(formatNumber(std::numeric_limits<double>::quiet_NaN(), 3) == "NA");
}

TEST_CASE("what is no number is told apart from what was not measured") {
  for (const char* text : {"", "NA", "NaN", "nan"}) {
    REQUIRE(parseNumber(text));
    CHECK(std::isnan(*parseNumber(text)));
  }
  for (const char* text : {"x", "1,5", "1.5 ", "1.5x", "--1", "1e999"}) CHECK_FALSE(parseNumber(text));
  CHECK(parseNumber("-1.5e3") == -1500.0);
  for (const char* text : {"1e-400", "-1E-999", "4.9E-340"}) CHECK(parseNumber(text) == 0.0);
  CHECK(parseNumber("0." + std::string(400, '0') + "1") == 0.0);
  CHECK_FALSE(parseNumber("1" + std::string(400, '0') + ".5"));
}

TEST_CASE("rounding to decimals is what its text says, has no negative zero and leaves huge and missing values alone") {
  CHECK(roundDecimals(1.23456749, 6) == 1.234567);
  CHECK(formatNumber(roundDecimals(0.1 + 0.2, 6)) == "0.3");
  CHECK(formatNumber(roundDecimals(-1e-9, 6)) == "0");
  CHECK(roundDecimals(1e305, 6) == 1e305);
  CHECK(std::isnan(roundDecimals(std::numeric_limits<double>::quiet_NaN(), 6)));
  const double once = roundDecimals(17.1234567891, 6);
  CHECK(roundDecimals(once, 6) == once);
}

TEST_CASE("a column may have several cells where that is said, and tables may be gzipped") {
  const test::Scratch scratch;
  const auto path = scratch.file("p.tsv", "id\tproteins\n1\tA\tB\tC\n2\tD\n");
  const TsvFile table = readTsv(path, TsvRows::AtLeastOne, {"proteins"});
  CHECK(table.rows[0].cells == std::vector<std::string>{"1", "A\tB\tC"});
  CHECK(table.rows[1].cells == std::vector<std::string>{"2", "D"});
  CHECK(test::errorOf([&] { readTsv(path); }).find("4 cells where the header has 2") != std::string::npos);
  const auto middle = scratch.file("m.tsv", "id\tproteins\trt\n1\tA\tB\t3.5\n2\tD\t4\n");
  const TsvFile inner = readTsv(middle, TsvRows::AtLeastOne, {"none", "proteins"});
  CHECK(inner.rows[0].cells == std::vector<std::string>{"1", "A\tB", "3.5"});
  CHECK(inner.rows[1].cells == std::vector<std::string>{"2", "D", "4"});
  const auto cut = scratch.file("cut.tsv", "id\tproteins\n1\n");
  CHECK(test::errorOf([&] { readTsv(cut, TsvRows::AtLeastOne, {"proteins"}); }).find("1 cells") != std::string::npos);
  const auto packed = scratch.path("p.tsv.gz");
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(packed.c_str(), "wb"), gzclose);
  gzputs(file.get(), "id\tproteins\n1\tA\n");
  gzflush(file.get(), Z_FINISH);
  CHECK(readTsv(packed).rows[0].cells[1] == "A");
  const std::string whole = test::contentOf(packed);
  const auto half = scratch.file("half.tsv.gz", whole.substr(0, whole.size() - 9));
  CHECK(test::errorOf([&] { readTsv(half); }).find("is no whole gzip file") != std::string::npos);
}

TEST_CASE("cells that a spreadsheet would calculate are written as text, and read as they were") {
  const Scratch scratch;
  const std::string path = scratch.path("t.tsv");
  const std::vector<std::string> cells{"=1+1",       "@SUM(A1)", "-cmd|' /C calc'!A0", "+A1", "'=x", "''@x", "-1.5",
                                       "+2",         "-",        "'quoted'",           "a=b", "",    "'",    "=",
                                       "-.PEPTIDE.K"};
  writeTsv(path, join(cells, "\t") + "\n" + join(cells, "\t") + "\n");
  const auto file = readTsv(path);
  CHECK(file.header == cells);
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows[0].cells == cells);
  const std::string line =
      "'=1+1\t'@SUM(A1)\t'-cmd|' /C calc'!A0\t'+A1\t''=x\t'''@x\t-1.5\t+2\t-\t'quoted'\ta=b\t\t'\t'=\t-.P";
  CHECK(test::contentOf(path).find("\n" + line) != std::string::npos);
  writeTsv(path, "plain\n1\n");
  CHECK(test::contentOf(path) == "plain\n1\n");
}

TEST_CASE("one line has a blank for each control character") { CHECK(oneLine("a\tb\r\nc\x7f") == "a b  c "); }
