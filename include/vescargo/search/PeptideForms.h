#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// Variable modifications of a peptide: up to three, by ascending site.
struct PeptideForm {
  static constexpr std::size_t most = 3;
  std::array<std::uint8_t, most> site{};          ///< 0 = N-terminus, 1.. = residue, length + 1 = C-terminus
  std::array<std::uint8_t, most> modification{};  ///< 1 + index into Chemistry::variable; 0 = none
  bool operator==(const PeptideForm&) const = default;
};

/// Whether the ends of a peptide are those of its protein.
struct PeptideEnds {
  bool proteinNTerm = false;
  bool proteinCTerm = false;
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
  /// Masses of the residues in order, terminal modifications on the first and last.
  void residueMasses(std::string_view peptide, PeptideEnds ends, const PeptideForm& form, double* masses) const;
  /// OpenMS notation with fixed and variable modifications: ".(Acetyl)MC(Carbamidomethyl)K".
  std::string write(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const;

 private:
  struct Choice {
    std::uint8_t site;
    std::uint8_t modification;
    double delta;
  };

  const Modification* fixedAt(std::string_view peptide, PeptideEnds ends, std::size_t site) const;
  double fixedDelta(std::string_view peptide, PeptideEnds ends, std::size_t site) const;
  double formDelta(std::string_view peptide, PeptideEnds ends, const PeptideForm& form, std::size_t slot) const;
  void choices(std::string_view peptide, PeptideEnds ends, std::vector<Choice>& found) const;
  template <class Visit>
  void extend(const std::vector<Choice>& found, std::size_t from, std::size_t depth, double mass, PeptideForm& form,
              Visit& visit) const;

  Chemistry chemistry_;
  std::size_t maxVariable_;
  std::array<double, 256> residueMass_{};  ///< with fixed modifications of residues
  std::array<bool, 256> varies_{};         ///< residues that some variable modification may sit on
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
