#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/quant/abundance.h"

using namespace vescargo;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
const CutRule trypsin = CutRule::behind("KR", "P");

}  // namespace

TEST_CASE("the three strongest peptides are the same in all samples, and their mean is over those that are there") {
  Eigen::MatrixXd peptides(5, 4);
  peptides << 4, 4, none, none,  //
      2, 2, none, none,          // not one of the three: its sum is the least but for the last
      3, 3, 3, none,             //
      none, 6, none, none,       //
      1, 1, 1, 1;
  CHECK(topThreeRows(peptides) == std::vector<Eigen::Index>{0, 2, 3});
  const auto log2 = topThree(peptides);
  CHECK(log2(0) == Approx(std::log2((16 + 8) / 2.0)).epsilon(1e-12).margin(0));
  CHECK(log2(1) == Approx(std::log2((16 + 8 + 64) / 3.0)).epsilon(1e-12).margin(0));
  CHECK(log2(2) == Approx(3).epsilon(1e-12).margin(0));
  CHECK(std::isnan(log2(3)));
}

TEST_CASE("of equally strong peptides the first are taken, and a protein of two has the mean of these") {
  CHECK(topThreeRows(Eigen::MatrixXd::Constant(5, 2, 7)) == std::vector<Eigen::Index>{0, 1, 2});
  Eigen::MatrixXd two(2, 1);
  two << 3, 4;
  CHECK(topThree(two)(0) == Approx(std::log2(12)).epsilon(1e-12).margin(0));
}

TEST_CASE("observable peptides are the different ones of 6 to 30 residues between all cuts") {
  const std::string thirty(29, 'G');
  CHECK(observablePeptides("AAAAAK"
                           "AAAAK" +
                               thirty +
                               "K"
                               "G" +
                               thirty +
                               "K"
                               "CCCCCCRPCK"
                               "DDDDDD",
                           trypsin) == 4);
  CHECK(observablePeptides("AAAAAK"
                           "AAAAAK"
                           "AAAAAK",
                           trypsin) == 1);
  CHECK(observablePeptides("AAAK", trypsin) == 1);
  CHECK(observablePeptides("DAAAAAADAAAAAA", CutRule::behind("K")) == 1);
}

TEST_CASE("shares of a sample add up to 1, and ranks count what was measured") {
  Eigen::MatrixXd proteins(4, 2);
  proteins << 3, none, 4, 2, none, none, 3, 2;
  const auto shares = sharesOfSamples(proteins);
  CHECK(shares(0, 0) == Approx(0.25).epsilon(1e-12).margin(0));
  CHECK(shares(1, 0) == Approx(0.5).epsilon(1e-12).margin(0));
  CHECK(shares(1, 1) == Approx(0.5).epsilon(1e-12).margin(0));
  CHECK(std::isnan(shares(2, 0)));
  const auto ranks = ranksInSamples(proteins);
  CHECK(ranks.col(0) == Eigen::Vector4i(2, 1, 0, 3));
  CHECK(ranks.col(1) == Eigen::Vector4i(0, 1, 0, 2));
}
