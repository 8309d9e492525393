#include <zlib.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/accession.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

namespace {

std::string gzipped(const Scratch& scratch, const std::string& name, const std::string& content) {
  gzFile_s* file = gzopen(scratch.path(name).c_str(), "wb");
  gzwrite(file, content.data(), static_cast<unsigned>(content.size()));
  gzclose(file);
  return scratch.path(name);
}

std::vector<Protein> readFasta(const std::string& path) { return readFastas({path}).proteins; }

/// A FASTA text as a file, t.fasta.
FastaProteins readText(const std::string& content, const GeneTable& genes = {}) {
  const Scratch scratch;
  FastaProteins read = readFastas({scratch.file("t.fasta", content)}, genes);
  for (auto* told : {&read.notes, &read.warnings}) {
    for (std::string& sentence : *told) {
      for (std::size_t at = 0; (at = sentence.find(scratch.path(""))) != std::string::npos;)
        sentence.erase(at, scratch.path("").size());
    }
  }
  return read;
}

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { readFasta(scratch.file("t.fasta", content)); }, scratch.path(""));
}

GeneTable tableOf(const std::string& content) {
  const Scratch scratch;
  return GeneTable::read(scratch.file("genes.tsv", content));
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("UniProt headers give accession, gene and description; other headers their first word") {
  const Scratch scratch;
  const auto proteins =
      readFasta(scratch.file("t.fasta",
                             ">sp|P02768|ALBU_HUMAN Albumin OS=Homo sapiens OX=9606 GN=ALB PE=1 SV=2\nMKWVTF\nISLL*\n"
                             ">tr|A0A1|X_HUMAN SIGN=no gene\nMK\n"
                             ">my|own name\nacde\n"
                             ">plain\nM K\tW\n"
                             ">GNfirst GN=TUBB1\nMH\n"));
  REQUIRE(proteins.size() == 5);
  CHECK(proteins[0].accession == "P02768");
  CHECK(proteins[0].gene == "ALB");
  CHECK(proteins[0].description == "Albumin OS=Homo sapiens OX=9606 GN=ALB PE=1 SV=2");
  CHECK(proteins[0].sequence == "MKWVTFISLL");
  CHECK(proteins[1].accession == "A0A1");
  CHECK(proteins[1].gene.empty());
  CHECK(proteins[2].accession == "my|own");
  CHECK(proteins[2].sequence == "ACDE");
  CHECK(proteins[3].sequence == "MKW");
  CHECK(proteins[3].description.empty());
  CHECK(proteins[4].gene == "TUBB1");
}

TEST_CASE("a FASTA file reads the same gzipped, with a byte-order mark, CRLF and no end of the last line") {
  const Scratch scratch;
  const std::string text = ">A one\nMKWV\nTFIS\n>B two\nACDE\n";
  const auto plain = readFasta(scratch.file("plain.fasta", text));
  const auto same = [&](const std::string& path) {
    const auto proteins = readFasta(path);
    REQUIRE(proteins.size() == plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      CHECK(proteins[i].accession == plain[i].accession);
      CHECK(proteins[i].description == plain[i].description);
      CHECK(proteins[i].sequence == plain[i].sequence);
    }
  };
  same(gzipped(scratch, "t.fasta.gz", text));
  same(scratch.file("dos.fasta", "\xEF\xBB\xBF>A one\r\nMKWV\r\nTFIS\r\n\r\n>B two\r\nACDE"));
}

TEST_CASE("a FASTA file that is not there, is a folder, cannot be read, is cut off or holds nothing says which") {
  const Scratch scratch;
  const auto failure = [&](const std::string& path) { return errorOf([&] { readFasta(path); }, scratch.path("")); };
  CHECK(failure(scratch.path("none.fasta")) == "1|none.fasta: no such file; check the path");
  CHECK(failure(scratch.path("")).starts_with("2|: cannot be read"));
  CHECK(failure("/proc/self/mem").starts_with("2|/proc/self/mem: cannot be read"));
  CHECK(failure(scratch.file("empty.fasta", "")).starts_with("4|empty.fasta: holds no protein"));
  CHECK(failure(scratch.file("blank.fasta", "\n \r\n")).starts_with("4|blank.fasta: holds no protein"));
  std::string sequence;
  for (int i = 0; i < 20000; ++i) sequence.push_back("ACDEFGHIKLMNPQRSTVWY"[(i * i + i / 7) % 20]);
  const std::string whole = test::contentOf(gzipped(scratch, "whole.fasta.gz", ">A\n" + sequence + "\n"));
  CHECK(failure(scratch.file("cut.fasta.gz", whole.substr(0, whole.size() / 2))) ==
        "3|cut.fasta.gz: is not whole (gzip); copy or download it again");
}

TEST_CASE("every fault of a FASTA file is told with its line") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "MKWV\nMK\n>A\nMK\n") == "3|t.fasta:1: text before the first \">\"; give a FASTA file");
  CHECK(faultOf(scratch, ">A\nMK\n>\nMK\n") == "3|t.fasta:3: a record without a name; write an accession behind \">\"");
  CHECK(faultOf(scratch, ">sp|A|X\nMK\n>A\nMR\n") ==
        "3|t.fasta:3: accession \"A\" stands already at t.fasta:1, with another sequence; keep one of the two");
  CHECK(faultOf(scratch, ">A\nMK\n>C\n\n") ==
        "3|t.fasta:3: the file ends behind the header of \"C\"; copy or download it again, or remove the record");
  CHECK(faultOf(scratch, ">A\nMK\nM1K\n") == "3|t.fasta:3: invalid letter '1' in \"A\"; amino acids are letters A-Z");
}

