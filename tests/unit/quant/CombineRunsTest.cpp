#include <catch2/catch.hpp>
#include <cmath>

#include "quant/MadeTraces.h"
#include "vescargo/quant/combineRuns.h"

using namespace vescargo;
using test::Ion;
using test::studyOf;
using test::tracesOf;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double noSignal = -static_cast<double>(MissingReason::NoSignal);
constexpr double rejected = -static_cast<double>(MissingReason::TransferRejected);

PeptideMatrix combined(const std::vector<Ion>& ions, const Study& study) {
  return combineRuns(tracesOf(ions, study), study.samples.size());
}

}  // namespace

TEST_CASE("a technical run of one fraction that lacks a peptide leaves the fraction's mean to the other") {
  const Study study = studyOf({{"a", "s0", "F1"}, {"b", "s0", "F1"}, {"c", "s0", "F2"}});
  const auto matrix = combined({{"AAK", 2, {0}, {8, noSignal, 4}},
                                {"BBK", 2, {0}, {8, 4, noSignal}},
                                {"CCK", 2, {0}, {noSignal, noSignal, 4}},
                                {"DDK", 2, {0}, {noSignal, rejected, noSignal}}},
                               study);
  CHECK(matrix.log2(0, 0) == Approx(std::log2(8 + 4)).epsilon(1e-12).margin(0));
  CHECK(matrix.log2(1, 0) == Approx(std::log2((8 + 4) / 2)).epsilon(1e-12).margin(0));
  CHECK(matrix.log2(2, 0) == 2);
  CHECK(std::isnan(matrix.log2(3, 0)));
  CHECK(matrix.reasons[3][0] == MissingReason::TransferRejected);
}

TEST_CASE("a charge that one technical run lacks does not count as 0 in the other's sum") {
  const Study study = studyOf({{"a", "s0", ""}, {"b", "s0", ""}});
  const auto matrix = combined({{"AAK", 2, {0}, {8, 8}}, {"AAK", 3, {0}, {4, noSignal}}}, study);
  CHECK(matrix.log2(0, 0) == Approx(std::log2((12 + 8) / 2)).epsilon(1e-12).margin(0));
}

TEST_CASE("a sample without a whole fraction has what the others give, and says of the rest that it is missing") {
  const Study study = studyOf({{"a", "s0", "F1"}, {"b", "s0", "F2"}, {"c", "s1", "F1"}});
  const auto matrix = combined(
      {{"AAK", 2, {0}, {8, 4, 8}}, {"BBK", 2, {0}, {none, 4, none}}, {"CCK", 2, {0}, {noSignal, 4, noSignal}}}, study);
  CHECK(matrix.log2(0, 0) == Approx(std::log2(12)).epsilon(1e-12).margin(0));
  CHECK(matrix.log2(0, 1) == 3);
  CHECK(matrix.reasons[1] == std::vector{MissingReason::Measured, MissingReason::FractionMissing});
  CHECK(matrix.reasons[2] == std::vector{MissingReason::Measured, MissingReason::NoSignal});
}

TEST_CASE("a value rests on transfer only where no charge in any run of the sample was identified and measured") {
  const Study study = studyOf({{"a", "s0", ""}, {"b", "s0", ""}, {"c", "s1", ""}});
  const auto matrix = combined({{"AAK", 2, {0}, {8, 8, 8}, {true, false, true}},
                                {"AAK", 3, {0}, {8, 8, noSignal}, {true, true, false}},
                                {"BBK", 2, {0}, {8, rejected, rejected}, {true, true, true}}},
                               study);
  CHECK(matrix.transferOnly[0] == std::vector<bool>{false, true});
  CHECK(matrix.transferOnly[1] == std::vector<bool>{true, false});
}

TEST_CASE("of rejected transfers the lowest q-value is kept, and none where there is a value") {
  const Study study = studyOf({{"a", "s0", ""}, {"b", "s0", ""}, {"c", "s1", ""}});
  StudyTraces traces =
      tracesOf({{"AAK", 2, {0}, {rejected, rejected, rejected}}, {"BBK", 2, {0}, {rejected, 8, rejected}}}, study);
  const std::vector<std::vector<float>> q{{0.4F, 0.3F}, {0.1F, 0.2F}, {0.5F, none}};  // [run], BBK before AAK
  for (std::size_t r = 0; r < q.size(); ++r) {
    for (std::size_t t = 0; t < 2; ++t) traces.traces[r][t].transferQValue = q[r][t];
  }
  const auto matrix = combineRuns(traces, 2);
  CHECK(matrix.transferQValues[0][0] == 0.2F);
  CHECK(std::isnan(matrix.transferQValues[0][1]));
  CHECK(std::isnan(matrix.transferQValues[1][0]));
  CHECK(matrix.transferQValues[1][1] == 0.5F);
}
