#include <catch2/catch.hpp>
#include <cmath>

#include "quant/SmallStudy.h"
#include "quant/SyntheticRun.h"
#include "vescargo/quant/traceStudy.h"

using namespace vescargo;
using test::ElutingIon;

namespace {

constexpr AcceptedLimits limits{0.01, 0.01, 0.01};
constexpr int proteins = 20;

/// Protein p has the peptides 2p and 2p + 1; it changes by p % 3 - 1 in log2 from run 0 to run 1.
std::vector<ElutingIon> ionsOf(std::uint32_t run) {
  std::vector<ElutingIon> ions;
  for (int i = 0; i < 2 * proteins; ++i) {
    ElutingIon ion;
    ion.mz = 450 + 7.3 * i;
    ion.rtSeconds = 60 + 9.0 * i + (run == 1 ? 5 + 0.01 * i : 0);
    ion.area = 1e6 * (1 + i % 5) * (run == 1 ? std::exp2(i / 2 % 3 - 1) : 1);
    ions.push_back(ion);
  }
  return ions;
}

/// All is identified in run 0; every fourth ion is not in run 1.
Identifications identified() {
  Identifications ids;
  ids.runs = {"r0", "r1"};
  for (std::uint32_t p = 0; p < proteins; ++p) {
    ids.proteins.push_back({std::string(1, static_cast<char>('A' + p)), "", "", ""});
    ids.groups.push_back(test::groupOf({p}));
  }
  for (std::uint32_t run = 0; run < 2; ++run) {
    const auto ions = ionsOf(run);
    for (int i = 0; i < 2 * proteins; ++i) {
      if (run == 1 && i % 4 == 1) continue;
      const std::string name{static_cast<char>('A' + i / 2), static_cast<char>('A' + i % 2), 'K'};
      const auto& ion = ions[static_cast<std::size_t>(i)];
      ids.psms.push_back(test::match(run, name, 2, static_cast<float>(ion.mz), static_cast<float>(ion.rtSeconds + 1)));
      ids.psms.back().proteins = {static_cast<std::uint32_t>(i / 2)};
    }
  }
  return ids;
}

Quantification quantify(const Identifications& ids, const RunSource& runs, const Study& study,
                        const QuantOptions& options) {
  return rollUp(ids, traceStudy(ids, runs, study, options, limits), study, options, limits);
}

Run runOf(std::uint32_t run) { return test::syntheticRun(ionsOf(run), 500); }

}  // namespace

TEST_CASE("changes of proteins are found in runs, with ions that only the other run identified") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  std::vector<std::uint32_t> asked;
  const auto source = [&](std::uint32_t r) {
    asked.push_back(r);
    return runOf(r);
  };
  const auto result = quantify(identified(), source, study, {});
  CHECK(asked == std::vector<std::uint32_t>{0, 1});
  REQUIRE(result.proteins.rows.size() == proteins);
  for (int p = 0; p < proteins; ++p) {
    CHECK(result.proteins.rows[static_cast<std::size_t>(p)].peptides == 2);
    CHECK(result.proteins.log2(p, 1) - result.proteins.log2(p, 0) == Approx(p % 3 - 1).margin(0.02));
  }
  CHECK_FALSE(result.peptides.log2.hasNaN());
  CHECK(result.notes[1] ==
        "transfer: 10 of 10 ions looked for in runs that did not identify them were confirmed; it has no error rate");
}

TEST_CASE("without transfer what a run did not identify is not measured there") {
  const Study study = test::studyOf({{"r0", "a", ""}, {"r1", "b", ""}});
  QuantOptions options;
  options.transfer = Transfer::None;
  const auto result = quantify(identified(), runOf, study, options);
  std::size_t missing = 0;
  for (const auto& row : result.reasons) missing += row[1] == MissingReason::TransferRejected ? 1 : 0;
  CHECK(missing == 10);
  CHECK(std::isnan(result.peptides.log2(1, 1)));
}
