#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "vescargo/base/Random.h"
#include "vescargo/stats/commonFactor.h"

using namespace vescargo;

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

/// 12 blocks of 3 columns; rows 0 to 4 follow one factor with rising noise, rows 5 and 6 do not.
struct Made {
  std::vector<double> truth;
  std::vector<int> blocks;
  MatrixXd values;
};

Made makeRows(std::uint64_t seed) {
  Random random(seed, "commonFactor");
  Made made;
  made.values.resize(7, 36);
  for (Index c = 0; c < 36; ++c) {
    made.blocks.push_back(static_cast<int>(c / 3));
    made.truth.push_back(random.normal());
    for (Index r = 0; r < 7; ++r)
      made.values(r, c) =
          10 + 3 * static_cast<double>(r) +
          (r < 5 ? made.truth.back() + 0.15 * static_cast<double>(r + 1) * random.normal() : random.normal());
  }
  return made;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / n,
               meanB = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  return ab / std::sqrt(aa * bb);
}

MatrixXd withoutRow(const MatrixXd& values, Index row) {
  MatrixXd left(values.rows() - 1, values.cols());
  left << values.topRows(row), values.bottomRows(values.rows() - 1 - row);
  return left;
}

}  // namespace

TEST_CASE("rows that move together make the factor, others have little weight", "[commonFactor]") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    const Made made = makeRows(seed);
    const CommonFactor factor = commonFactor(made.values, made.blocks, 3);
    REQUIRE(correlation(factor.levels, made.truth) > 0.97);
    REQUIRE(factor.weights.sum() == Approx(1));
    REQUIRE(factor.weights.minCoeff() >= 0);
    REQUIRE(factor.weights[5] + factor.weights[6] < 0.06);
    REQUIRE(factor.weights[0] > factor.weights[4]);
    for (Index r = 0; r < 5; ++r) REQUIRE(factor.agreement[r] > 0.5);
    REQUIRE(std::abs(factor.agreement[5]) < 0.6);
    REQUIRE(factor.df[0] == Approx(24));
    REQUIRE(factor.coherence > 0.7);
  }
}

TEST_CASE("agreement is the correlation with the weighted sum of the others within blocks", "[commonFactor]") {
  const Made made = makeRows(7);
  const CommonFactor factor = commonFactor(made.values, made.blocks, 3);
  MatrixXd within = made.values;
  for (Index c = 0; c < within.cols(); c += 3)
    within.middleCols(c, 3).colwise() -= Eigen::VectorXd(within.middleCols(c, 3).rowwise().mean());
  // Standard weights: by row SD. Rows vary alike here but for the draw of 4 df, which is undone.
  Eigen::VectorXd variance = within.rowwise().squaredNorm() / 24;
  std::vector<double> sorted(variance.begin(), variance.end());
  std::sort(sorted.begin(), sorted.end());
  const double typical = sorted[3];
  for (Index i = 0; i < 7; ++i) {
    std::vector<double> own, rest(36, 0);
    for (Index c = 0; c < 36; ++c) {
      own.push_back(within(i, c));
      for (Index k = 0; k < 7; ++k) {
        const double standard = factor.weights[k] * std::sqrt((24 * variance[k] + 4 * typical) / 28);
        if (k != i) rest[static_cast<std::size_t>(c)] += standard * within(k, c) / std::sqrt(variance[k]);
      }
    }
    REQUIRE(factor.agreement[i] == Approx(correlation(own, rest)).margin(1e-6));
  }
}

TEST_CASE("a row's own level and a common constant do not matter", "[commonFactor]") {
  const Made made = makeRows(11);
  const auto before = commonFactor(made.values, made.blocks, 3);
  MatrixXd moved = made.values.array() + 2.5;
  moved.row(3).array() += 7;
  const auto after = commonFactor(moved, made.blocks, 3);
  for (std::size_t c = 0; c < 36; ++c) REQUIRE(after.levels[c] == Approx(before.levels[c]).margin(1e-7));
}

TEST_CASE("rows are compared within blocks where these tell enough", "[commonFactor]") {
  Random random(3, "blocks");
  // Rows 0 to 2 share a factor within blocks; rows 3 and 4 differ from block to block alike, by much, and are noise
  // within.
  MatrixXd values(5, 40);
  std::vector<int> blocks;
  for (Index c = 0; c < 40; ++c) {
    blocks.push_back(static_cast<int>(c / 4));
    const double shared = random.normal(), block = std::pow(-1.0, static_cast<double>(c / 4)) * 5;
    for (Index r = 0; r < 5; ++r) values(r, c) = (r < 3 ? shared : block) + 0.3 * random.normal();
  }
  const auto within = commonFactor(values, blocks, 3);
  REQUIRE(within.weights.head(3).sum() > 0.9);
  // Two columns a block in three blocks leave 3 df: all columns are compared.
  const MatrixXd few = values.leftCols(6);
  const auto over = commonFactor(few, {0, 0, 1, 1, 2, 2}, 3);
  REQUIRE(over.df[0] == Approx(5));
}

