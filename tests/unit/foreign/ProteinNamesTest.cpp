#include <catch2/catch.hpp>

#include "vescargo/foreign/proteinNames.h"

using namespace vescargo;

namespace {

using Cells = std::vector<std::string>;

QuantRow rowOf(const ProteinCells& cells) {
  GeneSources sources;
  return proteinRow(cells, sources);
}

}  // namespace

TEST_CASE("names are separated by semicolons, commas, and bars that are no part of a name") {
  CHECK(namesIn("P1;P2") == Cells{"P1", "P2"});
  CHECK(namesIn("P0C0S5|Q71UI9") == Cells{"P0C0S5", "Q71UI9"});
  CHECK(namesIn("sp|P07359|GP1BA_HUMAN; tr|Q9|X_HUMAN") == Cells{"sp|P07359|GP1BA_HUMAN", "tr|Q9|X_HUMAN"});
  CHECK(namesIn("P02768|ALBU_HUMAN;Cont_P00761|TRYP_PIG") == Cells{"P02768", "Cont_P00761"});
  CHECK(namesIn(">sp|P1|A_HUMAN Chain; alpha, 1 OS=x GN=A1;sp|P2|B_HUMAN Other") ==
        Cells{"sp|P1|A_HUMAN", "sp|P2|B_HUMAN"});
  CHECK(namesIn("sp|P1|A_HUMAN,sp|P2|B_HUMAN") == Cells{"sp|P1|A_HUMAN", "sp|P2|B_HUMAN"});
  CHECK(namesIn("P1, P2") == Cells{"P1", "P2"});
  CHECK(namesIn(" ; nan;") == Cells{});
}

TEST_CASE("a row has accessions once and genes of the first source that knows them") {
  const QuantRow header =
      rowOf({"sp|P07359|GP1BA_HUMAN Glycoprotein; chain OS=Homo sapiens GN=GP1BA PE=1", "", "", "", ""});
  CHECK(header.id == "P07359");
  CHECK(header.accessions == "P07359");
  CHECK(header.genes == "GP1BA");
  CHECK(rowOf({"P1;P2;P1", "", "GA; GB;GA", "sp|P1|X_HUMAN GN=NO", ""}).genes == "GA;GB");
  CHECK(rowOf({"P1;P2;P1", "", "", "", ""}).id == "P1;P2");
  CHECK(rowOf({"H1|H2", "", "primary:ALB, synonym:X|GC", "", ""}).genes == "ALB;GC");
  CHECK(rowOf({"Q1", "sp|Q2|B_HUMAN, tr|Q3|C_HUMAN", "", "", ""}).id == "Q1;Q2;Q3");
  CHECK(rowOf({"", "", "", "", ""}).id.empty());
}

TEST_CASE("genes of headers are those of the group's proteins, or of all where none is named") {
  const std::string headers = "sp|P1|A_HUMAN One GN=GA PE=1;sp|P9|B_HUMAN Other GN=GB PE=1";
  CHECK(rowOf({"P1", "", "nan", headers, ""}).genes == "GA");
  CHECK(rowOf({"P7", "", "", headers, ""}).genes == "GA;GB");
  CHECK(rowOf({"P7", "", "", "Glycoprotein OS=Homo sapiens OX=9606 GN=GC PE=1", ""}).genes == "GC");
  CHECK(rowOf({"CON__P1", "", "", ";", ""}).genes.empty());
}

TEST_CASE("entry names are genes where nothing else is, and that is told") {
  GeneSources sources;
  CHECK(proteinRow({"sp|P07359|GP1BA_HUMAN", "", "", "", ""}, sources).genes == "GP1BA");
  CHECK(proteinRow({"P07359", "", "", "", "GP1BA_HUMAN;VWF_HUMAN"}, sources).genes == "GP1BA;VWF");
  CHECK(proteinRow({"P07359", "", "", "", "Platelet_glycoprotein"}, sources).genes.empty());
  CHECK(proteinRow({"P1", "", "", "sp|P1|A_HUMAN GN=GA", ""}, sources).genes == "GA");
  CHECK(tellGenes(sources) ==
        Cells{"genes of 1 rows are those of their FASTA headers (GN=)",
              "genes of 2 rows are their entry names (GP1BA of GP1BA_HUMAN), which are not always symbols of genes"});
  CHECK(tellGenes({}).empty());
}
