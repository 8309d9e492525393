#pragma once

#include <string>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// psms.tsv: target matches with a PSM q-value at or below `fdr`, by run and
/// spectrum, six significant digits. Several proteins or genes are joined by ";".
std::string psmsTable(const Identifications& identifications, double fdr);

}  // namespace vescargo
