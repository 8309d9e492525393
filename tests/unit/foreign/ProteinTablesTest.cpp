#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "foreign/TableIn.h"
#include "vescargo/foreign/readCargo.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;
using test::tableIn;

namespace {

QuantTable tableOf(const std::string& path) { return readCargo(tableIn(path)).table; }

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { readCargo(tableIn(scratch.file("t.tsv", content))); }, scratch.path(""));
}

}  // namespace

TEST_CASE("a MaxQuant table gives log2 intensities, no reversed rows, and zero is not measured") {
  const Scratch scratch;
  const QuantTable table = tableOf(scratch.file(
      "t.tsv",
      "Protein IDs\tMajority protein IDs\tGene names\tPeptides\tIntensity s1\tLFQ intensity s1\tLFQ intensity s2\n"
      "Q;P2\tQ\tGENE\t7\t5\t8\t0\n"
      "REV__A\tREV__A\t\t1\t5\t8\t8\n"
      "P1\tP1\tnan\t2\t5\tNaN\t1024\n"));
  CHECK(table.samples == std::vector<std::string>{"s1", "s2"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].id == "P1");
  CHECK(table.rows[0].genes.empty());
  CHECK(table.rows[1].genes == "GENE");
  CHECK(table.rows[1].peptides == 7);
  CHECK(std::isnan(table.log2(0, 0)));
  CHECK(table.log2(0, 1) == 10);
  CHECK(table.log2(1, 0) == 3);
  CHECK(std::isnan(table.log2(1, 1)));
}

TEST_CASE("the intensity columns of a MaxQuant table are the LFQ ones where there are any") {
  const Scratch scratch;
  CHECK(tableOf(scratch.file("a.tsv", "Majority protein IDs\tIntensity x\tLFQ_y\nA\t2\t4\n")).samples ==
        std::vector<std::string>{"y"});
  const QuantTable plain = tableOf(scratch.file("b.tsv", "Majority protein IDs\tIntensity x\nA\t2\n"));
  CHECK(plain.samples == std::vector<std::string>{"x"});
  CHECK(plain.rows[0].peptides == 0);
}

TEST_CASE("lines in which Perseus describes columns are passed over") {
  const Scratch scratch;
  const QuantTable table =
      tableOf(scratch.file("t.tsv", "LFQ intensity x\tMajority protein IDs\n#!{Type}E\tT\n#!{N:Time}pre\t\n8\tA\n"));
  REQUIRE(table.rows.size() == 1);
  CHECK(table.log2(0, 0) == 3);
}

TEST_CASE("a MaxQuant table without intensities, with negative ones or with reversed rows only is refused") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "Majority protein IDs\tIntensity\nA\t1\n").starts_with("3|t.tsv: has no intensity column"));
  CHECK(faultOf(scratch, "Majority protein IDs\tIntensity x\nA\t-1\nB\tx\n") ==
        "3|t.tsv:2: a negative intensity; intensities are 0 or above\n"
        "t.tsv:3: \"x\" in column \"Intensity x\" is no number; write a number, or NA where nothing was measured");
  CHECK(faultOf(scratch, "Majority protein IDs\tIntensity x\nREV__A\t1\n").starts_with("4|t.tsv: has only reversed"));
  CHECK(faultOf(scratch, "Majority protein IDs\tIntensity x\nA\t1\nA\t1\n")
            .starts_with("3|t.tsv:3: protein \"A\" stands"));
}

