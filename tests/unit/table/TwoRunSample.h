#pragma once

#include <string>

#include "vescargo/table/Study.h"

namespace vescargo::test {

/// S1 has the runs a and b, S2 has c.
inline Study exampleStudy(const std::string& fractionOfA = "", const std::string& fractionOfB = "") {
  Study study;
  study.runs = {{"a", "S1", fractionOfA}, {"b", "S1", fractionOfB}, {"c", "S2", ""}};
  study.samples = {{"S1", "A", "pre", "", "", {}}, {"S2", "A", "post", "", "", {}}};
  return study;
}

}  // namespace vescargo::test
