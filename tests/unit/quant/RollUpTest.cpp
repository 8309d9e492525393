#include <catch2/catch.hpp>
#include <cmath>
#include <tuple>

#include "base/Scratch.h"
#include "quant/MadeTraces.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/quant/rollUp.h"
#include "vescargo/quant/writeQuantification.h"

using namespace vescargo;
using test::groupOf;
using test::Ion;
using test::proteinsAndGroups;
using test::studyOf;
using test::tracesOf;

namespace {

constexpr AcceptedLimits limits{0.01, 0.01, 0.01};

QuantOptions plain(RollUp method = RollUp::Summed) {
  QuantOptions options;
  options.rollUp = method;
  return options;
}

const Study twoSamples = studyOf({{"r0", "s0", ""}, {"r1", "s1", ""}});
constexpr double notLooked = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("charges are summed, technical runs averaged, fractions summed") {
  const Study study = studyOf({{"a1", "s0", "F1"}, {"a2", "s0", "F1"}, {"b", "s0", "F2"}, {"c", "s1", "F1"}});
  const auto result = rollUp(
      proteinsAndGroups({groupOf({0})}),
      tracesOf(
          {{"PEPK", 2, {0}, {2, 4, 10, 1}}, {"PEPK", 3, {0}, {6, 4, notLooked, 3}}, {"QEPK", 2, {0}, {-1, 8, -1, -1}}},
          study),
      study, plain(), limits);
  REQUIRE(result.peptides.rows.size() == 2);
  // (2 + 6 and 4 + 4) averaged, and 10 of the other fraction
  CHECK(result.peptides.log2(0, 0) == roundDecimals(std::log2(18.0), 6));
  CHECK(result.peptides.log2(0, 1) == 2);
  // a run without it is passed over in the mean
  CHECK(result.peptides.log2(1, 0) == 3);
  CHECK(std::isnan(result.peptides.log2(1, 1)));
  CHECK(result.proteins.log2(0, 0) == roundDecimals(std::log2(26.0), 6));
}

TEST_CASE("protein rows are accepted groups, sorted by id, with each gene once and values of six decimals") {
  auto ids = proteinsAndGroups({groupOf({3}), groupOf({0, 1}), groupOf({2}, 0.5F)});
  ids.groups.push_back(groupOf({2}));
  ids.groups.back().decoy = true;
  const auto result = rollUp(ids,
                             tracesOf({{"AAK", 2, {0, 1}, {3, 5}},
                                       {"BBK", 2, {0, 1}, {7, 11}},
                                       {"BBK(Acetyl)", 2, {0, 1}, {1, 1}},
                                       {"CCK", 2, {3}, {13, -1}},
                                       {"DDK", 2, {2}, {17, 17}}},
                                      twoSamples),
                             twoSamples, plain(), limits);
  REQUIRE(result.proteins.rows.size() == 2);
  CHECK(result.proteins.rows[0].id == "P1;P2");
  CHECK(result.proteins.rows[0].accessions == "P1;P2");
  CHECK(result.proteins.rows[0].genes == "G1");
  CHECK(result.proteins.rows[0].peptides == 2);
  CHECK(result.proteins.rows[1].id == "P4");
  CHECK(result.proteins.log2(0, 0) == 3.459432);
  CHECK(std::isnan(result.proteins.log2(1, 1)));
  CHECK(result.proteins.samples == std::vector<std::string>{"s0", "s1"});
  CHECK(result.peptides.rows.size() == 5);
  CHECK(result.peptides.rows[2].id == "BBK(Acetyl)");
  CHECK(result.peptides.rows[2].accessions == "P1;P2");
  CHECK(result.peptides.rows[2].genes == "G1");
  CHECK(result.peptides.rows[2].peptides == 1);
}

TEST_CASE("iBAQ divides by the observable peptides of the first protein, and needs its sequence") {
  auto ids = proteinsAndGroups({groupOf({0, 1}), groupOf({2})});
  const auto traces =
      tracesOf({{"AAK", 2, {0, 1}, {12, 8}}, {"BBK", 2, {0, 1}, {4, -1}}, {"CCK", 2, {2}, {4, 4}}}, twoSamples);
  ids.proteins[0].sequence = "AAAAAAKCCCCCCKAAK";
  const auto some = rollUp(ids, traces, twoSamples, plain(), limits);
  CHECK(some.ibaq(0, 0) == 3);
  CHECK(some.ibaq(0, 1) == 2);
  CHECK(some.ibaq.row(1).array().isNaN().all());
  CHECK(some.notes[2] ==
        "rollUp: no iBAQ of 1 of 2 proteins, whose sequences are not known: give the FASTA file that was searched");
  CHECK_THROWS_WITH(rollUp(ids, traces, twoSamples, plain(RollUp::Ibaq), limits),
                    Catch::Contains("ibaq needs the sequence of protein \"P3\""));
  ids.proteins[2].sequence = "DDDDDDKGGGGGGKEEEEEEKFFFFFF";
  ids.enzyme.rule = CutRule::behind("C");
  const auto all = rollUp(ids, traces, twoSamples, plain(RollUp::Ibaq), limits);
  CHECK(all.proteins.log2 == all.ibaq);
  CHECK(all.proteins.log2(1, 0) == 2);
  CHECK(all.proteins.log2(0, 0) == 4);
}

TEST_CASE("peptides of several accepted groups count for none; a refused group takes no peptide away") {
  const std::vector<Ion> ions{{"AAK", 2, {0}, {8, 8}}, {"BBK", 2, {0, 1}, {8, 8}}, {"CCK", 2, {1}, {4, 4}}};
  const auto shared =
      rollUp(proteinsAndGroups({groupOf({0}), groupOf({1})}), tracesOf(ions, twoSamples), twoSamples, plain(), limits);
  CHECK(shared.sharedPeptides == 1);
  CHECK(shared.proteins.rows[0].peptides == 1);
  CHECK(shared.proteins.log2(0, 0) == 3);
  CHECK(shared.proteins.log2(1, 0) == 2);
  const auto refused = rollUp(proteinsAndGroups({groupOf({0}), groupOf({1}, 0.5F)}), tracesOf(ions, twoSamples),
                              twoSamples, plain(), limits);
  CHECK(refused.sharedPeptides == 0);
  REQUIRE(refused.proteins.rows.size() == 1);
  CHECK(refused.proteins.log2(0, 0) == 4);
}

TEST_CASE("groups with fewer peptides than asked for, or none that was measured, have no row") {
  const std::vector<Ion> ions{{"AAK", 2, {0}, {8, 8}},
                              {"AAK(Acetyl)", 2, {0}, {8, 8}},
                              {"BBK", 2, {1}, {8, 8}},
                              {"CCK", 2, {1}, {8, 8}},
                              {"DDK", 2, {2}, {-1, -2}}};
  const auto ids = proteinsAndGroups({groupOf({0}), groupOf({1}), groupOf({2})});
  auto options = plain();
  CHECK(rollUp(ids, tracesOf(ions, twoSamples), twoSamples, options, limits).proteins.rows.size() == 2);
  options.minPeptides = 2;
  const auto two = rollUp(ids, tracesOf(ions, twoSamples), twoSamples, options, limits);
  REQUIRE(two.proteins.rows.size() == 1);
  CHECK(two.proteins.rows[0].id == "P2");
  CHECK(two.notes[0] ==
        "rollUp: 5 ions -> 5 peptides -> 1 of 3 accepted protein groups (0 peptides shared by groups were used for "
        "none)");
}

TEST_CASE(
    "a shared peptide goes to its razor group on request: most peptides, then most razor peptides, then the first") {
  const std::vector<Ion> ions{{"AAK", 2, {0}, {8, 8}}, {"BBK", 2, {0, 1}, {8, 8}}, {"CCK", 2, {1}, {4, 4}}};
  const auto peptidesOf = [&](std::pair<int, int> first, std::pair<int, int> second) {
    auto ids = proteinsAndGroups({groupOf({0}), groupOf({1})});
    std::tie(ids.groups[0].peptides, ids.groups[0].razorPeptides) = first;
    std::tie(ids.groups[1].peptides, ids.groups[1].razorPeptides) = second;
    auto options = plain();
    options.sharedPeptides = SharedPeptides::Razor;
    const auto result = rollUp(ids, tracesOf(ions, twoSamples), twoSamples, options, limits);
    CHECK(result.sharedPeptides == 1);
    CHECK(result.notes[0].find("(1 peptides shared by groups were used for their razor group)") != std::string::npos);
    return std::make_pair(result.proteins.rows[0].peptides, result.proteins.rows[1].peptides);
  };
  CHECK(peptidesOf({2, 1}, {3, 0}) == std::make_pair(1, 2));
  CHECK(peptidesOf({3, 1}, {3, 2}) == std::make_pair(1, 2));
  CHECK(peptidesOf({3, 2}, {3, 2}) == std::make_pair(2, 1));
}

TEST_CASE("proteins that rest on a single peptide are counted") {
  const auto result = rollUp(
      proteinsAndGroups({groupOf({0}), groupOf({2})}),
      tracesOf(
          {{"AAK", 2, {0}, {8, 8}}, {"AAK(Acetyl)", 2, {0}, {8, 8}}, {"BBK", 2, {2}, {8, 8}}, {"CCK", 2, {2}, {8, 8}}},
          twoSamples),
      twoSamples, plain(), limits);
  CHECK(result.notes[1] == "rollUp: 1 of 2 proteins rest on a single peptide");
}

TEST_CASE("MaxLFQ is not misled by a strong peptide that one sample lacks, the sum is") {
  const std::vector<Ion> ions{{"AAK", 2, {0}, {1024, -1}}, {"BBK", 2, {0}, {8, 16}}, {"CCK", 2, {0}, {4, 8}}};
  const auto change = [&](RollUp method) {
    const auto result =
        rollUp(proteinsAndGroups({groupOf({0})}), tracesOf(ions, twoSamples), twoSamples, plain(method), limits);
    return result.proteins.log2(0, 1) - result.proteins.log2(0, 0);
  };
  CHECK(change(RollUp::MaxLfq) == Approx(1).epsilon(1e-5).margin(0));
  CHECK(change(RollUp::Summed) < -5);
}

TEST_CASE("samples are normalised by their proteins, peptides by the same shift, unless told otherwise") {
  std::vector<Ion> ions;
  std::vector<ProteinGroup> groups;
  Identifications ids;
  for (std::uint32_t p = 0; p < 12; ++p) {
    const std::string name(1, static_cast<char>('A' + p));
    ids.proteins.push_back({name, "", "", ""});
    ids.groups.push_back(groupOf({p}));
    ions.push_back({name + "K", 2, {p}, {64, p == 11 ? 4096.0 : 256.0}});
  }
  QuantOptions options;
  const auto traces = tracesOf(ions, twoSamples);
  auto result = rollUp(ids, traces, twoSamples, options, limits);
  const Eigen::MatrixXd raw = result.proteins.log2;
  CHECK(raw(0, 0) == 6);
  CHECK(raw(0, 1) == 8);
  normalize(result, sampleFactors(result.proteins, twoSamples, Normalization::None));
  CHECK(result.proteins.log2 == raw);
  normalize(result, sampleFactors(result.proteins, twoSamples, Normalization::Median));
  for (int p = 0; p < 11; ++p) CHECK(result.proteins.log2(p, 1) == result.proteins.log2(p, 0));
  CHECK(result.proteins.log2(11, 1) - result.proteins.log2(11, 0) == Approx(4).epsilon(1e-9).margin(0));
  CHECK(result.peptides.log2 == result.proteins.log2);
  CHECK(result.topThree == result.proteins.log2);
  CHECK(result.factors.notes == std::vector<std::string>{"normalize: median of 12 common proteins"});
  CHECK(result.factors.samples[1].log2Shift == 1);
  CHECK(raw(0, 1) - result.factors.samples[1].log2Shift == result.proteins.log2(0, 1));
}

TEST_CASE("the reason of a missing value is that of the charge and run that came nearest to one") {
  const Study study = studyOf({{"a", "s0", "F1"}, {"b", "s0", "F2"}, {"c", "s1", "F1"}, {"d", "s1", "F2"}});
  const auto noSignal = -static_cast<double>(MissingReason::NoSignal);
  const auto below = -static_cast<double>(MissingReason::BelowThreshold);
  const auto rejected = -static_cast<double>(MissingReason::TransferRejected);
  const auto result = rollUp(proteinsAndGroups({}),
                             tracesOf({{"AAK", 2, {0}, {noSignal, below, noSignal, notLooked}},
                                       {"AAK", 3, {0}, {noSignal, noSignal, noSignal, noSignal}},
                                       {"BBK", 2, {0}, {rejected, below, 5, rejected}},
                                       {"CCK", 2, {0}, {notLooked, notLooked, 5, 5}}},
                                      study),
                             study, plain(), limits);
  CHECK(result.peptideGaps.reasons[0] == std::vector{MissingReason::BelowThreshold, MissingReason::NoSignal});
  CHECK(result.peptideGaps.reasons[1] == std::vector{MissingReason::TransferRejected, MissingReason::Measured});
  CHECK(result.peptideGaps.reasons[2] == std::vector{MissingReason::FractionMissing, MissingReason::Measured});
  CHECK(result.proteins.rows.empty());
  const test::Scratch scratch;
  writePeptides(result, scratch.path("peptides.tsv"));
  CHECK(test::contentOf(scratch.path("peptides.tsv")) ==
        "peptide\tproteins\tgenes\ttransferred\ts0\ts1\n"
        "AAK\tP1\tG1\t0\tNA\tNA\n"
        "BBK\tP1\tG1\t0\tNA\t2.321928\n"
        "CCK\tP1\tG1\t0\tNA\t3.321928\n");
  writeReasons(result, scratch.path("reasons.tsv"));
  CHECK(test::contentOf(scratch.path("reasons.tsv")) ==
        "level\tid\tsample\treason\ttransfer_q\n"
        "peptide\tAAK\ts0\tbelow the noise threshold\tNA\n"
        "peptide\tAAK\ts1\tno MS1 signal\tNA\n"
        "peptide\tBBK\ts0\ttransfer rejected\tNA\n"
        "peptide\tCCK\ts0\tfraction missing\tNA\n");
}
