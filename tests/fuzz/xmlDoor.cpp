// What stands before OpenMS's readers, alone: whatever the bytes, the door lets them through or says why not.
#include "vescargo/openms/xmlDoor.h"

#include "withFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  test::withFile(data, size, requireIdXml);
  test::withFile(data, size, requireParameters);
  test::withFile(data, size, requireMzMl);
  return 0;
}
