#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "table/TwoRunSample.h"
#include "vescargo/foreign/readStudyCargo.h"

using namespace vescargo;
using test::errorOf;

namespace {

using Notes = std::vector<std::string>;

/// A sample a run, named alike.
Study studyOf(const std::vector<std::string>& names) {
  Study study;
  for (const std::string& name : names) {
    study.runs.push_back({name, name, ""});
    study.samples.push_back({name, name, "pre", "", "", {}});
  }
  return study;
}

StudyCargo read(const std::string& text, const std::vector<std::string>& samples = {"A1", "A2"}) {
  return studyCargoOf(text, "t", studyOf(samples), {TableNormalization::None, TableScale::Auto});
}

std::string faultOf(const std::string& text) {
  return errorOf([&] { read(text); });
}

bool tells(const StudyCargo& cargo, const std::string& note) {
  return std::find(cargo.notes.begin(), cargo.notes.end(), note) != cargo.notes.end();
}

void checkRow(const StudyCargo& cargo, std::size_t row, const std::string& id, const std::string& genes, double first,
              double second) {
  INFO(id);
  REQUIRE(cargo.table.rows.size() > row);
  CHECK(cargo.table.rows[row].id == id);
  CHECK(cargo.table.rows[row].genes == genes);
  const auto at = static_cast<Eigen::Index>(row);
  for (const auto& [column, wanted] : {std::pair<Eigen::Index, double>{0, first}, {1, second}}) {
    const double value = cargo.table.log2(at, column);
    CHECK((std::isnan(wanted) ? std::isnan(value) : value == Approx(wanted).epsilon(1e-6).margin(0)));
  }
}

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("MaxQuant with whole headers as ids gives accessions and genes, and its marks leave rows out") {
  const StudyCargo cargo = read(
      "Protein IDs\tMajority protein IDs\tFasta headers\tPeptides\tLFQ intensity A1\tLFQ intensity A2\tReverse\t"
      "Potential contaminant\n"
      "sp|P07359|GP1BA_HUMAN\tsp|P07359|GP1BA_HUMAN\tsp|P07359|GP1BA_HUMAN Chain OS=x GN=GP1BA\t5\t8\t0\t\t\n"
      "CON__sp|P04264|K2C1_HUMAN\tCON__sp|P04264|K2C1_HUMAN\t\t5\t4\t16\t\t+\n"
      "odd\todd\t\t5\t4\t16\t+\t\n");
  CHECK(cargo.program == "MaxQuant");
  REQUIRE(cargo.table.rows.size() == 2);
  checkRow(cargo, 0, "CON__P04264", "K2C1", 2, 4);
  checkRow(cargo, 1, "P07359", "GP1BA", 3, missing);
  CHECK(tells(cargo, "1 rows of decoys are left out"));
  CHECK(tells(cargo, "1 rows of contaminants are kept, under their marks"));
}

TEST_CASE("MaxQuant as R and others wrote it is read too") {
  checkRow(read("Majority.protein.IDs\tGene.names\tLFQ.intensity.A1\tLFQ.intensity.A2\nP1\tG\t8\t4\n"), 0, "P1", "G", 3,
           2);
  checkRow(read("Protein IDs,Gene names,Intensity A1,Intensity A2\nP1,G,8,4\n"), 0, "P1", "G", 3, 2);
  checkRow(read("Majority protein IDs\tLFQ intensity A1\tLFQ intensity A2\tIntensity A1\tIntensity A2\n"
                "P1\t0\t0\t8\t4\n"),
           0, "P1", "", 3, 2);
}

TEST_CASE("FragPipe without values of MaxLFQ gives Intensity, says so, and none at all is refused") {
  const std::string header =
      "Protein\tProtein ID\tEntry Name\tGene\tA1 Intensity\tA2 Intensity\tA1 MaxLFQ Intensity\tA2 MaxLFQ Intensity\t"
      "A1 Total Intensity\tA2 MaxLFQ Unique Intensity\n";
  const StudyCargo cargo = read(header + "sp|P1|A_HUMAN\tP1\tA_HUMAN\tG\t8\t     0\t0.0\t\t1\t1\t\n");
  checkRow(cargo, 0, "P1", "G", 3, missing);
  CHECK(tells(cargo, "columns \"MaxLFQ Intensity\" hold no value: \"Intensity\" is read in their place"));
  CHECK(faultOf(header + "sp|P1|A_HUMAN\tP1\tA_HUMAN\tG\t0\t0\t0.0\t\t1\t1\n") ==
        "4|t: columns \"MaxLFQ Intensity\" and \"Intensity\" hold no value; give a table of a run with quantification");
}

TEST_CASE("FragPipe's older Razor Intensity is read, and an empty Protein ID is that of Protein") {
  const StudyCargo cargo = read(
      "Protein\tProtein ID\tEntry Name\tGene Names\tUnique Stripped Peptides\tA1 Total Intensity\tA1 Razor Intensity\t"
      "A2 Unique Intensity\tA2 Razor Intensity\n"
      "sp|P1|GA_HUMAN\t\tGA_HUMAN\t\t5\t1\t8\t1\t4\n"
      "CONTAM_sp|P2|GB_HUMAN\tP2\tGB_HUMAN\tGB\t5\t1\t8\t1\t4\n");
  checkRow(cargo, 0, "CONTAM_P2", "GB", 3, 2);
  checkRow(cargo, 1, "P1", "GA", 3, 2);
  CHECK(cargo.table.rows[1].peptides == 5);
  CHECK(faultOf("Protein ID\tTotal Intensity\tUnique Intensity\tRazor Intensity\nP1\t1\t1\t1\n") ==
        "3|t: is FragPipe's protein.tsv of one sample; give combined_protein.tsv");
  CHECK(faultOf("Index\tNumberPSM\tProteinID\tReferenceIntensity\tA1\nG\t1\tP\t20\t21\n").find("isobaric labels") !=
        std::string::npos);
}

TEST_CASE("DIA-NN's genes are rows, those of one gene are summed, and headers may be ids of proteins") {
  const StudyCargo cargo =
      read("Genes\tN.Sequences\tC:\\d\\A1.raw\t/d/A2.d\nGA;GB\t3\t8\t4\nGC\t1\t2\t\nGC\t1\t6\t4\n\t1\t6\t4\n");
  CHECK(cargo.program == "DIA-NN");
  checkRow(cargo, 0, "GA;GB", "GA;GB", 3, 2);
  checkRow(cargo, 1, "GC", "GC", 3, 2);
  CHECK(tells(cargo, "3 rows are of 2 genes; rows of one gene are summed"));
  CHECK(tells(cargo, "1 rows without a gene are left out"));
  const StudyCargo twice = read("Genes\tC:\\d\\A1.raw\t/d/A2.d\nGA\t8\t4\nGC\t2\t4\nGA\t8\t4\nGC\t6\t4\n");
  checkRow(twice, 0, "GA", "GA", 3, 2);
  checkRow(twice, 1, "GC", "GC", 3, 3);
  CHECK(tells(twice, "1 rows are the same as another row of their gene, and left out"));
  CHECK(tells(twice, "3 rows are of 2 genes; rows of one gene are summed"));
  const auto dates =
      read("Genes\tC:\\d\\A1.raw\t/d/A2.d\n1-Mar\t8\t4\nSep-02\t2\t4\n2.Dez\t2\t4\nMAR-X\t1\t1\n").warnings;
  CHECK(std::any_of(dates.begin(), dates.end(), [](const std::string& warning) {
    return warning.starts_with("3 genes are dates (1-Mar, 2.Dez, Sep-02), which a spreadsheet made");
  }));
  checkRow(read("Protein.Group\tProtein.Names\tGenes\tOrganism\tA1.raw\tA2.raw\n"
                "sp|P07359|GP1BA_HUMAN\tGP1BA_HUMAN\t\tHuman\t8\t4\n"),
           0, "P07359", "GP1BA", 3, 2);
}

TEST_CASE("Spectronaut's pivot report is read in both spellings, with what was filtered as not measured") {
  const StudyCargo cargo = read(
      "PG.ProteinGroups;PG.Genes;[1] A1.raw.PG.Quantity;[2] A2.raw.PG.Quantity;[1] A1.raw.PG.NrOfPrecursorsIdentified\n"
      "P1;GA;8,5;Filtered;3\nP2;GB;NaN;4;Filtered\n");
  CHECK(cargo.program == "Spectronaut");
  checkRow(cargo, 0, "P1", "GA", std::log2(8.5), missing);
  checkRow(cargo, 1, "P2", "GB", missing, 2);
  CHECK(tells(cargo, "1 cells \"Filtered\" are not measured"));
  CHECK(tells(cargo, "1 numbers have a decimal comma"));
  checkRow(read("PG.ProteinGroups\tPG.ProteinNames\tX.1..A1.d.PG.Log2Quantity\tX.2..A2.d.PG.Log2Quantity\n"
                "P1\tGA_HUMAN\t20.5\t21\n"),
           0, "P1", "GA", 20.5, 21);
  CHECK(faultOf("PG.ProteinGroups\tPG.Genes\t[1] A1.raw.PG.IBAQ\nP1\tG\t1\n")
            .starts_with("3|t: has no intensity column"));
}

TEST_CASE("Spectronaut's long report gives what is at most at 1 %, decoys left out") {
  const std::string header =
      "\tR.FileName\tPG.ProteinGroups\tPG.Genes\tPG.Quantity\tPG.Qvalue\tEG.Qvalue\tEG.IsDecoy\tPEP.StrippedSequence\n";
  const StudyCargo cargo = read(header +
                                "0\tA1\tP1\tGA\t8\t0\t0.001\tFalse\tAAK\n1\tA1\tP1\tGA\t8\t0\t0.002\tFalse\tCCK\n"
                                "2\tA2.raw\tP1\tGA\t4\t0\t0.01\tFalse\tAAK\n3\tA2.raw\tP2\tGB\t4\t0\tNaN\tFalse\tDDK\n"
                                "4\tA2.raw\tP3\tGC\t4\t0\t0\tTrue\tEEK\n");
  CHECK(cargo.program == "Spectronaut");
  REQUIRE(cargo.table.rows.size() == 1);
  checkRow(cargo, 0, "P1", "GA", 3, 2);
  CHECK(cargo.table.rows[0].peptides == 2);
  CHECK(tells(cargo, "2 of 5 rows are above a q-value of 0.01 or decoys, and left out"));
  CHECK(faultOf(header + "0\tA1\tP1\tGA\t8\t0\t0\tFalse\tAAK\n1\tA1\tP1\tGA\t9\t0\t0\tFalse\tCCK\n") ==
        "3|t:3: protein \"P1\" has another PG.Quantity before in run \"A1\"; give the report as Spectronaut wrote it");
}

TEST_CASE("one protein under two names in a long table is refused") {
  CHECK(faultOf("R.FileName\tPG.ProteinGroups\tPG.Quantity\nA1\tsp|P07359|GP1BA_HUMAN\t8\nA2\tP07359\t8\n") ==
        "3|t: protein \"P07359\" stands under two names; give it one");
}

TEST_CASE("Proteome Discoverer's master proteins of high confidence are read, files by number or name") {
  const std::string header =
      "\"Checked\"\t\"Protein FDR Confidence: Combined\"\t\"Master\"\t\"Accession\"\t\"Description\"\t\"Contaminant\"\t"
      "\"# Peptides\"\t\"Abundance: F1: Sample, pre, A1\"\t\"Abundance: F2: Sample, post, A2\"\t"
      "\"Abundances (Grouped): pre\"\n";
  const std::string rows =
      "\"False\"\t\"High\"\t\"IsMasterProtein\"\t\"P1\"\t\"One OS=x GN=GA "
      "PE=1\"\t\"False\"\t\"5\"\t\"8\"\t\"\"\t\"1\"\n"
      "\"False\"\t\"High\"\t\"None\"\t\"P2\"\t\"Two\"\t\"False\"\t\"5\"\t\"8\"\t\"4\"\t\"1\"\n"
      "\"False\"\t\"Medium\"\t\"IsMasterProtein\"\t\"P3\"\t\"Three\"\t\"False\"\t\"5\"\t\"8\"\t\"4\"\t\"1\"\n"
      "\"False\"\t\"High\"\t\"IsMasterProtein\"\t\"P4\"\t\"Four\"\t\"True\"\t\"5\"\t\"8\"\t\"4\"\t\"1\"\n";
  for (const auto& samples : {std::vector<std::string>{"A1", "A2"}, {"F1", "F2"}, {"pre", "post"}}) {
    const StudyCargo cargo = read(header + rows, samples);
    CHECK(cargo.program == "Proteome Discoverer");
    REQUIRE(cargo.table.rows.size() == 2);
    checkRow(cargo, 0, "P1", "GA", 3, missing);
    checkRow(cargo, 1, "P4", "", 3, 2);
    CHECK(cargo.table.rows[0].peptides == 5);
    CHECK(tells(cargo, "1 rows of no master proteins are left out"));
    CHECK(tells(cargo, "1 rows of a confidence below high are left out"));
    CHECK(tells(cargo, "1 rows of contaminants are kept, under their marks"));
  }
  const StudyCargo normalized = read(
      "Accession\tAbundance: F1: Sample\tAbundance: F2: Sample\tAbundances (Normalized): F1: Sample\t"
      "Abundances (Normalized): F2: Sample\nP1\t1\t1\t8\t4\n",
      {"F1", "F2"});
  checkRow(normalized, 0, "P1", "", 3, 2);
  CHECK(
      errorOf([&] {
        read(header + rows, {"x", "y"});
      }) ==
      "11|t: none of its columns \"F1: Sample, pre, A1\", \"F2: Sample, post, A2\" is of a sample or run of the study; "
      "Proteome Discoverer numbers its files: write F1, F2, ... of its table Input Files into column \"run\" of the "
      "study sheet");
}

TEST_CASE("Proteome Discoverer's groups serve where each is a sample, British names and names for R are known") {
  const auto grouped = [](const std::string& names) { return "Accession\tGene Symbol\t" + names + "\nP1\tGA\t8\t4\n"; };
  for (const std::string names : {"Abundances (Grouped): A1\tAbundances (Grouped): A2",
                                  "Abundances (Normalised): F1: Sample, A1\tAbundances (Normalised): F2: Sample, A2",
                                  "Abundances.Normalized.F1.Sample.A1\tAbundances.Normalized.F2.Sample.A2",
                                  "Abundance Normalized: F1: Sample, A1\tAbundance Normalized: F2: Sample, A2",
                                  "Abundance.Normalized..F1..Sample..A1\tAbundance.Normalized..F2..Sample..A2",
                                  "Abundance.F1.Sample.A1\tAbundance.F2.Sample.A2",
                                  "Abundances Normalized F1 Sample A1\tAbundances Normalized F2 Sample A2"}) {
    INFO(names);
    const StudyCargo cargo = read(grouped(names), {"A1", "A2"});
    CHECK(cargo.program == "Proteome Discoverer");
    checkRow(cargo, 0, "P1", "GA", 3, 2);
    CHECK(tells(cargo, "intensities are those of columns \"Abundances (Grouped): \"") ==
          (names.find("Grouped") != std::string::npos));
  }
  CHECK(
      faultOf(grouped("Abundances (Grouped): pre\tAbundances (Grouped): post"))
          .starts_with("11|t: none of its columns \"pre\", \"post\" is of a sample or run of the study; they are means "
                       "of groups: show the columns Abundances or Abundances (Normalized) in Proteome Discoverer's"));
  CHECK(faultOf(grouped("Abundance Ratio: (post) / (pre)\tAbundances (Scaled): F1: Sample")) ==
        "3|t: has of Proteome Discoverer's abundances only scaled ones or ratios (column \"Abundance Ratio: (post) / "
        "(pre)\"), which have lost the proteins' levels; show the columns Abundances or Abundances (Normalized) in its "
        "table Proteins and export it again");
  CHECK(faultOf(grouped("Abundance: F1: 126, A1\tAbundance: F1: 127N, A2")) ==
        "3|t: is Proteome Discoverer's table of isobaric labels (column \"Abundance: F1: 126, A1\"), which are not "
        "compared here; give label-free proteins");
  CHECK(
      faultOf(grouped("Abundances (Normalized): F1: 126, A1\tAbundances (Normalized): F1: 127N, A2"))
          .starts_with("3|t: is Proteome Discoverer's table of isobaric labels (column \"Abundances (Normalized): F1"));
  const StudyCargo ratios = read(
      "Accession\tAbundance Ratio: (A1) / (A2)\tAbundance: F1: Sample, A1\tAbundance: F2: Sample, A2\nP1\t-3\t8\t4\n");
  checkRow(ratios, 0, "P1", "", 3, 2);
}

TEST_CASE("a protein of the database that is a contaminant too counts once") {
  const StudyCargo cargo = read(
      "Accession\tContaminant\tAbundance F1 Sample\tAbundance F2 Sample\nP04040\tTrue\t5\t5\nP04040\tFalse\t8\t4\n"
      "P02768\tTrue\t8\t4\n",
      {"F1", "F2"});
  REQUIRE(cargo.table.rows.size() == 2);
  checkRow(cargo, 0, "P02768", "", 3, 2);
  checkRow(cargo, 1, "P04040", "", 3, 2);
  CHECK(tells(cargo, "1 rows of contaminants are of proteins that have another row, and left out"));
  CHECK(faultOf("Accession\tContaminant\tAbundance F1 Sample\nP1\tFalse\t5\nP1\tFalse\t8\n")
            .starts_with("3|t:3: protein \"P1\" stands twice"));
}

TEST_CASE("FragPipe's tables of DIA are read, runs by their paths") {
  const std::string runs = "\tC:\\FragPipe\\raw\\A1.raw\t/mnt/raw/A2.mzML\n";
  for (const std::string& describing :
       {"Protein.Group\tProtein.Ids\tProtein.Names\tGenes\tFirst.Protein.Description" + runs +
            "P1;P2\tP1;P2;P3\t\tGA;GB\t",
        "Protein.Group\tProtein.Names\tGenes\tFirst.Protein.Description\tN.Sequences\tN.Proteotypic.Sequences" + runs +
            "P1;P2\t\tGA;GB\t\t3\t1"}) {
    INFO(describing);
    const StudyCargo cargo = read(describing + "\t8\t4\n");
    CHECK(cargo.program == "DIA-NN");
    REQUIRE(cargo.table.rows.size() == 1);
    checkRow(cargo, 0, "P1;P2", "GA;GB", 3, 2);
  }
  // protein_maxlfq.tsv of version 22 and before, by the R package iq.
  const StudyCargo iq = read("\tC:\\raw\\A1.mzML\tC:\\raw\\A2.mzML\n\t5\t5\nP02768\t8\t4\n");
  REQUIRE(iq.table.rows.size() == 1);
  checkRow(iq, 0, "P02768", "", 3, 2);
  CHECK(tells(iq, "1 rows without a name are left out"));
}

TEST_CASE("Proline's tables are read, runs under the names that it gives files") {
  const StudyCargo cargo = read(
      "protein_set_id;accession;gene_name;description;protein_set_score;#sequences;psm_count_A1.raw.mzDB.t.xml;"
      "raw_abundance_A1.raw.mzDB.t.xml;raw_abundance_A2.raw.mzDB.t.xml;abundance_A1.raw.mzDB.t.xml;"
      "abundance_A2.raw.mzDB.t.xml\n1;sp|P02768|ALBU_HUMAN;;Albumin OS=x GN=ALB;21,25;3;1;1;1;8,5;4\n");
  CHECK(cargo.program == "Proline");
  REQUIRE(cargo.table.rows.size() == 1);
  checkRow(cargo, 0, "P02768", "ALB", std::log2(8.5), 2);
  CHECK(cargo.table.rows[0].peptides == 3);
}

TEST_CASE("FlashLFQ and MetaMorpheus are read, with decoys and what is above 1 % left out") {
  const StudyCargo flash =
      read("Protein Groups\tGene Name\tOrganism\tIntensity_A1\tIntensity_A2\nP07359|P05106\tGA|GB\tx\t8\t0\n");
  CHECK(flash.program == "FlashLFQ");
  checkRow(flash, 0, "P07359;P05106", "GA;GB", 3, missing);
  const std::string header =
      "Protein Accession\tGene\tProtein Full Name\tNumber of Peptides\tSpectralCount_A1-calib\tIntensity_A1-calib\t"
      "Intensity_A2-calib-averaged\tProtein Decoy/Contaminant/Target\tProtein QValue\tBest Peptide PEP\n";
  const StudyCargo meta =
      read(header +
           "P1\tGA\tx\t4\t1\t8\t4\tT\t0\t0\t\nP2\tGB\tx\t4\t1\t8\t4\tD\t0\t0\nP3\tGC\tx\t4\t1\t8\t4\tT\t0.02\t0\n"
           "P4\tGD\tx\t4\t1\t8\t4\tC\t0.01\t0\n");
  CHECK(meta.program == "MetaMorpheus");
  REQUIRE(meta.table.rows.size() == 2);
  checkRow(meta, 0, "P1", "GA", 3, 2);
  checkRow(meta, 1, "P4", "GD", 3, 2);
  CHECK(tells(meta, "1 rows of decoys are left out"));
  CHECK(tells(meta, "1 rows are above a q-value of 0.01 and left out"));
  CHECK(faultOf(header + "P1\tGA\tx\t4\t1\t8\t4\tT\tx\t0\n") ==
        "3|t:2: \"x\" is no q-value; give the table as written");
  CHECK(faultOf(header + "P1\tGA\tx\t4\t1\t8\t4\tT\t1\t0\n").starts_with("4|t: has no row with a q-value up to 0.01"));
}

TEST_CASE("directLFQ, AlphaDIA and AlphaPept are read") {
  const StudyCargo direct = read("protein\tA1\tA2\nP1;P2\t8.0\t0.0\n");
  CHECK(direct.program == "directLFQ");
  checkRow(direct, 0, "P1;P2", "", 3, missing);
  const StudyCargo dia = read("pg\tA1\tA2\nCont_P04264\t8\t4\n");
  CHECK(dia.program == "AlphaDIA");
  checkRow(dia, 0, "Cont_P04264", "", 3, 2);
  const StudyCargo pept = read(",A1_LFQ,A2_LFQ,A1,A2\nsp|P36578|RL4_HUMAN,8.5,4.5,1,1\n");
  CHECK(pept.program == "AlphaPept");
  checkRow(pept, 0, "P36578", "RL4", std::log2(8.5), std::log2(4.5));
  CHECK(faultOf("protein\tion\tA1\tA2\nP\tAK\t1\t1\n") ==
        "3|t: is directLFQ's table of ions; give its protein_intensities.tsv");
}

TEST_CASE("MSstats' run levels are log2, its features become proteins") {
  const StudyCargo level = read(
      "\"\",\"RUN\",\"Protein\",\"LogIntensities\",\"originalRUN\",\"GROUP\"\n\"1\",1,\"P1\",20.5,\"A1.mzML\","
      "\"pre\"\n\"2\",2,\"P1\",NA,\"A2\",\"pre\"\n");
  CHECK(level.program == "MSstats");
  checkRow(level, 0, "P1", "", 20.5, missing);
  const std::string header =
      "ProteinName,PeptideSequence,PrecursorCharge,FragmentIon,ProductCharge,IsotopeLabelType,Condition,BioReplicate,"
      "Run,Intensity,Reference\n";
  const StudyCargo features =
      read(header +
           "sp|P1|A_HUMAN,AAK,2,y3,1,L,pre,1,1,2,A1.mzML\nsp|P1|A_HUMAN,AAK,2,y4,1,L,pre,1,1,6,A1.mzML\n"
           "sp|P1|A_HUMAN,AAK,2,y3,1,L,pre,1,2,1,A2.mzML\nsp|P1|A_HUMAN,AAK,2,y3,1,L,pre,1,2,4,A2.mzML\n"
           "sp|P1|A_HUMAN,AAK,2,y3,1,H,pre,1,2,400,A2.mzML\nDECOY_P1,CCK,2,NA,NA,L,pre,1,2,4,A2.mzML\n"
           "P2,AM(Oxidation)K,NA,NA,NA,L,pre,1,2,0,A2.mzML\n");
  CHECK(features.program == "MSstats");
  REQUIRE(features.table.rows.size() == 1);
  checkRow(features, 0, "P1", "", 3, 2);
  CHECK(tells(features, "1 rows of heavy labels are left out"));
  CHECK(tells(features, "1 rows of decoys are left out"));
  CHECK(tells(features, "1 rows are of a feature that stands before in its run; the highest intensity counts"));
  CHECK(faultOf(header + ",AAK,2,NA,NA,L,pre,1,1,2,A1.mzML\nP1,AAK,x,NA,NA,L,pre,1,1,2,A1.mzML\n") ==
        "3|t:2: no peptide, no protein or no run; give the table as MSstats reads it\n"
        "t:3: \"x\" is no charge; write a whole number from 0 to 20, or NA");
  CHECK(faultOf(header + "P1,AAK,2,NA,NA,L,pre,1,1,0,A1.mzML\n").starts_with("4|t: has no measured feature"));
  CHECK(faultOf("ProteinName,PeptideSequence,Run,Intensity\nP,AK,r,1\n")
            .starts_with("3|t: has no column \"PrecursorCharge\""));
}

TEST_CASE("a plain matrix of accessions or genes is read where its columns are of the study") {
  checkRow(read("Accession,Gene name,Description,A1,A2\nP1,GA,text,8,4\n"), 0, "P1", "GA", 3, 2);
  checkRow(read("gene\tA1\tA2\nGA\t8\t4\n"), 0, "GA", "GA", 3, 2);
  checkRow(read(";A1;A2\nP1;8;4\n"), 0, "P1", "", 3, 2);
  checkRow(read("Protein\tgene\tA1\tA2\textra\nP1\tGA\t8\t4\t\n"), 0, "P1", "GA", 3, 2);
  CHECK(faultOf("Accession\tA1\t\nP1\t8\t4\n").starts_with("3|t: column 3 has no name"));
  CHECK(faultOf("Protein.Group\tGenes\nP1\tGA\n").starts_with("3|t: has no column of a run"));
  CHECK(faultOf("gene\tvalue\nGA\t1\n").starts_with("3|t: is no table of proteins that is known"));
}

TEST_CASE("columns that are not of the study say nothing of how intensities are written") {
  std::string rows;
  for (int i = 0; i < 12; ++i)
    rows +=
        "P" + std::to_string(i) + "\t" + std::to_string(20 + 0.3 * i) + "\t" + std::to_string(21 + 0.3 * i) + "\t500\n";
  CHECK(faultOf("accession\tA1\tA2\tlength\n" + rows).starts_with("3|t: its values look like logarithms"));
  const StudyCargo cargo = read("pg\tA1\tA2\tchange\nP1\t8\t4\t-3\n");
  checkRow(cargo, 0, "P1", "", 3, 2);
  CHECK(tells(cargo, "columns that are not of the study are left out: change"));
}

TEST_CASE("a table that is not known is told what is read and what it looks most like") {
  const std::string fault = faultOf("Gene names\tFasta headers\tPeptides\tLFQ A1\nG\tx\t1\t8\n");
  CHECK(
      fault.starts_with("3|t: is no table of proteins that is known (read are those of AlphaDIA, AlphaPept, DIA-NN, "));
  CHECK(fault.ends_with(
      "; it looks most like proteinGroups.txt of MaxQuant, which has a column \"Majority protein IDs\""));
  CHECK(faultOf("x\ty\n1\t2\n").ends_with("; its columns are: x, y"));
}

TEST_CASE("cargo.tsv takes whole headers as ids") {
  const StudyCargo cargo = read("protein\tgene\tpeptides\tA1\tA2\nsp|P07359|GP1BA_HUMAN\t\t2\t20\tNA\n");
  CHECK(cargo.program == "Vescargo");
  checkRow(cargo, 0, "P07359", "GP1BA", 20, missing);
}

TEST_CASE("logarithms are refused at every door that takes intensities") {
  const auto rows = [](const std::string& before, const std::string& behind) {
    std::string text;
    for (int i = 0; i < 12; ++i)
      text += "P" + std::to_string(i) + before + std::to_string(20 + 0.3 * i) + "\t" + std::to_string(21 + 0.3 * i) +
              behind + "\n";
    return text;
  };
  const auto refused = [&](const std::string& text) {
    CHECK(faultOf(text).starts_with("3|t: its values look like logarithms"));
  };
  refused("PG.ProteinGroups\t[1] A1.raw.PG.Quantity\t[2] A2.raw.PG.Quantity\n" + rows("\t", ""));
  refused("Accession\tAbundance: F1: Sample\tAbundance: F2: Sample\n" + rows("\t", ""));
  refused("Protein Groups\tIntensity_A1\tIntensity_A2\n" + rows("\t", ""));
  refused("Protein Accession\tIntensity_A1\tIntensity_A2\n" + rows("\t", ""));
  refused("pg\tA1\tA2\n" + rows("\t", ""));
  refused("protein\tA1\tA2\n" + rows("\t", ""));
  refused("Genes\tA1\tA2\n" + rows("\t", ""));
  refused("\tA1\tA2\n" + rows("\t", ""));
  refused("\tA1_LFQ\tA2_LFQ\n" + rows("\t", ""));
  std::string longRows, features;
  for (int i = 0; i < 24; ++i) {
    const std::string run = i % 2 == 0 ? "A1" : "A2", value = std::to_string(20 + 0.1 * i);
    longRows += run + "\tP" + std::to_string(i) + "\t" + value + "\n";
    features += "P" + std::to_string(i) + "\tAAK\t2\t" + run + "\t" + value + "\n";
  }
  refused("R.FileName\tPG.ProteinGroups\tPG.Quantity\n" + longRows);
  refused("ProteinName\tPeptideSequence\tPrecursorCharge\tRun\tIntensity\n" + features);
}
