#pragma once

#include <string>
#include <vector>

#include "vescargo/table/ImportOptions.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// How a table that was read was made comparable.
struct TableNormalized {
  std::vector<std::string> notes;     ///< sentences: by which rule, on how many proteins, how far at most
  std::vector<std::string> warnings;  ///< sentences: what cannot be compared
};

/// Subtracts sampleFactors (normalize.h, Median) from the columns of `table`, which are runs or samples described by
/// `columns.samples`, and rounds to six decimals:
/// - Median: always;
/// - Auto: unless `normalized`, which says that EVProteinQuantifier made the table and has normalised it as its user
///   wished. A table of another program is normalised whether that program did so or not: what is level stays level
///   (on plasma and vesicles by MaxLFQ samples moved by 0.2 at most and pairs agreed as well or better), and what is
///   not is not comparable (of unnormalised runs of a constant background 107 proteins were called wrongly, after it
///   27, and 47 rightly both times);
/// - None: never.
/// Samples that differ by no more than 0.0005 log2 are level and stay as they are, so that what was normalised and
/// passed through a file is the same. Where nothing is subtracted a note tells how far samples would be shifted; a
/// warning where that is more than 0.5 and the user has not asked for None.
TableNormalized normalizeTable(QuantTable& table, const Study& columns, TableNormalization choice, bool normalized);

}  // namespace vescargo
