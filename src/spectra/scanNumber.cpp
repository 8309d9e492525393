#include "vescargo/spectra/scanNumber.h"

#include <charconv>

namespace vescargo {

long scanNumber(const std::string& nativeId) {
  const std::size_t tag = nativeId.rfind("scan=");
  const char* begin = nativeId.data() + (tag == std::string::npos ? 0 : tag + 5);
  const char* end = nativeId.data() + nativeId.size();
  long scan = -1;
  const auto parsed = std::from_chars(begin, end, scan);
  return parsed.ec == std::errc{} && (parsed.ptr == end || *parsed.ptr == ' ') ? scan : -1;
}

long spectrumNumber(const std::string& nativeId, std::uint32_t index) {
  const long scan = scanNumber(nativeId);
  return scan >= 0 ? scan : static_cast<long>(index) + 1;
}

}  // namespace vescargo
