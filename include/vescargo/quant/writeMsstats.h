#pragma once

#include <string>

#include "vescargo/quant/quantifiedIons.h"

namespace vescargo {

/// msstats.csv, the long table that MSstats's dataProcess reads: ProteinName (group, accessions joined by `;`),
/// PeptideSequence (modified), PrecursorCharge, FragmentIon (NA), ProductCharge (NA), IsotopeLabelType (L), Condition
/// (time point, or group_timepoint where the study has groups), BioReplicate (subject), Run, Fraction (where the study
/// has any: the sheet's number, or its place among the sheet's where some are no numbers), Intensity (linear, six
/// digits, NA = not measured). An ion has a row for every run of each fraction that it was measured in.
/// Throws CannotWrite.
void writeMsstats(const IonTable& table, const StudyTraces& traces, const QuantTable& proteins, const Study& study,
                  const std::string& path);

}  // namespace vescargo
