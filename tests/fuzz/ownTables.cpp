// Tables that users write (panels, rules, gene names, GMT) and those that pass between our tools: each reader gets every
// input.
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

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vescargo;
  using test::withFile;
  withFile(data, size, readPanel);
  withFile(data, size, readVerdictRules);
  withFile(data, size, readChangeRules);
  withFile(data, size, [](const std::string& path) { readGmt(path); });
  withFile(data, size, GeneTable::read);
  withFile(data, size, readRuns);
  withFile(data, size, readPurity);
  withFile(data, size, readPairs);
  withFile(data, size, readChanges);
  return 0;
}
