#include "vescargo/foreign/readPepXml.h"
#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vescargo::test::withFile(data, size, [](const std::string& path) { vescargo::readPepXml(path); });
  return 0;
}
