#pragma once

#include <string>

#include "vescargo/quant/rollUp.h"

namespace vescargo {

/// peptides.tsv: `peptide` (modified sequence), `proteins`, `genes`, then log2
/// intensity a sample, "NA" = not measured. Throws CannotWrite. docs/formats.md.
void writePeptides(const QuantTable& peptides, const std::string& path);

/// missing.tsv: `peptide`, `sample`, `reason`, one row a missing value of
/// peptides.tsv, in its order. Throws CannotWrite.
void writeMissing(const Quantification& quantification, const std::string& path);

}  // namespace vescargo
