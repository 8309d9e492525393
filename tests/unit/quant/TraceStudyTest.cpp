#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "quant/SmallStudy.h"
#include "quant/SyntheticRun.h"
#include "vescargo/quant/traceStudy.h"

using namespace vescargo;
using test::ElutingIon;

namespace {

constexpr AcceptedLimits limits{0.01, 0.01, 0.01};
constexpr int proteins = 240;

/// Protein p has the peptides 2p and 2p + 1; it changes by p % 3 - 1 in log2 from run 0 to run 1.
std::vector<ElutingIon> ionsOf(std::uint32_t run) {
  std::vector<ElutingIon> ions;
  for (int i = 0; i < 2 * proteins; ++i) {
    ElutingIon ion;
    ion.mz = 450 + 2.3 * i;
    ion.rtSeconds = 60 + 0.9 * i + (run == 1 ? 5 + 0.01 * i : 0);
    ion.area = 1e6 * (1 + i % 5) * (run == 1 ? std::exp2(i / 2 % 3 - 1) : 1);
    ions.push_back(ion);
  }
  return ions;
}

std::string nameOf(std::uint32_t i) {
  return {static_cast<char>('A' + i / 100), static_cast<char>('A' + i / 10 % 10), static_cast<char>('A' + i % 10)};
}

/// All is identified in run 0; every fourth ion is not in run 1.
Identifications identified() {
  Identifications ids;
  ids.runs = {"r0", "r1"};
  for (std::uint32_t p = 0; p < proteins; ++p) {
    ids.proteins.push_back({nameOf(p), "", "", ""});
    ids.groups.push_back(test::groupOf({p}));
  }
  for (std::uint32_t run = 0; run < 2; ++run) {
    const auto ions = ionsOf(run);
    for (int i = 0; i < 2 * proteins; ++i) {
      if (run == 1 && i % 4 == 1) continue;
      const std::string name = nameOf(static_cast<std::uint32_t>(i)) + "K";
      const auto& ion = ions[static_cast<std::size_t>(i)];
      ids.psms.push_back(test::match(run, name, 2, static_cast<float>(ion.mz), static_cast<float>(ion.rtSeconds + 1)));
      ids.psms.back().proteins = {static_cast<std::uint32_t>(i / 2)};
    }
  }
  return ids;
}

Quantification quantify(const Identifications& ids, const SurveySource& surveys, const Study& study,
                        const QuantOptions& options) {
  return rollUp(ids, traceStudy(ids, surveys, study, options, limits), study, options, limits);
}

SurveyIndex surveysOf(std::uint32_t run) { return indexSurveys(test::syntheticRun(ionsOf(run), 660)); }

}  // namespace

TEST_CASE("changes of proteins are found in runs, with ions that only the other run identified") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  std::vector<std::uint32_t> asked;
  const auto source = [&](std::uint32_t r) {
    asked.push_back(r);
    return surveysOf(r);
  };
  const auto result = quantify(identified(), source, study, {});
  CHECK(asked == std::vector<std::uint32_t>{0, 1, 1});
  REQUIRE(result.proteins.rows.size() == proteins);
  for (int p = 0; p < proteins; ++p) {
    CHECK(result.proteins.rows[static_cast<std::size_t>(p)].peptides == 2);
    CHECK(result.proteins.log2(p, 1) - result.proteins.log2(p, 0) == Approx(p % 3 - 1).margin(0.02));
  }
  CHECK_FALSE(result.peptides.log2.hasNaN());
  CHECK(result.notes.back() ==
        "transfer: 120 of 120 ions looked for in runs that did not identify them were found at a q-value of 0.02");
}

TEST_CASE("without transfer what a run did not identify is not measured there, and a run is looked at once") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  QuantOptions options;
  options.transferFdr = 0;
  std::size_t looks = 0;
  const auto source = [&](std::uint32_t r) {
    ++looks;
    return surveysOf(r);
  };
  const auto result = quantify(identified(), source, study, options);
  CHECK(looks == 2);
  std::size_t missing = 0;
  for (const auto& row : result.peptideGaps.reasons) missing += row[1] == MissingReason::TransferOff ? 1 : 0;
  CHECK(missing == 120);
  CHECK(std::isnan(result.peptides.log2(1, 1)));
}

