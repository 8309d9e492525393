#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/search/decoyNaming.h"

using namespace vescargo;
using test::errorOf;

namespace {

std::vector<Protein> named(const std::vector<std::string>& accessions) {
  std::vector<Protein> proteins;
  for (const auto& accession : accessions) proteins.push_back(proteinOfHeader(accession));
  return proteins;
}

}  // namespace

TEST_CASE("a database names its decoys by a prefix or a suffix, whatever the case", "[decoys]") {
  const auto [decoy, affix, prefix] = GENERATE(table<std::string, std::string, bool>({
      {"DECOY_P1", "DECOY_", true},
      {"decoy_sp|P1|A_HUMAN", "decoy_", true},
      {"rev_sp|P1|A_HUMAN", "rev_", true},
      {"REV__P1", "REV__", true},
      {"XXX_sp|P1|A_HUMAN", "XXX_", true},
      {"###RND###P1", "###RND###", true},
      {"##P1", "##", true},
      {"##sp|P1|A_HUMAN", "##", true},
      {"#DECOY#P1", "#DECOY#", true},
      {"shuffle_P1", "shuffle_", true},
      {"shuffled_sp|P1|A_HUMAN", "shuffled_", true},
      {"random_P1", "random_", true},
      {"Reverse:P1", "Reverse:", true},
      {"P1_DECOY", "_DECOY", false},
      {"P1:reversed", ":reversed", false},
      {"P1_REVERSED", "_REVERSED", false},
      {"sp|P1|A_HUMAN_rev", "_rev", false},
      {"P1-DECOY", "-DECOY", false},
  }));
  const DecoyNaming naming = detectDecoys(named({"sp|P1|A_HUMAN", decoy}));
  CAPTURE(decoy);
  CHECK(naming.affix == DecoyAffix{affix, prefix});
  CHECK(naming.targets == 1);
  CHECK(naming.decoys == 1);
  CHECK(naming.paired == 1);
  const std::string accession = prefix ? affix + "P1" : "P1" + affix;
  CHECK(naming.isDecoy(accession));
  CHECK_FALSE(naming.isDecoy("P1"));
  CHECK(naming.targetOf(accession) == "P1");
}

TEST_CASE("words that only look like a decoy's are no affix", "[decoys]") {
  const auto name = GENERATE("REVERSE", "#P1", "##", "P1", "REVOLVER_1", "sp|P04326|REV_HV1H2", "rev_", "_rev", "");
  CHECK(decoyAffixOf(name).text.empty());
  CHECK(detectDecoys(named({"P1", "P2"})).text() == "none");
}

TEST_CASE("the case of the affix is part of it", "[decoys]") {
  const DecoyNaming naming = nameDecoys({"A", "B", "rev_A", "rev_B", "REV_C"});
  CHECK(naming.text() == "prefix \"rev_\"");
  CHECK(naming.decoys == 2);
  CHECK_FALSE(naming.isDecoy("REV_C"));
}

TEST_CASE("decoys of several makings in one file are decoys, names of genes are none", "[decoys]") {
  const DecoyNaming naming = nameDecoys({"P1", "P2", "P3", "rev_P1", "rev_P2", "XXX_P3", "CON__P4", "REV__CON__P4",
                                         "P02768_REVERSED", "REV_HV1H2", "random_seq"});
  CHECK(naming.text() == "prefix \"rev_\" and prefix \"REV__\" and prefix \"XXX_\" and suffix \"_REVERSED\"");
  CHECK(naming.decoys == 5);
  CHECK(naming.targets == 6);
  CHECK(naming.paired == 4);
  CHECK(naming.isDecoy("XXX_P9"));
  CHECK_FALSE(naming.isDecoy("REV_HV1H2"));
  CHECK_FALSE(naming.isDecoy("random_seq"));
  CHECK(naming.targetOf("P02768_REVERSED") == "P02768");
}

TEST_CASE("a protein that is called like a decoy is none", "[decoys]") {
  const auto name = GENERATE("REV_HV1H2", "contig7_rev", "RANDOM-1", "XXX:4");
  CAPTURE(name);
  CHECK(nameDecoys({"P12345", "Q12345", name}).text() == "none");
  CHECK(nameDecoys({"P12345", name}, {"P12345", name}).decoys == 0);
  CHECK(nameDecoys({"P12345", name, std::string(name) + "9"}, {name, std::string(name) + "9"}).decoys == 0);
  // Beside decoys of another mark.
  CHECK(nameDecoys({"P12345", "Q12345", "DECOY_P12345", name}).decoys == 1);
}

TEST_CASE("the decoys of a filtered result may lack their targets", "[decoys]") {
  CHECK(nameDecoys({"P12345", "rev_Q12345"}).decoys == 1);
  CHECK(nameDecoys({"ENSP00001.2", "rev_ENSP00033.5"}).decoys == 1);
  CHECK(nameDecoys({"ENSP00001.2", "XXX_contig3", "XXX_contig5"}).decoys == 2);
  CHECK(nameDecoys({"ENSP00001.2", "DECOY_contig3"}).decoys == 1);
  CHECK(nameDecoys({"ENSP00001.2", "rev_contig3"}, {"contig3"}).decoys == 1);
}

TEST_CASE("decoys without their targets are counted", "[decoys]") {
  const DecoyNaming naming = nameDecoys({"A", "B", "B", "C", "C_decoy", "X_decoy"});
  CHECK(naming.targets == 3);
  CHECK(naming.decoys == 2);
  CHECK(naming.paired == 1);
}

TEST_CASE("a database with few or many decoys for its targets is refused", "[decoys]") {
  CHECK(errorOf([] {
          detectDecoys(named({"A", "B", "C", "rev_A"}));
        }) ==
        "3|-fasta: holds 1 decoys (prefix \"rev_\") for 3 targets, which is no target-decoy database; give one decoy "
        "for each target, or leave the decoys out");
  CHECK(errorOf([] { detectDecoys(named({"A", "rev_A", "rev_B", "rev_C"})); }).find("3 decoys") != std::string::npos);
}

TEST_CASE("several decoys of a target, and our own mark, are decoys") {
  const DecoyNaming numbered = nameDecoys({"P1", "P2", "DECOY0_P1", "DECOY1_P1", "DECOY1_P2"});
  CHECK(numbered.decoys == 3);
  CHECK(numbered.paired == 3);
  CHECK(numbered.targetOf("DECOY0_P1") == "P1");
  const DecoyNaming mixed = nameDecoys({"P1", "P2", "P3", "rev_P1", "rev_P2", "DECOY_P3"});
  CHECK(mixed.decoys == 3);
  CHECK(mixed.isDecoy("DECOY_P3"));
  CHECK(mixed.targetOf("DECOY_P3") == "P3");
  CHECK(!mixed.isDecoy("P3"));
}
