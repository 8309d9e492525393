#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "table/TwoRunSample.h"
#include "vescargo/table/CargoTable.h"

using namespace vescargo;
using test::errorOf;
using test::exampleStudy;

namespace {

CargoTable cargoOf(const std::vector<CargoColumn>& columns) {
  CargoTable cargo;
  cargo.program = "DIA-NN";
  cargo.columns = columns;
  cargo.table.rows = {{"P", "P", "", 1}, {"Q", "Q", "", 1}};
  cargo.table.log2.resize(2, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    cargo.table.samples.push_back(columns[c].names.front());
    cargo.table.log2(0, static_cast<Eigen::Index>(c)) = 10 + 1.0 * static_cast<double>(c);
    cargo.table.log2(1, static_cast<Eigen::Index>(c)) = c == 0 ? std::nan("") : 4;
  }
  return cargo;
}

QuantTable inStudy(const std::vector<CargoColumn>& columns, const Study& study) {
  const CargoTable cargo = cargoOf(columns);
  return samplesOf(cargo, studyColumns(columns, study, "t.tsv"), study, "t.tsv");
}

std::string faultOf(const std::vector<CargoColumn>& columns, const Study& study = exampleStudy()) {
  return errorOf([&] { inStudy(columns, study); });
}

CargoColumn named(const std::string& name) { return {{name}, {}}; }

}  // namespace

TEST_CASE("columns named by sample are taken in study order, others are left out") {
  const std::vector<CargoColumn> columns{named("S2"), named("pool"), named("S1")};
  const StudyColumns found = studyColumns(columns, exampleStudy(), "t.tsv");
  CHECK(found.leftOut == std::vector<std::string>{"pool"});
  const QuantTable table = inStudy(columns, exampleStudy());
  CHECK(table.samples == std::vector<std::string>{"S1", "S2"});
  CHECK(table.log2(0, 0) == 12);
  CHECK(table.log2(0, 1) == 10);
}

TEST_CASE("technical runs of a sample are their mean in log2, without those that have no value") {
  const QuantTable table = inStudy({named("/x/a.raw"), named("/x/b.raw"), named("S2")}, exampleStudy());
  CHECK(table.log2(0, 0) == 10.5);
  CHECK(table.log2(1, 0) == 4);
  CHECK(table.log2(0, 1) == 12);
}

TEST_CASE("a column is a sample's when it was made from just its runs") {
  const QuantTable table = inStudy({{{"first"}, {"b.mzML", "a.mzML"}}, {{"second"}, {"/x/c.mzML"}}}, exampleStudy());
  CHECK(table.log2(0, 0) == 10);
  CHECK(table.log2(0, 1) == 11);
  CHECK(faultOf({{{"first"}, {"b.mzML", "a.mzML", "c.mzML"}}, named("S2")}).starts_with("11|t.tsv: has no column for"));
}

TEST_CASE("columns of several fractions are refused, and taken as one column of the sample") {
  const Study study = exampleStudy("1", "2");
  CHECK(
      faultOf({named("a"), named("b"), named("c")}, study) ==
      "11|t.tsv: sample \"S1\" is in columns of several fractions; let DIA-NN combine fractions, one column a sample");
  CHECK(inStudy({named("S1"), named("c")}, study).log2(0, 0) == 10);
}

TEST_CASE("samples and runs without a column, columns that are the same and columns of two samples are refused") {
  CHECK(faultOf({named("S1"), named("S3")}) ==
        "11|t.tsv: has no column for sample \"S2\" of the study sheet; nearest: \"S1\", \"S3\"");
  CHECK(faultOf({named("a"), named("c")}) ==
        "11|t.tsv: has no column for run \"b\" of sample \"S1\"; add it, or take the run out of the study sheet");
  CHECK(faultOf({named("S1"), named("/x/c.raw"), named("/y/c.d")}) ==
        "11|t.tsv: columns \"/x/c.raw\" and \"/y/c.d\" are both run \"c\"; keep one of them");
  CHECK(faultOf({named("S1"), named("S1"), named("c")}) ==
        "11|t.tsv: columns \"S1\" and \"S1\" are both sample \"S1\"; keep one of them");
  Study study = exampleStudy();
  study.runs[2].run = "S1";
  CHECK(faultOf({named("S1")}, study) ==
        "11|t.tsv: column \"S1\" fits sample \"S1\" and sample \"S2\" of the study sheet; give samples and runs names "
        "that differ");
}