TEST_CASE("a FragPipe table gives MaxLFQ intensities, groups of what cannot be told apart, and no reversed rows") {
  const Scratch scratch;
  const CargoTable cargo = readCargo(tableIn(scratch.file(
      "t.tsv",
      "Protein\tProtein ID\tEntry Name\tGene\tCombined Total Peptides\ts1 Intensity\ts1 MaxLFQ Intensity\ts_2 MaxLFQ "
      "Intensity\ts1 Total Intensity\tIndistinguishable Proteins\n"
      "sp|Q1|A_HUMAN\tQ1\tA_HUMAN\tGA\t7\t5\t8\t0\t1\tsp|Q2|B_HUMAN, tr|Q3|C_HUMAN\n"
      "contam_sp|P9|K_HUMAN\tP9\tK_HUMAN\tKRT1\t2\t5\t\t1024\t1\t\n"
      "rev_sp|Q1|A_HUMAN\tQ1\tA_HUMAN\tGA\t7\t5\t8\t8\t1\t\n")));
  CHECK(cargo.program == "FragPipe");
  CHECK(cargo.notes == std::vector<std::string>{"1 rows of decoys are left out",
                                                "1 rows of contaminants are kept, under their marks",
                                                "values not measured: 2 of 4, 1 of them written as 0"});
  CHECK(cargo.table.samples == std::vector<std::string>{"s1", "s_2"});
  REQUIRE(cargo.table.rows.size() == 2);
  CHECK(cargo.table.rows[0].id == "Q1;Q2;Q3");
  CHECK(cargo.table.rows[0].accessions == "Q1;Q2;Q3");
  CHECK(cargo.table.rows[0].genes == "GA");
  CHECK(cargo.table.rows[0].peptides == 7);
  CHECK(cargo.table.rows[1].id == "contam_P9");
  CHECK(cargo.table.log2(0, 0) == 3);
  CHECK(std::isnan(cargo.table.log2(0, 1)));
  CHECK(std::isnan(cargo.table.log2(1, 0)));
  CHECK(cargo.table.log2(1, 1) == 10);
}

TEST_CASE("a FragPipe table without MaxLFQ gives its intensities, not their parts") {
  const Scratch scratch;
  const QuantTable table = tableOf(scratch.file(
      "t.tsv", "Protein ID\tGene Names\ts1 Intensity\ts1 Unique Intensity\ts1 Total Intensity\nA\tG\t4\t2\t16\n"));
  CHECK(table.samples == std::vector<std::string>{"s1"});
  CHECK(table.log2(0, 0) == 2);
  CHECK(table.rows[0].genes == "G");
  CHECK(table.rows[0].peptides == 0);
}

TEST_CASE("FragPipe tables without intensities or ids, with negative ones, twice or reversed only are refused") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "Protein ID\ts1 Unique Intensity\nA\t1\n").starts_with("3|t.tsv: has no intensity column"));
  CHECK(faultOf(scratch, "Protein ID\ts1 Intensity\nA\t-1\nB\tx\n") ==
        "3|t.tsv:2: a negative intensity; intensities are 0 or above\n"
        "t.tsv:3: \"x\" in column \"s1 Intensity\" is no number; write a number, or NA where nothing was measured");
  CHECK(faultOf(scratch, "Protein ID\ts1 Intensity\nA\t1\nA\t1\n") ==
        "3|t.tsv:3: protein \"A\" stands twice; keep one row a protein group");
  CHECK(faultOf(scratch, "Protein ID\ts1 Intensity\n\t1\n").starts_with("3|t.tsv:2: no protein id"));
  CHECK(faultOf(scratch, "Protein ID\tCombined Total Peptides\ts1 Intensity\nA\tx\t1\n")
            .starts_with("3|t.tsv:2: \"x\" peptides"));
  CHECK(faultOf(scratch, "Protein\tProtein ID\ts1 Intensity\nrev_A\tA\t1\n").starts_with("4|t.tsv: has only reversed"));
}

TEST_CASE("DIA-NN's matrix of protein groups gives a column a run") {
  const Scratch scratch;
  const CargoTable cargo =
      readCargo(tableIn(scratch.file("t.tsv",
                                     "Protein.Group\tProtein.Ids\tProtein.Names\tGenes\tFirst.Protein.Description\tN."
                                     "Sequences\tD:\\x\\r1.raw\t/y/r2.mzML\n"
                                     "Q1;Q2\tQ1;Q2\tA;B\tGA;GB\ttext\t3\t4\t\n"
                                     "P1\tP1\tC\tGC\ttext\t1\t0\t8\n")));
  CHECK(cargo.program == "DIA-NN");
  CHECK(cargo.table.samples == std::vector<std::string>{"D:\\x\\r1.raw", "/y/r2.mzML"});
  CHECK(cargo.table.rows[0].id == "P1");
  CHECK(cargo.table.rows[1].id == "Q1;Q2");
  CHECK(cargo.table.rows[1].genes == "GA;GB");
  CHECK(cargo.table.rows[1].peptides == 3);
  CHECK(std::isnan(cargo.table.log2(0, 0)));
  CHECK(cargo.table.log2(0, 1) == 3);
  CHECK(cargo.table.log2(1, 0) == 2);
  CHECK(std::isnan(cargo.table.log2(1, 1)));
}

