#pragma once

#include <string>

namespace vescargo {

/// What stands before OpenMS's readers of XML: no file reaches them that this has not gone through. It is read to its
/// end by readXml (well-formed, no document type definition, nothing outside of the file looked at), and each element
/// stands where the format has it, since OpenMS's readers take that for granted. Plain or gzipped; bzip2, which they
/// would unpack without a bound, is not read.
///
/// Each throws what readXml does, and CorruptContent (with the line) for an element that the format does not know or
/// not there.

/// Formats: schemas of OpenMS 2.6, IdXML_1_5.xsd.
void requireIdXml(const std::string& path);
/// Parameters of programs (INI); Param_1_7_0.xsd.
void requireParameters(const std::string& path);
/// mzML_1_10.xsd with its index, and 1.0 as mzML_1_00.xsd has it.
void requireMzMl(const std::string& path);

}  // namespace vescargo
