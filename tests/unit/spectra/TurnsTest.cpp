#include <catch2/catch.hpp>

#include "vescargo/spectra/turns.h"

using namespace vescargo;

namespace {

/// `pattern` again and again.
KindSequence repeated(const KindSequence& pattern, std::size_t surveys) {
  KindSequence sequence;
  for (std::size_t i = 0; i < surveys; ++i) sequence.push_back(pattern[i % pattern.size()]);
  return sequence;
}

KindSequence joined(KindSequence first, const KindSequence& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("kinds that a method asks for in turn take turns, also with a survey that was left out", "[lanes]") {
  CHECK(takeTurns(repeated({0, 1}, 40)));
  CHECK(takeTurns(repeated({0, 1, 2}, 6)));
  CHECK(takeTurns(repeated({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 200)));
  CHECK(takeTurns(repeated({0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, 200)));
  CHECK(takeTurns(joined(repeated({0, 1, 2}, 40), repeated({1, 2, 0}, 41))));
  CHECK(takeTurns(joined(repeated({0}, 50), repeated({0, 1}, 50))));
}

TEST_CASE("kinds that follow each other, change back or vary take no turns", "[lanes]") {
  CHECK(!takeTurns({}));
  CHECK(!takeTurns(repeated({0}, 40)));
  CHECK(!takeTurns(joined(repeated({0}, 40), repeated({1}, 40))));
  CHECK(!takeTurns(joined(joined(repeated({0}, 40), repeated({1}, 40)), repeated({0}, 40))));
  KindSequence irregular;
  for (std::uint32_t i = 0; i < 166; ++i) irregular.push_back(i * i * i % 167 % 3);
  CHECK(!takeTurns(irregular));
}

TEST_CASE("a mean stretch is that of the surveys that follow each other", "[lanes]") {
  CHECK(meanStretches({0, 0, 1, 0, 0, 0, 0, 1}, 3) == std::vector<double>{3, 1, 0});
}
