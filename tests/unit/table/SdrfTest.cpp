#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/Study.h"

using namespace vescargo;
using test::errorOf;

namespace {

using Names = std::vector<std::string>;

const std::string start = "source name\tcharacteristics[individual]\tcomment[data file]";

/// An SDRF with more columns; rows without their data files, which are r1.raw and on.
std::string sdrf(const std::string& columns, const Names& rows) {
  std::string text = start + columns + "\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Names cells = split(rows[i], '\t');
    cells.insert(cells.begin() + 2, "r" + std::to_string(i + 1) + ".raw");
    text += join(cells, "\t") + "\n";
  }
  return text;
}

std::string refusal(const std::string& text, const StudyOptions& options = {}) {
  return errorOf([&] { parseStudy(text, "s", options); });
}

bool told(const Study& study, const std::string& part) {
  return join(study.notes, "\n").find(part) != std::string::npos ||
         join(study.warnings, "\n").find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an SDRF gives subject from the individual, time point from the factor that varies, run from the data file") {
  const Study study = parseStudy(
      "Source Name\tCharacteristics [Individual]\tcharacteristics[age]\tcomment[data file]\t"
      "comment[fraction identifier]\tcomment[modification parameters]\tcomment[modification parameters]\t"
      "technology type\ttechnology type\tfactor value[time]\tfactor value[disease]\n"
      "a\tS1\t30Y\tr1.RAW\t1\tOxidation\tAcetyl\tx\tx\trest\tnormal\n"
      "a\tS1\t30Y\tC:\\r2.RAW\t2\tOxidation\tAcetyl\tx\tx\trest\tnormal\n"
      "b\tS1\t30Y\tr3.d/\tnot applicable\tOxidation\tAcetyl\tx\tx\tNT=exercise;AC=EFO:0000483\tnormal\n",
      "s");
  CHECK(study.runs[1].run == "r2");
  CHECK(study.runs[1].fraction == "2");
  CHECK(study.runs[2].fraction.empty());
  CHECK(study.sampleNames() == Names{"a", "b"});
  CHECK(study.subjects == Names{"S1"});
  CHECK(study.timePoints == Names{"rest", "exercise"});
  CHECK(study.samples[0].covariates.at("characteristics[age]") == "30Y");
  CHECK(study.samples[0].group.empty());
}

TEST_CASE("of two factors the one that differs within individuals is the time point, the constant one the group") {
  const Names rows{"a\t1\ttrained\t0 h", "b\t1\ttrained\t1 h", "c\t2\tuntrained\t0 h", "d\t2\tuntrained\t1 h"};
  const Study study = parseStudy(sdrf("\tfactor value[treatment]\tfactor value[sampling]", rows), "s");
  CHECK(study.timePoints == Names{"0 h", "1 h"});
  CHECK(study.samples[2].group == "untrained");
  CHECK(told(study, "time points are those of factor value[sampling], which differs within individuals"));
  CHECK(told(study, "groups are those of factor value[treatment], which is constant within individuals"));
  StudyOptions options;
  options.timeFactor = "Treatment";
  options.groupFactor = "factor value[sampling]";
  const Study asked = parseStudy(sdrf("\tfactor value[treatment]\tfactor value[sampling]", rows), "s", options);
  CHECK(asked.timePoints == Names{"trained", "untrained"});
  CHECK(asked.samples[1].group == "1 h");
  CHECK(told(asked, "time points are those of factor value[treatment], as asked"));
  options.timeFactor = "dose";
  CHECK(refusal(sdrf("\tfactor value[treatment]\tfactor value[sampling]", rows), options)
            .starts_with("6|-time_factor: \"dose\" is no column of the SDRF; did you mean "));
}

TEST_CASE("factors of the same samples are one, several constant ones are covariates") {
  const Names rows{"a\t1\tpre\t0 h\tmale\told",    "b\t1\tpost\t1 h\tmale\told",  "c\t2\tpre\t0 h\tfemale\told",
                   "d\t2\tpost\t1 h\tfemale\told", "e\t3\tpre\t0 h\tmale\tyoung", "f\t3\tpost\t1 h\tmale\tyoung"};
  const Study study =
      parseStudy(sdrf("\tfactor value[state]\tfactor value[time]\tfactor value[sex]\tfactor value[age]", rows), "s");
  CHECK(study.timePoints == Names{"pre", "post"});
  CHECK(study.groups.empty());
  CHECK(study.samples[4].covariates.at("factor value[age]") == "young");
  CHECK(told(study, "factor value[sex], factor value[age] are left as covariates"));
}

