#include <catch2/catch.hpp>

#include "vescargo/table/Error.h"
#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Study.h"

using namespace vescargo;

TEST_CASE("a study sheet is read by column name, with BOM, CRLF and covariates") {
  const std::string path = "study-test.tsv";
  writeFile(path,
            "\xEF\xBB\xBFsubject\ttimepoint\tage\tsample\trun\r\nS1\tpre\t30\ta\tr1.mzML\r\nS1\tpost\t30\tb\tfolder/"
            "r2.mzML.gz\r\n");
  const Study study = readStudy(path);
  REQUIRE(study.samples.size() == 2);
  CHECK(study.runs[1].run == "r2");
  CHECK(study.samples[0].covariates.at("age") == "30");
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post"});
  const auto pairs = pairSamples(study, "pre", "post");
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].after == 1);
}