TEST_CASE("a factor without a row is that of the others", "[commonFactor]") {
  Made made = makeRows(13);
  made.values(1, 4) = made.values(2, 9) = made.values(4, 9) = gap;
  const auto without = levelsWithoutEach(made.values, made.blocks, 2);
  REQUIRE(without.size() == 7);
  for (Index row = 0; row < 7; ++row) {
    const auto expected = commonFactor(withoutRow(made.values, row), made.blocks, 2).levels;
    for (std::size_t c = 0; c < 36; ++c)
      REQUIRE(without[static_cast<std::size_t>(row)][c] == Approx(expected[c]).margin(1e-9));
    MatrixXd changed = made.values;
    changed.row(row).setConstant(-100);
    REQUIRE(levelsWithoutEach(changed, made.blocks, 2)[static_cast<std::size_t>(row)] ==
            without[static_cast<std::size_t>(row)]);
  }
}

TEST_CASE("a column's level is the mean of its parts by their counts", "[commonFactor]") {
  Made made = makeRows(29);
  made.values(0, 3) = made.values(1, 5) = made.values(2, 5) = gap;
  const auto factor = commonFactor(made.values, made.blocks, 3);
  for (Index c = 0; c < 36; ++c) {
    double sum = 0, count = 0;
    for (Index r = 0; r < 7; ++r) {
      if (std::isnan(made.values(r, c))) {
        REQUIRE(factor.counts(r, c) == 0);
        continue;
      }
      sum += factor.counts(r, c) * factor.parts(r, c);
      count += factor.counts(r, c);
      REQUIRE(factor.counts(r, c) <= factor.weights[r] + 1e-12);
    }
    REQUIRE(factor.levels[static_cast<std::size_t>(c)] == Approx(sum / count).margin(1e-12));
  }
}

TEST_CASE("a value far off moves a column little", "[commonFactor]") {
  const Made made = makeRows(17);
  MatrixXd wrong = made.values;
  wrong(2, 10) += 8;
  const auto before = commonFactor(made.values, made.blocks, 3), after = commonFactor(wrong, made.blocks, 3);
  REQUIRE(std::abs(after.levels[10] - before.levels[10]) < 0.35);
}

TEST_CASE("a column with few rows or little of the weight has no level", "[commonFactor]") {
  Made made = makeRows(19);
  for (Index r = 0; r < 5; ++r) made.values(r, 0) = gap;
  for (Index r = 2; r < 7; ++r) made.values(r, 1) = gap;
  const auto factor = commonFactor(made.values, made.blocks, 2);
  REQUIRE(std::isnan(factor.levels[0]));
  REQUIRE_FALSE(std::isnan(factor.levels[1]));
  REQUIRE(std::isnan(commonFactor(made.values, made.blocks, 3).levels[1]));
  std::vector<double> known;
  for (const double level : factor.levels) {
    if (!std::isnan(level)) known.push_back(level);
  }
  std::sort(known.begin(), known.end());
  REQUIRE(known[known.size() / 2] == Approx(0).margin(1e-12));
}

TEST_CASE("few columns give nearly equal weights", "[commonFactor]") {
  const MatrixXd three = (MatrixXd(3, 3) << 0, 1, 2.1, 5, 6.2, 7, 3, 2.9, 4.5).finished();
  const auto factor = commonFactor(three, {0, 1, 2}, 3);
  REQUIRE(factor.weights.maxCoeff() < 2.5 * factor.weights.minCoeff());
  const auto pair = commonFactor(three.leftCols(2), {0, 1}, 3);
  REQUIRE(std::isnan(pair.agreement[0]));
  REQUIRE(pair.levels[1] > pair.levels[0]);
  REQUIRE(pair.coherence == 0);
}

TEST_CASE("what says nothing makes no factor", "[commonFactor]") {
  REQUIRE(commonFactor(MatrixXd::Zero(0, 3), {0, 1, 2}, 1).levels.size() == 3);
  REQUIRE(std::isnan(commonFactor(MatrixXd::Zero(0, 3), {0, 1, 2}, 1).levels[0]));
  REQUIRE(commonFactor(MatrixXd::Zero(2, 0), {}, 1).levels.empty());
  REQUIRE(levelsWithoutEach(MatrixXd::Zero(0, 2), {0, 1}, 1).empty());

  const MatrixXd one = (MatrixXd(1, 5) << 1, 2, 3, gap, 5).finished();
  const auto single = commonFactor(one, {0, 1, 2, 3, 4}, 1);
  REQUIRE(single.weights[0] == 1);
  REQUIRE(std::isnan(single.agreement[0]));
  REQUIRE(single.levels[4] - single.levels[0] == Approx(4));
  REQUIRE(std::isnan(single.levels[3]));
  REQUIRE(std::isnan(levelsWithoutEach(one, {0, 1, 2, 3, 4}, 1)[0][0]));

  const MatrixXd opposed = (MatrixXd(2, 6) << 1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1).finished();
  const auto none = commonFactor(opposed, {0, 1, 2, 3, 4, 5}, 2);
  REQUIRE(none.weights[0] == Approx(0.5));
  REQUIRE(none.agreement[0] == Approx(-1));

  MatrixXd withGaps = makeRows(23).values;
  withGaps.row(6).setConstant(gap);
  withGaps.row(5).setConstant(4);
  const auto factor = commonFactor(withGaps, makeRows(23).blocks, 3);
  REQUIRE(std::isnan(factor.agreement[6]));
  REQUIRE(factor.weights[6] == 0);
  REQUIRE(factor.agreement[5] == 0);
  for (const double level : factor.levels) REQUIRE(std::isfinite(level));
}
