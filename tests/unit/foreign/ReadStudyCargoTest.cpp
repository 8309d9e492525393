#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "table/TwoRunSample.h"
#include "vescargo/base/Error.h"
#include "vescargo/foreign/readStudyCargo.h"

using namespace vescargo;
using test::errorOf;
using test::exampleStudy;
using test::Scratch;

namespace {

const std::string header = "peptide\tcharge\tproteins\tq_value\tscore\tspectral_angle\ta.mzML\tb.mzML\tc.mzML\n";

StudyCargo sageOf(const Scratch& scratch, const std::string& rows, const Study& study = exampleStudy()) {
  return readStudyCargo(scratch.file("t.tsv", header + rows), study);
}

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { readStudyCargo(scratch.file("t.tsv", content), exampleStudy()); }, scratch.path(""));
}

}  // namespace

TEST_CASE("Sage's peptides become proteins: charges summed, mean of runs, shared peptides used for none") {
  const Scratch scratch;
  const StudyCargo cargo = sageOf(scratch,
                                  "AAK\t2\tsp|P1|X_HUMAN\t0.001\t1\t1\t4\t6\t3\n"
                                  "AAK\t3\tsp|P1|X_HUMAN\t0.01\t1\t1\t4\t10\t5\n"
                                  "[+42.0106]-CM[+15.9949]K\t-1\tP2;rev_P7\t0.001\t1\t1\t0\t16\t0\n"
                                  "DDK\t-1\tsp|P1|X_HUMAN;P2\t0.001\t1\t1\t1\t1\t1\n"
                                  "EEK\t-1\tP3\t0.02\t1\t1\t1\t1\t1\n"
                                  "FFK\t-1\trev_P3\t0.001\t1\t1\t1\t1\t1\n");
  CHECK(cargo.program == "Sage");
  REQUIRE(cargo.table.rows.size() == 2);
  CHECK(cargo.table.rows[0].id == "P1");
  CHECK(cargo.table.rows[0].peptides == 1);
  CHECK(cargo.table.rows[1].id == "P2");
  CHECK(cargo.table.samples == std::vector<std::string>{"S1", "S2"});
  CHECK(cargo.table.log2(0, 0) == Approx(std::log2(12)).epsilon(1e-6).margin(0));
  CHECK(cargo.table.log2(0, 1) == Approx(3).epsilon(1e-6).margin(0));
  CHECK(cargo.table.log2(1, 0) == Approx(4).epsilon(1e-6).margin(0));
  CHECK(std::isnan(cargo.table.log2(1, 1)));
  REQUIRE(cargo.notes.size() >= 2);
  CHECK(cargo.notes[0] == "2 of 6 peptide rows are above a q-value of 0.01 or decoys, and left out");
  CHECK(cargo.notes[1].find("1 peptides shared by groups were used for none") != std::string::npos);
}

TEST_CASE("fractions of Sage's peptides are summed") {
  const Scratch scratch;
  const StudyCargo cargo = sageOf(scratch, "AAK\t2\tP1\t0\t1\t1\t4\t12\t3\n", exampleStudy("1", "2"));
  CHECK(cargo.table.log2(0, 0) == Approx(4).epsilon(1e-6).margin(0));
}

TEST_CASE("faults of Sage's table are told with lines") {
  const Scratch scratch;
  CHECK(faultOf(scratch, header + "AAK\tx\tP1\t0\t1\t1\t4\t-4\t4\nAAC\t2\tP1\t2\t1\t1\t4\ty\t4\n") ==
        "3|t.tsv:2: \"x\" in column \"charge\" is not within -1 to 20; give lfq.tsv as Sage wrote it\n"
        "t.tsv:2: a negative intensity; intensities are 0 or above\n"
        "t.tsv:3: \"y\" in column \"b.mzML\" is no number; write a number, or NA where nothing was measured\n"
        "t.tsv:3: \"2\" in column \"q_value\" is not within 0 to 1; give lfq.tsv as Sage wrote it");
  CHECK(faultOf(scratch, header + "\t2\tP1\t0\t1\t1\t4\t4\t4\nAAK\t2\t\t0\t1\t1\t4\t4\t4\n") ==
        "3|t.tsv:2: no peptide or no protein; give lfq.tsv as Sage wrote it\n"
        "t.tsv:3: no peptide or no protein; give lfq.tsv as Sage wrote it");
  CHECK(faultOf(scratch, header + "AAK\t2\tP1\t0\t1\t1\t4\t4\t4\nAAK\t2\tP1\t0\t1\t1\t4\t4\t4\n") ==
        "3|t.tsv:3: peptide \"AAK\" stands twice at one charge; keep one row a peptide and charge");
  CHECK(
      faultOf(scratch, header + "AAK\t2\tP1\t0.5\t1\t1\t4\t4\t4\n").starts_with("4|t.tsv: has no peptide of a target"));
  CHECK(faultOf(scratch, "peptide\tproteins\tq_value\ta\nAAK\tP\t0\t1\n")
            .starts_with("3|t.tsv: has no column \"charge\""));
  CHECK(faultOf(scratch, "peptide\tcharge\tproteins\tq_value\tscore\nAAK\t2\tP\t0\t1\n") ==
        "3|t.tsv: has no column of a run; give lfq.tsv as Sage wrote it");
  CHECK(faultOf(scratch, "peptide\tcharge\tproteins\tq_value\ta\tb\nAAK\t2\tP\t0\t1\t1\n") ==
        "11|t.tsv: has no column for sample \"S2\" of the study sheet; nearest: \"a\", \"b\"");
}

