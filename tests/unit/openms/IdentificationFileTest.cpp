#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "base/Unprivileged.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/openms/identificationFile.h"

using namespace vescargo;

namespace {

Psm psmOf(std::uint32_t run, std::uint32_t spectrum, const std::string& sequence, const std::string& modified) {
  Psm psm;
  psm.run = run;
  psm.spectrum = spectrum;
  psm.nativeId = "scan=" + std::to_string(spectrum + 1);
  psm.rtSeconds = 100.125F + static_cast<float>(spectrum) / 3;
  psm.precursorMz = 500.2531F;
  psm.sequence = sequence;
  psm.modifiedSequence = modified;
  psm.charge = 2;
  psm.calculatedMz = 500.2529F;
  psm.hyperscore = 20.0F / 3;
  psm.matchedIons = 9;
  psm.isotopeError = -1;
  psm.expectScore = 7.0F / 3;
  psm.rank = 2;
  psm.massShiftDa = 79.97F / 3;
  psm.shiftSite = 4;
  psm.intensityAgreement = 0.7F / 3;
  psm.qValue = 0.01F / 3;
  psm.peptideQValue = 1e-4F / 7;
  psm.posteriorError = 1e-7F / 3;
  return psm;
}

Identifications example() {
  Identifications ids;
  ids.runs = {"a", "b"};
  ids.windows.resize(2);
  ids.proteins = {{"DECOY_P3", "", "", ""}, {"P1", "ALB", "Albumin GN=ALB & <more>", ""}, {"P2", "TF", "x", "", true}};
  ids.psms = {psmOf(0, 3, "ACDMK", "AC(Carbamidomethyl)DM(Oxidation)K"), psmOf(0, 9, "KDCAR", "KDC(Carbamidomethyl)AR"),
              psmOf(1, 0, "MAAK", ".(Acetyl)MAAK")};
  ids.psms[0].proteins = {1, 2};
  ids.psms[1].proteins = {0};
  ids.psms[1].decoy = true;
  ids.psms[2].proteins = {1};
  ids.groups = {{{1, 2}, 2, 1, 2, 3.3F, 0.001F, false}, {{0}, 1, 1, 1, -0.7F, 0.5F, true}};
  return ids;
}

}  // namespace

TEST_CASE("idXML gives back every bit of what was written") {
  const Identifications before = example();
  writeIdXml(before, 0, SearchOptions{}, "a.idXML");
  writeIdXml(before, 1, SearchOptions{}, "b.idXML");
  const Identifications after = readIdXml({"a.idXML", "b.idXML"});
  CHECK(after.runs == before.runs);
  REQUIRE(after.psms.size() == before.psms.size());
  for (std::size_t i = 0; i < before.psms.size(); ++i) {
    const Psm& x = before.psms[i];
    const Psm& y = after.psms[i];
    CHECK(x.run == y.run);
    CHECK(x.spectrum == y.spectrum);
    CHECK(x.nativeId == y.nativeId);
    CHECK(x.rtSeconds == y.rtSeconds);
    CHECK(x.precursorMz == y.precursorMz);
    CHECK(x.calculatedMz == y.calculatedMz);
    CHECK(x.sequence == y.sequence);
    CHECK(x.modifiedSequence == y.modifiedSequence);
    CHECK(x.decoy == y.decoy);
    CHECK(x.proteins == y.proteins);
    CHECK(x.hyperscore == y.hyperscore);
    CHECK(x.isotopeError == y.isotopeError);
    CHECK(x.expectScore == y.expectScore);
    CHECK(x.rank == y.rank);
    CHECK(x.massShiftDa == y.massShiftDa);
    CHECK(x.shiftSite == y.shiftSite);
    CHECK(x.intensityAgreement == y.intensityAgreement);
    CHECK(x.qValue == y.qValue);
    CHECK(x.peptideQValue == y.peptideQValue);
    CHECK(x.posteriorError == y.posteriorError);
  }
  REQUIRE(after.groups.size() == 2);
  CHECK(after.groups[0].proteins == before.groups[0].proteins);
  CHECK(after.groups[0].score == before.groups[0].score);
  CHECK(after.groups[0].qValue == before.groups[0].qValue);
  CHECK(after.groups[0].uniquePeptides == 1);
  CHECK(after.groups[0].razorPeptides == 2);
  CHECK(after.proteins[2].entrapment);
  CHECK_FALSE(after.proteins[1].entrapment);
  CHECK(after.groups[1].decoy);
  CHECK(after.proteins[1].gene == "ALB");
  CHECK(after.proteins[1].description == before.proteins[1].description);
}

