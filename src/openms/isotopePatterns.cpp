#include "vescargo/openms/isotopePatterns.h"

#include <OpenMS/CHEMISTRY/EmpiricalFormula.h>
#include <OpenMS/CHEMISTRY/ISOTOPEDISTRIBUTION/CoarseIsotopePatternGenerator.h>

#include <map>
#include <string>

namespace vescargo {

namespace {

IsotopePattern patternOf(const Composition& atoms) {
  constexpr unsigned isotopes = 6;
  std::string formula;
  const auto add = [&](const char* element, int count) {
    if (count > 0) formula += element + std::to_string(count);
  };
  add("C", atoms.carbon);
  add("H", atoms.hydrogen);
  add("N", atoms.nitrogen);
  add("O", atoms.oxygen);
  add("S", atoms.sulfur);
  IsotopePattern pattern;
  double sum = 0;
  const OpenMS::CoarseIsotopePatternGenerator generator(isotopes);
  for (const auto& isotope : generator.run(OpenMS::EmpiricalFormula(formula))) {
    pattern.push_back(isotope.getIntensity());
    sum += pattern.back();
  }
  for (double& share : pattern) share /= sum;
  return pattern;
}

}  // namespace

std::vector<IsotopePattern> isotopePatterns(const std::vector<Composition>& molecules) {
  std::map<Composition, IsotopePattern> known;
  std::vector<IsotopePattern> patterns;
  patterns.reserve(molecules.size());
  for (const Composition& atoms : molecules) {
    IsotopePattern& pattern = known[atoms];
    if (pattern.empty()) pattern = patternOf(atoms);
    patterns.push_back(pattern);
  }
  return patterns;
}

}  // namespace vescargo
