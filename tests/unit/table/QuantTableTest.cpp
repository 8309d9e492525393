#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/Scratch.h"
#include "foreign/TableIn.h"
#include "vescargo/foreign/readCargo.h"
#include "vescargo/table/QuantTable.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;
using test::tableIn;

namespace {

QuantTable tableOf(const std::string& path) { return readCargo(tableIn(path)).table; }

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { tableOf(scratch.file("t.tsv", content)); }, scratch.path(""));
}

}  // namespace

TEST_CASE("cargo.tsv reads back as it was written, to the last bit") {
  const Scratch scratch;
  QuantTable table{{{"A;B", "A;B", "X;Y", 3}, {"C", "C", "", 1}}, {"s2", "s1"}, Eigen::MatrixXd(2, 2)};
  table.log2 << 20.123456, std::numeric_limits<double>::quiet_NaN(), 1.0 / 3.0, 25;
  writeCargo(table, scratch.path("cargo.tsv"));
  CHECK(test::contentOf(scratch.path("cargo.tsv")) ==
        "protein\tgene\tpeptides\ts2\ts1\nA;B\tX;Y\t3\t20.123456\tNA\nC\t\t1\t0.3333333333333333\t25\n");
  const QuantTable back = tableOf(scratch.path("cargo.tsv"));
  CHECK(back.samples == table.samples);
  REQUIRE(back.rows.size() == 2);
  CHECK(back.rows[0].id == "A;B");
  CHECK(back.rows[0].accessions == "A;B");
  CHECK(back.rows[0].genes == "X;Y");
  CHECK(back.rows[0].peptides == 3);
  CHECK(back.log2(0, 0) == table.log2(0, 0));
  CHECK(std::isnan(back.log2(0, 1)));
  CHECK(back.log2(1, 0) == table.log2(1, 0));
}

TEST_CASE("rows are sorted by id with their values, and columns are found in any order") {
  const Scratch scratch;
  const QuantTable table = tableOf(scratch.file("t.tsv", "s1\tpeptides\tprotein\tgene\n2\tNA\tB\tb\n1\t4\tA\ta\n"));
  CHECK(table.rows[0].id == "A");
  CHECK(table.rows[0].peptides == 4);
  CHECK(table.rows[1].peptides == 0);
  CHECK(table.log2(0, 0) == 1);
  CHECK(table.log2(1, 0) == 2);
}

TEST_CASE("a cargo table without a sample or with an unnamed one is refused") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "protein\tgene\tpeptides\nA\ta\t1\n") ==
        "3|t.tsv: has no sample column; add one column a sample");
  CHECK(faultOf(scratch, "protein\tgene\tpeptides\ts1\t\nA\ta\t1\t1\t\n") ==
        "3|t.tsv: column 5 has no name; name every sample column");
}

TEST_CASE("cells of a cargo table that are no number, and ids that are missing or stand twice, are told with lines") {
  const Scratch scratch;
  const std::string header = "protein\tgene\tpeptides\ts1\n";
  CHECK(faultOf(scratch, header + "A\ta\t1\tx\nB\tb\t1\tinf\n") ==
        "3|t.tsv:2: \"x\" in column \"s1\" is no number; write a number, or NA where nothing was measured\n"
        "t.tsv:3: \"inf\" in column \"s1\" is no number; write a number, or NA where nothing was measured");
  CHECK(faultOf(scratch, header + "A\ta\t1\t1\n\tb\t1\t1\nA\ta\t1\t1\n") ==
        "3|t.tsv:3: no protein id; fill the column of accessions\n"
        "t.tsv:4: protein \"A\" stands twice; keep one row a protein group");
  CHECK(faultOf(scratch, header + "A\ta\tmany\t1\nB\tb\t-1\t1\nC\tc\t1e99\t1\n") ==
        "3|t.tsv:2: \"many\" peptides; write a whole number from 0, or NA\n"
        "t.tsv:3: \"-1\" peptides; write a whole number from 0, or NA\n"
        "t.tsv:4: \"1e99\" peptides; write a whole number from 0, or NA");
}

TEST_CASE("samples are selected in the order asked for, and missing ones are named, however many") {
  QuantTable table{{{"A", "A", "", 1}}, {"s1", "s2"}, Eigen::MatrixXd(1, 2)};
  table.log2 << 1, 2;
  const QuantTable selected = selectSamples(table, {"s2", "s1"}, "cargo.tsv");
  CHECK(selected.samples == std::vector<std::string>{"s2", "s1"});
  CHECK(selected.log2(0, 0) == 2);
  CHECK(errorOf([&] {
          selectSamples(table, {"s1", "s3"}, "cargo.tsv");
        }) == "11|cargo.tsv: has no column for sample \"s3\" of the study sheet; nearest: \"s1\", \"s2\"");
  const std::vector<std::string> many(30, "x");
  CHECK(errorOf([&] { selectSamples(table, many, "cargo.tsv"); }).starts_with("11|cargo.tsv: has no column"));
}
