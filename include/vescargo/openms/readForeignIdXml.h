#pragma once

#include <string>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// The best match of each spectrum of an idXML file of another program, through OpenMS. q-values are taken where the
/// score is one or a match bears one (MS:1002354, MS:1001491, MS:1002054, "q-value"). Runs and spectra are those that
/// the file names. Throws CorruptContent: a document type definition, no whole file, a match without spectrum or
/// protein; Unreadable.
ForeignResult readForeignIdXml(const std::string& path);

}  // namespace vescargo
