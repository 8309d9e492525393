#pragma once

#include <string>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// proteins.tsv: target groups with a q-value at or below `fdr`, by q-value, then falling score, six significant
/// digits. Several accessions or genes are joined by ";".
std::string proteinsTable(const Identifications& identifications, double fdr);

}  // namespace vescargo
