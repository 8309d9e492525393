#include "vescargo/stats/rotation.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <string>
#include <utility>

#include "vescargo/base/Random.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/SequentialP.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int chunk = 128;
constexpr int chunksOfRound = 4;

MatrixXd drawDirections(int number, Index which, Index count, Index units) {
  Random random(1, "rotations of panels", std::to_string(number) + (which == 0 ? "" : " " + std::to_string(which)));
  MatrixXd directions(count, units);
  for (Index i = 0; i < count; ++i) {
    for (Index j = 0; j < units; ++j) directions(i, j) = random.normal();
  }
  return directions;
}

/// Rows that are rotated.
struct RotatedRows {
  EffectRows rows;
  /// Products of directions in what rows measure, less their levels of blocks: coefficients (terms x rows) of products
  /// of the directions at two units each.
  std::vector<std::pair<Index, Index>> terms;
  MatrixXd coefficients;
};

std::vector<std::pair<Index, Index>> termsOf(const EffectRows& rows) {
  std::vector<std::pair<Index, Index>> terms;
  for (Index unit = 0; unit < rows.units(); ++unit) terms.emplace_back(unit, unit);
  for (const auto& units : rows.blocks) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) terms.emplace_back(units[i], units[j]);
    }
  }
  return terms;
}

MatrixXd coefficientsOf(const EffectRows& rows, Index terms) {
  MatrixXd coefficients(terms, rows.rows());
  coefficients.topRows(rows.units()) = rows.measured;
  Index pair = rows.units();
  for (const auto& units : rows.blocks) {
    const MatrixXd level = rows.levels(units, Eigen::all);
    const VectorXd squares = level.colwise().squaredNorm();
    const VectorXd inverse = (squares.array() > 0).select(squares.cwiseInverse(), 0);
    for (Index i = 0; i < level.rows(); ++i) {
      const MatrixXd part = level.row(i) * inverse.asDiagonal();
      coefficients.row(units[static_cast<std::size_t>(i)]) -= part.cwiseProduct(level.row(i));
      for (Index j = 0; j < i; ++j) coefficients.row(pair++) = -2 * part.cwiseProduct(level.row(j));
    }
  }
  return coefficients;
}

RotatedRows rotatedRows(EffectRows rows) {
  RotatedRows rotated{std::move(rows), {}, {}};
  rotated.terms = termsOf(rotated.rows);
  rotated.coefficients = coefficientsOf(rotated.rows, static_cast<Index>(rotated.terms.size()));
  return rotated;
}

/// Products of two directions each (rows of `a` and `b`) in what is left to every row: directions x rows.
MatrixXd products(const RotatedRows& rotated, const MatrixXd& a, const MatrixXd& b) {
  MatrixXd terms(a.rows(), static_cast<Index>(rotated.terms.size()));
  for (Index i = 0; i < terms.cols(); ++i) {
    const auto [u, v] = rotated.terms[static_cast<std::size_t>(i)];
    terms.col(i) = (a.col(u).cwiseProduct(b.col(v)) + a.col(v).cwiseProduct(b.col(u))) / 2;
  }
  MatrixXd sums = terms * rotated.coefficients;
  for (const MatrixXd& nuisance : rotated.rows.nuisance) {
    const MatrixXd first = a * nuisance;
    if (&a == &b)
      sums -= first.cwiseAbs2();
    else
      sums -= first.cwiseProduct(b * nuisance);
  }
  return sums;
}

