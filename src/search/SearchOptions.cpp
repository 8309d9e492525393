#include "vescargo/search/SearchOptions.h"

namespace vescargo {

void SearchOptions::verify() const {
  if (minPeptideLength > maxPeptideLength) {
    throw Error(ExitCode::BadParameter, "-min_peptide_length", "is above -max_peptide_length",
                "lower one or raise the other");
  }
  if (minPeptideMass > maxPeptideMass) {
    throw Error(ExitCode::BadParameter, "-min_peptide_mass", "is above -max_peptide_mass",
                "lower one or raise the other");
  }
  if (minCharge > maxCharge) {
    throw Error(ExitCode::BadParameter, "-min_charge", "is above -max_charge", "lower one or raise the other");
  }
  if (chimeric && open) {
    throw Error(ExitCode::BadParameter, "-chimeric", "cannot be combined with -open", "search twice, once with each");
  }
}

}  // namespace vescargo