TEST_CASE("every format comes through one door, told by its content, and columns that are left out are told") {
  const Scratch scratch;
  const auto told = [&](const std::string& program, const std::string& content) {
    INFO(program);
    const StudyCargo cargo = readStudyCargo(scratch.file("t.txt", content), exampleStudy());
    CHECK(cargo.program == program);
    REQUIRE(cargo.table.rows.size() == 1);
    CHECK(cargo.table.rows[0].id == "P1");
    CHECK(cargo.table.log2(0, 0) == 3);
    CHECK(cargo.table.log2(0, 1) == 4);
    return cargo.notes;
  };
  const auto notes = told("Vescargo", "protein\tgene\tpeptides\tS1\tS2\tpool\nP1\t\t1\t3\t4\t5\n");
  CHECK(notes == std::vector<std::string>{"normalize: not again, since the table is Vescargo's; the median would shift "
                                          "samples by up to 0",
                                          "columns that are not of the study are left out: pool"});
  CHECK(told("MaxQuant", "Majority protein IDs\tLFQ intensity S1\tLFQ intensity S2\nP1\t8\t16\n").empty());
  CHECK(told("FragPipe", "Protein ID\tS1 Intensity\tS2 Intensity\nP1\t8\t16\n").empty());
  const auto runs = told("DIA-NN", "Protein.Group\tGenes\tD:\\a.raw\tD:\\b.raw\tD:\\c.raw\nP1\t\t8\t8\t16\n");
  CHECK(runs == std::vector<std::string>{"3 runs make 2 samples by their mean in log2"});
  told("Sage", header + "AAK\t2\tP1\t0\t1\t1\t8\t8\t16\n");
  told("mzTab",
       "MTD\tassay[1]-sample_ref\tsample[1]\nMTD\tsample[1]-description\tS1\nMTD\tassay[2]-ms_run_ref\tms_run[1]\n"
       "MTD\tms_run[1]-location\tfile:///"
       "c.mzML\nPRH\taccession\tprotein_abundance_assay[1]\tprotein_abundance_assay[2]\n"
       "PRT\tP1\t8\t16\n");
}

TEST_CASE("a Parquet file is refused, with what to give instead") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "PAR1....") ==
        "3|t.tsv: is a Parquet file, which is not read; give the program's table as text: of DIA-NN "
        "report.pg_matrix.tsv, of "
        "Sage lfq.tsv (run it without --parquet), of AlphaDIA pg.matrix.tsv, of others the table written as TSV");
}

TEST_CASE("a column that is called as a sample and as another's run is refused, but of our own table", "[foreign]") {
  const Scratch scratch;
  Study study = exampleStudy();
  study.samples.resize(2);
  study.samples[0].name = "1";
  study.samples[1].name = "2";
  study.runs = {{"2.raw", "1", ""}, {"1.raw", "2", ""}};
  const auto read = [&](const std::string& content) {
    return errorOf([&] { readStudyCargo(scratch.file("t.tsv", content), study, {}); }, scratch.path(""));
  };
  CHECK(read("Protein IDs\tMajority protein IDs\tIntensity 1\tIntensity 2\nP1\tP1\t1000\t2000\nP2\tP2\t3000\t4000\n")
            .starts_with("11|t.tsv: column \"1\" may be sample \"1\" of the study sheet or its run \"1.raw\""));
  CHECK(read("protein\tgene\tpeptides\t1\t2\nP1\t\t1\t20\t21\nP2\t\t1\t22\t23\n") == "no error");
}

