#pragma once

#include <optional>
#include <string>

#include "vescargo/spectra/Run.h"
#include "vescargo/spectra/SpectrumParser.h"

namespace vescargo {

/// Reads an mzML 1.1 file, plain or gzipped, with or without index, on all threads of OpenMP:
/// one thread cuts the next piece of text, inflating it when need be, while others parse.
/// Memory is that of the run's peaks and a few megabytes a thread. The same Run for any number
/// of threads. Surveys stand lane by lane (arrangeSurveys).
///
/// Known are m/z and intensity arrays of 32- or 64-bit floats and integers in every compression of PSI-MS that keeps
/// its numbers in the file (see ArrayFormat.h), each array in its own. Where an array tells the ion mobility of the
/// peaks, those of one m/z are summed (sumPeaks); other arrays are passed over. So are spectra of negative ions, those
/// that are no mass spectra, and MS3 and above, and counted. A list of spectra that is shorter than it says, in XML
/// that is whole, is told in Run::missingSpectra.
///
/// Empty when the file has something else or no spectrum, or is no mzML: another reader is to try. Throws
/// CorruptContent for a compression that is not known, by its term, and for what is known and broken (XML, base64,
/// zlib, zstd, MS-Numpress, gzip, lengths of arrays, a document type definition), and Unreadable. Source: mzML 1.1.0,
/// Martens et al. 2011.
std::optional<Run> readMzMl(const std::string& path, const Centroid& centroid);

}  // namespace vescargo
