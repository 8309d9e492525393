#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "quant/TracedStudy.h"
#include "vescargo/quant/quantifiedIons.h"
#include "vescargo/quant/writeMsqrob2.h"
#include "vescargo/quant/writeMsstats.h"

using namespace vescargo;
using test::Scratch;

namespace {

IonTable exampleTable() {
  const auto traces = test::fractionedTraces();
  return quantifiedIons(traces, rollUp(test::fractionedIdentifications(), traces, test::fractionedStudy(), {}, {}));
}

}  // namespace

TEST_CASE("ions that proteins were quantified by are those of one accepted group with a row, measured somewhere") {
  const IonTable table = exampleTable();
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].ion == 0);
  CHECK(table.rows[0].protein == 0);
  CHECK(table.rows[1].ion == 4);
  CHECK(table.rows[1].protein == 1);
  CHECK(table.intensity(0, 0) == 1234567.5);
  CHECK(std::isnan(table.intensity(0, 1)));
  CHECK(table.intensity(0, 2) == 2000);
  CHECK(table.intensity(1, 1) == 7);
  QuantOptions razor;
  razor.sharedPeptides = SharedPeptides::Razor;
  const auto traces = test::fractionedTraces();
  const IonTable more =
      quantifiedIons(traces, rollUp(test::fractionedIdentifications(), traces, test::fractionedStudy(), razor, {}));
  REQUIRE(more.rows.size() == 3);
  CHECK(more.rows[1].ion == 2);
  CHECK(more.rows[1].protein == 0);
}

TEST_CASE("fractions are the sheet's numbers, or counted where one is no number") {
  const auto numbers = [](const std::vector<std::string>& names) {
    std::vector<QuantRun> runs;
    for (const std::string& name : names) runs.push_back({"", 0, name, 0, 0});
    return fractionNumbers(runs);
  };
  CHECK(numbers({"3", "1", "3"}) == std::vector<int>{3, 1, 3});
  CHECK(numbers({"F3", "1", "F3", ""}) == std::vector<int>{1, 2, 1, 3});
  CHECK(numbers({"1.5", "2"}) == std::vector<int>{1, 2});
  CHECK(numbers({"", ""}) == std::vector<int>{1, 1});
}

TEST_CASE("msstats.csv has a row for every run of each fraction that an ion was measured in") {
  const Scratch scratch;
  writeMsstats(exampleTable(), test::fractionedTraces(), test::fractionedProteins(), test::fractionedStudy(),
               scratch.path("msstats.csv"));
  CHECK(test::contentOf(scratch.path("msstats.csv")) ==
        "ProteinName,PeptideSequence,PrecursorCharge,FragmentIon,ProductCharge,IsotopeLabelType,Condition,BioReplicate,"
        "Run,Fraction,Intensity\n"
        "P1;P2,AC(Carbamidomethyl)K,2,NA,NA,L,run_pre,A,a1,1,1.23457e+06\n"
        "P1;P2,AC(Carbamidomethyl)K,2,NA,NA,L,run_post,A,b,1,2000\n"
        "P1;P2,AC(Carbamidomethyl)K,2,NA,NA,L,rest_pre,B,c,1,NA\n"
        "P3,FFK,1,NA,NA,L,run_pre,A,a2,2,7\n");
}

TEST_CASE("msstats.csv of a study without fractions and groups has neither in it") {
  const Scratch scratch;
  StudyTraces traces = test::fractionedTraces();
  Study study = test::fractionedStudy();
  for (QuantRun& run : traces.ions.runs) run.fraction.clear();
  for (Sample& sample : study.samples) sample.group.clear();
  writeMsstats(exampleTable(), traces, test::fractionedProteins(), study, scratch.path("msstats.csv"));
  const std::string text = test::contentOf(scratch.path("msstats.csv"));
  CHECK(text.find("BioReplicate,Run,Intensity\n") != std::string::npos);
  CHECK(text.find("P3,FFK,1,NA,NA,L,pre,A,a1,NA\nP3,FFK,1,NA,NA,L,pre,A,a2,7\n") != std::string::npos);
}

TEST_CASE("msqrob2.csv has a row an ion and a column a run, and its annotation what the runs are") {
  const Scratch scratch;
  writeMsqrob2(exampleTable(), test::fractionedTraces(), test::fractionedProteins(), scratch.path("msqrob2.csv"));
  CHECK(test::contentOf(scratch.path("msqrob2.csv")) ==
        "Feature,Sequence,ModifiedSequence,Charge,Proteins,Genes,a1,a2,b,c\n"
        "AC(Carbamidomethyl)K/2,ACK,AC(Carbamidomethyl)K,2,P1;P2,GA;GB,1.23457e+06,NA,2000,NA\n"
        "FFK/1,FFK,FFK,1,P3,GC,NA,7,NA,NA\n");
  writeMsqrob2Annotation(test::fractionedTraces().ions, test::fractionedStudy(), scratch.path("annotation.csv"));
  CHECK(test::contentOf(scratch.path("annotation.csv")) ==
        "quantCols,run,sample,subject,timepoint,batch,group,fraction,age\n"
        "a1,a1,\"A,pre\",A,pre,x,run,1,31\n"
        "a2,a2,\"A,pre\",A,pre,x,run,2,31\n"
        "b,b,A_post,A,post,y,run,1,31\n"
        "c,c,B_pre,B,pre,x,rest,1,\"say \"\"40\"\"\"\n");
}
