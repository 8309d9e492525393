// Study sheets and SDRF. The first byte says which options are given.
#include "vescargo/table/Study.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "vescargo/base/Error.h"

namespace {

/// What every study promises.
void check(const vescargo::Study& study) {
  bool right = !study.samples.empty() && !study.runs.empty() && !study.timePoints.empty() && !study.subjects.empty();
  for (const auto& sample : study.samples)
    right = right && !sample.name.empty() && !sample.subject.empty() && !sample.timePoint.empty();
  if (!right) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  vescargo::StudyOptions options;
  if ((data[0] & 1U) != 0) options.reference = "post";
  if ((data[0] & 2U) != 0) options.timeFactor = "time";
  if ((data[0] & 4U) != 0) options.groupFactor = "characteristics[sex]";
  try {
    check(vescargo::parseStudy({reinterpret_cast<const char*>(data) + 1, size - 1}, "sheet", options));
  } catch (const vescargo::Error&) {
  }
  return 0;
}