TEST_CASE("a sample without a value is told, and labelled tables of MaxQuant are refused", "[foreign]") {
  const Scratch scratch;
  const Study study = exampleStudy();
  std::string header = "Majority protein IDs";
  std::string one = "P1";
  std::string two = "P2";
  for (std::size_t s = 0; s < study.samples.size(); ++s) {
    header += "\tIntensity " + study.samples[s].name;
    one += s == 0 ? "\t0" : "\t1000000";
    two += s == 0 ? "\t0" : "\t2000000";
  }
  const auto cargo = readStudyCargo(scratch.file("t.tsv", header + "\n" + one + "\n" + two + "\n"), study, {});
  CHECK(std::any_of(cargo.warnings.begin(), cargo.warnings.end(), [&](const std::string& warning) {
    return warning.starts_with("without a single value in the columns that were read: " + study.samples[0].name + ":");
  }));
  for (const std::string label : {"Ratio H/L normalized A", "Reporter intensity corrected 1 A"})
    CHECK(faultOf(scratch, header + "\t" + label + "\n" + one + "\t1\n")
              .find("is MaxQuant's table of labelled proteins (column \"" + label + "\")") != std::string::npos);
}

TEST_CASE("row numbers before a table, as R writes them, are passed over", "[foreign]") {
  const Scratch scratch;
  const Study study = exampleStudy();
  std::string header = "\"\",\"Protein\"";
  std::string rows;
  for (const Sample& sample : study.samples) header += ",\"" + sample.name + "\"";
  for (int r = 1; r <= 3; ++r) {
    rows += "\"" + std::to_string(r) + "\",\"P0000" + std::to_string(r) + "\"";
    for (std::size_t s = 0; s < study.samples.size(); ++s)
      rows += "," + std::to_string(1000000 * r + 1000 * static_cast<int>(s));
    rows += "\n";
  }
  const auto cargo = readStudyCargo(scratch.file("t.csv", header + "\n" + rows), study);
  CHECK(cargo.table.rows.size() == 3);
  CHECK(std::find(cargo.notes.begin(), cargo.notes.end(), "a column of row numbers is passed over") !=
        cargo.notes.end());
}

TEST_CASE("names of rows without a name in the header, as R's write.table writes them", "[foreign]") {
  const Scratch scratch;
  const auto read = [&](const std::string& content) {
    INFO(content);
    const auto cargo = readStudyCargo(scratch.file("t.txt", content), exampleStudy());
    REQUIRE(cargo.table.rows.size() == 2);
    CHECK(cargo.table.rows[0].id == "P00001");
    CHECK(cargo.table.rows[1].id == "P00002");
    CHECK(cargo.table.log2(0, 0) == 20);
    CHECK(cargo.table.log2(1, 1) == 22);
    return cargo.notes;
  };
  const auto tells = [](const std::vector<std::string>& notes, const std::string& begin) {
    return std::any_of(notes.begin(), notes.end(), [&](const auto& note) { return note.starts_with(begin); });
  };
  CHECK(tells(read("S1\tS2\nP00001\t1048576\t1048576\nP00002\t4194304\t4194304\n"), "rows have a cell more"));
  const auto blanks =
      read("\"Protein\" \"S1\" \"S2\"\n\"1\" \"P00001\" 1048576 1048576\n\"2\" \"P00002\" 4194304 4194304\n");
  CHECK(tells(blanks, "cells are separated by blanks"));
  CHECK(tells(blanks, "a column of row numbers is passed over"));
  CHECK(tells(read("Protein,S1,S2\nx,P00001,1048576,1048576\ny,P00002,4194304,4194304\n"),
              "columns of text are passed over: column 1, without a name"));
  read("Majority protein IDs;LFQ intensity S1;LFQ intensity S2\n3;P00001;1048576;1048576\n7;P00002;4194304;4194304\n");
  read("protein\tgene\tpeptides\tS1\tS2\n1\tP00001\tA\t1\t20\t20\n2\tP00002\tB\t1\t22\t22\n");
  read("protein\tgene\tpeptides\tS1\tS2\na\tP00001\tA\t1\t20\t20\nb\tP00002\tB\t1\t22\t22\n");
  read("Unnamed: 0,Protein,S1,S2\n0,P00001,1048576,1048576\n1,P00002,4194304,4194304\n");
}

