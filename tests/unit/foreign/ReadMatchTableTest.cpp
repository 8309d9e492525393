#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/foreign/readMatchTable.h"
#include "vescargo/foreign/readPercolator.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

const std::string header = "PSMId\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds";
const std::string row = "a_15_2_1\t1.5\t0.01\t0.02\tK.AAK.-\tP1";

std::string utf16(const std::string& text) {
  std::string bytes = "\xFF\xFE";
  for (const char letter : text) bytes += std::string{letter, '\0'};
  return bytes;
}

}  // namespace

TEST_CASE("tables of matches may be UTF-16, end lines with CR and begin with notes", "[foreign]") {
  const Scratch scratch;
  const std::string plain = header + "\n" + row + "\n" + row + "\n";
  std::string cr = plain;
  for (char& letter : cr) letter = letter == '\n' ? '\r' : letter;
  for (const std::string& text : {plain, utf16(plain), cr, utf16(cr), "# note\n\n" + plain, "\xEF\xBB\xBF" + plain}) {
    const std::string path = scratch.file("p.tsv", text);
    CHECK(matchColumns(path) == split(header, '\t'));
    const auto table = readMatchTable(path, percolatorProteinColumns());
    REQUIRE(table.rows.size() == 2);
    CHECK_FALSE(table.endsInRow);
    CHECK(table.rows[1].cells[5] == "P1");
  }
  CHECK(matchColumns(scratch.file("e.tsv", "# note\n")).empty());
}

TEST_CASE("zero bytes and letters that are no UTF-8 in tables of matches are refused with their lines", "[foreign]") {
  const Scratch scratch;
  const auto refusal = [&](const std::string& protein) {
    std::string rows;
    for (int i = 0; i < 40; ++i) rows += row + "\n";
    const std::string path = scratch.file("p.tsv", header + "\n" + rows + row + protein + "\n" + row + "\xC3\xA9\n");
    return errorOf([&] { readMatchTable(path, percolatorProteinColumns()); });
  };
  CHECK(refusal(std::string("\0", 1)).find("p.tsv:42: the cell in column \"proteinIds\" holds a zero byte; copy") !=
        std::string::npos);
  CHECK(refusal("\xE9").find("p.tsv:42: the cell in column \"proteinIds\" is no UTF-8 text, maybe Latin-1; save it") !=
        std::string::npos);
  CHECK(errorOf([&] {
          readMatchTable(scratch.file("u.tsv", utf16(header).substr(2)));
        }).find("UTF-16 without a byte-order mark") != std::string::npos);
}

TEST_CASE("a table in which hardly any peptide stands twice is told to be one of peptides", "[foreign]") {
  const Scratch scratch;
  const auto warnings = [&](const std::string& name, int rows, int again) {
    std::string text = header + "\n";
    for (int i = 0; i < rows; ++i)
      text += "a_" + std::to_string(i) + "_2_1\t1.5\t0.01\t0.02\tK.A" +
              std::string(static_cast<std::size_t>(i < again ? 1 : i + 1), 'G') + "K.-\tP1\n";
    return readPercolator(readMatchTable(scratch.file(name, text), percolatorProteinColumns())).warnings;
  };
  CHECK(warnings("a.tsv", 60, 30).empty());
  CHECK(warnings("a.tsv", 20, 0).empty());
  REQUIRE(warnings("a.tsv", 100, 3).size() == 1);
  CHECK(warnings("a.tsv", 100, 3)[0].find("a.tsv: looks like a table of peptides (2 of its 100 rows") !=
        std::string::npos);
  CHECK(warnings("mokapot.peptides.txt", 20, 0).size() == 1);
  CHECK(warnings("mokapot.peptides.txt", 20, 10).empty());
}
