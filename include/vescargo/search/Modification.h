#pragma once

#include <string>

#include "vescargo/search/CutRule.h"

namespace vescargo {

enum class ModificationSite { Residue, PeptideNTerm, PeptideCTerm, ProteinNTerm, ProteinCTerm };

/// A modification, resolved at the door from its OpenMS/Unimod name, e.g.
/// "Oxidation (M)", "Carbamidomethyl (C)", "Acetyl (Protein N-term)".
struct Modification {
  std::string fullName;          ///< "Oxidation (M)"
  std::string id;                ///< "Oxidation", as it stands in a modified sequence
  double monoisotopicDelta = 0;  ///< Da
  char residue = 0;              ///< one letter, or 0 = any residue (terminal modifications)
  ModificationSite site = ModificationSite::Residue;
  bool operator==(const Modification&) const = default;
};

/// An enzyme, resolved at the door from its OpenMS name ("Trypsin", "Trypsin/P", "Asp-N").
struct Enzyme {
  std::string name = "Trypsin";
  CutRule rule = CutRule::behind("KR", "P");
};

}  // namespace vescargo
