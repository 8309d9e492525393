#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/base/Random.h"
#include "vescargo/foreign/readStudyCargo.h"
#include "vescargo/quant/normalizeTable.h"

using namespace vescargo;
using test::Scratch;

namespace {

Study studyOf(const std::vector<std::string>& samples) {
  Study study;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    study.subjects.push_back("P" + std::to_string(s));
    study.runs.push_back({samples[s], samples[s], ""});
    study.samples.push_back({samples[s], study.subjects.back(), "pre", "", "", {}});
  }
  return study;
}

const Study three = studyOf({"A", "B", "C"});

/// 40 proteins; sample s is higher by `shifts[s]`.
QuantTable tableOf(const std::vector<double>& shifts) {
  Random random(3, "table");
  QuantTable table;
  table.rows.resize(40);
  table.log2.resize(40, static_cast<Eigen::Index>(shifts.size()));
  for (Eigen::Index p = 0; p < 40; ++p) {
    const double own = 20 + 3 * random.normal();
    for (std::size_t s = 0; s < shifts.size(); ++s)
      table.log2(p, static_cast<Eigen::Index>(s)) = roundDecimals(own + shifts[s], 6);
  }
  return table;
}

std::string linear(double log2) { return std::isnan(log2) ? "0" : formatNumber(std::exp2(log2)); }

}  // namespace

TEST_CASE("a foreign table is levelled, and the notes say on what and how far") {
  QuantTable table = tableOf({0, 0.25, -1});
  const QuantTable before = table;
  const TableNormalized done = normalizeTable(table, three, TableNormalization::Auto, false);
  CHECK(done.notes ==
        std::vector<std::string>{"normalize: median of 40 common proteins",
                                 "normalize: samples were shifted by up to 0.75 log2, a factor of 1.68 (C)"});
  CHECK(done.warnings.empty());
  CHECK(table.log2.col(0).isApprox(table.log2.col(2), 1e-12));
  CHECK((before.log2.col(1) - table.log2.col(1)).isApprox(Eigen::VectorXd::Constant(40, 0.5), 1e-6));
}

TEST_CASE("what is level stays as it is, to the bit") {
  QuantTable table = tableOf({0, 0.25, -1});
  normalizeTable(table, three, TableNormalization::Median, false);
  const QuantTable once = table;
  const TableNormalized again = normalizeTable(table, three, TableNormalization::Median, false);
  CHECK(table.log2 == once.log2);
  CHECK(again.notes == std::vector<std::string>{"normalize: median of 40 common proteins",
                                                "normalize: samples are level already and stay as they are"});
}

TEST_CASE(
    "Vescargo's tables are not normalised again unless it is asked for, and a table that is far from level is warned "
    "of") {
  const auto left = [](const std::vector<double>& shifts, TableNormalization choice, bool normalized) {
    QuantTable table = tableOf(shifts);
    const QuantTable before = table;
    const TableNormalized done = normalizeTable(table, three, choice, normalized);
    CHECK(table.log2 == before.log2);
    return done;
  };
  const TableNormalized own = left({0, 0.25, -0.25}, TableNormalization::Auto, true);
  CHECK(own.notes ==
        std::vector<std::string>{"normalize: not again, since the table is Vescargo's; the median would shift "
                                 "samples by up to 0.25 log2, a factor of 1.19 (B)"});
  CHECK(own.warnings.empty());
  const TableNormalized far = left({0, 0.75, -0.75}, TableNormalization::Auto, true);
  CHECK(far.notes == std::vector<std::string>{"normalize: not again, since the table is Vescargo's"});
  REQUIRE(far.warnings.size() == 1);
  CHECK(
      far.warnings[0].ends_with("would shift samples by up to 0.75 log2, a factor of 1.68 (B); where it is not, "
                                "-table_normalize median"));
  const TableNormalized none = left({0, 0.75, -0.75}, TableNormalization::None, false);
  CHECK(none.notes ==
        std::vector<std::string>{"normalize: none, as -table_normalize says; the median would shift samples "
                                 "by up to 0.75 log2, a factor of 1.68 (B)"});
  CHECK(none.warnings.empty());
  QuantTable asked = tableOf({0, 0.75, -0.75});
  normalizeTable(asked, three, TableNormalization::Median, true);
  CHECK(asked.log2.col(1).isApprox(asked.log2.col(2), 1e-12));
}

