#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

#include "vescargo/base/parallelFor.h"

using namespace vescargo;

TEST_CASE("a loop on all threads visits each index once", "[parallelFor]") {
  std::vector<int> visits(10000);
  parallelFor(visits.size(), 16, [&](std::size_t i) { ++visits[i]; });
  CHECK(visits == std::vector<int>(10000, 1));
  parallelFor(0, 1, [&](int) { FAIL("there is none"); });
}

TEST_CASE("what the lowest failing index throws comes out of a loop, on any number of threads", "[parallelFor]") {
  const int before = omp_get_max_threads();
  for (const int threads : {1, 2, 7}) {
    omp_set_num_threads(threads);
    for (int repeat = 0; repeat < 50; ++repeat) {
      const auto act = [](int i) {
        if (i % 100 == 57) throw std::runtime_error(std::to_string(i));
      };
      CHECK_THROWS_WITH(parallelFor(1000, 1, act), "57");
      CHECK_THROWS_WITH(parallelForWith(
                            1000, 4, [] { return std::make_unique<int>(); }, [&](int&, int i) { act(i); }),
                        "57");
    }
  }
  omp_set_num_threads(before);
}

TEST_CASE("each thread has a state of its own, and all come back", "[parallelFor]") {
  const auto sums = parallelForWith(
      1001, 8, [] { return std::make_unique<int>(0); }, [](int& sum, int i) { sum += i; });
  int total = 0;
  for (const auto& sum : sums) total += *sum;
  CHECK(total == 500500);
  const auto fail = []() -> std::unique_ptr<int> { throw std::runtime_error("no state"); };
  CHECK_THROWS_WITH(parallelForWith(10, 1, fail, [](int&, int) {}), "no state");
}
