#include <catch2/catch.hpp>

#include "vescargo/table/baseline.h"

using namespace vescargo;

TEST_CASE("what comes first is known by its name") {
  for (const char* label : {"pre", "Pre", "PRE", "pre-exercise", "PreEx", "preexercise", "pre_training", "pre 1",
                            "PRE1", "before", "Before race", "baseline", "Baseline visit", "basal", "1_pre", "0min_pre",
                            "A_before", "prior to exercise", "preop"})
    CHECK(baselineRank(label) == 0);
  for (const char* label : {"rest", "Resting", "rest_1", "at rest"}) CHECK(baselineRank(label) == 1);
  for (const char* label : {"0", "0 min", "0min", "0h", "0 hour", "T0", "t_0", "Day 0", "D0", "week0", "00", "0.0 h"})
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
