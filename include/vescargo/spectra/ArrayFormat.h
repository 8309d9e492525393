#pragma once

#include <cstddef>
#include <string>

#include "vescargo/spectra/MzMlHead.h"

namespace vescargo {

enum class ArrayKind { Mz, Intensity, Other };
enum class NumberType { Unsaid, Float32, Float64, Int32, Int64 };

/// By what the bytes of an array became fewer, last of all.
enum class ArrayPacking { None, Zlib, Zstd };

/// What was done to the numbers of an array before they were packed; w = bytes of a number, little endian.
/// - Shuffled: the first bytes of all numbers, then the second bytes, and so on to the w-th.
/// - Dictionary: two 64-bit words, where the indices begin and how many values there are; the distinct values,
///   shuffled; an index a number (1, 2, 4 or 8 bytes, which follows from the length), shuffled.
/// - Delta: from the third number on x[i] - x[i-1] + x[0], in the type of the array.
/// - Linear: from the third number on x[i] - 2 x[i-1] + x[i-2] + x[1], likewise.
/// - Numpress...: MS-Numpress, whatever type the array names (ProteoWizard names any).
/// Sources: PSI-MS 4.1.257, MS:1000572 and below; ProteoWizard, mzdata and OpenMS, which write them;
/// Teleman et al. 2014 for MS-Numpress.
enum class ArrayTransform { None, Shuffled, Dictionary, Delta, Linear, NumpressLinear, NumpressPic, NumpressSlof };

/// How a binaryDataArray of mzML 1.1 is written.
struct ArrayFormat {
  NumberType type = NumberType::Unsaid;
  ArrayPacking packing = ArrayPacking::None;
  ArrayTransform transform = ArrayTransform::None;
  std::size_t length = 0;  ///< numbers that there should be

  bool isNumpress() const { return transform >= ArrayTransform::NumpressLinear; }
};

/// What the terms of a binaryDataArray say of it. ProteoWizard has written two terms of compression
/// (MS-Numpress and zlib) where there is one for both; such are taken together.
struct ArrayTerms {
  ArrayKind kind = ArrayKind::Other;
  ArrayFormat format;       ///< without its length
  CvTerm compression;       ///< the first that is named; accession 0 = none
  CvTerm unknown;           ///< a compression or type of numbers that Vescargo does not know; accession 0 = none
  bool contradict = false;  ///< two compressions exclude each other, `compression` and `unknown`
};

ArrayTerms arrayTermsOf(const MzMlHead& head, pugi::xml_node array);

/// Why Vescargo cannot read such an array, e.g. `is written as MS:1003826 (coordinate grid encoding), which Vescargo
/// does not know`; empty when it can.
std::string whyUnreadable(const ArrayTerms& terms);

/// Whether a term says how numbers are written: their type or a compression that is known.
bool isOfFormat(const CvTerm& term);

/// A term for messages, e.g. `MS:1003780 (zstd compression)`.
std::string nameOf(const CvTerm& term);

}  // namespace vescargo
