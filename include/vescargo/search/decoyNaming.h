#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/table/Fasta.h"
#include "vescargo/table/accession.h"

namespace vescargo {

/// How the decoys of a database or a result are named.
struct DecoyNaming {
  DecoyAffix affix;                ///< empty where there are no decoys
  std::vector<DecoyAffix> others;  ///< of decoys that were made in another way, in the same file
  std::size_t targets = 0;
  std::size_t decoys = 0;
  std::size_t paired = 0;  ///< decoys whose accession without the affix is that of a target

  /// Whether the accession bears the affix or one of the others, in its very case, digits aside ("DECOY0_", "DECOY1_"),
  /// or begins with "DECOY_"; false where there are no decoys.
  bool isDecoy(std::string_view accession) const;
  /// A decoy's accession without the affix.
  std::string targetOf(std::string_view decoy) const;
  /// For people: `prefix "rev_"`, `prefix "rev_" and suffix "_DECOY"`, or `none`.
  std::string text() const;
};

/// The decoy affix (decoyAffixOf) that most of the accessions bear, each counted once; of equals the first in the
/// alphabet. A protein may be called "REV_HV1H2", so it counts only where half or more of the accessions that bear it
/// are, without it, targets, of the database or of UniProt; or else, unless most stand in the database as they are,
/// where several bear it, its word is "decoy", or the only one that bears it is without it called as a target is,
/// digits aside ("rev_ENSP2" beside "ENSP1"). Other affixes are of decoys too where the half is so, as those of
/// contaminants and entrapment sequences with decoys of their own. Any share of decoys is possible, as in a filtered
/// result.
DecoyNaming nameDecoys(const std::vector<std::string>& accessions, const std::set<std::string_view>& database = {});

/// The same for a whole database. Throws CorruptContent when there are decoys, but fewer than half as many as targets
/// or more than twice as many: no target-decoy competition is fair with them.
DecoyNaming detectDecoys(const std::vector<Protein>& proteins);

}  // namespace vescargo
