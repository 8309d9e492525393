// run.json: what is read is written and read again as the same record.
#include "vescargo/report/RunRecord.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "vescargo/base/Error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  try {
    const std::string json = runRecordJson(parseRunRecord({reinterpret_cast<const char*>(data), size}, "run.json"));
    if (runRecordJson(parseRunRecord(json, "run.json")) != json) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
