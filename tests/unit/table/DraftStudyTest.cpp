#include <catch2/catch.hpp>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/Study.h"
#include "vescargo/table/draftStudy.h"

using namespace vescargo;

namespace {

using Names = std::vector<std::string>;

Study drafted(const Names& runs) { return parseStudy(draftStudy(runs).sheet, "draft"); }

bool told(const Names& runs, const std::string& part) {
  return join(draftStudy(runs).sentences, "\n").find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a sheet is drafted from names of subject and time point, whatever stands around them") {
  for (const Names& runs :
       {Names{"S01_pre", "S01_post", "S02_pre", "S02_post"},
        Names{"20240103_EV_S01-pre", "20240103_EV_S01-post", "20240103_EV_S02-pre", "20240103_EV_S02-post"},
        Names{"001_pre_S01", "002_post_S01", "003_pre_S02", "004_post_S02"},
        Names{"S01pre", "S01post", "S02pre", "S02post"}}) {
    const Study study = drafted(runs);
    CHECK(study.subjects == Names{"S01", "S02"});
    CHECK(study.timePoints == Names{"pre", "post"});
    CHECK(study.sampleNames() == Names{"S01_pre", "S01_post", "S02_pre", "S02_post"});
    CHECK(study.runs.size() == 4);
  }
  CHECK(drafted({"S1_TP1", "S1_TP2", "S2_TP1", "S2_TP2"}).timePoints == Names{"TP1", "TP2"});
  CHECK(drafted({"V2_S1", "V1_S1", "V2_S2", "V1_S2"}).timePoints == Names{"V1", "V2"});
  const std::string sheet = draftStudy({"S1_T1", "S1_T0"}).sheet;
  CHECK(sheet.starts_with("# Drafted from the names of the files: check every row before you use it.\n"));
  CHECK(told({"P_S01_pre", "P_S01_post", "P_S02_pre", "P_S02_post"}, "subject is part 2 of the names (S01, S02)"));
  CHECK(told({"P_S01_pre", "P_S01_post", "P_S02_pre", "P_S02_post"}, "timepoint is part 3 of the names (post, pre)"));
}

TEST_CASE("fractions and repeated runs in names are told") {
  const Names runs{"A_0h_F1", "A_0h_F2", "A_2h_F1", "A_2h_F2", "B_0h_F1", "B_0h_F2", "B_2h_F1", "B_2h_F2"};
  const Study study = drafted(runs);
  CHECK(study.runs[1].fraction == "F2");
  CHECK(study.sampleNames() == Names{"A_0h", "A_2h", "B_0h", "B_2h"});
  CHECK(told(runs, "fraction is part 3"));
  const Names repeated{"A_pre_rep1", "A_pre_rep2", "A_post_rep1", "A_post_rep2"};
  CHECK(told(repeated, "part 3 of the names (rep1, rep2) tells repeated runs of one sample"));
  CHECK(draftStudy(repeated).sheet.find("A_pre_rep2\tpre_pre") == std::string::npos);
}

TEST_CASE("where no part is called like a time the one with the fewest values that comes with every subject is") {
  const Study study = drafted({"1_a", "1_b", "2_a", "2_b", "3_a", "3_b"});
  CHECK(study.subjects == Names{"1", "2", "3"});
  CHECK(study.timePoints == Names{"a", "b"});
}

TEST_CASE("what names do not tell is left empty, and the sheet is refused until it is filled") {
  for (const Names& runs : {Names{"x1", "x2", "x3"}, Names{"S1_pre", "S1_post", "QC"}, Names{"only"}}) {
    CHECK(told(runs, "fill it in"));
    CHECK_THROWS_WITH(drafted(runs), Catch::Contains("fill column"));
  }
  const Study filled = parseStudy("run\tsample\tsubject\ttimepoint\n" + std::string("S1_pre\ta\tS1\tpre\n"), "s");
  CHECK(filled.samples.size() == 1);
}

TEST_CASE("the drafted sheet does not hang on the order of the files") {
  CHECK(draftStudy({"S1_pre", "S2_post", "S1_post", "S2_pre"}).sheet ==
        draftStudy({"S2_pre", "S1_post", "S2_post", "S1_pre"}).sheet);
}
