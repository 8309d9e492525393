#include "vescargo/openms/chemistry.h"

#include <OpenMS/CHEMISTRY/DigestionEnzymeProtein.h>
#include <OpenMS/CHEMISTRY/ModificationsDB.h>
#include <OpenMS/CHEMISTRY/ProteaseDB.h>
#include <OpenMS/CHEMISTRY/ResidueModification.h>

#include <regex>

namespace vescargo {

namespace {

/// What follows "after one of" and "not before" in ProteaseDB's regular
/// expressions, e.g. "(?<=[KRX])(?!P)". X, B and Z are ambiguity codes and cut nothing here.
Enzyme resolveEnzyme(const std::string& name) {
  const auto* database = OpenMS::ProteaseDB::getInstance();
  std::vector<OpenMS::String> known;
  database->getAllNames(known);
  if (!database->hasEnzyme(name)) {
    throw Error(ExitCode::BadParameter, "-enzyme", inQuotes(name) + " is not known",
                "nearest: " + nearestNames(name, {known.begin(), known.end()}));
  }
  const std::string expression = database->getEnzyme(name)->getRegEx();
  static const std::regex cutsAfter(R"(^\(\?<=\[?([A-Z]+)\]?\)(?:\(\?!\[?([A-Z]+)\]?\))?$)");
  std::smatch parts;
  if (!std::regex_match(expression, parts, cutsAfter)) {
    throw Error(ExitCode::BadParameter, "-enzyme",
                inQuotes(name) + " does not cut behind given residues (" + expression + ")",
                "choose one that does, e.g. Trypsin, Trypsin/P, Lys-C, Arg-C, Chymotrypsin");
  }
  Enzyme enzyme{name, parts[1], parts[2]};
  std::erase_if(enzyme.after, [](char letter) { return letter == 'X' || letter == 'B' || letter == 'Z'; });
  return enzyme;
}

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

Modification resolveModification(const std::string& name, const std::string& flag) {
  auto* database = OpenMS::ModificationsDB::getInstance();
  std::vector<OpenMS::String> known;
  database->getAllSearchModifications(known);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is not known",
                "nearest: " + nearestNames(name, {known.begin(), known.end()}));
  }
  const auto* found = database->getModification(name);
  const char origin = found->getOrigin();
  return {name, found->getId(), found->getDiffMonoMass(), origin == 'X' ? '\0' : origin, siteOf(*found)};
}

}  // namespace

Chemistry resolveChemistry(const SearchOptions& options) {
  Chemistry chemistry{resolveEnzyme(options.enzyme), {}, {}};
  for (const auto& name : options.fixedModifications) {
    chemistry.fixed.push_back(resolveModification(name, "-fixed_modifications"));
  }
  for (const auto& name : options.variableModifications) {
    chemistry.variable.push_back(resolveModification(name, "-variable_modifications"));
  }
  return chemistry;
}

}  // namespace vescargo
