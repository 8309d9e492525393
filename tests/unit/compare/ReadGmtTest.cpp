#include <catch2/catch.hpp>
#include <string>

#include "base/Scratch.h"
#include "vescargo/compare/readGmt.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

namespace {

std::string membersOf(const MarkerPanel& set) {
  std::string members;
  for (const Marker& marker : set.markers) {
    CHECK(marker.gene == marker.accession);
    members += (members.empty() ? "" : " ") + marker.gene;
  }
  return members;
}

}  // namespace

TEST_CASE("GMT files are read as MSigDB, Reactome, WikiPathways and Enrichr write them") {
  const Scratch scratch;
  const auto sets = readGmt(scratch.file(
      "a.gmt",
      "HALLMARK_COAGULATION\thttps://www.gsea-msigdb.org/gsea/x\tPF4\tF2\tHLA-A\n"
      "Platelet degranulation \tR-HSA-114608\tP02776\tP07359.1\tA0A024RBG1.23\tP02776-2\r\n"
      "Clotting%WikiPathways_20240310%WP272%Homo sapiens\thttp://www.wikipathways.org/instance/WP272_r1\t2147\t2155\n"
      "hemostasis (GO:0007599)\t\tPF4,1.0\tGP9,0.25\tPF4,1.0\tF5,\t\t\n"
      "clones\tx\tAC008132.1\tENSG00000163737.3\tRP11-34P13.7\n"));
  REQUIRE(sets.size() == 5);
  CHECK(membersOf(sets[0]) == "PF4 F2 HLA-A");
  CHECK(sets[1].name == "Platelet degranulation");
  CHECK(sets[1].title == "R-HSA-114608");
  CHECK(membersOf(sets[1]) == "P02776 P07359 A0A024RBG1 P02776-2");
  CHECK(sets[2].name == "Clotting%WikiPathways_20240310%WP272%Homo sapiens");
  CHECK(sets[3].title.empty());
  CHECK(membersOf(sets[3]) == "PF4 GP9 F5");
  // What is no accession keeps its ending: these are whole symbols.
  CHECK(membersOf(sets[4]) == "AC008132.1 ENSG00000163737.3 RP11-34P13.7");
}

TEST_CASE("a file that is no text, and one without line ends, is refused and not read to its end") {
  const Scratch scratch;
  const auto faultOf = [&](const std::string& content) {
    return errorOf([&] { readGmt(scratch.file("b.gmt", content)); }, scratch.path(""));
  };
  CHECK(faultOf(std::string("A\tx\tPF4\n\x1f\x8b\x08\0\0", 14)) ==
        "3|b.gmt:2: is no text; give a GMT file, unpacked, with a line a set");
  CHECK(faultOf("A\tx\t" + std::string(std::size_t{1} << 24, 'P')) ==
        "3|b.gmt:1: a line of more than 16 MiB; give a GMT file, unpacked, with a line a set");
}
