#pragma once

#include <string>
#include <string_view>

#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Whether the first line of a text that is no comment is mzTab's metadata.
bool isMzTab(std::string_view text);

/// The protein section of an mzTab 1.0 text that was read from `path` (Griss et al. 2014): accessions from `accession`
/// and `ambiguity_members`, intensities from `protein_abundance_assay[n]`, linear unless `scale` says otherwise; null
/// and 0 are not measured. A column has the names of the sample and of the study variable that the metadata give to its
/// assay alone, and the files of its `ms_run`s. Genes are `GN=` of the description, or the description where Vescargo
/// wrote the file. Rows of decoys (accession, or `opt_global_cv_PRIDE:0000303_decoy_hit`), and `protein_details` of
/// OpenMS, which repeat the members of a group, are left out. Throws Empty for a file without proteins; as
/// readIntensities does (cargoCells.h); CorruptContent for one without accessions or assays, a row of another width, an
/// id that is missing or stands twice.
CargoTable readMzTab(std::string_view text, const std::string& path, TableScale scale = TableScale::Auto);

}  // namespace vescargo
