// Protein tables of other programs: whatever the bytes, a table or an Error.

#include <cstddef>
#include <cstdint>
#include <string>

#include "vescargo/base/Error.h"
#include "vescargo/foreign/readStudyCargo.h"
#include "vescargo/foreign/readText.h"

using namespace vescargo;

namespace {

Study smallStudy() {
  Study study;
  study.timePoints = {"pre", "post"};
  study.subjects = {"S"};
  study.runs = {{"A1", "A1", ""}, {"A2", "A2", ""}};
  study.samples = {{"A1", "S", "pre", "", "", {}}, {"A2", "S", "post", "", "", {}}};
  return study;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Study study = smallStudy();
  try {
    // The first byte chooses how values are written.
    const auto scale = size > 0 ? static_cast<TableScale>(data[0] % 5) : TableScale::Auto;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    studyCargoOf(textOf(bytes.substr(size > 0 ? 1 : 0), "t"), "t", study, {TableNormalization::Auto, scale});
  } catch (const Error&) {
  }
  return 0;
}
