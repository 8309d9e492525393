#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/quant/normalize.h"

using namespace vescargo;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A subject has two samples, which are in these batches.
Study studyOf(const std::vector<std::string>& batches) {
  Study study;
  for (std::size_t s = 0; s < batches.size(); ++s) {
    const std::string subject = "P" + std::to_string(s / 2);
    if (s % 2 == 0) study.subjects.push_back(subject);
    study.samples.push_back({"S" + std::to_string(s), subject, s % 2 == 0 ? "pre" : "post", batches[s], "", {}});
  }
  return study;
}

/// 30 proteins; sample s is higher by `shifts[s]`.
QuantTable tableOf(const std::vector<double>& shifts) {
  QuantTable table;
  table.rows.resize(30);
  table.log2.resize(30, static_cast<Eigen::Index>(shifts.size()));
  for (Eigen::Index p = 0; p < 30; ++p) {
    for (std::size_t s = 0; s < shifts.size(); ++s)
      table.log2(p, static_cast<Eigen::Index>(s)) = 20 + 0.1 * static_cast<double>(p) + shifts[s];
  }
  return table;
}

std::vector<double> shiftsOf(const SampleFactors& factors) {
  std::vector<double> shifts;
  for (const auto& sample : factors.samples) shifts.push_back(sample.log2Shift);
  return shifts;
}

}  // namespace

TEST_CASE("shifts of samples are found when a minority of proteins changes") {
  Eigen::MatrixXd proteins(40, 3);
  for (int p = 0; p < 40; ++p) {
    proteins.row(p) << 20 + p * 0.1, 21 + p * 0.1, 18.5 + p * 0.1;
    if (p % 4 == 0) proteins(p, 1) += 3;
    if (p % 10 == 1) proteins(p, 2) = none;
  }
  const auto shifts = medianShifts(proteins);
  CHECK(shifts.common == 36);
  CHECK(shifts.log2.sum() == Approx(0).margin(1e-12));
  CHECK(shifts.log2(1) - shifts.log2(0) == Approx(1).epsilon(1e-9).margin(0));
  CHECK(shifts.log2(2) - shifts.log2(0) == Approx(-1.5).epsilon(1e-9).margin(0));
}

TEST_CASE(
    "where few proteins are in every sample, those of half the samples are common; with fewer nothing is shifted") {
  Eigen::MatrixXd proteins = Eigen::MatrixXd::Constant(30, 3, none);
  for (int p = 0; p < 30; ++p) {
    proteins(p, p % 3) = 20;
    proteins(p, (p + 1) % 3) = 20;
  }
  proteins.col(2).array() += 1;
  const auto shifts = medianShifts(proteins);
  CHECK(shifts.common == 30);
  CHECK(shifts.log2(2) > shifts.log2(0));
  const auto few = medianShifts(proteins.topRows(9));
  CHECK(few.common == 0);
  CHECK(few.proteins == std::vector<std::size_t>{0, 0, 0});
  CHECK(few.log2 == Eigen::VectorXd::Zero(3));
}

TEST_CASE("what is added to one sample is taken off again, whatever the order of the samples") {
  QuantTable table = tableOf({0, 0, 0, 0});
  for (Eigen::Index p = 0; p < 30; ++p) table.log2(p, p % 4) += p % 5 == 0 ? 2 : 0.1 * static_cast<double>(p % 3);
  const auto before = shiftsOf(sampleFactors(table, studyOf({"", "", "", ""}), Normalization::Median));
  QuantTable added = table;
  added.log2.col(1).array() += 4;
  const auto after = shiftsOf(sampleFactors(added, studyOf({"", "", "", ""}), Normalization::Median));
  CHECK(after[1] - after[0] - (before[1] - before[0]) == Approx(4).margin(1e-5));
  CHECK(after[2] - after[0] == Approx(before[2] - before[0]).margin(1e-5));
  QuantTable turned = table;
  turned.log2 = table.log2.rowwise().reverse();
  const auto backwards = shiftsOf(sampleFactors(turned, studyOf({"", "", "", ""}), Normalization::Median));
  CHECK(std::vector<double>(backwards.rbegin(), backwards.rend()) == before);
}

TEST_CASE("a sample that has none of the common proteins is left as it is") {
  QuantTable table = tableOf({0, 1, 3, 0});
  table.log2.col(3).setConstant(none);
  const auto factors = sampleFactors(table, studyOf({"", "", "", ""}), Normalization::Median);
  CHECK(factors.samples[3].log2Shift == 0);
  CHECK(factors.samples[3].proteins == 0);
  CHECK(factors.samples[3].method == Normalization::None);
  CHECK(factors.samples[2].log2Shift - factors.samples[0].log2Shift == Approx(3).margin(1e-5));
}

TEST_CASE("batches are normalised apart, their levels stay, and subjects in several of them are told") {
  const QuantTable table = tableOf({0, 1, 10, 14, 3, 10});
  const auto factors = sampleFactors(table, studyOf({"a", "a", "b", "b", "a", "b"}), Normalization::Median);
  const std::vector<double> expected{-1.333333, -0.333333, -1.333333, 2.666667, 1.666667, -1.333333};
  CHECK(shiftsOf(factors) == expected);
  CHECK(factors.samples[2].batch == "b");
  CHECK(factors.samples[2].proteins == 30);
  CHECK(factors.samples[2].method == Normalization::Median);
  REQUIRE(factors.notes.size() == 3);
  CHECK(factors.notes[0].find("the levels of different batches are not made equal") != std::string::npos);
  CHECK(factors.notes[2] == "normalize: batch \"b\": median of 30 common proteins");
  CHECK(factors.warnings ==
        std::vector<std::string>{"subjects with samples in several batches: P2; batches are normalised apart, so their "
                                 "changes contain the difference of the batches"});
}

TEST_CASE("a batch of one sample and one with too few proteins are not normalised, and told") {
  QuantTable table = tableOf({0, 1, 5, 7});
  table.log2.bottomLeftCorner(25, 2).setConstant(none);
  const auto factors = sampleFactors(table, studyOf({"a", "a", "", "c"}), Normalization::Median);
  CHECK(shiftsOf(factors) == std::vector<double>(4, 0));
  CHECK(factors.samples[0].method == Normalization::None);
  REQUIRE(factors.warnings.size() == 4);
  CHECK(factors.warnings[1] == "normalize: batch \"a\": too few common proteins; samples are not normalised");
  CHECK(factors.warnings[2] == "normalize: batch without a name: there is one sample only; samples are not normalised");
}

TEST_CASE("samples are normalised to the proteins of a panel, or not at all") {
  QuantTable table = tableOf({0, 0});
  for (const Eigen::Index p : {3, 5, 7}) table.log2(p, 1) += 2;
  const Study study = studyOf({"", ""});
  CHECK(shiftsOf(sampleFactors(table, study, Normalization::Panel, {3, 5, 7})) == std::vector<double>{-1, 1});
  CHECK(shiftsOf(sampleFactors(table, study, Normalization::Median)) == std::vector<double>{0, 0});
  CHECK(shiftsOf(sampleFactors(table, study, Normalization::None)) == std::vector<double>{0, 0});
  const auto few = sampleFactors(table, study, Normalization::Panel, {3, 5});
  CHECK(shiftsOf(few) == std::vector<double>{0, 0});
  CHECK(few.warnings ==
        std::vector<std::string>{"normalize: too few common proteins of the panel; samples are not normalised"});
}
