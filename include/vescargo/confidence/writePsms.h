#pragma once

#include <string>

#include "vescargo/base/OutputFile.h"
#include "vescargo/search/Psm.h"

namespace vescargo {

/// psms.tsv: target matches with a PSM q-value at or below `fdr`, by run and
/// spectrum, six significant digits. Several proteins or genes are joined by ";".
/// Throws CannotWrite.
void writePsms(const Identifications& identifications, double fdr, const std::string& path);

/// The same rows, with the header, some at a time.
void givePsms(const Identifications& identifications, double fdr, const TextSink& rows);

}  // namespace vescargo
