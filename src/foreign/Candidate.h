#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/search/Psm.h"

namespace vescargo {

/// A match on its way to become ours.
struct Candidate {
  Psm psm;
  const ForeignResult* of = nullptr;
  std::uint32_t line = 0;
  std::vector<std::uint32_t> names;  ///< into the names of all files

  std::string where() const {
    ForeignMatch match;
    match.line = line;
    match.spectrum = psm.nativeId;
    return of->where(match);
  }
};

using Candidates = std::vector<Candidate>;

}  // namespace vescargo
