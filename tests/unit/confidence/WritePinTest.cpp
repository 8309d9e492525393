#include <catch2/catch.hpp>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/writePin.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;

TEST_CASE("a pin has a row a match, with differences of mass and all proteins", "[pin]") {
  Psm psm;
  psm.spectrum = 4;
  psm.nativeId = "controllerType=0 controllerNumber=1 scan=42";
  psm.sequence = "ACMK";
  psm.modifiedSequence = ".(Acetyl)AC(Carbamidomethyl)M(Oxidation)K.(Amidated)";
  psm.charge = 2;
  psm.precursorMz = 300.5F;
  psm.calculatedMz = 300;
  psm.proteins = {0, 1};
  psm.hyperscore = 12.5F;
  Identifications ids;
  ids.runs = {"S01_pre"};
  ids.proteins = {{"P1", "", "", ""}, {"P2", "", "", ""}};
  ids.psms = {psm, psm};
  ids.psms[1].nativeId = "index=9";
  ids.psms[1].decoy = true;
  Chemistry chemistry;
  chemistry.fixed = {{"Carbamidomethyl (C)", "Carbamidomethyl", 57.021464, 'C', ModificationSite::Residue}};
  chemistry.variable = {{"Oxidation (M)", "Oxidation", 15.994915, 'M', ModificationSite::Residue},
                        {"Acetyl (Protein N-term)", "Acetyl", 42.010565, 0, ModificationSite::ProteinNTerm},
                        {"Amidated (C-term)", "Amidated", -0.984016, 0, ModificationSite::PeptideCTerm}};
  const auto lines = split(pinTable(ids, chemistry), '\n');
  REQUIRE(lines.size() == 4);
  const auto header = split(lines[0], '\t');
  const auto first = split(lines[1], '\t');
  const auto second = split(lines[2], '\t');
  CHECK(
      lines[0] ==
      "SpecId\tLabel\tScanNr\tExpMass\tCalcMass\thyperscore\tdeltaScore\tionSurprise\texpectScore\tlnMatchedIons\t"
      "matchedShare\tlongestSeries\tlongestShare\texplainedIntensity\tintensityAgreement\tabsPrecursorErrorPpm\t"
      "fragmentErrorPpm\tisotopeError\tcharge2\tcharge4\tlnLength\tmissedCleavages\tlnRtDeviation\tPeptide\tProteins");
  REQUIRE(std::set<std::string>(header.begin(), header.end()).size() == header.size());
  CHECK(first.size() == header.size() + 1);
  CHECK(first[0] == "S01_pre_42_2_1");
  CHECK(first[1] == "1");
  CHECK(first[2] == "42");
  CHECK(*parseNumber(first[3]) == Approx(601 - protonMass).epsilon(1e-9).margin(0));
  CHECK(*parseNumber(first[4]) == Approx(600 - protonMass).epsilon(1e-9).margin(0));
  CHECK(header[5] == "hyperscore");
  CHECK(first[5] == "12.5");
  CHECK(first[header.size() - 2] == "-.n[42.0106]AC[57.0215]M[15.9949]Kc[-0.9840].-");
  CHECK(first[header.size() - 1] == "P1");
  CHECK(first[header.size()] == "P2");
  CHECK(second[0] == "S01_pre_5_2_1");
  CHECK(second[1] == "-1");
}
