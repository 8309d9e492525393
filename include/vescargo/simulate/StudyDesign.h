#pragma once

#include <string>
#include <vector>

#include "vescargo/simulate/Proteome.h"
#include "vescargo/simulate/SimulatorOptions.h"

namespace vescargo {

/// A simulated tube, measured in one run of the same name. Amounts of material are linear, 1 = usual.
struct SimulatedTube {
  std::string name;       ///< "S01_pre"
  std::string subject;    ///< "S01"
  std::string timePoint;  ///< "pre" or "post"
  std::string batch;      ///< "B1"
  double loading = 1;     ///< of everything in the tube
  double plasma = 1;
  double lipoproteins = 1;
  double redCells = 1;
  double skin = 1;
  double released = 1;               ///< what platelets let go of their granules
  double injection = 1;              ///< of everything, by the error of injection
  double plateletVesicles = 0;       ///< relative to all vesicles; rises with exercise if told to
  double plateletContamination = 0;  ///< relative to all vesicles; knows nothing of exercise
  double redCellContamination = 0;   ///< relative to all vesicles; 0 where the options ask for none
  double keratinContamination = 0;   ///< the same

  /// Share of platelet material in vesicles and platelets together, 0 to 1.
  double plateletFraction() const;
};

/// A study and what is true of it.
struct StudyDesign {
  std::vector<SimulatedProtein> proteome;
  std::vector<SimulatedTube> tubes;  ///< by subject, pre before post
  std::vector<double> trueChange;    ///< a protein's vesicle part, log2 post over pre; 0 = none, NaN = post only
  std::vector<std::vector<double>> abundances;  ///< [protein][tube], ions, linear; 0 = not there
};

/// Draws subjects, tubes, batches, true changes and amounts. Material of platelets is drawn for each
/// tube without a look at its time point; one tube in eight has a spill, 8 times more. Material of red cells and of
/// skin, where asked for, likewise, but that it may rise with exercise. Throws Error when a material is to rise of
/// which there is none.
StudyDesign designStudy(std::vector<SimulatedProtein> proteome, const SimulatorOptions& options);

/// Technical replicates of a mixture of proteomes with known ratios: all tubes of a time point hold the same, and the
/// platelets and plasma of a usual tube. Foreign proteins (ProteinClass) are drawn to have log2 ratios of post to
/// pre of +1 or -2, or to be in post alone; all others have 0.
StudyDesign designMixture(std::vector<SimulatedProtein> proteome, const SimulatorOptions& options);

bool isMixture(const std::vector<SimulatedProtein>& proteome);

}  // namespace vescargo
