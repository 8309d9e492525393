#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/PeptideForm.h"
#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// Whether the ends of a peptide are those of its protein.
struct PeptideEnds {
  bool proteinNTerm = false;
  bool proteinCTerm = false;
};

/// Da.
struct TerminalMasses {
  double nTerm = 0;
  double cTerm = 0;
};

/// Fixed and variable modifications of peptides. A variable modification takes
/// the place of a fixed one on the same site, so a site never has two; a residue
/// and a terminus are two sites.
class PeptideForms {
 public:
  PeptideForms(const Chemistry& chemistry, int maxVariable);

  /// Neutral monoisotopic mass (Da) with fixed modifications only.
  double fixedMass(std::string_view peptide, PeptideEnds ends) const;
  double mass(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const;
  /// Calls visit(form, mass in Da) for every form, the unmodified first.
  template <class Visit>
  void forEach(std::string_view peptide, PeptideEnds ends, Visit&& visit) const;
  /// Masses of the residues with their own modifications, without those of the termini.
  void residueMasses(std::string_view peptide, const PeptideForm& form, double* masses) const;
  /// The same in whole massUnits.
  void residueUnits(std::string_view peptide, const PeptideForm& form, std::uint32_t* units) const;
  /// What the modifications of the termini add.
  TerminalMasses terminalMasses(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const;
  /// OpenMS notation with fixed and variable modifications: ".(Acetyl)MC(Carbamidomethyl)K", of the peptide whose
  /// residue i is the given one's residue order[i].
  std::string write(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                    std::span<const std::uint8_t> order) const;
  /// Whether some modification sits on an N-terminal residue of a given kind only.
  bool bindsFirstResidue() const;

 private:
  struct Choice {
    std::uint8_t site;
    std::uint8_t modification;
    double delta;
  };

  const Modification* fixedAt(std::string_view peptide, PeptideEnds ends, std::size_t site) const;
  double fixedDelta(std::string_view peptide, PeptideEnds ends, std::size_t site) const;
  double formDelta(std::string_view peptide, PeptideEnds ends, const PeptideForm& form, std::size_t slot) const;
  const Modification* modificationAt(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                                     std::size_t site) const;
  void choices(std::string_view peptide, PeptideEnds ends, std::vector<Choice>& found) const;
  template <class Visit>
  void extend(const std::vector<Choice>& found, std::size_t from, std::size_t depth, double mass, PeptideForm& form,
              Visit& visit) const;

  Chemistry chemistry_;
  std::size_t maxVariable_;
  std::array<double, 256> residueMass_{};         ///< with fixed modifications of residues
  std::array<std::uint32_t, 256> residueUnit_{};  ///< the same in massUnits
  std::array<std::int64_t, 256> residueFine_{};   ///< the same in 2^-40 Da
  std::array<bool, 256> varies_{};                ///< residues that some variable modification may sit on
  bool terminalFixed_ = false;
  bool terminalVariable_ = false;
};

template <class Visit>
void PeptideForms::forEach(std::string_view peptide, PeptideEnds ends, Visit&& visit) const {
  PeptideForm form;
  const double unmodified = fixedMass(peptide, ends);
  visit(form, unmodified);
  if (maxVariable_ == 0) return;
  thread_local std::vector<Choice> found;
  choices(peptide, ends, found);
  extend(found, 0, 0, unmodified, form, visit);
}

template <class Visit>
void PeptideForms::extend(const std::vector<Choice>& found, std::size_t from, std::size_t depth, double mass,
                          PeptideForm& form, Visit& visit) const {
  if (depth >= std::min(maxVariable_, PeptideForm::most)) return;
  for (std::size_t i = from; i < found.size(); ++i) {
    if (depth > 0 && found[i].site == form.site[depth - 1]) continue;
    form.site[depth] = found[i].site;
    form.modification[depth] = found[i].modification;
    visit(form, mass + found[i].delta);
    extend(found, i + 1, depth + 1, mass + found[i].delta, form, visit);
    form.site[depth] = 0;
    form.modification[depth] = 0;
  }
}

}  // namespace vescargo