TEST_CASE("a table with too few common proteins stays as it is, with a warning") {
  QuantTable table = tableOf({0, 0.25, -1});
  table.rows.resize(9);
  table.log2.conservativeResize(9, 3);
  const QuantTable before = table;
  const TableNormalized done = normalizeTable(table, three, TableNormalization::Auto, false);
  CHECK(table.log2 == before.log2);
  CHECK(done.notes.empty());
  CHECK(done.warnings == std::vector<std::string>{"normalize: too few common proteins; samples are not normalised"});
}

TEST_CASE("runs are levelled before they are taken together, so that a value missing in one does not move the sample") {
  const Scratch scratch;
  Study study = studyOf({"A", "B"});
  study.runs = {{"a1", "A", ""}, {"a2", "A", ""}, {"B", "B", ""}};
  QuantTable table = tableOf({0, 3, 1});
  table.log2(5, 1) = std::nan("");
  std::string text = "Protein.Group\tGenes\ta1.raw\ta2.raw\tB.raw\n";
  for (Eigen::Index p = 0; p < 40; ++p)
    text += "P" + std::to_string(10 + p) + "\t\t" + linear(table.log2(p, 0)) + "\t" + linear(table.log2(p, 1)) + "\t" +
            linear(table.log2(p, 2)) + "\n";
  const StudyCargo cargo = readStudyCargo(scratch.file("t.tsv", text), study);
  CHECK(cargo.table.log2.col(0).isApprox(cargo.table.log2.col(1), 1e-6));
  CHECK(cargo.table.log2.array().isNaN().count() == 0);
  CHECK(cargo.notes ==
        std::vector<std::string>{"values not measured: 1 of 120, 1 of them written as 0",
                                 "normalize: median of 39 common proteins",
                                 "normalize: samples were shifted by up to 1.67 log2, a factor of 3.17 (a2)",
                                 "3 runs make 2 samples by their mean in log2"});
  const StudyCargo raw =
      readStudyCargo(scratch.file("t.tsv", text), study, {TableNormalization::None, TableScale::Auto});
  CHECK(raw.table.log2(0, 0) - raw.table.log2(0, 1) == Approx(0.5).margin(1e-5));
  CHECK(raw.table.log2(5, 0) - raw.table.log2(5, 1) == Approx(-1).margin(1e-5));
}

TEST_CASE("Sage's proteins follow the same option, and so does the scale of its table") {
  const Scratch scratch;
  const QuantTable table = tableOf({0, 2});
  const auto text = [&](auto write) {
    std::string rows = "peptide\tcharge\tproteins\tq_value\tA.mzML\tB.mzML\n";
    for (Eigen::Index p = 0; p < 40; ++p)
      rows += std::string("AC") + static_cast<char>('A' + p / 20) + static_cast<char>('A' + p % 20) + "K\t2\tP" +
              std::to_string(10 + p) + "\t0\t" + write(table.log2(p, 0)) + "\t" + write(table.log2(p, 1)) + "\n";
    return scratch.file("t.tsv", rows);
  };
  const auto log2 = [](double value) { return formatNumber(value); };
  const auto difference = [&](const std::string& path, const ImportOptions& options) {
    const StudyCargo cargo = readStudyCargo(path, studyOf({"A", "B"}), options);
    CHECK(cargo.program == "Sage");
    return (cargo.table.log2.col(1) - cargo.table.log2.col(0)).mean();
  };
  CHECK(difference(text(linear), {}) == Approx(0).margin(1e-5));
  CHECK(difference(text(linear), {TableNormalization::None, TableScale::Auto}) == Approx(2).margin(1e-5));
  CHECK(difference(text(log2), {TableNormalization::None, TableScale::Log2}) == Approx(2).margin(1e-5));
  CHECK(test::errorOf(
            [&] {
              readStudyCargo(text(log2), studyOf({"A", "B"}));
            },
            scratch.path(""))
            .starts_with("3|t.tsv: its values look like logarithms"));
}

TEST_CASE("a scale that the user gives is told") {
  const Scratch scratch;
  const StudyCargo cargo = readStudyCargo(scratch.file("t.tsv", "Majority protein IDs\tIntensity A\nP\t3\n"),
                                          studyOf({"A"}), {TableNormalization::Auto, TableScale::Log2});
  CHECK(cargo.table.log2(0, 0) == 3);
  CHECK(cargo.notes.front() == "values are read as log2, as -table_scale says");
}