TEST_CASE("several FASTA files are one, in the order given, and each protein knows its file") {
  const Scratch scratch;
  const auto read = readFastas({scratch.file("b.fasta", ">B\nMK\n>C\nMR\n"), scratch.file("a.fasta", ">A\nMH\n")});
  REQUIRE(read.proteins.size() == 3);
  CHECK(read.proteins[0].accession == "B");
  CHECK(read.fileOf == std::vector<std::uint32_t>{0, 0, 1});
  CHECK(read.notes.empty());
  CHECK(read.warnings.empty());
}

TEST_CASE("of records of one accession the first stays, which is told once") {
  const Scratch scratch;
  const std::string human = scratch.file("h.fasta", ">sp|P1|A_HUMAN x\nMK\n>sp|P2|B_HUMAN x\nMR\n>P2\nMR\n");
  const std::string others = scratch.file("c.fasta", ">tr|P1|A_HUMAN x GN=GA\nMKK\n>P3\nMH\n");
  const auto read = readFastas({human, others});
  REQUIRE(read.proteins.size() == 3);
  CHECK(read.proteins[0].sequence == "MK");
  CHECK(read.proteins[0].gene == "GA");
  CHECK(read.fileOf == std::vector<std::uint32_t>{0, 0, 1});
  CHECK(read.notes == Told{"records left out because their accession stands before: 2, e.g. \"P2\", " + human +
                           ":5 after " + human + ":3"});
  CHECK(read.warnings == Told{"of the records left out, those with another sequence than the first of their accession: "
                              "1, e.g. \"P1\", " +
                              others + ":1 after " + human + ":1"});
}

TEST_CASE("of records of one sequence the first stays, unless their genes differ") {
  const auto read = readText(
      ">sp|P1|A x GN=CALM1\nMADQK\n>sp|P2|B x GN=CALM2\nMADQK\n>CON__P1\nMADQK\n>P4 x GN=CALM2\nmad\nqk\n"
      ">CON__P5\nMH\n>P5 x GN=ALB\nMH\n");
  Told accessions;
  for (const Protein& protein : read.proteins) accessions.push_back(protein.accession);
  CHECK(accessions == Told{"P1", "P2", "CON__P5"});
  CHECK(read.proteins[2].gene == "ALB");
  CHECK(read.notes == Told{"records left out because their sequence stands before: 3, e.g. \"CON__P1\", t.fasta:5, is "
                           "\"P1\""});
}

TEST_CASE("entries of one file that have one sequence and no genes stay, since they may be of different genes") {
  const std::string human = ">sp|P0CG34|A\nMSDK\n>sp|P0CG35|B\nMSDK\n";
  CHECK(readText(human).proteins.size() == 2);
  CHECK(readText(human + ">sp|cRAP001|P0CG34|A\nMSDK\n").proteins.size() == 2);
  const Scratch scratch;
  const auto read = readFastas({scratch.file("h.fasta", human), scratch.file("c.fasta", ">sp|A_HUMAN|\nMSDK\n")});
  CHECK(read.proteins.size() == 2);
  CHECK(read.notes.size() == 1);
}

