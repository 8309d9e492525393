#pragma once

#include <string>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

enum class XmlFormat { IdXml, PepXml, MzIdentMl };

/// The best match of each spectrum of a file of another program, through OpenMS. q-values are taken where the score is
/// one or a match bears one (MS:1002354, MS:1001491, MS:1002054, "q-value"). Runs and spectra are those
/// that the file names. Throws CorruptContent: no whole file of the format, a match without spectrum; Unreadable.
ForeignResult readForeignXml(const std::string& path, XmlFormat format);

}  // namespace vescargo
