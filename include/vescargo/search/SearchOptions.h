#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/search/Modification.h"

namespace vescargo {

/// Which ends of a peptide the enzyme must have made.
enum class Specificity { Full, Semi, None };

template <>
struct EnumNames<Specificity> {
  static constexpr std::array<std::pair<Specificity, std::string_view>, 3> value{
      {{Specificity::Full, "full"}, {Specificity::Semi, "semi"}, {Specificity::None, "none"}}};
};

/// How decoys are made from target peptides. The last residue keeps its place.
enum class DecoyMethod { Reversed, Shuffled };

template <>
struct EnumNames<DecoyMethod> {
  static constexpr std::array<std::pair<DecoyMethod, std::string_view>, 2> value{
      {{DecoyMethod::Reversed, "reversed"}, {DecoyMethod::Shuffled, "shuffled"}}};
};

/// How spectra are searched.
struct SearchOptions {
  std::string enzyme = "Trypsin";
  Specificity specificity = Specificity::Full;
  int missedCleavages = 2;
  std::vector<std::string> fixedModifications{"Carbamidomethyl (C)"};
  std::vector<std::string> variableModifications{"Oxidation (M)", "Acetyl (Protein N-term)"};
  int maxVariableModifications = 2;
  DecoyMethod decoys = DecoyMethod::Reversed;
  int minPeptideLength = 7;
  int maxPeptideLength = 40;
  double minPeptideMass = 400;
  double maxPeptideMass = 16000;
  AutoTolerance precursorTolerance{Tolerance{10, Tolerance::Unit::Ppm}};
  AutoTolerance fragmentTolerance{Tolerance{20, Tolerance::Unit::Ppm}};
  int minIsotopeError = 0;
  int maxIsotopeError = 1;
  int minCharge = 2;
  int maxCharge = 4;
  bool chimeric = false;
  bool open = false;
  double openLow = -150;
  double openHigh = 500;

  static constexpr std::string_view topic = "Search";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("enzyme", self.enzyme, basic("Enzyme, by its OpenMS name"));
    visit("specificity", self.specificity, "Which ends of a peptide are cuts: both, at least one, or any stretch");
    visit("missed_cleavages", self.missedCleavages, "Most missed cleavages in a peptide", Limits{0, 5});
    visit("fixed_modifications", self.fixedModifications,
          basic("Modifications on every such residue, by Unimod name, e.g. \"Carbamidomethyl (C)\""));
    visit("variable_modifications", self.variableModifications,
          basic("Modifications that may be there, by Unimod name, e.g. \"Oxidation (M)\""));
    visit("max_variable_modifications", self.maxVariableModifications, "Most variable modifications on a peptide",
          Limits{0, 3});
    visit("decoys", self.decoys, "How decoy peptides are made from target peptides; their last residue stays");
    visit("min_peptide_length", self.minPeptideLength, "Shortest peptide searched, in residues", Limits{5, 50});
    visit("max_peptide_length", self.maxPeptideLength, "Longest peptide searched, in residues", Limits{5, 63});
    visit("min_peptide_mass", self.minPeptideMass, "Lightest peptide searched, with its modifications, Da",
          Limits{0, 16000});
    visit("max_peptide_mass", self.maxPeptideMass, "Heaviest peptide searched, with its modifications, Da",
          Limits{0, 16000});
    visit("precursor_tolerance", self.precursorTolerance,
          basic("Precursor mass window to either side, in ppm or Da, e.g. 10ppm; \"auto\" measures it run by run"));
    visit("fragment_tolerance", self.fragmentTolerance,
          basic("Fragment window to either side, in ppm or Da, e.g. 20ppm, 0.5Da for ion traps; \"auto\" measures it"));
    visit("min_isotope_error", self.minIsotopeError,
          "-1 where the precursor may have been picked one below the monoisotopic peak", Limits{-1, 0});
    visit("max_isotope_error", self.maxIsotopeError,
          "The precursor may have been picked up to this many 13C above the monoisotopic peak", Limits{0, 3});
    visit("min_charge", self.minCharge, "Lowest charge tried where the file says none", Limits{1, 6});
    visit("max_charge", self.maxCharge, "Highest charge tried where the file says none", Limits{1, 8});
    visit("chimeric", self.chimeric,
          "Look for a second peptide in each spectrum, among those that were isolated with the first");
    visit("open", self.open, "Let the precursor be lighter or heavier than its peptide, by what is not known");
    visit("open_low", self.openLow, "Lowest such difference, Da", Limits{-500, 0});
    visit("open_high", self.openHigh, "Highest such difference, Da", Limits{0, 4000});
  }

  /// Throws BadParameter when a minimum is above its maximum, or of chimeric and open.
  void verify() const;
};

/// Enzyme and modifications of SearchOptions, resolved at the door.
struct Chemistry {
  Enzyme enzyme;
  std::vector<Modification> fixed;
  std::vector<Modification> variable;
};

}  // namespace vescargo
