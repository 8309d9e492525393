#include <catch2/catch.hpp>

#include "vescargo/confidence/acceptance.h"

using namespace vescargo;

namespace {

Psm match(float q, float peptideQ, bool decoy) {
  Psm psm;
  psm.qValue = q;
  psm.peptideQValue = peptideQ;
  psm.decoy = decoy;
  return psm;
}

ProteinGroup group(float q, bool decoy) {
  ProteinGroup result;
  result.qValue = q;
  result.decoy = decoy;
  return result;
}

}  // namespace

TEST_CASE("with enough peptides and groups all limits are the FDR") {
  Identifications ids;
  ids.psms = {match(0.001F, 0.002F, false), match(0.5F, 0.5F, false)};
  ids.groups = {group(0.003F, false), group(0.4F, false)};
  const auto limits = acceptedLimits(ids, 0.01);
  CHECK(limits.psm == 0.01);
  CHECK(limits.peptide == 0.01);
  CHECK(limits.group == 0.01);
}

TEST_CASE("with few peptides or groups the lowest q-value of a target stands in, and matches still need the FDR") {
  Identifications ids;
  ids.psms = {match(0.02F, 0.05F, false), match(0.03F, 0.25F, false), match(0.001F, 0.001F, true)};
  ids.groups = {group(0.125F, false), group(0.5F, false), group(0.0F, true)};
  const auto limits = acceptedLimits(ids, 0.01);
  CHECK(limits.psm == Approx(0.02).epsilon(1e-6).margin(0));
  CHECK(limits.peptide == static_cast<double>(0.05F));
  CHECK(limits.group == 0.125);
  CHECK(isAccepted(ids.psms[0], limits));
  CHECK_FALSE(isAccepted(ids.psms[1], limits));
  CHECK(isAccepted(match(0.01F, 0.05F, false), limits));
  CHECK_FALSE(isAccepted(match(0.01F, 0.06F, false), limits));
  CHECK_FALSE(isAccepted(match(0.01F, 0.05F, true), limits));
  CHECK(isAccepted(ids.groups[0], limits));
  CHECK_FALSE(isAccepted(ids.groups[1], limits));
  CHECK_FALSE(isAccepted(ids.groups[2], limits));
}

TEST_CASE("without any target the limits are the FDR") {
  Identifications ids;
  ids.psms = {match(0.5F, 0.5F, true)};
  const auto limits = acceptedLimits(ids, 0.05);
  CHECK(limits.peptide == 0.05);
  CHECK(limits.group == 0.05);
}

TEST_CASE("where not even twenty matches stand ahead of the first decoy, none counts") {
  Identifications ids;
  ids.psms = {match(0.0625F, 0.0625F, false)};
  CHECK(acceptedLimits(ids, 0.01).psm == 0.01);
}

TEST_CASE("groups with decoys ahead of all of them are no small sample") {
  Identifications ids;
  for (int i = 0; i < 20; ++i) {
    ids.psms.push_back(match(0.9F, 0.9F, false));
    ids.groups.push_back(group(0.95F, false));
  }
  const auto limits = acceptedLimits(ids, 0.01);
  CHECK(limits.psm == 0.01);
  CHECK(limits.peptide == 0.01);
  CHECK(limits.group == 0.01);
  // The +1 alone: three groups of three.
  ids.groups = {group(1.0F / 3, false), group(1.0F / 3, false), group(1.0F / 3, false)};
  CHECK(acceptedLimits(ids, 0.01).group == static_cast<double>(1.0F / 3));
}
