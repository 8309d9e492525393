#pragma once

#include <string>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/search/Psm.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// Writes mzTab 1.0.0 (type Quantification, mode Summary; Griss et al. 2014): an
/// assay a sample, a study variable a time point, the accepted protein groups
/// (lead accession, the others as ambiguity members) with linear intensities, and
/// the accepted matches, one row for each of their proteins. The abundance of a study
/// variable is the geometric mean of the samples that have one. Throws CannotWrite.
void writeMzTab(const Identifications& identifications, const QuantTable& cargo, const Study& study,
                const AcceptedLimits& limits, const std::string& path);

}  // namespace vescargo
