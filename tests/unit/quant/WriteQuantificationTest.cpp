#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <tuple>

#include "base/Scratch.h"
#include "quant/MadeTraces.h"
#include "vescargo/base/Random.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/quant/rollUp.h"
#include "vescargo/quant/writeQuantification.h"

using namespace vescargo;
using test::groupOf;
using test::Ion;
using test::Scratch;

namespace {

constexpr AcceptedLimits limits{0.01, 0.01, 0.01};
constexpr double noSignal = -static_cast<double>(MissingReason::NoSignal);
constexpr double rejected = -static_cast<double>(MissingReason::TransferRejected);

/// level, id and sample of each row; how often.
using Rows = std::map<std::tuple<std::string, std::string, std::string>, int>;

Rows rowsOf(const TsvFile& file) {
  Rows rows;
  for (const auto& row : file.rows)
    ++rows[{std::string(row.cells[0]), std::string(row.cells[1]), std::string(row.cells[2])}];
  return rows;
}

void addMissing(const std::string& level, const QuantTable& table, Rows& rows) {
  for (Eigen::Index r = 0; r < table.log2.rows(); ++r) {
    for (Eigen::Index s = 0; s < table.log2.cols(); ++s) {
      if (std::isnan(table.log2(r, s)))
        ++rows[{level, table.rows[static_cast<std::size_t>(r)].id, table.samples[static_cast<std::size_t>(s)]}];
    }
  }
}

/// 20 proteins of 1 to 5 peptides in 4 samples of two fractions, one of which is missing, with values gone at random.
struct RandomStudy {
  Study study = test::studyOf(
      {{"a1", "a", "1"}, {"a2", "a", "2"}, {"b1", "b", "1"}, {"b2", "b", "2"}, {"c1", "c", "1"}, {"d2", "d", "2"}});
  Identifications ids;
  StudyTraces traces;

  RandomStudy() {
    Random random(3, "reasons");
    std::vector<Ion> ions;
    for (std::uint32_t p = 0; p < 20; ++p) {
      const std::string name(1, static_cast<char>('A' + p));
      ids.proteins.push_back({name, "", "", "AAAAAAK"});
      ids.groups.push_back(groupOf({p}));
      for (std::uint32_t k = 0; k <= p % 5; ++k) {
        Ion ion{name + std::string(1, static_cast<char>('A' + k)) + "K", 2, {p}, {}};
        for (std::size_t r = 0; r < study.runs.size(); ++r)
          ion.areas.push_back(random.uniform() < 0.3 ? random.uniform(1, 100)
                                                     : -1 - static_cast<double>(random.below(5)));
        ions.push_back(ion);
      }
    }
    traces = test::tracesOf(ions, study);
  }
};

}  // namespace

TEST_CASE("reasons.tsv has every missing value of peptides and proteins once, and nothing else") {
  const RandomStudy made;
  const Scratch scratch;
  for (const RollUp method : {RollUp::MaxLfq, RollUp::Top3, RollUp::Summed, RollUp::Ibaq}) {
    QuantOptions options;
    options.rollUp = method;
    const auto result = rollUp(made.ids, made.traces, made.study, options, limits);
    writeReasons(result, scratch.path("reasons.tsv"));
    Rows expected;
    addMissing("peptide", result.peptides, expected);
    addMissing("protein", result.proteins, expected);
    CHECK(expected.size() > 30);
    for (const auto& protein : result.unquantified) ++expected[{"protein", protein.id, "*"}];
    CHECK(result.unquantified.size() + result.proteins.rows.size() == made.ids.groups.size());
    CHECK(rowsOf(readTsv(scratch.path("reasons.tsv"))) == expected);
  }
}

