#pragma once

#include <string>

#include "vescargo/confidence/writePsms.h"

namespace vescargo::test {

/// psms.tsv as one text.
inline std::string psmRows(const Identifications& identifications, double fdr) {
  std::string text;
  givePsms(identifications, fdr, [&](std::string_view rows) { text += rows; });
  return text;
}

}  // namespace vescargo::test
