#pragma once

#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/scoreBase.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// The base of a study with a background of proteins that go with no contaminant: what a contaminant adds to many
/// proteins raises a sample's median, so that at this median all others seem to fall.
///
/// The common rows that are no markers of a contaminant are asked, within subjects (tellingBlocks), for the slope on
/// each usable contaminant's factor. Most carry nothing of it, and their t lie about a common value: 0 in a table level
/// over these proteins, less in one level over all. Those within 2 of the densest t (densityMode) for every contaminant
/// are the background; levels and scores are made anew of it until they settle, as invariant sets are (Li & Wong 2001).
/// All common rows stay the background where less than 50 would be left, or no contaminant can be scored.
StudyBase settleBase(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                     int minMarkers);

/// By sample, log2: what to take off a table so that it is level over the background, if it came level over all common
/// rows: the levels over the background less those over all. 0 where the samples differ as much over all common rows as
/// over the background or more, as in a table that is normalised to a standard. NaN for a sample without level.
std::vector<double> backgroundShifts(const StudyBase& base);

}  // namespace vescargo
