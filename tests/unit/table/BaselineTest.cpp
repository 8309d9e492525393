#include <catch2/catch.hpp>

#include "vescargo/table/baseline.h"

using namespace vescargo;

TEST_CASE("what comes first is known by its name") {
  for (const char* label :
       {"pre",     "Pre",      "PRE",      "pre-exercise",      "PreEx",    "preexercise",    "pre_training",
        "pre 1",   "PRE1",     "before",   "Before race",       "baseline", "Baseline visit", "basal",
        "1_pre",   "0min_pre", "A_before", "prior to exercise", "preop",    "preexercise",    "Pre Exercise",
        "pre-race"})
    CHECK(baselineRank(label) == 0);
  for (const char* label : {"rest", "Resting", "rest_1", "at rest"}) CHECK(baselineRank(label) == 1);
  for (const char* label : {"0", "0 min", "0min", "0h", "0 hour", "T0", "t_0", "Day 0", "D0", "week0", "00", "0.0 h",
                            "time 0", "TP0", "t=0"})
    CHECK(baselineRank(label) == 3);
  for (const char* label : {"-5 min", "-1h"}) CHECK(baselineRank(label) == 2);
  for (const char* label : {"control", "untreated", "healthy", "Sham"}) CHECK(baselineRank(label) == 4);
}

TEST_CASE("what is no baseline is not taken for one") {
  for (const char* label :
       {"",       "post",    "post 0 min", "0h post", "after rest", "recovery", "T1",        "10 min",
        "30 min", "present", "pregnant",   "preterm", "restored",   "abnormal", "untrained", "x0",
        "0.5 h",  "1.0",     "late",       "postop",  "2_post",     "at peak"})
    CHECK_FALSE(baselineRank(label));
}

TEST_CASE("the surest baseline is the reference, of equal ones the first") {
  CHECK(baselineOf({"post", "rest", "pre"}) == 2U);
  CHECK(baselineOf({"1 h", "0 h"}) == 1U);
  CHECK(baselineOf({"late", "pre 2", "pre 1"}) == 1U);
  CHECK_FALSE(baselineOf({"A", "B"}));
  CHECK_FALSE(baselineOf({}));
}

TEST_CASE("what comes after something says so") {
  for (const char* label : {"post", "2_post", "Postop", "after", "recovery 1 h"}) CHECK(isCalledAfter(label));
  for (const char* label : {"A", "pre", "postal", ""}) CHECK(!isCalledAfter(label));
}

TEST_CASE("of labels that are numbered alike the lowest number is known", "[baseline]") {
  CHECK(lowestNumberOf({"V2", "V1"}) == 1U);
  CHECK(lowestNumberOf({"TP10", "tp2", "TP3"}) == 1U);
  CHECK(lowestNumberOf({"T2", "T1"}) == 1U);
  CHECK(lowestNumberOf({"Visit 2", "visit_1"}) == 1U);
  CHECK(lowestNumberOf({"120 min", "10min", "30 min"}) == 1U);
  CHECK(lowestNumberOf({"1 h", "0.5 h"}) == 1U);
  CHECK(lowestNumberOf({"2", "1"}) == 1U);
  CHECK(lowestNumberOf({"day 1", "day -3"}) == 1U);
  CHECK(lowestNumberOf({"Visit-2", "Visit-1"}) == 1U);
  CHECK_FALSE(lowestNumberOf({"T-10", "T-5"}));
  for (const auto& labels : std::vector<std::vector<std::string>>{
           {"V1", "T2"}, {"post 2", "post 1"}, {"30 min", "2 h"}, {"A", "B"}, {"V1.1.1", "V2"}, {"V1", "late"}, {}})
    CHECK_FALSE(lowestNumberOf(labels));
}
