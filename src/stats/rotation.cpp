#include "vescargo/stats/rotation.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int chunk = 128;

MatrixXd drawDirections(int number, Index which, Index count, Index units) {
  Random random(1, "rotations of panels", std::to_string(number) + (which == 0 ? "" : " " + std::to_string(which)));
  MatrixXd directions(count, units);
  for (Index i = 0; i < count; ++i) {
    for (Index j = 0; j < units; ++j) directions(i, j) = random.normal();
  }
  return directions;
}

/// Products of two directions each (rows of `a` and `b`) in what is left to every row: directions x rows.
MatrixXd products(const EffectRows& rows, const MatrixXd& a, const MatrixXd& b) {
  MatrixXd sums = a.cwiseProduct(b) * rows.measured;
  for (const MatrixXd& nuisance : rows.nuisance) {
    const MatrixXd first = a * nuisance;
    if (&a == &b)
      sums -= first.cwiseAbs2();
    else
      sums -= first.cwiseProduct(b * nuisance);
  }
  for (const auto& units : rows.blocks) {
    const MatrixXd level = rows.levels(units, Eigen::all);
    const VectorXd squares = level.colwise().squaredNorm();
    const VectorXd inverse = (squares.array() > 0).select(squares.cwiseInverse(), 0);
    const MatrixXd first = a(Eigen::all, units) * level;
    if (&a == &b)
      sums -= first.cwiseAbs2() * inverse.asDiagonal();
    else
      sums -= first.cwiseProduct(b(Eigen::all, units) * level) * inverse.asDiagonal();
  }
  return sums;
}

/// Deviates of rotated rows where one contrast is tested: directions x rows.
MatrixXd rotateOne(const EffectRows& rows, int number, Index count) {
  const MatrixXd directions = drawDirections(number, 0, count, rows.units());
  MatrixXd deviates = directions * rows.values;
  const MatrixXd lengths = products(rows, directions, directions);
  VectorXd along(1);
  for (Index row = 0; row < deviates.cols(); ++row) {
    for (Index i = 0; i < deviates.rows(); ++i) {
      along[0] = deviates(i, row) / std::sqrt(lengths(i, row));
      deviates(i, row) = rows.deviate(row, along);
    }
  }
  return deviates;
}

/// Squared length of the part that has the products `along` with some directions, whose products with each other are
/// `gram` (lower triangle): along' gram^-1 along, by elimination. Both are spent.
double squaredPart(Eigen::Ref<MatrixXd> gram, Eigen::Ref<VectorXd> along) {
  double sum = 0;
  for (Index k = 0; k < along.size(); ++k) {
    if (!(gram(k, k) > 0)) continue;
    sum += along[k] * along[k] / gram(k, k);
    for (Index l = k + 1; l < along.size(); ++l) {
      const double factor = gram(l, k) / gram(k, k);
      along[l] -= factor * along[k];
      for (Index m = l; m < along.size(); ++m) gram(m, l) -= factor * gram(m, k);
    }
  }
  return sum;
}

/// The same of planes, as many directions each as the effect has.
MatrixXd rotatePlanes(const EffectRows& rows, int number, Index count) {
  const auto planes = static_cast<Index>(rows.effects.size());
  std::vector<MatrixXd> directions, along, gram;
  for (Index k = 0; k < planes; ++k) {
    directions.push_back(drawDirections(number, k, count, rows.units()));
    along.push_back(directions.back() * rows.values);
  }
  for (std::size_t k = 0; k < directions.size(); ++k) {
    for (std::size_t l = 0; l <= k; ++l) gram.push_back(products(rows, directions[k], directions[l]));
  }
  MatrixXd deviates(count, rows.rows()), g(planes, planes);
  VectorXd w(planes), part = VectorXd::Zero(planes);
  for (Index row = 0; row < rows.rows(); ++row) {
    for (Index i = 0; i < count; ++i) {
      auto next = gram.begin();
      for (Index k = 0; k < planes; ++k) {
        w[k] = along[static_cast<std::size_t>(k)](i, row);
        for (Index l = 0; l <= k; ++l) g(k, l) = (*next++)(i, row);
      }
      part[0] = std::sqrt(squaredPart(g, w));
      deviates(i, row) = rows.deviate(row, part);
    }
  }
  return deviates;
}

/// How often a set's mean was as high and as low in rotations and their opposites.
struct Reached {
  long high = 0, low = 0;
};

Reached countReached(const MatrixXd& deviates, const std::vector<Index>& columns, double bar, bool signless) {
  Eigen::ArrayXd means = Eigen::ArrayXd::Zero(deviates.rows());
  for (const Index column : columns) means += deviates.col(column).array();
  means /= static_cast<double>(columns.size());
  if (signless) return {(means >= bar).count(), deviates.rows()};
  return {(means >= bar).count() + (means <= -bar).count(), (means <= bar).count() + (means >= -bar).count()};
}

}  // namespace

std::vector<RotationTest> rotate(const EffectRows& rows, const std::vector<std::vector<Index>>& sets, int rotations) {
  std::vector<RotationTest> tests(sets.size());
  if (rows.rows() == 0) return tests;
  const bool signless = rows.effects.size() > 1;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].empty()) continue;
    double sum = 0;
    for (const Index row : sets[i]) sum += rows.observed(row);
    tests[i].meanDeviate = sum / static_cast<double>(sets[i].size());
  }
  const int chunks = (rotations + chunk - 1) / chunk;
  std::vector<std::vector<Reached>> reached(static_cast<std::size_t>(chunks), std::vector<Reached>(sets.size()));
#pragma omp parallel for schedule(dynamic)
  for (int number = 0; number < chunks; ++number) {
    const Index count = std::min(chunk, rotations - number * chunk);
    const MatrixXd deviates = signless ? rotatePlanes(rows, number, count) : rotateOne(rows, number, count);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      if (!sets[i].empty())
        reached[static_cast<std::size_t>(number)][i] = countReached(deviates, sets[i], tests[i].meanDeviate, signless);
    }
  }
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].empty()) continue;
    Reached sum;
    for (const auto& part : reached) {
      sum.high += part[i].high;
      sum.low += part[i].low;
    }
    const double p = static_cast<double>((signless ? sum.high : std::min(sum.high, sum.low)) + 1) / (rotations + 1);
    tests[i].p = std::min(1.0, p);
    tests[i].floor = 1.0 / (rotations + 1);
  }
  return tests;
}

}  // namespace vescargo
