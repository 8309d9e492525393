#include "vescargo/openms/chemistry.h"

#include <OpenMS/CHEMISTRY/DigestionEnzymeProtein.h>
#include <OpenMS/CHEMISTRY/ModificationsDB.h>
#include <OpenMS/CHEMISTRY/ProteaseDB.h>
#include <OpenMS/CHEMISTRY/ResidueModification.h>

#include <QtCore/QRegularExpression>
#include <algorithm>
#include <cctype>
#include <utility>

#include "vescargo/base/Tsv.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

ModificationSite siteOf(const OpenMS::ResidueModification& modification) {
  switch (modification.getTermSpecificity()) {
    case OpenMS::ResidueModification::N_TERM:
      return ModificationSite::PeptideNTerm;
    case OpenMS::ResidueModification::C_TERM:
      return ModificationSite::PeptideCTerm;
    case OpenMS::ResidueModification::PROTEIN_N_TERM:
      return ModificationSite::ProteinNTerm;
    case OpenMS::ResidueModification::PROTEIN_C_TERM:
      return ModificationSite::ProteinCTerm;
    default:
      return ModificationSite::Residue;
  }
}

/// "Phosphorylation" and "S" of "Phosphorylation (S)".
std::pair<std::string, std::string> baseAndSite(const std::string& name) {
  const std::size_t at = name.rfind(" (");
  return at == std::string::npos ? std::pair(name, std::string()) : std::pair(name.substr(0, at), name.substr(at));
}

/// Known modifications of the same site whose name begins like this one: Phospho (S) of "Phosphorylation (S)"; where
/// there is none, the nearest names.
std::string nearestModifications(const std::string& name, const std::vector<std::string>& known) {
  constexpr std::size_t least = 4;
  const auto [base, site] = baseAndSite(lowerCase(name));
  std::vector<std::pair<std::size_t, std::string>> begun;  // by what the name does not share
  for (const std::string& other : known) {
    const auto [otherBase, otherSite] = baseAndSite(lowerCase(other));
    const auto [end, otherEnd] = std::mismatch(base.begin(), base.end(), otherBase.begin(), otherBase.end());
    const auto shared = static_cast<std::size_t>(end - base.begin());
    if (shared >= least && (site.empty() || otherSite == site)) begun.emplace_back(otherBase.size() - shared, other);
  }
  std::sort(begun.begin(), begun.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::size_t>(begun.size(), 3); ++i) names.push_back(inQuotes(begun[i].second));
  return names.empty() ? nearestNames(name, known) : join(names, ", ");
}

/// What people call an enzyme that OpenMS calls otherwise; empty where it is nothing of that kind.
std::string usualEnzyme(const std::string& name) {
  std::string letters = lowerCase(name);
  std::erase_if(letters, [](unsigned char letter) { return std::isalnum(letter) == 0; });
  for (const std::string_view other : {"gluc", "gluv8", "v8", "v8protease", "endoproteinasegluc"}) {
    if (letters == other) return inQuotes("glutamyl endopeptidase") + ", ";
  }
  return "";
}

}  // namespace

std::vector<std::string> enzymeNames() {
  std::vector<OpenMS::String> known;
  OpenMS::ProteaseDB::getInstance()->getAllNames(known);
  std::sort(known.begin(), known.end());
  return {known.begin(), known.end()};
}

std::vector<std::string> modificationNames() {
  std::vector<OpenMS::String> known;
  OpenMS::ModificationsDB::getInstance()->getAllSearchModifications(known);
  std::sort(known.begin(), known.end());
  return {known.begin(), known.end()};
}

namespace {

Modification resolveModification(const std::string& name, const std::string& flag) {
  auto* database = OpenMS::ModificationsDB::getInstance();
  const auto known = modificationNames();
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is not known",
                "nearest: " + nearestModifications(name, known));
  }
  const auto* found = database->getModification(name);
  const char origin = found->getOrigin();
  return {name, found->getId(), found->getDiffMonoMass(), origin == 'X' ? '\0' : origin, siteOf(*found)};
}

/// Of two fixed modifications of one place only the first would be searched.
void requireOwnPlace(const Modification& fixed, const std::vector<Modification>& before) {
  for (const Modification& other : before) {
    const bool sameResidue = fixed.residue == other.residue || fixed.residue == 0 || other.residue == 0;
    if (fixed.site != other.site || !sameResidue) continue;
    throw Error(ExitCode::BadParameter, "-fixed_modifications",
                inQuotes(fixed.fullName) + " sits where " + inQuotes(other.fullName) + " does", "keep one of the two");
  }
}

void requireGivenOnce(const Modification& variable, const Chemistry& before) {
  const auto has = [&](const std::vector<Modification>& modifications) {
    return std::find(modifications.begin(), modifications.end(), variable) != modifications.end();
  };
  if (has(before.fixed) || has(before.variable)) {
    throw Error(ExitCode::BadParameter, "-variable_modifications", inQuotes(variable.fullName) + " is given twice",
                "keep it once, fixed or variable");
  }
}

}  // namespace

/// OpenMS's rule of an enzyme, a regular expression such as "(?<=[KRX])(?!P)", tried on every three letters. X, B, Z
/// and J are ambiguity codes and cut nothing here.
Enzyme resolveEnzyme(const std::string& name) {
  const auto* database = OpenMS::ProteaseDB::getInstance();
  if (!database->hasEnzyme(name)) {
    throw Error(ExitCode::BadParameter, "-enzyme", inQuotes(name) + " is not known",
                "nearest: " + usualEnzyme(name) + nearestNames(name, enzymeNames()));
  }
  Enzyme enzyme{name, CutRule()};
  QString expression = QString::fromStdString(database->getEnzyme(name)->getRegEx());
  // Releases of OpenMS differ: from 3.2 on this one cuts between two D alone. Formic acid cuts on both sides of each
  // (Li et al. 2001, Anal. Chem. 73, 5395).
  if (name == "Formic_acid") expression = "((?<=[DBX]))|((?=[DBX]))";
  if (expression == "()") return enzyme;
  if (!expression.contains("A-Z")) expression.remove(QRegularExpression("[BJXZ]"));
  const QRegularExpression rule(expression);
  enzyme.rule = CutRule::tabulate([&](char previous, char letter, char next) {
    QString text = previous == '\0' ? "" : QString(QChar(previous));
    const int bond = text.size() + 1;
    text.append(QChar(letter)).append(QChar(next));
    for (auto matches = rule.globalMatch(text); matches.hasNext();) {
      if (matches.next().capturedStart() == bond) return true;
    }
    return false;
  });
  return enzyme;
}

Chemistry resolveChemistry(const SearchOptions& options) {
  Chemistry chemistry{resolveEnzyme(options.enzyme), {}, {}};
  for (const auto& name : options.fixedModifications) {
    const Modification fixed = resolveModification(name, "-fixed_modifications");
    requireOwnPlace(fixed, chemistry.fixed);
    chemistry.fixed.push_back(fixed);
  }
  for (const auto& name : options.variableModifications) {
    const Modification variable = resolveModification(name, "-variable_modifications");
    requireGivenOnce(variable, chemistry);
    chemistry.variable.push_back(variable);
  }
  return chemistry;
}

}  // namespace vescargo
