#include <omp.h>

#include <catch2/catch.hpp>

#include "confidence/PsmRows.h"
#include "confidence/SimulatedSearch.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/confidence/rescore.h"
#include "vescargo/confidence/rescoreFeatures.h"
#include "vescargo/confidence/startScore.h"
#include "vescargo/stats/logistic.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("rescoring accepts more than the hyperscore and keeps the true error near the nominal") {
  double accepted = 0;
  double wrong = 0;
  double plain = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto simulated = simulate(1000, 2000, seed);
    const auto result = assignConfidence({"a"}, simulated.psms, threeProteins(), {});
    std::vector<double> hyperscores;
    std::vector<bool> decoy;
    for (const auto& psm : result.psms) {
      hyperscores.push_back(static_cast<double>(psm.hyperscore));
      decoy.push_back(psm.decoy);
    }
    const auto plainQ = qValues(hyperscores, decoy);
    for (std::size_t i = 0; i < result.psms.size(); ++i) {
      if (!decoy[i] && plainQ[i] <= 0.01) ++plain;
      if (decoy[i] || result.psms[i].qValue > 0.01F) continue;
      ++accepted;
      if (!simulated.right[result.psms[i].spectrum]) ++wrong;
    }
  }
  CHECK(accepted > 1.2 * plain);
  CHECK(accepted > 9000);
  CHECK(wrong / accepted > 0.004);
  CHECK(wrong / accepted < 0.016);
}

TEST_CASE("posterior errors are calibrated: of matches told p to be wrong, p are") {
  const std::array<double, 5> ends{0, 0.02, 0.1, 0.3, 0.7};
  std::array<double, 4> told{};
  std::array<double, 4> wrong{};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto simulated = simulate(1000, 2000, seed, 0.3);
    for (const auto& psm : assignConfidence({"a"}, simulated.psms, threeProteins(), {}).psms) {
      const double error = static_cast<double>(psm.posteriorError);
      if (psm.decoy || error >= ends.back()) continue;
      const auto bin = static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), error) - ends.begin() - 1);
      told[bin] += error;
      wrong[bin] += simulated.right[psm.spectrum] ? 0 : 1;
    }
  }
  // The best block ends where decoys begin, so its few errors are told too low: by half at most.
  CHECK(wrong[0] > told[0]);
  CHECK(wrong[0] < 2 * told[0]);
  for (std::size_t bin = 1; bin < told.size(); ++bin) CHECK(wrong[bin] == Approx(told[bin]).epsilon(0.25).margin(0));
}

TEST_CASE("what is accepted at a q-value has no more errors than it says, learned or not") {
  for (const double contrast : {1.0, 0.4}) {
    double accepted = 0;
    double wrong = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const auto simulated = simulate(1000, 2000, seed, contrast);
      for (const auto& psm : assignConfidence({"a"}, simulated.psms, threeProteins(), {}).psms) {
        if (psm.decoy || psm.qValue > 0.05F) continue;
        ++accepted;
        wrong += simulated.right[psm.spectrum] ? 0 : 1;
      }
    }
    CHECK(accepted > 9500);
    CHECK(wrong / accepted < 0.055);
    CHECK(wrong / accepted > 0.03);
  }
}

TEST_CASE("with few targets the fixed weights give the score, which is the same in all folds") {
  const auto simulated = simulate(25, 300, 5);
  const auto folds = peptideFolds(simulated.psms);
  const auto rescored = rescore(simulated.psms, folds);
  CHECK_FALSE(rescored.trained);
  CHECK(rescored.trainingTargets < fewestTrainingTargets);
  const Eigen::VectorXd fixed = rescoreFeatures(simulated.psms, folds) * fixedWeights();
  for (std::size_t i = 0; i < simulated.psms.size(); ++i)
    CHECK(rescored.scores[i] == fixed[static_cast<Eigen::Index>(i)]);
  CHECK(rescore(simulate(1000, 2000, 5).psms, peptideFolds(simulate(1000, 2000, 5).psms)).trained);
  CHECK(rescore({}, {}).scores.empty());
}