TEST_CASE("records of one sequence stay where they are looked up by accession") {
  const Scratch scratch;
  const std::string path = scratch.file("t.fasta", ">P1 GN=ALB\nMK\n>CON__P1 GN=ALB\nMK\n>P1\nMK\n");
  const auto read = readFastas({path}, {}, FastaTwins::Keep);
  REQUIRE(read.proteins.size() == 2);
  CHECK(read.proteins[1].accession == "CON__P1");
}

TEST_CASE("decoys go with their targets, and are never taken for them") {
  const auto read = readText(
      ">P1\nMADQK\n>CON__P1\nMADQK\n>rev_P1\nKQDAM\n>rev_CON__P1\nKQADM\n>P2\nKQDAM\n>P1\nMADQK\n>rev_P1\nQKDAM\n");
  Told accessions;
  for (const Protein& protein : read.proteins) accessions.push_back(protein.accession);
  CHECK(accessions == Told{"P1", "rev_P1", "P2"});
  CHECK(read.fileOf.size() == 3);
}

TEST_CASE("a sequence ends at a stop, which is told when letters stand behind it") {
  const auto read = readText(">A\nMK*W\nRR\n>B\nMH*\n**\n>C\nMR\n*\n>D\nM*W\n");
  REQUIRE(read.proteins.size() == 4);
  CHECK(read.proteins[0].sequence == "MK");
  CHECK(read.proteins[1].sequence == "MH");
  CHECK(read.proteins[2].sequence == "MR");
  CHECK(read.warnings == Told{"sequences cut at a stop '*' within them: 2, e.g. \"A\", t.fasta:1"});
}

TEST_CASE("records without a sequence are left out and told") {
  const auto read = readText(">A\n\n>B\nMK\n>C\nSequence unavailable\n>D\n*\n>E\nMH\n");
  REQUIRE(read.proteins.size() == 2);
  CHECK(read.proteins[1].accession == "E");
  CHECK(read.notes == Told{"records left out because they have no sequence: 2, e.g. \"A\", t.fasta:1"});
}

TEST_CASE("lines end with LF, CRLF or CR, and all count") {
  const auto read = readText(">A one\rMKWV\rTFIS\r\r>B two\rACDE\r");
  REQUIRE(read.proteins.size() == 2);
  CHECK(read.proteins[0].description == "one");
  CHECK(read.proteins[0].sequence == "MKWVTFIS");
  CHECK(read.proteins[1].sequence == "ACDE");
  const Scratch scratch;
  for (const char* end : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (const char* line : {">A", "MK", "", ">B", "M1"}) text += std::string(line) + end;
    CHECK(faultOf(scratch, text).starts_with("3|t.fasta:5: "));
  }
}

TEST_CASE("headers of Ensembl, GENCODE, RefSeq and NCBI give accession and gene") {
  const auto check = [](const std::string& header, const std::string& accession, const std::string& gene) {
    const Protein protein = proteinOfHeader(header);
    CHECK(protein.accession == accession);
    CHECK(protein.gene == gene);
  };
  check(
      "ENSP00000001.2 pep chromosome:GRCh38:1:5:9:1 gene:ENSG00000001.7 transcript:ENST00000001.2 "
      "gene_biotype:protein_coding gene_symbol:AAA1 description:a protein [Source:HGNC Symbol;Acc:HGNC:1]",
      "ENSP00000001.2", "AAA1");
  check("ENSP00000002.1 pep gene:ENSG00000002.1 description:not gene_symbol:", "ENSP00000002.1", "");
  check("ENSP00000001.2|ENST00000001.2|ENSG00000001.7|OTTHUMG1.4|OTTHUMT1.4|AAA1-201|AAA1|326", "ENSP00000001.2",
        "AAA1");
  check("rev_ENSMUSP1.2|ENSMUST1.2|ENSMUSG1.7|-|-|Aaa1-201|Aaa1|326", "rev_ENSMUSP1.2", "Aaa1");
  check("NP_000001.1 a protein isoform 2 [Homo sapiens]", "NP_000001.1", "");
  check("ref|NP_000001.1| a protein [Homo sapiens]", "NP_000001.1", "");
  check("gi|123|ref|NP_000001.1| a protein [Homo sapiens]", "NP_000001.1", "");
  check("gi|123|sp|P02768|ALBU_HUMAN a protein", "P02768", "");
  check("gb|AAA12345.1| a protein", "AAA12345.1", "");
  check("lcl|NC_000001.11_prot_NP_000001.1_17 [gene=AAA1] [db_xref=CCDS:1] [protein=a protein] [gbkey=CDS]",
        "NP_000001.1", "AAA1");
  check("lcl|NC_000001.11_prot_17 [gene=AAA1]", "lcl|NC_000001.11_prot_17", "AAA1");
  check("WP_1.1 one [Escherichia coli]\x01WP_2.1 two GN=no", "WP_1.1", "");
  check("sp|P12345-2|A_HUMAN Isoform 2 of A OS=Homo sapiens OX=9606 GN=AAA1", "P12345-2", "AAA1");
  check("CON__P02768 SWISS-PROT:P02768 albumin", "CON__P02768", "");
  check("sp|cRAP001|P00330|ADH1_YEAST Alcohol dehydrogenase OS=x GN=ADH1 PE=1", "cRAP001", "ADH1");
  check("sp|ALBU_BOVIN|", "ALBU_BOVIN", "");
  check("rev_contam_sp|P00761|TRYP_PIG Trypsin", "rev_contam_P00761", "");
  check("CONTAMINANT_sp|P04264|K2C1_HUMAN Keratin GN=KRT1", "CONTAMINANT_P04264", "KRT1");
  check("cRAP-sp|P04264|K2C1_HUMAN Keratin", "cRAP-P04264", "");
}

