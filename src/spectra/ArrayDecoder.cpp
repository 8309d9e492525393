#include "vescargo/spectra/ArrayDecoder.h"

#include <modp_b64.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <new>

#include "arrayTransforms.h"

namespace vescargo {

namespace {

/// No spectrum has more; a file that claims so would fill the memory.
constexpr std::size_t mostNumbers = std::size_t{1} << 26;

/// Neither can shrink more than this: a block of zstd is 4 bytes or more and 128 KiB or less.
constexpr std::size_t mostDeflateRatio = 1032;
constexpr std::size_t mostZstdRatio = 32768;

bool isSpace(char letter) { return std::isspace(static_cast<unsigned char>(letter)) != 0; }

template <class Stored, class T>
void convert(std::span<const char> bytes, std::vector<T>& numbers) {
  numbers.resize(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<T>(loadNumber<Stored>(bytes.data() + i * sizeof(Stored)));
}

template <class T>
void convert(std::span<const char> bytes, NumberType type, std::vector<T>& numbers) {
  switch (type) {
    case NumberType::Float32:
      return convert<float>(bytes, numbers);
    case NumberType::Int32:
      return convert<std::int32_t>(bytes, numbers);
    case NumberType::Int64:
      return convert<std::int64_t>(bytes, numbers);
    default:
      return convert<double>(bytes, numbers);
  }
}

}  // namespace

ArrayDecoder::ArrayDecoder() : inflater_(libdeflate_alloc_decompressor()), decompressor_(ZSTD_createDCtx()) {
  if (!inflater_ || !decompressor_) throw std::bad_alloc();
}

std::string ArrayDecoder::decode(std::string_view text, const ArrayFormat& format, std::vector<double>& numbers) {
  return decodeTo(text, format, numbers);
}

std::string ArrayDecoder::decode(std::string_view text, const ArrayFormat& format, std::vector<float>& numbers) {
  return decodeTo(text, format, numbers);
}

template <class T>
std::string ArrayDecoder::decodeTo(std::string_view text, const ArrayFormat& format, std::vector<T>& numbers) {
  if (format.length > mostNumbers)
    return "should have " + std::to_string(format.length) + " numbers, more than any spectrum has";
  if (!fromBase64(text)) return "is no base64 text";
  std::string fault = unpack(format);
  if (!fault.empty()) return fault;
  if (format.isNumpress()) {
    fault = restoreNumpress(bytes_, format, unpressed_);
    if (fault.empty()) numbers.assign(unpressed_.begin(), unpressed_.end());
    return fault;
  }
  const std::size_t wanted = format.length * widthOf(format.type);
  if (format.transform != ArrayTransform::None) {
    fault = restore(bytes_, format, restored_);
    if (!fault.empty()) return fault;
    bytes_ = {restored_.data(), wanted};
  }
  if (bytes_.size() != wanted) return wrongLength(wanted, std::to_string(bytes_.size()));
  convert(bytes_, format.type, numbers);
  return {};
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

std::string ArrayDecoder::unpack(const ArrayFormat& format) {
  if (bytes_.empty() || format.packing == ArrayPacking::None) return {};
  const std::size_t ratio = format.packing == ArrayPacking::Zlib ? mostDeflateRatio : mostZstdRatio;
  const std::size_t most = mostBytes(format);
  unpacked_.resize(std::max(unpacked_.size(), std::min(most, bytes_.size() * ratio)));
  return format.packing == ArrayPacking::Zlib ? inflate(most) : decompress(most);
}

std::string ArrayDecoder::inflate(std::size_t most) {
  std::size_t size = 0;
  const std::size_t room = std::min(most, unpacked_.size());
  const libdeflate_result result =
      libdeflate_zlib_decompress(inflater_.get(), bytes_.data(), bytes_.size(), unpacked_.data(), room, &size);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return wrongLength(most, "more");
  if (result != LIBDEFLATE_SUCCESS) return "is no whole zlib stream";
  bytes_ = {unpacked_.data(), size};
  return {};
}

std::string ArrayDecoder::decompress(std::size_t most) {
  const std::size_t room = std::min(most, unpacked_.size());
  const std::size_t size =
      ZSTD_decompressDCtx(decompressor_.get(), unpacked_.data(), room, bytes_.data(), bytes_.size());
  if (ZSTD_getErrorCode(size) == ZSTD_error_dstSize_tooSmall) return wrongLength(most, "more");
  if (ZSTD_isError(size) != 0) return "is no whole zstd stream";
  bytes_ = {unpacked_.data(), size};
  return {};
}

}  // namespace vescargo
