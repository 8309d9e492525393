#include "vescargo/foreign/ForeignResult.h"

#include <limits>
#include <regex>

namespace vescargo {

ForeignMatch newForeignMatch() {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  ForeignMatch match;
  match.psm.qValue = unknown;
  match.psm.peptideQValue = unknown;
  match.psm.posteriorError = unknown;
  match.psm.hyperscore = unknown;
  match.psm.deltaScore = unknown;
  match.psm.explainedIntensity = unknown;
  match.psm.fragmentErrorPpm = unknown;
  return match;
}

bool readMatchId(const std::string& id, ForeignMatch& match) {
  static const std::regex underscores(R"(^(.+?)(?:_SII_\d+_\d+)?_(\d+)_(\d{1,2})_\d+$)");
  static const std::regex dots(R"(^(.+)\.(\d+)\.\d+\.(\d{1,2})(?:_\d+)?$)");
  std::smatch parts;
  if (!std::regex_match(id, parts, underscores) && !std::regex_match(id, parts, dots)) return false;
  match.run = parts[1];
  match.spectrum = parts[2];
  match.psm.charge = std::stoi(parts[3]);
  return match.psm.charge > 0;
}

}  // namespace vescargo
