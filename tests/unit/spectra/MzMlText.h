#pragma once

#include <modp_b64.h>
#include <zlib.h>
#include <zstd.h>

#include <cstring>
#include <string>
#include <vector>

namespace vescargo::test {

inline std::string term(const std::string& accession, const std::string& value = "", const std::string& unit = "",
                        const std::string& name = "") {
  return R"(<cvParam cvRef="MS" accession=")" + accession + R"(" name=")" + name + R"(" value=")" + value +
         R"(" unitAccession=")" + unit + "\"/>";
}

/// Numbers as the bytes of T.
template <class T>
std::string bytesOf(const std::vector<double>& numbers) {
  const std::vector<T> stored(numbers.begin(), numbers.end());
  std::string bytes(stored.size() * sizeof(T), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), stored.data(), bytes.size());
  return bytes;
}

inline std::string deflate(const std::string& bytes) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  return out.substr(0, size);
}

inline std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  return out.substr(0, ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
}

/// The bytes of numbers of `width` bytes, all first ones before all second ones.
inline std::string columnsOf(const std::string& bytes, std::size_t width = sizeof(double)) {
  std::string columns;
  for (std::size_t byte = 0; byte < width; ++byte) {
    for (std::size_t i = byte; i < bytes.size(); i += width) columns += bytes[i];
  }
  return columns;
}

inline std::string base64(const std::string& bytes) { return bytes.empty() ? bytes : modp::b64_encode(bytes); }

/// Numbers as T in base64, deflated or not.
template <class T>
std::string packed(const std::vector<double>& numbers, bool deflated = false) {
  return base64(deflated ? deflate(bytesOf<T>(numbers)) : bytesOf<T>(numbers));
}

inline std::string array(const std::string& terms, const std::string& text) {
  return "<binaryDataArray>" + terms + "<binary>" + text + "</binary></binaryDataArray>\n";
}

const inline std::string mzOf64 = term("MS:1000514") + term("MS:1000523") + term("MS:1000576");
const inline std::string intensityOf32 = term("MS:1000515") + term("MS:1000521") + term("MS:1000576");

inline std::string arrays(const std::vector<double>& mz, const std::vector<double>& intensity) {
  return array(mzOf64, packed<double>(mz)) + array(intensityOf32, packed<float>(intensity));
}

/// A spectrum with these children before its arrays.
inline std::string spectrum(const std::string& id, std::size_t length, const std::string& children,
                            const std::string& arrays) {
  return "<spectrum index=\"0\" id=\"" + id + "\" defaultArrayLength=\"" + std::to_string(length) + "\">" + children +
         "<binaryDataArrayList count=\"2\">" + arrays + "</binaryDataArrayList></spectrum>\n";
}

inline std::string level(int number) { return term("MS:1000511", std::to_string(number)) + term("MS:1000127"); }

inline std::string scanAt(const std::string& time, const std::string& unit = "UO:0000010") {
  return "<scanList count=\"1\"><scan>" + term("MS:1000016", time, unit) + "</scan></scanList>";
}

/// A centroided spectrum with two peaks.
inline std::string plainSpectrum(const std::string& id, int msLevel) {
  return spectrum(id, 2, level(msLevel) + scanAt("3"), arrays({100, 200}, {1, 2}));
}

/// An mzML document around the text of a list of spectra.
inline std::string mzMl(const std::string& spectra, std::size_t count, const std::string& lists = "") {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<mzML xmlns=\"http://psi.hupo.org/ms/mzml\" version=\"1.1.0\">" +
         lists + "<run id=\"r\" defaultInstrumentConfigurationRef=\"i\"><spectrumList count=\"" +
         std::to_string(count) + "\" defaultDataProcessingRef=\"p\">\n" + spectra + "</spectrumList></run></mzML>\n";
}

}  // namespace vescargo::test
