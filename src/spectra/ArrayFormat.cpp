#include "vescargo/spectra/ArrayFormat.h"

#include <optional>
#include <string_view>

namespace vescargo {

namespace {

struct Compression {
  ArrayPacking packing = ArrayPacking::None;
  ArrayTransform transform = ArrayTransform::None;
};

/// The compressions of PSI-MS (below MS:1000572).
std::optional<Compression> compressionOf(int accession) {
  switch (accession) {
    case 1000574:
    case 1003088:  // bits of the mantissa were cut off, which nothing brings back
      return Compression{ArrayPacking::Zlib, ArrayTransform::None};
    case 1000576:
      return Compression{};
    case 1002312:
      return Compression{ArrayPacking::None, ArrayTransform::NumpressLinear};
    case 1002313:
      return Compression{ArrayPacking::None, ArrayTransform::NumpressPic};
    case 1002314:
      return Compression{ArrayPacking::None, ArrayTransform::NumpressSlof};
    case 1002746:
      return Compression{ArrayPacking::Zlib, ArrayTransform::NumpressLinear};
    case 1002747:
      return Compression{ArrayPacking::Zlib, ArrayTransform::NumpressPic};
    case 1002748:
      return Compression{ArrayPacking::Zlib, ArrayTransform::NumpressSlof};
    case 1003089:
      return Compression{ArrayPacking::Zlib, ArrayTransform::Delta};
    case 1003090:
      return Compression{ArrayPacking::Zlib, ArrayTransform::Linear};
    case 1003780:
      return Compression{ArrayPacking::Zstd, ArrayTransform::None};
    case 1003781:
      return Compression{ArrayPacking::Zstd, ArrayTransform::Shuffled};
    case 1003782:
      return Compression{ArrayPacking::Zstd, ArrayTransform::Dictionary};
    case 1003783:
      return Compression{ArrayPacking::Zstd, ArrayTransform::NumpressLinear};
    case 1003784:
      return Compression{ArrayPacking::Zstd, ArrayTransform::NumpressPic};
    case 1003785:
      return Compression{ArrayPacking::Zstd, ArrayTransform::NumpressSlof};
    default:
      return std::nullopt;
  }
}

NumberType typeOf(int accession) {
  switch (accession) {
    case 1000519:
      return NumberType::Int32;
    case 1000521:
      return NumberType::Float32;
    case 1000522:
      return NumberType::Int64;
    case 1000523:
      return NumberType::Float64;
    default:
      return NumberType::Unsaid;
  }
}

/// 16-bit floats and text, which is no m/z.
bool isOtherType(int accession) { return accession == 1000520 || accession == 1001479; }

/// Compressions that came after this reader.
bool isNamedCompression(const CvTerm& term) {
  const std::string_view name = term.element.attribute("name").value();
  return name.find("compression") != std::string_view::npos || name.find("encoding") != std::string_view::npos;
}

/// False when the two exclude each other.
template <class Mode>
bool join(Mode& mode, Mode other) {
  if (other == Mode::None) return true;
  if (mode != Mode::None && mode != other) return false;
  mode = other;
  return true;
}

void addCompression(const CvTerm& term, const Compression& compression, ArrayTerms& terms) {
  constexpr int none = 1000576;
  if (terms.compression.accession == 0 || terms.compression.accession == none) terms.compression = term;
  if (join(terms.format.packing, compression.packing) && join(terms.format.transform, compression.transform)) return;
  terms.contradict = true;
  terms.unknown = term;
}

}  // namespace

ArrayTerms arrayTermsOf(const MzMlHead& head, pugi::xml_node array) {
  ArrayTerms terms;
  CvTerm otherType;
  CvTerm stray;
  head.eachTerm(array, [&](const CvTerm& term) {
    const NumberType type = typeOf(term.accession);
    if (term.accession == 1000514) {
      terms.kind = ArrayKind::Mz;
    } else if (term.accession == 1000515) {
      terms.kind = ArrayKind::Intensity;
    } else if (type != NumberType::Unsaid) {
      terms.format.type = type;
    } else if (const auto compression = compressionOf(term.accession)) {
      addCompression(term, *compression, terms);
    } else if (isNamedCompression(term)) {
      terms.unknown = term;
    } else if (isOtherType(term.accession)) {
      otherType = term;
    } else {
      stray = term;
    }
  });
  // The type of what else there is does not matter, and its stray term says what it is.
  if (terms.kind == ArrayKind::Other || terms.unknown.accession != 0) return terms;
  if (otherType.accession != 0) {
    terms.unknown = otherType;
  } else if (terms.compression.accession == 0) {
    terms.unknown = stray;  // it may be one
  }
  return terms;
}

std::string whyUnreadable(const ArrayTerms& terms) {
  const ArrayFormat& format = terms.format;
  if (terms.contradict)
    return "is compressed by " + nameOf(terms.compression) + " and by " + nameOf(terms.unknown) +
           ", which exclude each other";
  if (terms.unknown.accession != 0) return "is written as " + nameOf(terms.unknown) + ", which Vescargo does not know";
  const bool ofFloats = format.transform == ArrayTransform::Delta || format.transform == ArrayTransform::Linear;
  if (ofFloats && (format.type == NumberType::Int32 || format.type == NumberType::Int64))
    return "has integers compressed by " + nameOf(terms.compression) + ", which is for floats";
  return {};
}

bool isOfFormat(const CvTerm& term) {
  return typeOf(term.accession) != NumberType::Unsaid || compressionOf(term.accession).has_value();
}

std::string nameOf(const CvTerm& term) {
  const std::string accession = "MS:" + std::to_string(term.accession);
  const std::string name = term.element.attribute("name").value();
  return name.empty() ? accession : accession + " (" + name + ")";
}

}  // namespace vescargo
