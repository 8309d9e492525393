#pragma once

#include <string>

#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Whether the first line of a file that is no comment is mzTab's metadata; false where the file cannot be read.
bool isMzTab(const std::string& path);

/// The protein section of an mzTab 1.0 file (Griss et al. 2014): accessions from `accession` and `ambiguity_members`,
/// intensities from `protein_abundance_assay[n]`, linear unless `scale` says otherwise; null and 0 are not measured. A
/// column has the names of the sample and of the study variable that the metadata give to its assay alone, and the
/// files of its `ms_run`s. Genes are `GN=` of the description, or the description where Vescargo wrote the file. Rows
/// of decoys (accession, or `opt_global_cv_PRIDE:0000303_decoy_hit`), and `protein_details` of OpenMS, which repeat the
/// members of a group, are left out. Throws MissingFile or Unreadable; Empty for a file without proteins; as
/// readIntensities does (cargoCells.h); CorruptContent for one without accessions or assays, a row of another width, an
/// id that is missing or stands twice.
CargoTable readMzTab(const std::string& path, TableScale scale = TableScale::Auto);

}  // namespace vescargo
