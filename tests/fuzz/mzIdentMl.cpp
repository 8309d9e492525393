#include "vescargo/foreign/readMzIdentMl.h"
#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vescargo::test::withFile(data, size, [](const std::string& path) { vescargo::readMzIdentMl(path); });
  return 0;
}
