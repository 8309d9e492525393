#include "vescargo/search/PeptideForms.h"

#include <algorithm>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

/// Whether a modification may sit on a site; sites as in PeptideForm.
bool fits(const Modification& modification, std::string_view peptide, PeptideEnds ends, std::size_t site) {
  const bool nTerm = site == 0;
  const bool cTerm = site == peptide.size() + 1;
  const char residue = nTerm ? peptide.front() : cTerm ? peptide.back() : peptide[site - 1];
  if (modification.residue != 0 && modification.residue != residue) return false;
  switch (modification.site) {
    case ModificationSite::Residue:
      return !nTerm && !cTerm;
    case ModificationSite::PeptideNTerm:
      return nTerm;
    case ModificationSite::PeptideCTerm:
      return cTerm;
    case ModificationSite::ProteinNTerm:
      return nTerm && ends.proteinNTerm;
    case ModificationSite::ProteinCTerm:
      return cTerm && ends.proteinCTerm;
  }
  return false;
}

std::size_t indexOf(char letter) { return static_cast<unsigned char>(letter); }

}  // namespace

PeptideForms::PeptideForms(const Chemistry& chemistry, int maxVariable)
    : chemistry_(chemistry),
      maxVariable_(std::min<std::size_t>(static_cast<std::size_t>(std::max(maxVariable, 0)), PeptideForm::most)) {
  if (chemistry.variable.empty()) maxVariable_ = 0;
  for (char letter = 'A'; letter <= 'Z'; ++letter) residueMass_[indexOf(letter)] = vescargo::residueMass(letter);
  for (const auto& fixed : chemistry_.fixed) {
    if (fixed.site != ModificationSite::Residue) {
      terminalFixed_ = true;
      continue;
    }
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
      const std::string_view one(&letter, 1);
      if (fixedAt(one, {}, 1) == &fixed) residueMass_[indexOf(letter)] += fixed.monoisotopicDelta;
    }
  }
  for (const auto& variable : chemistry_.variable) {
    if (variable.site != ModificationSite::Residue) {
      terminalVariable_ = true;
    } else if (variable.residue == 0) {
      varies_.fill(true);
    } else {
      varies_[indexOf(variable.residue)] = true;
    }
  }
}

const Modification* PeptideForms::fixedAt(std::string_view peptide, PeptideEnds ends, std::size_t site) const {
  for (const auto& fixed : chemistry_.fixed) {
    if (fits(fixed, peptide, ends, site)) return &fixed;
  }
  return nullptr;
}

double PeptideForms::fixedDelta(std::string_view peptide, PeptideEnds ends, std::size_t site) const {
  const auto* fixed = fixedAt(peptide, ends, site);
  return fixed == nullptr ? 0 : fixed->monoisotopicDelta;
}

double PeptideForms::formDelta(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                               std::size_t slot) const {
  return chemistry_.variable[form.modification[slot] - 1U].monoisotopicDelta -
         fixedDelta(peptide, ends, form.site[slot]);
}

double PeptideForms::fixedMass(std::string_view peptide, PeptideEnds ends) const {
  double mass = waterMass;
  for (const char letter : peptide) mass += residueMass_[indexOf(letter)];
  if (terminalFixed_) mass += fixedDelta(peptide, ends, 0) + fixedDelta(peptide, ends, peptide.size() + 1);
  return mass;
}

double PeptideForms::mass(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const {
  double mass = fixedMass(peptide, ends);
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot)
    mass += formDelta(peptide, ends, form, slot);
  return mass;
}

void PeptideForms::choices(std::string_view peptide, PeptideEnds ends, std::vector<Choice>& found) const {
  found.clear();
  const std::size_t last = peptide.size() + 1;
  for (std::size_t site = 0; site <= last; ++site) {
    const bool terminus = site == 0 || site == last;
    if (terminus ? !terminalVariable_ : !varies_[indexOf(peptide[site - 1])]) continue;
    for (std::size_t m = 0; m < chemistry_.variable.size(); ++m) {
      if (!fits(chemistry_.variable[m], peptide, ends, site)) continue;
      found.push_back({static_cast<std::uint8_t>(site), static_cast<std::uint8_t>(m + 1),
                       chemistry_.variable[m].monoisotopicDelta - fixedDelta(peptide, ends, site)});
    }
  }
}

void PeptideForms::residueMasses(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                                 double* masses) const {
  for (std::size_t i = 0; i < peptide.size(); ++i) masses[i] = residueMass_[indexOf(peptide[i])];
  if (terminalFixed_) {
    masses[0] += fixedDelta(peptide, ends, 0);
    masses[peptide.size() - 1] += fixedDelta(peptide, ends, peptide.size() + 1);
  }
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
    const std::size_t residue = std::clamp<std::size_t>(form.site[slot], 1, peptide.size()) - 1;
    masses[residue] += formDelta(peptide, ends, form, slot);
  }
}

std::string PeptideForms::write(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const {
  std::string text;
  for (std::size_t site = 0; site <= peptide.size() + 1; ++site) {
    const Modification* modification = fixedAt(peptide, ends, site);
    for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
      if (form.site[slot] == site) modification = &chemistry_.variable[form.modification[slot] - 1U];
    }
    const bool terminus = site == 0 || site == peptide.size() + 1;
    if (!terminus) text.push_back(peptide[site - 1]);
    if (modification == nullptr) continue;
    text.append(terminus ? ".(" : "(").append(modification->id).append(")");
  }
  return text;
}

}  // namespace vescargo