TEST_CASE("row numbers are no names of proteins, and a last column without a name shifts none", "[foreign]") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "S1\tS2\n1\t100000\t120000\n2\t200000\t220000\n") ==
        "3|t.tsv: has numbers in the column without a name, where names should stand; give accessions or genes, and a "
        "name to every column");
  CHECK(faultOf(scratch, "Protein\tS1\tS2\nP1\t100000\t120000\t3\nP2\t200000\t220000\t4\n") ==
        "3|t.tsv: has numbers in column \"Protein\", where names should stand; give accessions or genes, and a "
        "name to every column");
  CHECK(faultOf(scratch, "Protein\tGene\tS1\tS2\nP07359\tGP1BA\t100000\t120000\t3\nP05106\tITGB3\t2\t3\t4\n") ==
        "3|t.tsv: has accessions in a first column without a name and others in column \"Protein\"; give accessions or "
        "genes, and a name to every column");
  CHECK(faultOf(scratch, "Protein\tGene\tS1\tS2\nx\tGP1BA\t100000\t120000\t3\ny\tITGB3\t2\t3\t4\n") ==
        "3|t.tsv: has numbers in column \"Gene\", where names should stand; give accessions or genes, and a name to "
        "every column");
}

TEST_CASE("names that R made and other capitals are known where one sample or run alone can be meant", "[foreign]") {
  const Scratch scratch;
  Study study = exampleStudy();
  study.runs = {{"A1-pl-1.raw", "1_pre", ""}, {"A1-pl-2.raw", "Post (S 2)", ""}};
  study.samples[0].name = "1_pre";
  study.samples[1].name = "Post (S 2)";
  const auto read = [&](const std::string& content) {
    INFO(content);
    const auto cargo = readStudyCargo(scratch.file("t.txt", content), study);
    CHECK(cargo.table.log2(0, 0) == 20);
    CHECK(cargo.table.log2(0, 1) == 20);
    CHECK(cargo.table.rows[0].genes == "ALB");
    return std::count_if(cargo.notes.begin(), cargo.notes.end(), [](const std::string& note) {
      return note.find(" named as in the study sheet but for capitals or signs: ") != std::string::npos;
    });
  };
  const std::string values = "\t1048576\t1048576\n";
  CHECK(read("Majority.protein.IDs\tGene.names\tLFQ.intensity.A1.pl.1\tLFQ.intensity.A1.pl.2\nP02768\tALB" + values) ==
        1);
  CHECK(read("majority_protein_ids\tgene_names\tlfq_intensity_1_PRE\tlfq_intensity_post_s_2_\nP02768\tALB" + values) ==
        1);
  CHECK(read("Accession\tGene\tX1_pre\tPost..S.2.\nP02768\tALB" + values) == 1);
  CHECK(read("Accession\tGene\tX1_PRE\tpost (s 2)\nP02768\tALB" + values) == 1);
  CHECK(read("Protein.Group\tGenes\tD..raw.data.A1.pl.1.raw\tX.mnt.raw.a1.pl.2.raw\nP02768\tALB" + values) == 1);
  CHECK(read("Accession\tX..Peptides\tGene.Symbol\tAbundances..Normalized...F1..Sample..1_pre\t"
             "Abundances..Normalized...F2..Sample..Post..S.2.\nP02768\t3\tALB" +
             values) == 1);
}

TEST_CASE("columns of runs that a host renamed go by the order of the sheet, which is told", "[foreign]") {
  const Scratch scratch;
  Study study = exampleStudy();
  study.runs = {{"a", study.samples[0].name, ""}, {"b", study.samples[1].name, ""}};
  const std::string head = "Protein.Group\tProtein.Names\tGenes\tFirst.Protein.Description\t";
  const auto cargo =
      readStudyCargo(scratch.file("report.pg_matrix.tsv",
                                  head + "/tmp/x/input1.mzML\t/tmp/x/input0.mzML\nP02768\tA\tALB\tx\t1024\t1024\n"),
                     study);
  CHECK(cargo.table.log2(0, 0) == 10);
  CHECK(std::any_of(cargo.notes.begin(), cargo.notes.end(), [](const std::string& note) {
    return note.starts_with(
        "2 runs under names that tell nothing are taken in the order of the study sheet: \"input1\" is \"b\"");
  }));
  CHECK(errorOf([&] {
          readStudyCargo(
              scratch.file("report.pg_matrix.tsv", head + "tube1.mzML\ttube0.mzML\nP02768\tA\tALB\tx\t1024\t1024\n"),
              study);
        }).starts_with("11|"));
}

