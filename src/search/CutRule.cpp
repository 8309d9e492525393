#include "vescargo/search/CutRule.h"

namespace vescargo {

CutRule CutRule::behind(std::string_view after, std::string_view notBefore) {
  return tabulate([&](char /*previous*/, char letter, char next) {
    return after.find(letter) != std::string_view::npos && notBefore.find(next) == std::string_view::npos;
  });
}

bool CutRule::cutsEverywhere() const {
  const auto isLetter = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  return tabulate([&](char previous, char letter, char next) {
           return cuts(previous, letter, next) || !isLetter(letter) || !isLetter(next);
         }) == tabulate([](char, char, char) { return true; });
}

bool CutRule::looksBehindOnly() const {
  const CutRule rule = tabulate([&](char /*previous*/, char /*letter*/, char next) { return cuts('A', 'A', next); });
  return *this == rule && rule != CutRule() && !cutsEverywhere();
}

}  // namespace vescargo
