#pragma once

#include <string>

#include "vescargo/quant/rollUp.h"

namespace vescargo {

/// Writes mzTab 1.0.0 (type Quantification, mode Summary; Griss et al. 2014): an assay a sample, with the ms_runs of
/// its fractions and technical runs; a study variable a time point, or a group and time point where the study has
/// groups; the accepted protein groups (lead accession, the others as ambiguity members) and the peptides (modified
/// sequences, charges summed), both with linear intensities, and the accepted matches; peptides and matches have one
/// row for each of their proteins. The abundance of a study variable is the geometric mean of the samples that have
/// one. Throws CannotWrite.
void writeMzTab(const Identifications& identifications, const Quantification& tables, const Study& study,
                const AcceptedLimits& limits, const std::string& path);

}  // namespace vescargo