/// Deviates of rotated rows where one contrast is tested: directions x rows.
MatrixXd rotateOne(const RotatedRows& rotated, int number, Index count) {
  const MatrixXd directions = drawDirections(number, 0, count, rotated.rows.units());
  const MatrixXd along = directions * rotated.rows.values;
  const MatrixXd lengths = products(rotated, directions, directions);
  MatrixXd deviates(count, rotated.rows.rows());
  VectorXd part(1);
  for (Index row = 0; row < deviates.cols(); ++row) {
    for (Index i = 0; i < deviates.rows(); ++i) {
      part[0] = along(i, row) / std::sqrt(lengths(i, row));
      deviates(i, row) = rotated.rows.deviate(row, part);
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
MatrixXd rotatePlanes(const RotatedRows& rotated, int number, Index count) {
  const auto planes = static_cast<Index>(rotated.rows.effects.size());
  std::vector<MatrixXd> directions, along, gram;
  for (Index k = 0; k < planes; ++k) {
    directions.push_back(drawDirections(number, k, count, rotated.rows.units()));
    along.emplace_back(directions.back() * rotated.rows.values);
  }
  for (std::size_t k = 0; k < directions.size(); ++k) {
    for (std::size_t l = 0; l <= k; ++l) gram.push_back(products(rotated, directions[k], directions[l]));
  }
  MatrixXd deviates(count, rotated.rows.rows()), g(planes, planes);
  VectorXd w(planes), part = VectorXd::Zero(planes);
  for (Index row = 0; row < deviates.cols(); ++row) {
    for (Index i = 0; i < count; ++i) {
      auto next = gram.begin();
      for (Index k = 0; k < planes; ++k) {
        w[k] = along[static_cast<std::size_t>(k)](i, row);
        for (Index l = 0; l <= k; ++l) g(k, l) = (*next++)(i, row);
      }
      part[0] = std::sqrt(squaredPart(g, w));
      deviates(i, row) = rotated.rows.deviate(row, part);
    }
  }
  return deviates;
}

/// Which draws of a chunk brought a set's mean as far out as it was.
using Hits = std::bitset<chunk>;

Hits hitsOf(const MatrixXd& deviates, const std::vector<Index>& columns, double bar, bool signless) {
  Eigen::ArrayXd means = Eigen::ArrayXd::Zero(deviates.rows());
  for (const Index column : columns) means += deviates.col(column).array();
  means /= static_cast<double>(columns.size());
  // A draw counts with its opposite, so that either is as far out where one is.
  if (!signless) means = means.abs(), bar = std::abs(bar);
  Hits hits;
  for (Index i = 0; i < means.size(); ++i) hits[static_cast<std::size_t>(i)] = means[i] >= bar;
  return hits;
}

/// A set that is being tested.
struct Trial {
  std::size_t set;
  std::vector<Index> rows;  ///< of all
  double bar;
  SequentialP p = {};

  void add(const Hits& hits, Index count) {
    for (Index i = 0; i < count && !p.isOver(); ++i) p.add(hits[static_cast<std::size_t>(i)]);
  }
};

/// Rows of some sets, and where theirs are in them.
struct TrialRows {
  RotatedRows rows;
  std::vector<std::vector<Index>> places;
};

TrialRows rowsOf(const EffectRows& all, const std::vector<Trial>& trials) {
  std::vector<Index> wanted;
  for (const Trial& trial : trials) wanted.insert(wanted.end(), trial.rows.begin(), trial.rows.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  TrialRows some{rotatedRows(someRows(all, wanted)), {}};
  for (const Trial& trial : trials) {
    std::vector<Index>& places = some.places.emplace_back();
    for (const Index row : trial.rows)
      places.push_back(std::lower_bound(wanted.begin(), wanted.end(), row) - wanted.begin());
  }
  return some;
}

/// Draws a round's chunks, all but the last of them whole, for trials that are not over.
void drawRound(const EffectRows& all, int first, int rotations, std::vector<Trial>& trials) {
  const TrialRows some = rowsOf(all, trials);
  const bool signless = all.effects.size() > 1;
  const int chunks = std::min(chunksOfRound, (rotations + chunk - 1) / chunk - first);
  const auto countOf = [&](int number) { return std::min(chunk, rotations - number * chunk); };
  std::vector<std::vector<Hits>> hits(static_cast<std::size_t>(chunks));
  parallelFor(chunks, 1, [&](int i) {
    const int number = first + i;
    const MatrixXd deviates =
        signless ? rotatePlanes(some.rows, number, countOf(number)) : rotateOne(some.rows, number, countOf(number));
    for (std::size_t t = 0; t < trials.size(); ++t)
      hits[static_cast<std::size_t>(i)].push_back(hitsOf(deviates, some.places[t], trials[t].bar, signless));
  });
  for (int i = 0; i < chunks; ++i) {
    for (std::size_t t = 0; t < trials.size(); ++t)
      trials[t].add(hits[static_cast<std::size_t>(i)][t], countOf(first + i));
  }
}

}  // namespace

std::vector<RotationTest> rotate(const EffectRows& rows, const std::vector<std::vector<Index>>& sets, int rotations) {
  std::vector<RotationTest> tests(sets.size());
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].empty()) continue;
    double sum = 0;
    for (const Index row : sets[i]) sum += rows.observed(row);
    tests[i].meanDeviate = sum / static_cast<double>(sets[i].size());
    tests[i].floor = 1.0 / (rotations + 1);
    trials.push_back({i, sets[i], tests[i].meanDeviate});
  }
  for (int first = 0; first * chunk < rotations && !trials.empty(); first += chunksOfRound) {
    drawRound(rows, first, rotations, trials);
    for (const Trial& trial : trials) tests[trial.set].p = trial.p.value();
    std::erase_if(trials, [](const Trial& trial) { return trial.p.isOver(); });
  }
  return tests;
}

}  // namespace vescargo