TEST_CASE("names in another spelling are not taken for two samples, nor beside the name to the letter", "[foreign]") {
  const Scratch scratch;
  Study study = exampleStudy();
  study.runs = {{"x.raw", "A-1", ""}, {"y.raw", "A_1", ""}};
  study.samples[0].name = "A-1";
  study.samples[1].name = "A_1";
  const auto fault = [&](const std::string& columns) {
    return errorOf(
        [&] { readStudyCargo(scratch.file("t.tsv", "Protein ID\t" + columns + "\nP1\t1000\t2000\n"), study); },
        scratch.path(""));
  };
  CHECK(fault("A.1 Intensity\tA_1 Intensity") ==
        "11|t.tsv: has no column for sample \"A-1\" of the study sheet; nearest: \"A.1\", \"A_1\"");
  study.samples[1].name = study.runs[1].sample = "B";
  CHECK(fault("A.1 Intensity\ta_1 Intensity").starts_with("11|t.tsv: has no column for sample \"A-1\""));
  CHECK(fault("A-1 Intensity\tb Intensity") == "no error");
  const auto cargo = readStudyCargo(
      scratch.file("t.tsv", "Protein ID\tA-1 Intensity\ta.1 Intensity\tB Intensity\nP1\t1024\t5\t1024\n"), study);
  CHECK(cargo.table.log2(0, 0) == 10);
}

TEST_CASE("cargo.tsv that a spreadsheet saved with decimal commas is read", "[foreign]") {
  const Scratch scratch;
  const auto cargo = readStudyCargo(
      scratch.file("t.tsv", "protein;gene;peptides;S1;S2\nP1;A;1;20,5;#N/A\nP2;B;1;21,25;22\n"), exampleStudy());
  CHECK(cargo.table.log2(0, 0) == 20.5);
  CHECK(std::isnan(cargo.table.log2(0, 1)));
  CHECK(cargo.table.log2(1, 0) == 21.25);
}

TEST_CASE("proteins that panels or sets cannot find are told, whichever program has no genes", "[foreign]") {
  const Scratch scratch;
  const auto tells = [](const std::vector<std::string>& sentences, const std::string& begin) {
    return std::count_if(sentences.begin(), sentences.end(), [&](const auto& one) { return one.starts_with(begin); });
  };
  const auto sage = sageOf(scratch, "AAK\t2\tsp|P07359|GP1BA_HUMAN;sp|P05106|ITB3_HUMAN\t0\t1\t1\t4\t6\t3\n");
  CHECK(sage.table.rows[0].id == "P05106;P07359");
  CHECK(sage.table.rows[0].genes.empty());
  CHECK(tells(sage.notes,
              "no protein has a gene: marker panels find 1 of 1 proteins by their accession of UniProt, sets "
              "of genes (-gmt) find none") == 1);
  CHECK(tells(sage.warnings, "0 of 1 proteins") == 0);
  const auto features = readStudyCargo(
      scratch.file("t.csv",
                   "ProteinName,PeptideSequence,PrecursorCharge,Run,Intensity\nP07359,AAK,2,a,8\nP07359,AAK,2,b,8\n"
                   "P07359,AAK,2,c,4\n"),
      exampleStudy());
  CHECK(tells(features.notes, "no protein has a gene: ") == 1);
  const auto strange = sageOf(scratch, "AAK\t2\tprotein_1\t0\t1\t1\t4\t6\t3\n");
  CHECK(tells(strange.warnings, "0 of 1 proteins have a gene or an accession of UniProt") == 1);
  const auto named = readStudyCargo(
      scratch.file("t.tsv", "Protein ID\tGene\tS1 Intensity\tS2 Intensity\nx\tALB\t5\t5\ny\t\t5\t5\n"), exampleStudy());
  CHECK(tells(named.notes, "no protein has a gene: ") + tells(named.warnings, "1 of 2") == 0);
}

TEST_CASE("what a table costs grows with its bytes", "[foreign]") {
  CHECK(costOfTable(400'000'000).memoryBytes == 1'000'000'000);
  CHECK(costOfTable(400'000'000).processorSeconds == Approx(24));
}