TEST_CASE(
    "of several factors that differ within individuals the one called a time is the time point, unless they cross") {
  const std::string columns = "\tfactor value[drink]\tfactor value[time]";
  const Study study = parseStudy(
      sdrf(columns, {"a\t1\tnone\t0", "b\t1\twater\t1", "c\t1\twater\t2", "d\t2\tnone\t0", "e\t2\twater\t1"}), "s");
  CHECK(study.timePoints == Names{"0", "1", "2"});
  CHECK(study.samples[1].covariates.at("factor value[drink]") == "water");
  const std::string crossed = sdrf(columns, {"a\t1\tmilk\t0", "b\t1\twater\t0", "c\t1\tmilk\t1", "d\t1\twater\t1"});
  CHECK(refusal(crossed) ==
        "3|s: 2 factors differ within individuals (factor value[drink], factor value[time]); name the time point by "
        "-time_factor, and give only the rows of one value of the others");
  StudyOptions options;
  options.timeFactor = "drink";
  CHECK(parseStudy(crossed, "s", options).timePoints == Names{"milk", "water"});
}

TEST_CASE("where every individual was seen once the one factor that varies is compared") {
  const Study study = parseStudy(
      sdrf("\tfactor value[disease]\tfactor value[individual]", {"a\t1\till\t1", "b\t2\tnormal\t2", "c\t3\till\t3"}),
      "s");
  CHECK(study.timePoints == Names{"normal", "ill"});
  CHECK(refusal(
            sdrf("\tfactor value[disease]\tfactor value[sex]", {"a\t1\till\tf", "b\t2\tnormal\tf", "c\t3\till\tm"})) ==
        "3|s: no factor differs within individuals, and 2 differ between them (factor value[disease], factor "
        "value[sex]); name the one that is to be compared by -time_factor");
}

TEST_CASE("a factor that is the individual under another name compares nobody") {
  const Names rows{"a\t1\tPA", "b\t1\tPA", "c\t2\tPB", "d\t2\tPB", "e\t3\tPC", "f\t3\tPC"};
  CHECK(refusal(sdrf("\tfactor value[donor id]", rows)) ==
        "3|s: only factor value[donor id] varies, and it tells the individuals apart, not what was done or when; add a "
        "factor value column that tells the time points, or name one by -time_factor");
}

TEST_CASE("reserved words of an SDRF make no subject and no time point") {
  const std::string columns = "\tfactor value[time]";
  for (const char* word : {"not available", "Not applicable", "anonymized", "pooled"}) {
    const std::string w = word;
    CHECK(refusal(sdrf(columns, {"a\t" + w + "\tpre", "b\t" + w + "\tpost"}))
              .starts_with("3|s:2: characteristics[individual] is \"" + w +
                           "\" here and in every other row, which is no value; "));
    const Study study = parseStudy(
        sdrf(columns, {"a\t1\tpre", "b\t1\tpost", "q\t" + w + "\tpre", "p\t" + w + "\tpost", "x\t1\t" + w}), "s");
    CHECK(study.subjects == Names{"1"});
    CHECK(study.sampleNames() == Names{"a", "b"});
    CHECK(told(study, "2 rows of the sheet are left out, since characteristics[individual] has no value there (\"" + w +
                          "\", line 4 is the first)"));
    CHECK(told(study, "1 row of the sheet is left out, since factor value[time] has no value there"));
    CHECK(refusal(sdrf(columns, {"a\t1\t" + w, "b\t1\tdrug"})) ==
          "3|s: factor value[time] is \"" + w +
              "\" in 1 of 2 rows, which is no value, so no factor varies; write there what it was, e.g. control");
  }
}

