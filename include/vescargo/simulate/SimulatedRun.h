#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/simulate/Elution.h"
#include "vescargo/simulate/Lanes.h"

namespace vescargo {

/// Whose ions a fragment spectrum is made of.
struct IsolatedIon {
  std::size_t peptide = 0;  ///< index into the study's peptides
  int charge = 0;
  double share = 0;  ///< of the peptide ions isolated
};

enum class SpectrumKind { Ions, LockMass, Uv };

struct SimulatedSpectrum {
  SpectrumKind kind = SpectrumKind::Ions;
  int scan = 0;          ///< from 1; UV spectra have numbers of their own
  int msLevel = 1;       ///< 0 = UV
  std::size_t lane = 0;  ///< index into SimulatedRun::lanes, of a fragment spectrum that of its survey
  double rtSeconds = 0;
  std::vector<double> mz;  ///< ascending, in steps of 2^-14; of UV spectra wavelengths in nm
  std::vector<float>
      intensity;  ///< ions a second, 10 bits of precision; a profile has zeros at its feet; UV: absorbance
  bool profile = false;

  double precursorMz = 0;  ///< monoisotopic as the instrument took it; MS2 only, as what follows
  int precursorCharge = 0;
  double precursorIntensity = 0;
  double isolationLow = 0, isolationHigh = 0;  ///< m/z
  std::vector<IsolatedIon> isolated;           ///< the chosen one first
};

/// What a lane of a run could have measured of an ion at best: nothing else near it, no noise.
struct TrueTrace {
  std::size_t peptide = 0;  ///< index into the study's peptides
  int charge = 0;
  std::size_t lane = 0;      ///< index into SimulatedRun::lanes
  double apexRtSeconds = 0;  ///< of the elution
  double apexIntensity = 0;  ///< of M in the survey nearest to it, ions a second
  double mostIons = 0;       ///< of M expected in one survey
  int surveys = 0;           ///< in which M is expected with the detector's fewest ions
  double area = 0;           ///< of M, M+1 and M+2 over those surveys, trapezoids, ions
  double relativeSd = 0;     ///< of that area by ion counting, spray and detector noise
};

struct SimulatedRun {
  std::string name;
  double massOffsetPpm = 0;
  RtWarp warp;
  std::vector<SimulatedLane> lanes{SimulatedLane{}};
  std::vector<SimulatedSpectrum> spectra;  ///< in order of time
  std::vector<TrueTrace> traces;           ///< of ions of which some survey expects two M or more; by ion, then lane
};

/// The number of the function that makes a spectrum, from 1: a function a lane, then that of all fragment spectra, that
/// of the lock mass, that of the UV spectra.
int functionOf(const SimulatedSpectrum& spectrum, const SimulatedRun& run);

}  // namespace vescargo
