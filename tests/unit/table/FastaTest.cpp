#include <zlib.h>

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

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { readFasta(scratch.file("t.fasta", content)); }, scratch.path(""));
}

}  // namespace

TEST_CASE("UniProt headers give accession, gene and description; other headers their first word") {
  const Scratch scratch;
  const auto proteins =
      readFasta(scratch.file("t.fasta",
                             ">sp|P02768|ALBU_HUMAN Albumin OS=Homo sapiens OX=9606 GN=ALB PE=1 SV=2\nMKWVTF\nISLL*\n"
                             ">tr|A0A1|X_HUMAN SIGN=no gene\nMK\n"
                             ">my|own name\nacde\n"
                             ">plain\nM K\tW\n"
                             ">GNfirst GN=TUBB1\nMK\n"));
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
  CHECK(faultOf(scratch, ">sp|A|X\nMK\n>A\nMR\n")
            .starts_with("3|t.fasta:3: accession \"A\" stands already at t.fasta:1"));
  CHECK(faultOf(scratch, ">A\n\n>B\nMK\n>C\n*\n") ==
        "3|t.fasta:1: \"A\" has no sequence; remove the record or fill it in\n"
        "t.fasta:5: \"C\" has no sequence; remove the record or fill it in");
  CHECK(faultOf(scratch, ">A\nMK\nM1K\n") == "3|t.fasta:3: invalid letter '1' in \"A\"; amino acids are letters A-Z");
  CHECK(faultOf(scratch, ">A\nMK*W\n>B\nMK*\nMK\n*\n") ==
        "3|t.fasta:2: a stop '*' inside \"A\"; '*' may only end a sequence\n"
        "t.fasta:5: a stop '*' inside \"B\"; '*' may only end a sequence");
}

TEST_CASE("an accession may stand only once over all FASTA files, and the order of the files is kept") {
  const Scratch scratch;
  const std::string a = scratch.file("a.fasta", ">A\nMK\n");
  const std::string b = scratch.file("b.fasta", ">B\nMK\n");
  const auto proteins = readFastas({b, a});
  REQUIRE(proteins.size() == 2);
  CHECK(proteins[0].accession == "B");
  const std::string again = scratch.file("again.fasta", "\n>A\nMK\n");
  CHECK(errorOf(
            [&] {
              readFastas({a, again});
            },
            scratch.path("")) == "3|again.fasta:2: accession \"A\" stands already at a.fasta:1; keep one of the two");
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