TEST_CASE("DIA-NN's matrix without runs or ids, with negative values, ids twice or decoys only is refused") {
  const Scratch scratch;
  CHECK(tableOf(scratch.file("g.tsv", "Protein.Group\tr\nA\t8\n")).log2(0, 0) == 3);
  CHECK(faultOf(scratch, "Protein.Group\tGenes\nA\tG\n") ==
        "3|t.tsv: has no column of a run; give report.pg_matrix.tsv as DIA-NN wrote it");
  CHECK(faultOf(scratch, "Protein.Group\tGenes\t\nA\tG\t1\n").starts_with("3|t.tsv: column 3 has no name"));
  CHECK(faultOf(scratch, "Protein.Group\tGenes\tr\nA\tG\t-1\n").starts_with("3|t.tsv:2: a negative intensity"));
  CHECK(faultOf(scratch, "Protein.Group\tGenes\tr\nA\tG\t1\nA\tG\t1\n").starts_with("3|t.tsv:3: protein \"A\" stands"));
  CHECK(faultOf(scratch, "Protein.Group\tGenes\tr\n\tG\t1\n").starts_with("3|t.tsv:2: no protein id"));
  CHECK(faultOf(scratch, "Protein.Group\tGenes\tr\nrev_A;rev_B\tG\t1\n").starts_with("4|t.tsv: has only reversed"));
}

TEST_CASE("other tables of the programs are named, with what to give instead") {
  const Scratch scratch;
  const auto told = [&](const std::string& header, const std::string& what) {
    INFO(header);
    std::string row = "1";
    for (const char letter : header) row += letter == '\t' ? "\t1" : "";
    CHECK(faultOf(scratch, header + "\n" + row + "\n") == "3|t.tsv: " + what);
  };
  told("peptide\tproteins\tscannr\tcharge", "is Sage's table of matches, not of intensities; give its lfq.tsv");
  told("Sequence\tLeading razor protein", "is MaxQuant's table of peptides or matches; give proteinGroups.txt");
  told("Peptide Sequence\tProtein ID\ts1 Intensity", "is FragPipe's table of peptides; give combined_protein.tsv");
  told("Sequence\tCharge States\tProtein ID", "is FragPipe's table of peptides; give combined_protein.tsv");
  told("mod_seq_charge_hash\tgenes\tsequence\tcharge\tdecoy",
       "is AlphaDIA's matrix of precursors; give its pg.matrix.tsv");
  told("pg\tprecursor_idx", "is AlphaDIA's table of precursors; give its pg.matrix.tsv");
  told("File Name\tBase Sequence\tPeak intensity", "is FlashLFQ's table of peaks; give QuantifiedProteins.tsv");
  told("Sequence\tBase Sequence\tProtein Groups\tIntensity_A",
       "is FlashLFQ's table of peptides; give QuantifiedProteins.tsv");
  told("File Name\tScan Number\tProtein Accession",
       "is MetaMorpheus' table of matches; give AllQuantifiedProteinGroups.tsv");
  told("Sequence\tMaster Protein Accessions", "is Proteome Discoverer's table of peptides; give its table Proteins");
  told("ProteinName\tChannel\tMixture\tTechRepMixture",
       "is MSstatsTMT's table of isobaric labels, which are not compared here; give label-free proteins");
  told("Protein\tLabel\tlog2FC\tadj.pvalue",
       "is MSstats' table of changes, not of intensities; give its ProteinLevelData");
  told("Spectrum\tPeptide\tProtein ID", "is FragPipe's table of peptides or matches; give combined_protein.tsv");
  told("Protein.Group\tGenes\tPrecursor.Charge\tPrecursor.Id\tr",
       "is DIA-NN's matrix of precursors; give report.pg_matrix.tsv or report.tsv");
  told("Index\tNumberPSM\tGene\tMaxPepProb",
       "is a report of FragPipe's TMT-Integrator, of isobaric labels or of DIA, which is not read; give label-free "
       "proteins, of DIA report.pg_matrix.tsv of dia-quant-output or diann-output");
  told("PSMId\tq-value", "is Percolator's table of matches; give a table of protein intensities");
  told("peptide\tproteins\tgenes\ts1", "is Vescargo's table of peptides; give cargo.tsv");
  told("sample\tverdict\tplatelet_core", "is Vescargo's table of scores; give cargo.tsv");
}