TEST_CASE("an SDRF that lacks something gets one sentence that says what to add") {
  const std::string rows = "a\t1\tr1.raw\tx\nb\t1\tr2.raw\tx\n";
  CHECK(refusal("source name\tcomment[data file]\tfactor value[a]\na\tr1.raw\tx\n") ==
        "3|s: has no column \"characteristics[individual]\"; add it: one name for each subject, the same in all of its "
        "rows");
  CHECK(refusal("source name\tcharacteristics[individual]\tfactor value[a]\na\t1\tx\n") ==
        "3|s: has no column \"comment[data file]\"; add it: the file name of each run");
  const std::string none =
      "3|s: has no factor value column that varies from sample to sample; add one that tells the time "
      "points, e.g. factor value[sampling time]";
  CHECK(refusal(start + "\tfactor value[a]\n" + rows) == none);
  CHECK(refusal(start + "\tcharacteristics[age]\n" + rows) == none);
  const std::string when = start + "\tcharacteristics[when]\na\t1\tr1\tpre\nb\t1\tr2\tpost\n";
  CHECK(refusal(when) == none + ", or take one that varies by -time_factor: characteristics[when]");
  StudyOptions options;
  options.timeFactor = "when";
  CHECK(parseStudy(when, "s", options).timePoints == Names{"pre", "post"});
  CHECK(refusal(start + "\tcomment[label]\n" + "a\t1\tr1\tTMT126\n") ==
        "3|s:2: the sample is labelled (comment[label] is \"TMT126\"); give a sheet of label-free runs; labelled ones "
        "are "
        "not quantified");
  CHECK(refusal(start + "\tfactor value[a]\n\t1\tr1.raw\tx\nb\t1\t\ty\n") ==
        "3|s:2: the row has no source name; fill it, or leave the row out\n"
        "s:3: the row has no comment[data file]; fill it, or leave the row out");
}

TEST_CASE("a source of several individuals or time points is several samples, and a run that is told twice is one") {
  const Study study =
      parseStudy(sdrf("\tfactor value[time]", {"P\t1\tpre", "P\t1\tpost", "Q\t2\tpre", "R\t3\tpre", "R\t4\tpre"}), "s");
  CHECK(study.sampleNames() == Names{"P_pre", "P_post", "Q", "R_3", "R_4"});
  CHECK(told(study, "2 sources have several individuals or time points"));
  const Study again = parseStudy(start + "\tfactor value[t]\na\t1\tr1\tpre\na\t1\tr1.raw\tpre\nb\t1\tr2\tpost\n", "s");
  CHECK(again.runs.size() == 2);
  CHECK(told(again, "1 row names the run and sample of a row above and counts once"));
  CHECK(refusal(start + "\tfactor value[t]\na\t1\tr1\tpre\nb\t1\tr1\tpost\n") ==
        "3|s:3: run \"r1\" stands twice; list every run once");
}

TEST_CASE("columns that stand twice are one, and what they say of a run or subject must be one") {
  const std::string twice =
      start + "\tcharacteristics[individual]\tcomment[data file]\tfactor value[t]\tfactor value[t]\n";
  const Study study = parseStudy(
      twice + "a\t1\tr1.raw\tnot available\thttps://ftp.x.org/r1.raw\tpre\tpre\nb\tNA\tr2.raw\t1\tr2.raw\tpost\tpost\n",
      "s");
  CHECK(study.subjects == Names{"1"});
  CHECK(study.runs[1].run == "r2");
  CHECK(study.timePoints == Names{"pre", "post"});
  CHECK(
      refusal(twice + "a\t1\tr1.raw\t2\tr1.raw\tpre\tpre\n") ==
      "3|s: column \"characteristics[individual]\" stands twice, with different values; keep the one with one name for "
      "each subject, the same in all of its rows");
  CHECK(refusal(twice + "a\t1\tr1.raw\t1\tx.raw\tpre\tpre\n")
            .starts_with("3|s: column \"comment[data file]\" stands twice, with different values; "));
}

TEST_CASE("technical replicates of an SDRF are runs of one sample") {
  const Study study = parseStudy(sdrf("\tcomment[technical replicate]\tfactor value[t]",
                                      {"a\t1\t1\tpre", "a\t1\t2\tpre", "b\t1\t1\tpost", "b\t1\t2\tpost"}),
                                 "s");
  CHECK(study.runs.size() == 4);
  CHECK(study.sampleNames() == Names{"a", "b"});
}
