#include "vescargo/quant/isotopeRatios.h"

namespace vescargo {

namespace {

/// Atoms in an averagine residue, and the abundances of the next two isotopes relative to the lightest.
struct Element {
  double atoms, one, two;
};

constexpr double averagineMass = 111.0543;  ///< monoisotopic, Da
constexpr std::array<Element, 5> averagine{{{4.9384, 0.010816, 0},
                                            {7.7583, 0.000115, 0},
                                            {1.3577, 0.003653, 0},
                                            {1.4773, 0.000381, 0.002055},
                                            {0.0417, 0.007895, 0.044742}}};

}  // namespace

std::array<double, tracedIsotopes> isotopeRatios(double neutralMass) {
  const double residues = neutralMass / averagineMass;
  double one = 0;
  double two = 0;
  for (const auto& element : averagine) {
    const double atoms = residues * element.atoms;
    one += atoms * element.one;
    two += atoms * (element.two - element.one * element.one / 2);
  }
  return {1, one, one * one / 2 + two};
}

}  // namespace vescargo
