#include "vescargo/search/PeptideForms.h"

#include <algorithm>
#include <cmath>

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

/// A Da; whole numbers add up four times as fast as real ones.
constexpr double fineUnits = static_cast<double>(std::int64_t{1} << 40U);

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
  for (std::size_t i = 0; i < residueMass_.size(); ++i) {
    residueUnit_[i] = toMassUnits(residueMass_[i]);
    residueFine_[i] = std::llround(residueMass_[i] * fineUnits);
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
  std::int64_t sum = 0;
  for (const char letter : peptide) sum += residueFine_[indexOf(letter)];
  double mass = waterMass + static_cast<double>(sum) / fineUnits;
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

void PeptideForms::residueMasses(std::string_view peptide, const PeptideForm& form, double* masses) const {
  for (std::size_t i = 0; i < peptide.size(); ++i) masses[i] = residueMass_[indexOf(peptide[i])];
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
    const std::size_t site = form.site[slot];
    if (site >= 1 && site <= peptide.size()) masses[site - 1] += formDelta(peptide, {}, form, slot);
  }
}

void PeptideForms::residueUnits(std::string_view peptide, const PeptideForm& form, std::uint32_t* units) const {
  for (std::size_t i = 0; i < peptide.size(); ++i) units[i] = residueUnit_[indexOf(peptide[i])];
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
    const std::size_t site = form.site[slot];
    if (site >= 1 && site <= peptide.size()) units[site - 1] += toMassUnits(formDelta(peptide, {}, form, slot));
  }
}

TerminalMasses PeptideForms::terminalMasses(std::string_view peptide, PeptideEnds ends, const PeptideForm& form) const {
  TerminalMasses masses;
  if (terminalFixed_) masses = {fixedDelta(peptide, ends, 0), fixedDelta(peptide, ends, peptide.size() + 1)};
  if (!terminalVariable_) return masses;
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
    if (form.site[slot] == 0) masses.nTerm += formDelta(peptide, ends, form, slot);
    if (form.site[slot] == peptide.size() + 1) masses.cTerm += formDelta(peptide, ends, form, slot);
  }
  return masses;
}

bool PeptideForms::bindsFirstResidue() const {
  const auto binds = [](const Modification& modification) {
    return modification.residue != 0 &&
           (modification.site == ModificationSite::PeptideNTerm || modification.site == ModificationSite::ProteinNTerm);
  };
  return std::any_of(chemistry_.fixed.begin(), chemistry_.fixed.end(), binds) ||
         std::any_of(chemistry_.variable.begin(), chemistry_.variable.end(), binds);
}

const Modification* PeptideForms::modificationAt(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                                                 std::size_t site) const {
  for (std::size_t slot = 0; slot < PeptideForm::most && form.modification[slot] != 0; ++slot) {
    if (form.site[slot] == site) return &chemistry_.variable[form.modification[slot] - 1U];
  }
  return fixedAt(peptide, ends, site);
}

std::string PeptideForms::write(std::string_view peptide, PeptideEnds ends, const PeptideForm& form,
                                std::span<const std::uint8_t> order) const {
  std::string text;
  const auto append = [&](std::size_t site, const char* open) {
    if (const auto* modification = modificationAt(peptide, ends, form, site))
      text.append(open).append(modification->id).append(")");
  };
  append(0, ".(");
  for (std::size_t i = 0; i < peptide.size(); ++i) {
    text.push_back(peptide[order[i]]);
    append(order[i] + 1U, "(");
  }
  append(peptide.size() + 1, ".(");
  return text;
}

}  // namespace vescargo
