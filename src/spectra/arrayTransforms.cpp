#include "arrayTransforms.h"

#include <cmath>
#include <cstdint>
#include <libmsnumpress/MSNumpress.hpp>
#include <optional>

namespace vescargo {

namespace {

template <class T>
void storeNumber(T value, char* bytes) {
  std::memcpy(bytes, &value, sizeof(T));
  if constexpr (std::endian::native == std::endian::big) std::reverse(bytes, bytes + sizeof(T));
}

void reserveBytes(std::vector<char>& out, std::size_t size) { out.resize(std::max(out.size(), size)); }

/// Brings the bytes of each number together.
void unshuffle(const char* bytes, std::size_t numbers, std::size_t width, char* out) {
  for (std::size_t byte = 0; byte < width; ++byte) {
    for (std::size_t i = 0; i < numbers; ++i) out[i * width + byte] = bytes[byte * numbers + i];
  }
}

std::uint64_t indexAt(const char* bytes, std::size_t width) {
  switch (width) {
    case 1:
      return loadNumber<std::uint8_t>(bytes);
    case 2:
      return loadNumber<std::uint16_t>(bytes);
    case 4:
      return loadNumber<std::uint32_t>(bytes);
    default:
      return loadNumber<std::uint64_t>(bytes);
  }
}

constexpr std::size_t dictionaryHead = 16;

/// Where the parts of a dictionary-encoded array are.
struct Dictionary {
  std::span<const char> values;
  std::span<const char> indices;
  std::size_t count = 0;
  std::size_t indexWidth = 1;
};

/// Writers differ in the width at which they change to wider indices, so it is taken from their length.
std::optional<Dictionary> dictionaryOf(std::span<const char> bytes, std::size_t length, std::size_t width) {
  if (bytes.size() < dictionaryHead) return std::nullopt;
  const auto begin = loadNumber<std::uint64_t>(bytes.data());
  const auto count = loadNumber<std::uint64_t>(bytes.data() + sizeof(std::uint64_t));
  if (begin < dictionaryHead || begin > bytes.size()) return std::nullopt;
  Dictionary dictionary;
  dictionary.values = bytes.subspan(dictionaryHead, begin - dictionaryHead);
  dictionary.indices = bytes.subspan(begin);
  dictionary.count = dictionary.values.size() / width;
  if (dictionary.count != count || dictionary.values.size() % width != 0) return std::nullopt;
  if (length == 0) return dictionary.indices.empty() ? std::optional(dictionary) : std::nullopt;
  dictionary.indexWidth = dictionary.indices.size() / length;
  const bool isWidth = std::has_single_bit(dictionary.indexWidth) && dictionary.indexWidth <= sizeof(std::uint64_t);
  if (!isWidth || dictionary.indices.size() % length != 0) return std::nullopt;
  return dictionary;
}

std::string lookUp(std::span<const char> bytes, std::size_t length, std::size_t width, std::vector<char>& out) {
  std::string fault = "has a dictionary that does not fit its " + std::to_string(length) + " numbers";
  if (bytes.empty() && length == 0) return {};
  const auto dictionary = dictionaryOf(bytes, length, width);
  if (!dictionary) return fault;
  std::vector<char> values(dictionary->values.size());
  unshuffle(dictionary->values.data(), dictionary->count, width, values.data());
  std::vector<char> indices(dictionary->indices.size());
  unshuffle(dictionary->indices.data(), length, dictionary->indexWidth, indices.data());
  for (std::size_t i = 0; i < length; ++i) {
    const std::uint64_t index = indexAt(indices.data() + i * dictionary->indexWidth, dictionary->indexWidth);
    if (index >= dictionary->count) return fault;
    std::copy_n(values.data() + index * width, width, out.data() + i * width);
  }
  return {};
}

/// Adds up what was predicted, in the type of the array and in ProteoWizard's order, so that the bits are the same.
template <class T>
void unpredict(const char* bytes, std::size_t length, ArrayTransform transform, char* out) {
  const auto at = [&](std::size_t i) { return loadNumber<T>(out + i * sizeof(T)); };
  std::copy_n(bytes, length * sizeof(T), out);
  for (std::size_t i = 2; i < length; ++i) {
    const T value =
        transform == ArrayTransform::Delta ? at(i) + at(i - 1) - at(0) : at(i) + T{2} * at(i - 1) - at(i - 2) - at(1);
    storeNumber(value, out + i * sizeof(T));
  }
}

/// How many numbers MS-Numpress's half bytes hold: a head, which says how many of eight half bytes are left out (all
/// zeros, or from 9 on all ones), then the others. The library writes as many as there are, unasked.
std::size_t countOfHalfBytes(std::span<const char> bytes) {
  const auto halfByte = [&](std::size_t i) {
    const auto byte = static_cast<unsigned char>(bytes[i / 2]);
    return i % 2 == 0 ? byte >> 4 : byte & 0xF;
  };
  const std::size_t end = 2 * bytes.size();
  std::size_t count = 0;
  for (std::size_t at = 0; at < end; ++count) {
    const int head = halfByte(at);
    if (at + 1 == end && head == 0) break;  // filled up to a whole byte
    at += 1 + 8 - (head <= 8 ? head : head - 8);
  }
  return count;
}

/// Numbers of an array, empty when it is too short for its form.
std::optional<std::size_t> countOf(std::span<const char> bytes, ArrayTransform transform) {
  constexpr std::size_t fixedPoint = 8;
  constexpr std::size_t first = 4;
  if (transform == ArrayTransform::NumpressPic) return countOfHalfBytes(bytes);
  if (bytes.empty() || bytes.size() == fixedPoint) return 0;
  if (bytes.size() < fixedPoint) return std::nullopt;
  const std::size_t rest = bytes.size() - fixedPoint;
  if (transform == ArrayTransform::NumpressSlof) return rest % 2 == 0 ? std::optional(rest / 2) : std::nullopt;
  if (rest == first) return 1;
  if (rest < 2 * first) return std::nullopt;
  return 2 + countOfHalfBytes(bytes.subspan(fixedPoint + 2 * first));
}

std::size_t decodeNumpress(std::span<const char> bytes, ArrayTransform transform, double* out) {
  namespace numpress = ms::numpress::MSNumpress;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (transform == ArrayTransform::NumpressLinear) return numpress::decodeLinear(data, bytes.size(), out);
  if (transform == ArrayTransform::NumpressPic) return numpress::decodePic(data, bytes.size(), out);
  return numpress::decodeSlof(data, bytes.size(), out);
}

}  // namespace

std::size_t widthOf(NumberType type) {
  return type == NumberType::Float32 || type == NumberType::Int32 ? sizeof(float) : sizeof(double);
}

std::size_t mostBytes(const ArrayFormat& format) {
  // A number of MS-Numpress is at most nine half bytes; a fixed point and two whole numbers stand before.
  if (format.isNumpress()) return 16 + 5 * format.length;
  const std::size_t plain = format.length * widthOf(format.type);
  if (format.transform != ArrayTransform::Dictionary) return plain;
  return dictionaryHead + plain + format.length * sizeof(std::uint64_t);
}

std::string restore(std::span<const char> bytes, const ArrayFormat& format, std::vector<char>& out) {
  const std::size_t width = widthOf(format.type);
  reserveBytes(out, format.length * width);
  if (format.transform == ArrayTransform::Dictionary) return lookUp(bytes, format.length, width, out);
  if (bytes.size() != format.length * width) return wrongLength(format.length * width, std::to_string(bytes.size()));
  if (format.transform == ArrayTransform::Shuffled) {
    unshuffle(bytes.data(), format.length, width, out.data());
  } else if (format.type == NumberType::Float32) {
    unpredict<float>(bytes.data(), format.length, format.transform, out.data());
  } else {
    unpredict<double>(bytes.data(), format.length, format.transform, out.data());
  }
  return {};
}

std::string restoreNumpress(std::span<const char> bytes, const ArrayFormat& format, std::vector<double>& out) {
  std::string broken = "is no whole MS-Numpress array";
  const auto count = countOf(bytes, format.transform);
  if (!count) return broken;
  if (*count != format.length) return wrongLength(format.length, std::to_string(*count), "numbers");
  out.resize(format.length);
  if (format.length == 0) return {};
  try {
    if (decodeNumpress(bytes, format.transform, out.data()) != format.length) return broken;
  } catch (const char*) {  // the library throws its texts
    return broken;
  }
  // So it is when the fixed point is 0 or no number.
  const bool finite = std::all_of(out.begin(), out.end(), [](double number) { return std::isfinite(number); });
  return finite ? std::string() : broken;
}

std::string wrongLength(std::size_t wanted, const std::string& found, const std::string& unit) {
  return "should have " + std::to_string(wanted) + " " + unit + " and has " + found;
}

}  // namespace vescargo
