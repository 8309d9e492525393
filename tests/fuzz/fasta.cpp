#include "vescargo/table/Fasta.h"

#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  for (const FastaTwins twins : {FastaTwins::Join, FastaTwins::Keep})
    test::withFile(data, size, [&](const std::string& path) { readFastas({path}, {}, twins); });
  return 0;
}
