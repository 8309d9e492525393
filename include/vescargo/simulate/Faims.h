#pragma once

#include "vescargo/simulate/Peptides.h"

namespace vescargo {

/// How much of an ion a FAIMS device lets through at which compensation voltage: a Gaussian.
struct FaimsPeak {
  double optimum = 0;   ///< volts
  double sigma = 7;     ///< volts; 16 V at half height, so that voltages 15 V apart share few ions
  double height = 0.6;  ///< share that passes at the optimum

  double at(double volts) const;
};

/// Ions of more charges need a lower voltage, heavier ones of a charge a higher one, and each has its own way within
/// 7 V or so. Peptides of charge 2 pass at -50 V about, singly charged ions above -35 V, where tryptic peptides are not
/// measured (Hebert et al. 2018 Anal Chem 90:9529).
FaimsPeak faimsPeakOf(const SimulatedPeptide& peptide, int charge, int seed);

/// Of a singly charged ion of the chemical background.
FaimsPeak faimsPeakOfBackground(double mz);

}  // namespace vescargo
