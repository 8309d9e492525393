#include <catch2/catch.hpp>

#include "search/Chemistry.h"
#include "vescargo/confidence/assignConfidence.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Forty peptides of one protein, and decoys among the lower half of them.
std::vector<Psm> matches() {
  Dice dice(3);
  std::vector<Psm> psms;
  for (std::uint32_t i = 0; i < 50; ++i) {
    Psm psm;
    psm.spectrum = i;
    psm.sequence = psm.modifiedSequence = randomSequence(dice, 12) + "K";
    psm.hyperscore = static_cast<float>(100 - i);
    psm.decoy = i > 20 && i % 3 == 0;
    psm.proteins = {psm.decoy ? 1U : 0U};
    psm.charge = 2;
    psms.push_back(psm);
  }
  return psms;
}

}  // namespace

TEST_CASE("a larger FDR counts more peptides for a protein group") {
  const auto peptidesAt = [](double fdr) {
    ConfidenceOptions options;
    options.fdr = fdr;
    const auto ids = assignConfidence({"a"}, matches(), {protein("A", ""), protein("DECOY_A", "")}, options);
    REQUIRE(ids.groups.size() == 1);
    int accepted = 0;
    for (const auto& psm : ids.psms) accepted += !psm.decoy && psm.peptideQValue <= static_cast<float>(fdr) ? 1 : 0;
    CHECK(ids.groups[0].peptides == accepted);
    return accepted;
  };
  CHECK(peptidesAt(0.1) >= 20);
  CHECK(peptidesAt(0.2) > peptidesAt(0.1));
}
