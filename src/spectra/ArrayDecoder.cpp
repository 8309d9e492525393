#include "vescargo/spectra/ArrayDecoder.h"

#include <modp_b64.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <cstring>
#include <new>

namespace vescargo {

namespace {

/// Deflate cannot shrink more than this, so a length that asks for more is wrong.
constexpr std::size_t mostDeflateRatio = 1032;

bool isSpace(char letter) { return std::isspace(static_cast<unsigned char>(letter)) != 0; }

/// A number from little-endian bytes.
template <class T>
T load(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  if constexpr (std::endian::native == std::endian::big)
    std::reverse(reinterpret_cast<char*>(&value), reinterpret_cast<char*>(&value) + sizeof(T));
  return value;
}

template <class Stored, class T>
void convert(std::span<const char> bytes, std::vector<T>& numbers) {
  numbers.resize(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<T>(load<Stored>(bytes.data() + i * sizeof(Stored)));
}

std::string wrongLength(std::size_t wanted, const std::string& found) {
  return "should have " + std::to_string(wanted) + " bytes and has " + found;
}

}  // namespace

ArrayDecoder::ArrayDecoder() : inflater_(libdeflate_alloc_decompressor()) {
  if (!inflater_) throw std::bad_alloc();
}

std::string ArrayDecoder::decode(std::string_view text, const ArrayFormat& format, std::vector<double>& numbers) {
  return decodeTo(text, format, numbers);
}

std::string ArrayDecoder::decode(std::string_view text, const ArrayFormat& format, std::vector<float>& numbers) {
  return decodeTo(text, format, numbers);
}

template <class T>
std::string ArrayDecoder::decodeTo(std::string_view text, const ArrayFormat& format, std::vector<T>& numbers) {
  std::string fault = bytesOf(text, format);
  if (!fault.empty()) return fault;
  if (format.is64Bit) {
    convert<double>(bytes_, numbers);
  } else {
    convert<float>(bytes_, numbers);
  }
  return {};
}

std::string ArrayDecoder::bytesOf(std::string_view text, const ArrayFormat& format) {
  const std::size_t wanted = format.length * (format.is64Bit ? sizeof(double) : sizeof(float));
  if (!fromBase64(text)) return "is no base64 text";
  if (format.isZlib && !bytes_.empty()) return inflate(wanted);
  return bytes_.size() == wanted ? std::string() : wrongLength(wanted, std::to_string(bytes_.size()));
}

bool ArrayDecoder::fromBase64(std::string_view text) {
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  bytes_ = {};
  if (text.empty()) return true;
  packed_.resize(std::max(packed_.size(), modp_b64_decode_len(text.size())));
  const std::size_t size = modp_b64_decode(packed_.data(), text.data(), text.size());
  if (size != static_cast<std::size_t>(-1)) {
    bytes_ = {packed_.data(), size};
    return true;
  }
  if (std::none_of(text.begin(), text.end(), isSpace)) return false;
  std::string dense;
  std::remove_copy_if(text.begin(), text.end(), std::back_inserter(dense), isSpace);
  return fromBase64(dense);
}

std::string ArrayDecoder::inflate(std::size_t wanted) {
  if (wanted / mostDeflateRatio > bytes_.size()) return wrongLength(wanted, "fewer");
  inflated_.resize(std::max(inflated_.size(), wanted));
  std::size_t size = 0;
  const libdeflate_result result =
      libdeflate_zlib_decompress(inflater_.get(), bytes_.data(), bytes_.size(), inflated_.data(), wanted, &size);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return wrongLength(wanted, "more");
  if (result != LIBDEFLATE_SUCCESS) return "is no whole zlib stream";
  bytes_ = {inflated_.data(), size};
  return size == wanted ? std::string() : wrongLength(wanted, std::to_string(size));
}

}  // namespace vescargo
