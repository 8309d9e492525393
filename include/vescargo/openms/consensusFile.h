#pragma once

#include <string>

#include "vescargo/quant/rollUp.h"

namespace vescargo {

/// Writes all measured ions of a study as consensusXML: a map a run (file, sample as label, number of its traces), in
/// the order of the study's samples, which are the fraction groups, a
/// consensus feature an ion, with a handle for each run that measured it (apex time, measured m/z, area, width) and the
/// best accepted match of the ion. `transferred_maps` of a feature lists the maps whose handle was transferred.
/// Proteins and accepted groups are those of the study. Sorted by time; unique ids are counted, and the dates that the
/// format wants fixed, so that the same study gives the same bytes. Throws CannotWrite.
void writeConsensusXml(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                       const AcceptedLimits& limits, const std::string& path);

}  // namespace vescargo