TEST_CASE("with few decoys nothing is learned") {
  const auto simulated = simulate(200, 60, 5);
  const auto rescored = rescore(simulated.psms, peptideFolds(simulated.psms));
  CHECK(rescored.trainingTargets >= fewestTrainingTargets);
  CHECK_FALSE(rescored.trained);
}

TEST_CASE("a feature that tells is learned where the fixed weights do not know of it") {
  // Right matches have charge 2, wrong ones 3: the fixed weights give charge nothing.
  auto simulated = simulate(1000, 2000, 6, 0.4);
  const auto acceptedOf = [](const std::vector<Psm>& psms) {
    int accepted = 0;
    for (const auto& psm : assignConfidence({"a"}, psms, threeProteins(), {}).psms)
      accepted += !psm.decoy && psm.qValue <= 0.01F ? 1 : 0;
    return accepted;
  };
  for (auto& psm : simulated.psms) psm.deltaScore = psm.ionSurprise = 1;
  const int without = acceptedOf(simulated.psms);
  for (std::size_t i = 0; i < simulated.psms.size(); ++i) simulated.psms[i].charge = simulated.right[i] ? 2 : 3;
  CHECK(acceptedOf(simulated.psms) > without + 20);
}

TEST_CASE("the start score is hyperscore + difference + surprise, and its confident targets pay no +1") {
  Psm psm;
  psm.hyperscore = 20;
  psm.deltaScore = 5;
  psm.ionSurprise = 3;
  CHECK(startScore(psm) == 28);
  std::vector<Psm> psms(4);
  for (std::size_t i = 0; i < 4; ++i) psms[i].hyperscore = static_cast<float>(9 - i);
  psms[2].decoy = true;
  CHECK(confidentTargets(psms, 0.01) == std::vector<bool>{true, true, false, false});
  CHECK(confidentTargets(psms, 0.4) == std::vector<bool>{true, true, false, true});
  psms[1].hyperscore = psms[2].hyperscore;
  CHECK(confidentTargets(psms, 0.01) == std::vector<bool>{true, false, false, false});
}

TEST_CASE("a run's own mass error is no error") {
  auto psms = simulate(300, 300, 8).psms;
  for (auto& psm : psms) psm.run = psm.spectrum % 2;
  const auto before = rescoreFeatures(psms, peptideFolds(psms));
  for (auto& psm : psms) psm.precursorErrorPpm += psm.run == 1 ? 4 : -3;
  const auto after = rescoreFeatures(psms, peptideFolds(psms));
  CHECK((before - after).cwiseAbs().maxCoeff() < 1e-5);
}

TEST_CASE("logistic regression finds the weights that make the data, and few data leave it at its prior") {
  Dice dice(4);
  Eigen::MatrixXd positives(20000, 3);
  Eigen::MatrixXd negatives(20000, 3);
  const auto fill = [&](Eigen::MatrixXd& rows, double centre) {
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
      rows.row(i) << centre + dice.normal(), -0.5 * centre + dice.normal(), 1;
  };
  // Two normal classes at +-c of variance 1: the log odds are 2 c x.
  fill(positives, 0.8);
  fill(negatives, -0.8);
  const LogisticPrior prior{Eigen::Vector3d(3, 0, 0), Eigen::Vector3d(1, 1, 0.1)};
  const auto many = logisticRegression(positives, negatives, prior, prior.centre);
  CHECK(many[0] == Approx(1.6).epsilon(0.05).margin(0));
  CHECK(many[1] == Approx(-0.8).epsilon(0.05).margin(0));
  const LogisticPrior firm{prior.centre, Eigen::Vector3d(100, 100, 100)};
  const auto few = logisticRegression(positives.topRows(2), negatives.topRows(2), firm, firm.centre);
  CHECK((few - firm.centre).norm() < 0.1);
}

TEST_CASE("one and two threads give the same identifications") {
  const auto psms = simulate(300, 600, 4).psms;
  omp_set_num_threads(1);
  const auto one = test::psmRows(assignConfidence({"a"}, psms, threeProteins(), {}), 1);
  omp_set_num_threads(2);
  CHECK(test::psmRows(assignConfidence({"a"}, psms, threeProteins(), {}), 1) == one);
}