TEST_CASE("marks of contaminants are known in whatever capitals, and only before a name") {
  for (const char* mark : {"CON__", "con__", "CON_", "con_", "contam_", "CONTAM_", "contam__", "Cont_", "cont_",
                           "cont-", "cRAP-", "cRAP_", "CRAP-", "CONTAMINANT_", "contaminants_"}) {
    INFO(mark);
    CHECK(isContaminant(mark + std::string("P04264")));
    CHECK(isContaminant("rev_" + (mark + std::string("P04264"))));
    CHECK(withoutContaminantMark(mark + std::string("P04264")) == "P04264");
    CHECK(isUniProt(mark + std::string("P04264")));
  }
  CHECK(isContaminant("cRAP001"));
  CHECK(withoutContaminantMark("cRAP001") == "cRAP001");
  for (const char* name : {"P04264", "CONTROL", "CONT1", "CRABP1", "CON__", "CON_", "Con-A", "CONA_1", ""}) {
    CHECK_FALSE(isContaminant(name));
    CHECK(withoutContaminantMark(name) == name);
  }
}

TEST_CASE("accessions of UniProt are told from others") {
  for (const char* name : {"P02768", "Q9Y6K9-2", "A0A087WVF3", "O00391", "DECOY_P02768", "CON__P02768", "B4DPP8"})
    CHECK(isUniProt(name));
  for (const char* name : {"NP_000468.1", "ENSP00000295897", "cRAP001", "ALBU_BOVIN", "P0276", "PA2768", "P02768A", ""})
    CHECK_FALSE(isUniProt(name));
}

TEST_CASE("a table of genes goes before headers, and reaches isoforms, versions and decoys") {
  const GeneTable genes = tableOf(
      "gene\taccession\tnote\nALB\tsp|P02768|ALBU_HUMAN\t\nAAA1\tENSP1.3\t\nBBB1\tNP_1.1\t\nBBB2\tNP_1.2\t\nNA\tP9\t\n"
      "\tP8\t\nALB\tP02768\tagain\n");
  CHECK(genes.geneOf("P02768") == "ALB");
  CHECK(genes.geneOf("P02768-2") == "ALB");
  CHECK(genes.geneOf("DECOY_P02768") == "ALB");
  CHECK(genes.geneOf("P02768_REVERSED") == "ALB");
  CHECK(genes.geneOf("ENSP1.2") == "AAA1");
  CHECK(genes.geneOf("ENSP1") == "AAA1");
  CHECK(genes.geneOf("NP_1.2") == "BBB2");
  CHECK(genes.geneOf("NP_1.3").empty());
  CHECK(genes.geneOf("P9").empty());
  const auto read = readText(">sp|P02768|X x GN=OLD\nMK\n>NP_1.1\nMR\n>P9 x GN=KEPT\nMH\n>NP_1.2\nMR\n", genes);
  REQUIRE(read.proteins.size() == 4);
  CHECK(read.proteins[0].gene == "ALB");
  CHECK(read.proteins[1].gene == "BBB1");
  CHECK(read.proteins[2].gene == "KEPT");
}

