#pragma once

#include <string>
#include <vector>

#include "vescargo/simulate/acquireRun.h"

namespace vescargo {

/// truth/proteins.tsv: accession, gene, class, in_fasta, platelet_share (of its amount at usual
/// contamination, 0 to 1), true_change (log2 of the vesicle part, post over pre), then a column a
/// sample: log2 of the ions (NA = not in it). Where the options ask for red cells, skin, shed proteins or an error of
/// injection: origins (joined by ';'), red_cell_share and skin_share (0 to 1, as platelet_share) and platelet_fate
/// stand before the samples.
std::string proteinTruth(const StudyDesign& design);

/// truth/samples.tsv: sample, subject, timepoint, batch, platelet_fraction (0 to 1), platelet_vesicles and
/// platelet_contamination (relative to all vesicles), loading, plasma, lipoproteins, red_cells, skin (1 = usual), and
/// with those options red_cell_contamination and keratin_contamination (relative to all vesicles), released and
/// injection (1 = usual).
std::string sampleTruth(const StudyDesign& design);

/// truth/peptides.tsv: peptide (OpenMS notation), proteins (accessions joined by ';'), in_fasta,
/// charge, mz (monoisotopic), rt_seconds (before a run bends it), then, where the options ask for lanes, a column
/// share_<lane> a lane (laneShare), then a column a sample: log2 of the ions. Ions that are too few to be seen in any
/// tube are left out.
std::string peptideTruth(const SimulatedStudy& study);

/// truth/runs.tsv: run, sample, mass_offset_ppm and the bending of its retention times (RtWarp): rt_shift, rt_bend,
/// rt_wave in seconds, run_seconds; ms1 and ms2 spectra (of lanes, not of lock mass).
std::string runTruth(const std::vector<SimulatedRun>& runs, const SimulatorOptions& options);

/// truth/lanes.tsv: run, lane, polarity, compensation_voltage (volts, NA = no FAIMS), boxes ("low-high" in m/z, joined
/// by ';', NA = none), function (of its surveys, NA where files have none), spectra, ms2 (of what was chosen in it).
/// After the lanes lock_mass and uv where the run has them.
std::string laneTruth(const std::vector<SimulatedRun>& runs, const LaneOptions& options);

/// truth/traces.tsv: run, peptide, charge, lane (where the options ask for lanes), rt_seconds (of the apex in this
/// run), apex_intensity, most_ions, surveys, area and relative_sd (TrueTrace); what is not here, no run can show.
std::string traceTruth(const SimulatedStudy& study, const std::vector<SimulatedRun>& runs);

/// study.tsv: run, sample, subject, timepoint, batch.
std::string studySheet(const StudyDesign& design);

}  // namespace vescargo
