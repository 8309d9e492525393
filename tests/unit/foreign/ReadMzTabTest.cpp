#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/foreign/readMzTab.h"
#include "vescargo/foreign/readText.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

namespace {

CargoTable mzTabIn(const std::string& path) { return readMzTab(readText(path), path); }

const std::string metadata =
    "COM\ta comment\nMTD\tmzTab-version\t1.0.0\n"
    "MTD\tms_run[1]-location\tfile:///x/a.mzML\nMTD\tms_run[2]-location\tfile:///x/b.mzML\n"
    "MTD\tms_run[3]-location\tfile:///x/c.mzML\n"
    "MTD\tassay[1]-ms_run_ref\tms_run[1], ms_run[2]\nMTD\tassay[2]-ms_run_ref\tms_run[3]\n";
const std::string header =
    "PRH\taccession\tdescription\tambiguity_members\tprotein_abundance_assay[1]\tprotein_abundance_assay[2]\n";

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { mzTabIn(scratch.file("t.mzTab", content)); }, scratch.path(""));
}

}  // namespace

TEST_CASE("mzTab's proteins have the intensities of assays, and genes of descriptions") {
  const Scratch scratch;
  const CargoTable cargo =
      mzTabIn(scratch.file("t.mzTab", metadata + "\r\n" + header +
                                          "PRT\tsp|Q1|X_HUMAN\tProtein OS=Homo sapiens GN=GQ PE=1\tQ2, Q3\t8\tnull\r\n"
                                          "PRT\tP1\tnull\tnull\t0\t1024\n"
                                          "PRT\tDECOY_P1\tnull\tnull\t8\t8\nPSM\tPEPTIDE\t1\n"));
  CHECK(cargo.program == "mzTab");
  CHECK(cargo.notes == std::vector<std::string>{"1 rows of decoys are left out"});
  REQUIRE(cargo.table.rows.size() == 2);
  CHECK(cargo.table.rows[0].id == "P1");
  CHECK(cargo.table.rows[0].genes.empty());
  CHECK(cargo.table.rows[1].id == "Q1;Q2;Q3");
  CHECK(cargo.table.rows[1].accessions == "Q1;Q2;Q3");
  CHECK(cargo.table.rows[1].genes == "GQ");
  CHECK(std::isnan(cargo.table.log2(0, 0)));
  CHECK(cargo.table.log2(0, 1) == 10);
  CHECK(cargo.table.log2(1, 0) == 3);
  CHECK(std::isnan(cargo.table.log2(1, 1)));
}

TEST_CASE("mzTab's assays are called by sample, by a study variable of theirs alone, else by their run or number") {
  const Scratch scratch;
  const auto columns = [&](const std::string& more) {
    return mzTabIn(scratch.file("t.mzTab", metadata + more + header + "PRT\tA\tnull\tnull\t8\t8\n")).columns;
  };
  const auto plain = columns("");
  CHECK(plain[0].names == std::vector<std::string>{"assay[1]"});
  CHECK(plain[0].runs == std::vector<std::string>{"file:///x/a.mzML", "file:///x/b.mzML"});
  CHECK(plain[1].names == std::vector<std::string>{"file:///x/c.mzML"});
  const auto called = columns(
      "MTD\tassay[1]-sample_ref\tsample[7]\nMTD\tsample[7]-description\tS1\n"
      "MTD\tstudy_variable[1]-assay_refs\tassay[2]\nMTD\tstudy_variable[1]-description\tS2\n"
      "MTD\tstudy_variable[2]-assay_refs\tassay[1],assay[2]\nMTD\tstudy_variable[2]-description\tall\n");
  CHECK(called[0].names == std::vector<std::string>{"S1"});
  CHECK(called[1].names == std::vector<std::string>{"S2"});
}

TEST_CASE("marked decoys and details of OpenMS's groups are left out of mzTab") {
  const Scratch scratch;
  const CargoTable cargo = mzTabIn(scratch.file(
      "t.mzTab",
      "MTD\tmzTab-version\t1.0.0\nPRH\taccession\tprotein_abundance_assay[1]\topt_global_cv_PRIDE:0000303_decoy_hit\t"
      "opt_global_result_type\nPRT\tA\t2\t0\tsingle_protein\nPRT\tA\tnull\t0\tprotein_details\nPRT\tB\t2\t1\tnull\n"));
  REQUIRE(cargo.table.rows.size() == 1);
  CHECK(cargo.table.rows[0].id == "A");
  CHECK(cargo.table.log2(0, 0) == 1);
}

TEST_CASE("mzTab is told by its first line") {
  CHECK(isMzTab("COM\tx\n\nMTD\tmzTab-version\t1.0.0\n"));
  CHECK(isMzTab(textOf("\xEF\xBB\xBFMTD\tmzTab-version\t1.0.0\r", "")));
  CHECK_FALSE(isMzTab("protein\tgene\nMTD\tx\n"));
  CHECK_FALSE(isMzTab(""));
}

TEST_CASE("mzTab files without proteins, accessions or assays, and with faults, are refused") {
  const Scratch scratch;
  CHECK(faultOf(scratch, metadata).starts_with("4|t.mzTab: has no protein section"));
  CHECK(faultOf(scratch, metadata + header).starts_with("4|t.mzTab: has no protein;"));
  CHECK(
      faultOf(scratch, metadata + header + "PRT\trev_A\tnull\tnull\t1\t1\n").starts_with("4|t.mzTab: has no protein;"));
  CHECK(faultOf(scratch, "MTD\tx\ty\nPRH\tname\tprotein_abundance_assay[1]\nPRT\tA\t1\n")
            .starts_with("3|t.mzTab: has no column \"accession\""));
  CHECK(
      faultOf(scratch, "MTD\tx\ty\nPRH\taccession\tprotein_abundance_study_variable[1]\nPRT\tA\t1\n") ==
      "3|t.mzTab: has no column \"protein_abundance_assay[1]\"; give an mzTab file that quantifies proteins in assays");
  CHECK(faultOf(scratch, metadata + header + "PRT\tA\tnull\tnull\t1\n") ==
        "3|t.mzTab:9: 5 cells where the PRH line has 6; separate cells by one tab each");
  CHECK(
      faultOf(scratch, metadata + header + "PRT\tA\tnull\tnull\t-1\tx\nPRT\tB\tnull\tnull\t1\t1\n") ==
      "3|t.mzTab:9: a negative intensity; intensities are 0 or above\n"
      "t.mzTab:9: \"x\" in column \"protein_abundance_assay[2]\" is no number; write a number, or NA where nothing was "
      "measured");
  CHECK(faultOf(scratch, metadata + header +
                             "PRT\tA\tnull\tnull\t1\t1\nPRT\tA\tnull\tnull\t1\t1\nPRT\tnull\tnull\tnull\t1\t1\n") ==
        "3|t.mzTab:10: protein \"A\" stands twice; keep one row a protein group\n"
        "t.mzTab:11: no protein id; fill the column of accessions");
}

TEST_CASE("mzTab of isobaric labels is refused") {
  const Scratch scratch;
  const std::string label = "[PRIDE, PRIDE:0000285, TMT reagent 126, ]";
  CHECK(faultOf(scratch, metadata + "MTD\tassay[1]-quantification_reagent\t" + label + "\n" + header +
                             "PRT\tP1\tnull\tnull\t1\t2\n") ==
        "3|t.mzTab: has amounts by isobaric labels (\"" + label +
            "\"), which are not compared here; give label-free proteins");
}
