// Tables that users write (panels, rules, gene names, GMT) and those that pass between our tools. The first byte says
// which.
#include <array>

#include "vescargo/compare/power.h"
#include "vescargo/compare/readGmt.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/compare/writeChanges.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PairTable.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/purity/VerdictRules.h"
#include "vescargo/quant/runsTable.h"
#include "vescargo/table/GeneTable.h"
#include "withFile.h"

namespace {

using vescargo::test::withFile;
using Read = void (*)(const std::string& path);

constexpr std::array<Read, 10> readers{
    [](const std::string& path) { vescargo::readPanel(path); },
    [](const std::string& path) { vescargo::readVerdictRules(path); },
    [](const std::string& path) { vescargo::readChangeRules(path); },
    [](const std::string& path) { vescargo::readGmt(path); },
    [](const std::string& path) { vescargo::GeneTable::read(path); },
    [](const std::string& path) { vescargo::readRuns(path); },
    [](const std::string& path) { vescargo::readPurity(path); },
    [](const std::string& path) { vescargo::readPairs(path); },
    [](const std::string& path) { vescargo::readChanges(path); },
    [](const std::string& path) { vescargo::readRows<vescargo::PowerRow>(path); },
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || data[0] < '0' || data[0] > '9') return 0;
  withFile(data + 1, size - 1, readers[data[0] - '0']);
  return 0;
}
