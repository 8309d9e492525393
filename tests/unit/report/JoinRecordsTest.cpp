#include <catch2/catch.hpp>

#include "vescargo/report/joinRecords.h"

using namespace vescargo;

namespace {

RunRecord identified() {
  RunRecord record{"EVPeptideIdentifier", "1.0", "2.6.0", "EVPeptideIdentifier -in a.mzML", {}, {}, {}, {}, {}};
  record.parameters = {{"enzyme", "Trypsin"}, {"fdr", "0.01"}};
  record.inputs = {{"a.mzML", 1, "run"}, {"p.fasta", 2, "fasta"}};
  record.steps = {{"search", "a, 10 matches"}};
  record.warnings = {"few decoys"};
  record.outputs = {{"a.idXML", 3, "ids"}};
  return record;
}

RunRecord quantified() {
  RunRecord record{"EVProteinQuantifier", "1.0", "2.6.0", "EVProteinQuantifier -in a.mzML", {}, {}, {}, {}, {}};
  record.parameters = {{"fdr", "0.05"}, {"top", "3"}};
  // Under the name that a host gave it.
  record.inputs = {{"a.mzML", 1, "run"}, {"/tmp/1_0.idXML", 3, "ids"}, {"s.tsv", 4, "sheet"}};
  record.steps = {
      {"readStudy", "2 runs"}, {"readIdentifications", "1 files of Vescargo, 10 matches"}, {"quantify", "5"}};
  record.warnings = {"one batch", "few decoys"};
  record.outputs = {{"cargo.tsv", 5, "cargo"}};
  return record;
}

RunRecord scored(const std::string& cargo) {
  RunRecord record{"EVPlateletScorer", "1.0", "2.6.0", "EVPlateletScorer -in cargo.tsv", {}, {}, {}, {}, {}};
  record.inputs = {{"cargo.tsv", 5, cargo}, {"s.tsv", 4, "sheet"}};
  record.steps = {{"readStudy", "2 runs"},
                  {"readCargo", "table of Vescargo, 3 proteins"},
                  {"readCargo", "normalize: not again"},
                  {"scorePurity", "2 pass"}};
  return record;
}

std::vector<std::string> namesOf(const std::vector<Step>& steps) {
  std::vector<std::string> names;
  for (const Step& step : steps) names.push_back(step.name);
  return names;
}

}  // namespace

TEST_CASE("records of a chain are joined in the order of the work, whatever theirs") {
  const RunRecord joined = joinRecords({scored("cargo"), quantified(), identified()});
  CHECK(joined.tool == "EVPeptideIdentifier\nEVProteinQuantifier\nEVPlateletScorer");
  CHECK(joined.version == "1.0");
  CHECK(joined.commandLine ==
        "EVPeptideIdentifier -in a.mzML\nEVProteinQuantifier -in a.mzML\nEVPlateletScorer -in cargo.tsv");
  CHECK(joined.parameters == std::vector<std::pair<std::string, std::string>>{{"enzyme", "Trypsin"},
                                                                              {"fdr (EVPeptideIdentifier)", "0.01"},
                                                                              {"fdr (EVProteinQuantifier)", "0.05"},
                                                                              {"top", "3"}});
  CHECK(joined.warnings == std::vector<std::string>{"few decoys", "one batch"});
  REQUIRE(joined.inputs.size() == 3);
  CHECK(joined.inputs[0].path == "a.mzML");
  CHECK(joined.inputs[1].path == "p.fasta");
  CHECK(joined.inputs[2].path == "s.tsv");
  CHECK(namesOf(joined.steps) == std::vector<std::string>{"readStudy", "search", "quantify", "scorePurity"});
}

TEST_CASE("what the joined programs did not make is told") {
  const RunRecord joined = joinRecords({quantified(), scored("another")});
  CHECK(joined.inputs.size() == 4);
  CHECK(namesOf(joined.steps) == std::vector<std::string>{"readStudy", "readIdentifications", "quantify", "readCargo",
                                                          "readCargo", "scorePurity"});
}

TEST_CASE("one record stays as it is") {
  CHECK(runRecordJson(joinRecords({quantified()})) == runRecordJson(quantified()));
}