TEST_CASE("idXML gives back the names of runs, whatever letters they have") {
  const test::Scratch scratch;
  Identifications before = example();
  for (const char* name : {"x,y", "x, y ,", "[x],y", "x [1], y", "x & <y> 'z\"", "50% x"}) {
    before.runs = {name, "z"};
    writeIdXml(before, 0, SearchOptions{}, scratch.path("one.idXML"));
    CHECK(readIdXml({scratch.path("one.idXML")}).runs == std::vector<std::string>{name});
  }
}

TEST_CASE("idXML files of separate searches are not mixed") {
  Identifications ids = example();
  writeIdXml(ids, 0, SearchOptions{}, "a.idXML");
  CHECK_THROWS_WITH(readIdXml({"a.idXML", "a.idXML"}), Catch::Contains("given already"));
  ids.groups[0].qValue = 0.002F;
  writeIdXml(ids, 1, SearchOptions{}, "b.idXML");
  CHECK_THROWS_WITH(readIdXml({"a.idXML", "b.idXML"}), Catch::Contains("other protein groups"));
}

TEST_CASE("idXML files are read by run name, whatever the order and the names of the files") {
  const test::Scratch scratch;
  const Identifications before = example();
  const std::string first = scratch.path("z.idXML");
  const std::string second = scratch.path("y.idXML");
  writeIdXml(before, 0, SearchOptions{}, first);
  writeIdXml(before, 1, SearchOptions{}, second);
  for (const auto& paths : {std::vector<std::string>{first, second}, {second, first}}) {
    const Identifications after = readIdXml(paths);
    CHECK(after.runs == std::vector<std::string>{"a", "b"});
    REQUIRE(after.psms.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(after.psms[i].run == before.psms[i].run);
      CHECK(after.psms[i].nativeId == before.psms[i].nativeId);
    }
    CHECK(after.groups.size() == 2);
  }
}

TEST_CASE("idXML keeps the modifications that were searched with, also none") {
  const test::Scratch scratch;
  SearchOptions options;
  options.fixedModifications = {"Carbamidomethyl (C)", "TMT6plex (K)"};
  options.variableModifications = {"Oxidation (M)", "Acetyl (Protein N-term)", "Phospho (S)"};
  writeIdXml(example(), 0, options, scratch.path("a.idXML"));
  const Identifications some = readIdXml({scratch.path("a.idXML")});
  CHECK(some.fixedModifications == options.fixedModifications);
  CHECK(some.variableModifications == options.variableModifications);
  options.fixedModifications.clear();
  options.variableModifications.clear();
  writeIdXml(example(), 0, options, scratch.path("a.idXML"));
  const Identifications none = readIdXml({scratch.path("a.idXML")});
  CHECK(none.fixedModifications.empty());
  CHECK(none.variableModifications.empty());
}

TEST_CASE("what is no idXML is said so") {
  CHECK_THROWS_WITH(readIdXml({"nowhere.idXML"}), Catch::Contains("no such file"));
  writeFile("not.idXML", "hello");
  CHECK_THROWS_WITH(readIdXml({"not.idXML"}), Catch::Contains("no well-formed XML"));
}

TEST_CASE("idXML without permission to read is told apart from what is none") {
  const test::Scratch scratch;
  writeIdXml(example(), 0, SearchOptions{}, scratch.path("a.idXML"));
  const test::Unreadable locked(scratch, scratch.path("a.idXML"));
  CHECK(test::errorOf([&] { readIdXml({scratch.path("a.idXML")}); }, scratch.path("")) ==
        "2|a.idXML: cannot be read; check its permissions");
}