TEST_CASE("a protein's reason is that of the peptide nearest to a value, and groups without a row say why") {
  const Study study = test::studyOf({{"r0", "s0", ""}, {"r1", "s1", ""}});
  auto ids = test::proteinsAndGroups({groupOf({0}), groupOf({1}), groupOf({2}), groupOf({3})});
  ids.proteins.push_back({"P5", "", "", ""});
  ids.groups.push_back(groupOf({4}));
  StudyTraces traces = test::tracesOf({{"AAK", 2, {0}, {4, noSignal}},
                                       {"BBK", 2, {0}, {4, rejected}},
                                       {"CCK", 2, {0}, {4, rejected}},
                                       {"DDK", 2, {1}, {4, 4}},
                                       {"EEK", 2, {0, 2}, {4, 4}},
                                       {"FFK", 2, {3}, {noSignal, noSignal}}},
                                      study);
  traces.traces[1][3].transferQValue = 0.125F;  // of CCK: targets stand in the reverse order
  traces.traces[1][4].transferQValue = 0.25F;
  QuantOptions options;
  options.minPeptides = 2;
  const Scratch scratch;
  writeReasons(rollUp(ids, traces, study, options, limits), scratch.path("reasons.tsv"));
  CHECK(test::contentOf(scratch.path("reasons.tsv")) ==
        "level\tid\tsample\treason\ttransfer_q\n"
        "peptide\tAAK\ts1\tno MS1 signal\tNA\n"
        "peptide\tBBK\ts1\ttransfer rejected\t0.25\n"
        "peptide\tCCK\ts1\ttransfer rejected\t0.125\n"
        "peptide\tFFK\ts0\tno MS1 signal\tNA\n"
        "peptide\tFFK\ts1\tno MS1 signal\tNA\n"
        "protein\tP1\ts1\ttransfer rejected\t0.125\n"
        "protein\tP2\t*\tfewer peptides than min_peptides\tNA\n"
        "protein\tP3\t*\tshared peptides only\tNA\n"
        "protein\tP4\t*\tno peptide measured\tNA\n"
        "protein\tP5\t*\tno peptide accepted\tNA\n");
}

TEST_CASE("ions, peptides, abundances and factors are written as documented") {
  const Study study = test::studyOf({{"r0", "s0", ""}, {"r1", "s1", ""}});
  auto ids = test::proteinsAndGroups({groupOf({0}), groupOf({2})});
  ids.proteins[0].sequence = "AAAAAAKCCCCCCK";
  StudyTraces traces =
      test::tracesOf({{"AAK", 2, {0}, {16, noSignal}}, {"BBK", 3, {2}, {16, 4}, {false, true}}}, study);
  IonTrace& trace = traces.traces[1][0];  // BBK
  trace.apexIntensity = 2;
  trace.apexRtSeconds = 60.5F;
  trace.beginSeconds = 58;
  trace.endSeconds = 64;
  trace.points = 7;
  trace.massErrorPpm = -1.5F;
  trace.shape = 0.75F;
  trace.isotopeAgreement = 0.875F;
  trace.interfered = true;
  trace.transferQValue = 0.03125F;
  traces.targets[1][0].mz = 500.2501234;
  auto result = rollUp(ids, traces, study, QuantOptions{}, limits);
  normalize(result, sampleFactors(result.proteins, study, Normalization::Median));
  const Scratch scratch;
  writeIons(traces, scratch.path("ions.tsv"));
  const TsvFile ions = readTsv(scratch.path("ions.tsv"));
  REQUIRE(ions.rows.size() == 3);
  CHECK(ions.rows[0].cells[ions.requiredColumn("origin")] == "identified");
  CHECK(join(ions.header, " ") ==
        "peptide charge run mz area apex_intensity apex_seconds begin_seconds end_seconds width_seconds points "
        "mass_error_ppm shape isotope_agreement interfered origin transfer_q");
  std::vector<std::string> cells;
  for (const std::string_view cell : ions.rows[2].cells.all()) cells.emplace_back(cell);
  CHECK(join(cells, " ") == "BBK 3 r1 500.250123 4 2 60.5 58 64 NA 7 -1.5 0.75 0.875 yes transferred 0.03125");
  writePeptides(result, scratch.path("peptides.tsv"));
  CHECK(test::contentOf(scratch.path("peptides.tsv")) ==
        "peptide\tproteins\tgenes\ttransferred\ts0\ts1\nAAK\tP1\tG1\t0\t4\tNA\nBBK\tP3\tG3\t1\t4\t2\n");
  writeAbundance(result, scratch.path("abundance.tsv"));
  CHECK(test::contentOf(scratch.path("abundance.tsv")) ==
        "protein\tgene\tpeptides\tsample\ttop3\ttop3_share\ttop3_rank\tibaq\tibaq_share\tibaq_rank\n"
        "P1\tG1\t1\ts0\t4\t0.5\t1\t3\t1\t1\n"
        "P3\tG3\t1\ts0\t4\t0.5\t2\tNA\tNA\tNA\n"
        "P3\tG3\t1\ts1\t2\t1\t1\tNA\tNA\tNA\n");
  writeFactors(result, scratch.path("factors.tsv"));
  CHECK(test::contentOf(scratch.path("factors.tsv")) ==
        "sample\tbatch\tmethod\tlog2_shift\tproteins\ns0\t\tnone\t0\t0\ns1\t\tnone\t0\t0\n");
}
