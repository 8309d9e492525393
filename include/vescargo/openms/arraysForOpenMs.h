#pragma once

#include <string>

namespace vescargo {

/// What the arrays of an mzML file mean for OpenMS 2.6.
struct ArraysSeen {
  bool lackMzOrIntensity = false;  ///< of some spectrum, as those of a UV detector
  bool unknownToOpenMs = false;    ///< some: it would take the bytes for plain numbers
};

/// Looks through the arrays of spectra and chromatograms of an mzML 1.1 file. OpenMS knows 32- and 64-bit floats,
/// plain, by zlib and by MS-Numpress; integers too, but not of m/z and intensities. Throws CorruptContent for an array
/// that we cannot read either, by its term, and what SpectrumSplitter does. Files of another format are left to OpenMS.
ArraysSeen lookThroughArrays(const std::string& path);

/// Writes the file with the arrays that OpenMS does not know as 64-bit floats by zlib, and all else as it is, but for
/// the index, whose offsets then lead elsewhere. Throws CorruptContent, which names the array, for one that is broken,
/// and CannotWrite.
void rewriteArrays(const std::string& path, const std::string& out);

}  // namespace vescargo
