#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/openms/ForeignPeptides.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using test::errorOf;

TEST_CASE("masses in sequences become the names of Unimod", "[foreign]") {
  const auto [written, unsignedDeltas, modified] = GENERATE(table<std::string, bool, std::string>({
      {"PEPTIDEK", false, "PEPTIDEK"},
      {"AC[+57.0216]DM[+15.9949]K", false, "AC(Carbamidomethyl)DM(Oxidation)K"},
      {"[+42.0106]-MAK", false, ".(Acetyl)MAK"},
      {"MAK-[-0.984]", false, "MAK.(Amidated)"},
      {"K.M[15.9949]AK.R", true, "M(Oxidation)AK"},
      {"-.n[42.0106]MAK.-", true, ".(Acetyl)MAK"},
      {"-.n[42.01]MAKc[-0.98].-", true, ".(Acetyl)MAK.(Amidated)"},
      {"K.AS[79.9663]K.-", true, "AS(Phospho)K"},
      {"K.AS[79.97]K.-", true, "AS(Phospho)K"},
      {"K.Q[-17.0265]PEPK.-", true, ".(Gln->pyro-Glu)QPEPK"},
      {"n[43]AC[160]M[147]K", false, ".(Acetyl)AC(Carbamidomethyl)M(Oxidation)K"},
      {"AM[UNIMOD:35]K", false, "AM(Oxidation)K"},
      {"n[UNIMOD:1]AKc[UNIMOD:2]", false, ".(Acetyl)AK.(Amidated)"},
      {"Q[UNIMOD:28]PEPK", false, ".(Gln->pyro-Glu)QPEPK"},
      {"C[UNIMOD:4]AK", false, "C(Carbamidomethyl)AK"},
      {"n[43.018390]AC[160.030649]M[147.0353]K", false, ".(Acetyl)AC(Carbamidomethyl)M(Oxidation)K"},
      {"AKc[16.018724]", false, "AK.(Amidated)"},
      {".(Acetyl)AM(Oxidation)K", false, ".(Acetyl)AM(Oxidation)K"},
      {"K.AK[229.1629]K.-", true, "AK(TMT6plex)K"},
  }));
  CAPTURE(written);
  const KnownPeptide peptide = readPeptide(written, {unsignedDeltas, false}, "x");
  CHECK(peptide.modified == modified);
}

TEST_CASE("a peptide's mass is that of its residues and modifications", "[foreign]") {
  const KnownPeptide peptide = readPeptide("AC[+57.0216]K", {}, "x");
  CHECK(peptide.sequence == "ACK");
  const double expected = residueMass('A') + residueMass('C') + residueMass('K') + 57.021464 + waterMass;
  CHECK(peptide.mass == Approx(expected).epsilon(1e-8).margin(0));
  CHECK(readPeptide("ACK", {true, true}, "x").modified == "AC(Carbamidomethyl)K");
  CHECK(readPeptide("AKC", {true, true}, "x").modified == "AKC(Carbamidomethyl)");
  CHECK(readPeptide("AC[57.0215]C[119.0041]K", {true, true}, "x").modified == "AC(Carbamidomethyl)C(Cysteinyl)K");
}

TEST_CASE("what is no peptide of known mass is refused by name", "[foreign]") {
  const auto [written, what] = GENERATE(table<std::string, std::string>({
      {"PEPT[+12.3456]K", "no Unimod modification of T has the mass +12.3456"},
      {"[+12.3456]-PEPK", "no Unimod modification of an N-terminus has the mass +12.3456"},
      {"PEPK-[+12.3456]", "no Unimod modification of a C-terminus has the mass +12.3456"},
      {"PEPXK", "\"X\" is no residue with a mass"},
      {"pepk", "\"p\" is no residue with a mass"},
      {"PEP[+15.9949", "a bracket does not close"},
      {"PEP[+15.9949][+15.9949]K", "a residue bears two modifications"},
      {"AM(Nonsense)K", "is not understood"},
      {"", "is not understood"},
      {"[+15.9949]?MAMK", "a modification has no place in it"},
  }));
  CAPTURE(written);
  const std::string error = errorOf([&, name = written] { readPeptide(name, {}, "f:3"); });
  CHECK(error.starts_with("3|f:3: peptide \"" + written + "\""));
  CHECK(error.find(what) != std::string::npos);
}

TEST_CASE("modifications on every such residue are fixed ones, and hidden ones are found by mass", "[foreign]") {
  const auto add = [](ForeignResult& result, const std::string& peptide, const std::string& spelled) {
    ForeignMatch made;
    made.peptide = result.peptides.add(peptide);
    made.charge = 2;
    made.precursorMz = ionMz(readPeptide(spelled, {true, false}, "x").mass, 2);
    result.matches.push_back(made);
  };
  const auto hiding = [] {
    ForeignResult result;
    result.path = "p.tsv";
    result.unsignedDeltas = true;
    result.mayHideFixedModifications = true;
    return result;
  };
  std::vector<ForeignResult> results{hiding()};
  add(results[0], "K.ACM[15.9949]K.-", "AC(Carbamidomethyl)M(Oxidation)K");
  add(results[0], "AMCK", "AMC(Carbamidomethyl)K");
  const SeenModifications seen = readPeptides(results);
  CHECK(seen.fixed == std::vector<std::string>{"Carbamidomethyl (C)"});
  CHECK(seen.variable == std::vector<std::string>{"Oxidation (M)"});
  CHECK(results[0].known[1].modified == "AMC(Carbamidomethyl)K");
  CHECK(ionMz(results[0].known[1].mass, 2) == results[0].matches[1].precursorMz);
  REQUIRE(results[0].sentences.size() == 1);
  CHECK(results[0].sentences[0].starts_with("p.tsv does not write that its cysteines"));

  results = {hiding()};
  add(results[0], "ACMK", "ACMK");
  readPeptides(results);
  CHECK(results[0].known[0].modified == "ACMK");
}

TEST_CASE("matches of peptides that cannot be read are left out, but not most of a file", "[foreign]") {
  const auto bad = GENERATE("PEPXK", "BEPK", "PEPT[+12.3456]K", "PEP(Nonsense)K", "ACM[+15.9949]M[+77.7777]C", "?");
  std::vector<ForeignResult> results(1);
  ForeignResult& result = results[0];
  result.path = "p.tsv";
  result.mayHideFixedModifications = true;
  const auto add = [&](const std::string& peptide) {
    ForeignMatch made;
    made.line = static_cast<std::uint32_t>(result.matches.size()) + 2;
    made.peptide = result.peptides.add(peptide);
    made.charge = 2;
    made.precursorMz = 400;
    result.matches.push_back(made);
  };
  for (const std::string peptide : {"AK", bad, "ACK", bad}) add(peptide);
  readPeptides(results);
  REQUIRE(result.matches.size() == 2);
  CHECK(result.known[result.matches[1].peptide].sequence == "ACK");
  REQUIRE(result.warnings.size() == 1);
  CHECK(
      result.warnings[0].starts_with("2 of 4 matches are left out, their peptides cannot be read; the first: "
                                     "p.tsv:3: peptide \"" +
                                     std::string(bad) + "\""));
  for (int i = 0; i < 3; ++i) add(bad);
  const std::string error = errorOf([&] { readPeptides(results); });
  CHECK(error.starts_with("3|p.tsv:4: peptide \"" + std::string(bad) + "\""));
  CHECK(error.ends_with("(as with 3 of 5 matches)"));
}
