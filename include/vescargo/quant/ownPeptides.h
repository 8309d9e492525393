#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/quant/combineRuns.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// A protein group and the peptides that count for it.
struct ProteinPeptides {
  std::size_t group = 0;  ///< index into Identifications::groups
  QuantRow row;
  std::vector<std::size_t> peptides;  ///< rows of PeptideMatrix that some sample has, ascending
};

/// An accepted group without a row.
struct UnquantifiedProtein {
  std::string id;           ///< accessions joined by ';'
  std::string_view reason;  ///< in words
};

/// Which peptides count for which group.
struct OwnPeptides {
  std::vector<ProteinPeptides> proteins;          ///< sorted by id
  std::vector<UnquantifiedProtein> unquantified;  ///< sorted by id
  std::size_t shared = 0;                         ///< distinct sequences of several accepted groups
};

/// Accession row of proteins; genes each once.
QuantRow namedRow(const std::vector<Protein>& proteins, const std::vector<std::uint32_t>& members);

/// A protein is an accepted target group with at least options.minPeptides distinct sequences that count for it and
/// that some sample has. A peptide counts for the only accepted group that has it. One of several counts for none,
/// since how much of it belongs to which is not known (SharedPeptides::None), or for its razor group: the one with the
/// most peptides (ProteinGroup::peptides), of equals that with the more razor peptides, then the first by
/// Identifications::groups.
OwnPeptides ownPeptides(const Identifications& identifications, const StudyIons& ions, const PeptideMatrix& matrix,
                        const QuantOptions& options, const AcceptedLimits& limits);

}  // namespace vescargo
