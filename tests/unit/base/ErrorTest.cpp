#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/Error.h"

using namespace vescargo;
using test::errorOf;

TEST_CASE("an error is one line that says where, what and what to do") {
  const Error error(ExitCode::Empty, "study.tsv", "is empty", "fill it");
  CHECK(std::string(error.what()) == "study.tsv: is empty; fill it");
  CHECK(error.code() == ExitCode::Empty);
  CHECK(std::string(Error(ExitCode::Bug, "here", "went wrong", "").what()) == "here: went wrong");
}

TEST_CASE("faults are collected and thrown together, with the list's exit code") {
  FaultList faults(ExitCode::DoNotFit);
  CHECK(faults.empty());
  CHECK(errorOf([&] { faults.throwIfAny(); }) == "no error");
  faults.add("a:1", "is wrong", "mend it");
  faults.add("a:2", "is wrong too", "");
  CHECK_FALSE(faults.empty());
  CHECK(errorOf([&] { faults.throwIfAny(); }) == "11|a:1: is wrong; mend it\na:2: is wrong too");
}

TEST_CASE("the twentieth fault ends the reading, with the list's exit code") {
  FaultList faults(ExitCode::DoNotFit);
  for (std::size_t i = 1; i < FaultList::most; ++i) faults.add("a", "b", "c");
  CHECK(errorOf([&] { faults.add("last", "b", "c"); }).starts_with("11|a: b; c\n"));
  FaultList ordinary;
  for (std::size_t i = 1; i < FaultList::most; ++i) ordinary.add("a", "b", "c");
  CHECK(errorOf([&] { ordinary.add("last", "b", "c"); }).starts_with("3|a: b; c\n"));
}

TEST_CASE("the nearest names come first and are not more than asked for") {
  const std::vector<std::string> known{"Trypsin", "Trypsin/P", "Lys-C", "Asp-N"};
  CHECK(nearestNames("Tripsin", known, 2) == "\"Trypsin\", \"Trypsin/P\"");
  CHECK(nearestNames("Tripsin", {"Lys-C"}) == "\"Lys-C\"");
  CHECK(nearestNames("Tripsin", {}).empty());
  CHECK(inQuotes("a") == "\"a\"");
}
