#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/purity/standAmong.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

/// So many samples at each time point.
Study studyOf(std::size_t samples, const std::vector<std::string>& timePoints) {
  Study study;
  study.timePoints = timePoints;
  for (const auto& time : timePoints) {
    for (std::size_t i = 0; i < samples; ++i)
      study.samples.push_back({std::to_string(i) + time, std::to_string(i), time, "", "", {}});
  }
  return study;
}

}  // namespace

TEST_CASE("what all samples of a time point share makes none stand out, one tube does") {
  const Study study = studyOf(6, {"pre", "post"});
  const std::vector<double> scores{0, 0.1, -0.2, 0.2, -0.1, 0.05, 4, 4.1, 3.8, 4.2, 3.9, 9};
  const Standing standing = standAmong(scores, study);
  for (std::size_t i = 0; i < 11; ++i) CHECK(std::abs(standing.z[i]) < 2.5);
  CHECK(standing.z[11] > 10);
  CHECK(standing.ofOwnTimePoint[11]);
  CHECK(standing.middle[11] == Approx(4.05).epsilon(1e-12).margin(0));
}

TEST_CASE("a time point of fewer than five scored samples stands among all") {
  std::vector<double> scores{0, 1, 2, 3, na, 10, 11, 12, 13, 14};
  const Standing standing = standAmong(scores, studyOf(5, {"pre", "post"}));
  CHECK_FALSE(standing.ofOwnTimePoint[0]);
  CHECK(standing.middle[0] == 10);
  CHECK(standing.ofOwnTimePoint[5]);
  CHECK(standing.middle[5] == 12);
  CHECK(std::isnan(standing.z[4]));
}

TEST_CASE("a constant moves no z, and another order of samples permutes them") {
  const Study study = studyOf(7, {"pre"});
  const std::vector<double> scores{0.3, 1, -2, 3, 0.7, 0.1, 0.9};
  std::vector<double> moved, turned(scores.rbegin(), scores.rend());
  for (const double score : scores) moved.push_back(score + 8);
  const auto z = standAmong(scores, study).z, movedZ = standAmong(moved, study).z,
             turnedZ = standAmong(turned, study).z;
  for (std::size_t i = 0; i < z.size(); ++i) {
    CHECK(movedZ[i] == Approx(z[i]).epsilon(1e-9).margin(1e-9));
    CHECK(turnedZ[z.size() - 1 - i] == z[i]);
  }
}

TEST_CASE("nothing is known of fewer than three scores, and no z where all are equal") {
  CHECK(std::isnan(standAmong({1, 2, na}, studyOf(3, {"pre"})).middle[0]));
  CHECK(std::isnan(standAmong({na, na, na}, studyOf(3, {"pre"})).z[0]));
  const Standing equal = standAmong({1, 1, 1}, studyOf(3, {"pre"}));
  CHECK(std::isnan(equal.z[0]));
  CHECK(equal.middle[0] == 1);
}

TEST_CASE("a median for each time point costs degrees of freedom") {
  const Study study = studyOf(5, {"pre", "post"});
  const std::vector<double> scores{-2, -1, 0, 1, 2, -2, -1, 0, 1, 2};
  CHECK(standAmong(scores, study).sd == Approx(1.4826 * std::sqrt(9.0 / 8)).epsilon(1e-4).margin(0));
}
