// Files of the cache. The checksum at their end is put right, or no changed byte would get past it.
#include <zlib.h>

#include <vector>

#include "vescargo/search/SearchedRun.h"
#include "vescargo/spectra/RunCache.h"
#include "vescargo/spectra/SurveyIndex.h"
#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  std::vector<std::uint8_t> file(data, data + size);
  const uLong checksum = crc32_z(crc32_z(0, nullptr, 0), file.data(), file.size());
  for (unsigned shift = 0; shift < 32; shift += 8) file.push_back(static_cast<std::uint8_t>(checksum >> shift));
  test::withFile(file.data(), file.size(), readRunCache);
  test::withFile(file.data(), file.size(), readSurveyIndex);
  test::withFile(file.data(), file.size(),
                 [](const std::string& path) { return readSearchedRun(path, SearchedRunPart::Matches); });
  return 0;
}
