// Our own reader of mzML, which OpenMS follows where it says that it does not know the file.
#include "vescargo/spectra/readMzMl.h"
#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  test::withFile(data, size, [](const std::string& path) { readMzMl(path, [](RawPeaks&) { return false; }); });
  return 0;
}
