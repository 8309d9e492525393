#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestModelSpectra = 16;
inline constexpr std::size_t mostModelSpectra = 3000;

/// Sets Psm::intensityAgreement: how like the intensities of the b and y ions are to
/// those that the study's own confident spectra lead one to expect.
///
/// The root of an ion's intensity (its peptide's ions together of length 1) is
/// predicted by ridge regression, one for b and one for y ions, on the residues
/// around the bond, its place, the charge and the basic residues to either side
/// (mobile-proton model, Wysocki 2000; regression in place of the networks of
/// Degroeve & Martens 2013 and Gessulat 2019). Learned from confident targets (see
/// confidentTargets), one match a modified peptide and charge, the mostModelSpectra
/// best. A match is predicted by a model that did not see its fold; `folds` as of
/// peptideFolds. The agreement is the Pearson correlation of predicted and observed
/// over all ions, -1 to 1; 0 for all where a fold has fewer than fewestModelSpectra to learn from.
void setIntensityAgreement(std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
