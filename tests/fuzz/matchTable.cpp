#include "vescargo/foreign/readPercolator.h"
#include "vescargo/foreign/readSage.h"
#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  test::withFile(data, size, [](const std::string& path) { readSage(readTsv(path)); });
  test::withFile(data, size, [](const std::string& path) {
    readPercolator(readTsv(path, TsvRows::AtLeastOne, percolatorProteinColumns()));
  });
  return 0;
}