TEST_CASE("faults of a table of genes are told with their lines") {
  const Scratch scratch;
  const auto failure = [&](const std::string& content) {
    return errorOf([&] { GeneTable::read(scratch.file("g.tsv", content)); }, scratch.path(""));
  };
  CHECK(failure("accession\tgene\nP1\tA\nP1\tB\n\tC\n") ==
        "3|g.tsv:3: \"P1\" has the gene \"B\" and before it \"A\"; keep one of the two\n"
        "g.tsv:4: no accession; fill column \"accession\"");
  CHECK(failure("accession\tgene\nP1\tNA\n") == "4|g.tsv: holds no gene; fill column \"gene\" with symbols, e.g. ALB");
  CHECK(failure("accession\tsymbol\nP1\tA\n").starts_with("3|g.tsv"));
}

TEST_CASE("the reading of a FASTA file stops at twenty faults") {
  const Scratch scratch;
  std::string text;
  for (int i = 0; i < 50; ++i) text += ">A" + std::to_string(i) + "\nM1\n";
  const std::string failure = faultOf(scratch, text);
  CHECK(std::count(failure.begin(), failure.end(), '\n') == 19);
}

TEST_CASE("accessions keep what marks a decoy") {
  CHECK(accessionOf("sp|P02768|ALBU_HUMAN") == "P02768");
  CHECK(accessionOf("rev_sp|P02768|ALBU_HUMAN") == "rev_P02768");
  CHECK(accessionOf("sp|P02768|ALBU_HUMAN_REVERSED") == "P02768_REVERSED");
  CHECK(accessionOf("gi|1|x") == "gi|1|x");
  CHECK(proteinOfHeader("tr|Q1|X Name OS=Homo GN=ALB PE=1").gene == "ALB");
}

TEST_CASE("what tables are made of does not come from a header", "[fasta]") {
  const Protein protein = proteinOfHeader("A;2 Tab\there GN=ALB\tx");
  CHECK(protein.accession == "A_2");
  CHECK(protein.description == "Tab here GN=ALB x");
  CHECK(protein.gene == "ALB");
  const Scratch scratch;
  const auto read = readFastas({scratch.file("a.fasta", ">A;2 x\nPEPTIDEK\n>B x;y\nPEPTIDER\n")});
  REQUIRE(read.notes.size() == 1);
  CHECK(read.notes[0].starts_with("accessions whose ';', which stands between accessions in tables, was made '_': 1"));
}

TEST_CASE("decoys without a mark that is known are refused, and one that stands before a bar is known", "[fasta]") {
  const Scratch scratch;
  std::string forwards;
  std::string decoys;
  std::string marked;
  for (int i = 0; i < 12; ++i) {
    const std::string name = "P" + std::to_string(10000 + i);
    std::string sequence = "MPEPTIDEK" + std::string(static_cast<std::size_t>(i) + 1, 'A') + "GK";
    forwards += ">sp|" + name + "|X\n" + sequence + "\n";
    std::reverse(sequence.begin(), sequence.end());
    decoys += ">inverse.sp|" + name + "|X\n" + sequence + "\n";
    marked += ">DECOY|sp|" + name + "|X\n" + sequence + "\n";
  }
  CHECK(errorOf([&] {
          readFastas({scratch.file("a.fasta", forwards + decoys)});
        }).find("24 sequences are those of others read backwards") != std::string::npos);
  CHECK(readFastas({scratch.file("b.fasta", forwards + marked)}).proteins.size() == 24);
  CHECK(decoyAffixOf("DECOY|P10000").text == "DECOY|");
  CHECK(decoyAffixOf("sp|P10000|DECOY").text.empty());
}

TEST_CASE("a sequence that begins with a stop is left out with a warning", "[fasta]") {
  const Scratch scratch;
  const auto read = readFastas({scratch.file("a.fasta", ">A\nPEPTIDEK\n>B\n*PEPTIDER\n")});
  CHECK(read.proteins.size() == 1);
  REQUIRE(read.warnings.size() == 1);
  CHECK(read.warnings[0].starts_with("records left out because they begin with a stop '*': 1, e.g. \"B\""));
}
