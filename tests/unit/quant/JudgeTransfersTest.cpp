#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/base/Random.h"
#include "vescargo/quant/judgeTransfers.h"

using namespace vescargo;

namespace {

struct Simulated {
  std::vector<FoundTransfer> found;
  std::vector<bool> right;
};

FoundTransfer transfer(TransferKind kind, bool right, std::uint32_t ion, Random& draws) {
  FoundTransfer one;
  one.kind = kind;
  one.run = ion % 4;
  one.ion = ion;
  one.fold = static_cast<int>(ion % 3);
  one.mz = 400 + 0.01 * ion;
  one.apexRtSeconds = static_cast<float>(ion);
  one.widthSeconds = 8;
  const auto square = [](double z) { return -std::min(16.0F, static_cast<float>(z * z)); };
  const double rt = right ? draws.normal() : draws.uniform(-3, 3);
  const double mass = right ? draws.normal() : draws.uniform(-20, 20);
  const auto excess = static_cast<float>(-std::abs((right ? 0.4 : 1.5) * draws.normal()));
  one.features = {square(rt),
                  square(mass),
                  excess,
                  0,
                  excess,
                  0,
                  static_cast<float>(draws.uniform(right ? 0.6 : -0.5, 1)),
                  static_cast<float>((right ? -0.3 : -0.9) + 0.4 * draws.normal()),
                  0,
                  0,
                  right ? 0.98F : 0.8F};
  return one;
}

/// A share of the targets is wrong, as the wrong masses are.
Simulated simulate(std::uint32_t targets, double wrongShare, std::uint64_t seed) {
  Random draws(seed, "transfers");
  Simulated result;
  for (std::uint32_t i = 0; i < targets; ++i) {
    const bool right = draws.uniform(0, 1) > wrongShare;
    result.found.push_back(transfer(TransferKind::Target, right, i, draws));
    result.right.push_back(right);
    result.found.push_back(transfer(TransferKind::WrongMass, false, i, draws));
    result.right.push_back(false);
  }
  return result;
}

}  // namespace

TEST_CASE("of the transfers up to a q-value no more than that are wrong") {
  double accepted = 0;
  double wrong = 0;
  double right = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto simulated = simulate(2000, 0.3, seed);
    const auto q = judgeTransfers(simulated.found);
    for (std::size_t i = 0; i < q.size(); ++i) {
      if (simulated.found[i].kind != TransferKind::Target) {
        CHECK(q[i] == 1);
        continue;
      }
      right += simulated.right[i] ? 1 : 0;
      accepted += q[i] <= 0.01 ? 1 : 0;
      wrong += q[i] <= 0.01 && !simulated.right[i] ? 1 : 0;
    }
  }
  CHECK(wrong / accepted < 0.01);
  CHECK(accepted - wrong > 0.8 * right);
}

TEST_CASE("decoy peptides count as much as wrong masses, since they look like any peptide") {
  Random draws(7, "transfers");
  auto found = simulate(1000, 0, 3).found;
  const auto passing = [&] {
    const auto q = judgeTransfers(found);
    return std::count_if(q.begin(), q.end(), [](double value) { return value <= 0.01; });
  };
  CHECK(passing() > 900);
  for (std::uint32_t i = 0; i < 100; ++i) found.push_back(transfer(TransferKind::DecoyPeptide, true, 5000 + i, draws));
  CHECK(passing() < 500);
}

TEST_CASE("of two targets with one peak the better one stays") {
  auto found = simulate(300, 0, 5).found;
  FoundTransfer twin = found[0];
  twin.ion = 7000;
  twin.features[7] -= 3;
  found.push_back(twin);
  auto q = judgeTransfers(found);
  CHECK(q.back() == 1);
  CHECK(q[0] < 0.05);
  found.back().run = found[0].run + 1;
  CHECK(judgeTransfers(found).back() < 1);
}

TEST_CASE("a wrong mass is 11 nucleons off, at the same time") {
  IonTarget target;
  target.mz = 500;
  target.charge = 2;
  target.rtSeconds = 60;
  CHECK(wrongMass(target, {}).mz == Approx(505.502794).epsilon(1e-9).margin(0));
  CHECK(wrongMass(target, {}).rtSeconds == 60);
}

TEST_CASE("a wrong mass stays in the scan windows of a lane beside others") {
  IonTarget target;
  target.mz = 500;
  target.charge = 2;
  const LaneKind box{{}, {{490, 505}}, 0, {}, false};
  CHECK(wrongMass(target, {{box, 0, 9, false}}).mz > 505);
  CHECK(wrongMass(target, {{box, 0, 9, false}, {{}, 9, 18, false}}).mz == Approx(494.497206).epsilon(1e-9).margin(0));
}

TEST_CASE("nothing found is nothing judged") { CHECK(judgeTransfers({}).empty()); }
