#pragma once

#include <string>

namespace vescargo {

/// Refuses an mzML 1.1 file in which an array of any spectrum or chromatogram is written in a way that OpenMS 2.6 does
/// not know: it would take the bytes for plain numbers. OpenMS knows 32- and 64-bit floats, plain, by zlib and by
/// MS-Numpress. Reads the file once. Throws CorruptContent, which names the array and its term and says `whatToDo`,
/// and what SpectrumSplitter does. Files of another format are left to OpenMS. Returns whether a spectrum lacks m/z or
/// intensities, as those of a UV detector do.
bool requireArraysOfOpenMs(const std::string& path, const std::string& whatToDo);

}  // namespace vescargo