TEST_CASE("the traces of a run tell its quality, and those of two runs how they agree") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  const auto traces = traceStudy(identified(), surveysOf, study, {}, limits);
  REQUIRE(traces.quality.size() == 2);
  const RunQuality& quality = traces.quality[1];
  CHECK(quality.ms1Spectra == 661);
  CHECK(quality.ms2Spectra == 0);
  CHECK(quality.identifiedIons == 360);
  CHECK(quality.cycleSeconds == 1);
  CHECK(quality.rtEndSeconds == 660);
  CHECK(std::abs(quality.massErrorPpm) < 0.1);
  CHECK(quality.peakWidthSeconds == Approx(7.26).epsilon(0.03).margin(0));
  CHECK(quality.alignmentErrorSeconds < 0.05);
  CHECK(quality.transfersLookedFor == 120);
  CHECK(quality.transfersAccepted == 120);
  CHECK(traces.quality[0].transfersLookedFor == 0);
  REQUIRE(traces.alignments.size() == 1);
  CHECK(traces.alignments[0].second == 1);
  CHECK(traces.alignments[0].sharedIons == 360);
  CHECK(traces.alignments[0].spreadSeconds < 0.05);
}

TEST_CASE("where few transfers cannot reach the limit, the lowest q-value that they reach is taken, up to 0.05") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  const auto withOnly = [&](int transfers) {
    const auto all = identified().psms;
    auto ids = identified();
    int seen = 0;
    std::erase_if(ids.psms, [&](const Psm& psm) {
      const bool both = std::any_of(all.begin(), all.end(),
                                    [&](const Psm& other) { return other.run == 1 && other.sequence == psm.sequence; });
      return !both && ++seen > transfers;
    });
    return traceStudy(ids, surveysOf, study, {}, limits);
  };
  const auto few = withOnly(30);
  CHECK(few.transferLimit == Approx(1.0 / 30).epsilon(1e-6).margin(0));
  CHECK(few.quality[1].transfersAccepted == 30);
  const auto fewer = withOnly(15);
  CHECK(fewer.transferLimit == 0.02);
  CHECK(fewer.quality[1].transfersAccepted == 0);
}

TEST_CASE("what is a peak of an identified ion is no transfer") {
  auto ids = identified();
  // The same mass, at the same time, as an ion that run 1 identified.
  auto twin =
      test::match(0, "TWINK", 2, static_cast<float>(ionsOf(0)[4].mz), static_cast<float>(ionsOf(0)[4].rtSeconds));
  twin.proteins = {0};
  ids.psms.push_back(twin);
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  const auto traces = traceStudy(ids, surveysOf, study, {}, limits);
  bool seen = false;
  for (std::size_t t = 0; t < traces.targets[1].size(); ++t) {
    if (traces.ions.ions[traces.targets[1][t].ion].sequence != "TWINK") continue;
    seen = true;
    CHECK(traces.traces[1][t].reason == MissingReason::TransferRejected);
    CHECK(traces.traces[1][t].transferQValue == 1);
  }
  CHECK(seen);
}

TEST_CASE("an ion that was fragmented in a tail far from its peak is measured at its peak, as a transfer") {
  auto ids = identified();
  constexpr int astray = 8;
  for (auto& psm : ids.psms) {
    if (psm.run == 1 && psm.sequence == nameOf(astray) + "K") psm.rtSeconds += 60;
  }
  const auto withTail = [](std::uint32_t run) {
    auto ions = ionsOf(run);
    if (run == 1) {
      auto tail = ions[astray];
      tail.rtSeconds += 60;
      tail.area /= 50;
      ions.push_back(tail);
    }
    return indexSurveys(test::syntheticRun(ions, 660));
  };
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  const auto traces = traceStudy(ids, withTail, study, {}, limits);
  std::size_t seen = 0;
  for (std::size_t t = 0; t < traces.targets[1].size(); ++t) {
    if (traces.ions.ions[traces.targets[1][t].ion].sequence != nameOf(astray) + "K") continue;
    ++seen;
    CHECK(traces.targets[1][t].transferred);
    CHECK(std::abs(static_cast<double>(traces.traces[1][t].apexRtSeconds) - ionsOf(1)[astray].rtSeconds) < 0.1);
  }
  CHECK(seen == 1);
}

TEST_CASE("ions of another fraction are not looked for") {
  const Study study = test::studyOf({{"r0", "a", "1"}, {"r1", "a", "2"}});
  const auto traces = traceStudy(identified(), surveysOf, study, {}, limits);
  for (const auto& targets : traces.targets)
    CHECK(std::none_of(targets.begin(), targets.end(), [](const IonTarget& target) { return target.transferred; }));
  CHECK(traces.alignments.empty());
}
