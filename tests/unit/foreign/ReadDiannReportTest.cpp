#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "foreign/TableIn.h"
#include "vescargo/foreign/readCargo.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;
using test::tableIn;

namespace {

const std::string header =
    "Run\tProtein.Group\tGenes\tPG.MaxLFQ\tQ.Value\tPG.Q.Value\tLib.PG.Q.Value\tPrecursor.Id\tStripped.Sequence\n";

CargoTable reportOf(const Scratch& scratch, const std::string& rows) {
  return readCargo(tableIn(scratch.file("t.tsv", header + rows)));
}

std::string faultOf(const Scratch& scratch, const std::string& rows) {
  return errorOf([&] { reportOf(scratch, rows); }, scratch.path(""));
}

}  // namespace

TEST_CASE("DIA-NN's report gives a column a run, with what is at most at 1 %, and counts sequences") {
  const Scratch scratch;
  const CargoTable cargo = reportOf(scratch,
                                    "r2\tQ;R\tGQ\t8\t0.01\t0.01\t0\tAK2\tAK\n"
                                    "r2\tQ;R\tGQ\t8\t0.001\t0.001\t0\tAK3\tAK\n"
                                    "r2\tQ;R\tGQ\t9\t0.02\t0.001\t0\tCK2\tCK\n"
                                    "r1\tQ;R\tGQ\t4\t0.001\t0.001\t0\tDK2\tDK\n"
                                    "r1\tP\tGP\t0\t0.001\t0.001\t0\tEK2\tEK\n"
                                    "r2\tP\tGP\t2\t0.001\t0.011\t0\tEK2\tEK\n"
                                    "r2\tN\tGN\t2\t0.001\t0.001\t0.5\tFK2\tFK\n");
  CHECK(cargo.program == "DIA-NN");
  CHECK(cargo.table.samples == std::vector<std::string>{"r2", "r1"});
  CHECK(cargo.notes ==
        std::vector<std::string>{"3 of 7 precursor rows are above a q-value of 0.01 or decoys, and left out"});
  REQUIRE(cargo.table.rows.size() == 2);
  CHECK(cargo.table.rows[0].id == "P");
  CHECK(cargo.table.rows[1].id == "Q;R");
  CHECK(cargo.table.rows[1].genes == "GQ");
  CHECK(cargo.table.rows[1].peptides == 2);
  CHECK(std::isnan(cargo.table.log2(0, 0)));
  CHECK(std::isnan(cargo.table.log2(0, 1)));
  CHECK(cargo.table.log2(1, 0) == 3);
  CHECK(cargo.table.log2(1, 1) == 2);
}

TEST_CASE("decoys of DIA-NN's report are left out, and sequences need not be there") {
  const Scratch scratch;
  const CargoTable cargo =
      readCargo(tableIn(scratch.file("t.tsv",
                                     "Run\tProtein.Group\tGenes\tPG.MaxLFQ\tQ.Value\tPG.Q.Value\t"
                                     "Precursor.Id\tDecoy\nr\tP\t\t2\t0\t0\tA\t0\nr\tN\t\t2\t0\t0\tB\t1\n")));
  REQUIRE(cargo.table.rows.size() == 1);
  CHECK(cargo.table.rows[0].id == "P");
  CHECK(cargo.table.rows[0].peptides == 0);
}

TEST_CASE("faults of DIA-NN's report are told with lines") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "r\tP\t\t-1\t0\t0\t0\tA\tA\nr\tP\t\tx\t0\t0\t0\tB\tB\nr\tP\t\t1\t2\t0\t0\tC\tC\n") ==
        "3|t.tsv:2: a negative intensity; intensities are 0 or above\n"
        "t.tsv:3: \"x\" in column \"PG.MaxLFQ\" is no number; write a number, or NA where nothing was measured\n"
        "t.tsv:4: \"2\" in column \"Q.Value\" is no q-value; give the report as DIA-NN wrote it");
  CHECK(faultOf(scratch, "r\tP\t\t1\t0\t\t0\tA\tA\n").starts_with("3|t.tsv:2: \"\" in column \"PG.Q.Value\" is no q-"));
  CHECK(faultOf(scratch, "\tP\t\t1\t0\t0\t0\tA\tA\nr\t\t\t1\t0\t0\t0\tA\tA\n") ==
        "3|t.tsv:2: no run; give the report as DIA-NN wrote it\n"
        "t.tsv:3: no protein id; give the report as DIA-NN wrote it");
  CHECK(faultOf(scratch, "r\tP\t\t1\t0\t0\t0\tA\tA\nr\tP\t\t1\t0\t0\t0\tA\tA\n") ==
        "3|t.tsv:3: precursor \"A\" stands twice in run \"r\"; keep one row a precursor and run");
  CHECK(faultOf(scratch, "r\tP\t\t1\t0\t0\t0\tA\tA\nr\tP\t\t2\t0\t0\t0\tB\tA\n") ==
        "3|t.tsv:3: protein \"P\" has another PG.MaxLFQ before in run \"r\"; give the report as DIA-NN wrote it");
  CHECK(faultOf(scratch, "r\tP\t\t1\t0.5\t0\t0\tA\tA\n").starts_with("4|t.tsv: has no row with q-values up to 0.01"));
  CHECK(
      errorOf([&] { readCargo(tableIn(scratch.file("u.tsv", "Run\tProtein.Group\tGenes\tPG.Quantity\nr\tP\t\t1\n"))); },
              scratch.path(""))
          .starts_with("3|u.tsv: has no column \"PG.MaxLFQ\""));
}
