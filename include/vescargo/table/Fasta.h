#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/table/GeneTable.h"

namespace vescargo {

/// A protein of a sequence database.
struct Protein {
  std::string accession;    ///< accessionOf the header's first word
  std::string gene;         ///< of the header, or of a GeneTable; empty where neither knows it
  std::string description;  ///< header after the first word
  std::string sequence;     ///< upper case letters A-Z, up to the first '*'; empty where only the name is known
  bool entrapment = false;  ///< a foreign protein that cannot be in the sample, searched to count false discoveries
};

/// A protein without its sequence from what stands behind ">": "sp|P02768|ALBU_HUMAN Albumin OS=... GN=ALB PE=1" and
/// simpler ones (accessionOf the first word). The gene is that of UniProt's `GN=`, Ensembl's `gene_symbol:`, the
/// `[gene=...]` of NCBI's translated coding sequences, or the seventh field of GENCODE's first word. Control characters
/// become blanks, and ';' in the accession, which stands between accessions in tables, becomes '_'.
Protein proteinOfHeader(std::string_view header);

/// What FASTA files hold.
struct FastaProteins {
  std::vector<Protein> proteins;
  std::vector<std::uint32_t> fileOf;  ///< of each protein, the index of its file
  std::vector<std::string> notes;     ///< what was left out or joined, a sentence each with counts and an example
  std::vector<std::string> warnings;  ///< the same, where something is lost
};

/// Whether records of one sequence become one (to be searched), or stay (to be looked up by accession).
enum class FastaTwins { Join, Keep };

/// Reads FASTA files, gzipped or not, as one, in the order given; lines end with LF, CRLF or CR. Genes that `genes`
/// knows go before those of headers.
///
/// Databases and lists of contaminants overlap. Of records of one accession the first stays. So it does of records of
/// one sequence and gene, and of records of one sequence of which one has no gene, where they are of different files or
/// one is marked as a contaminant. It takes the other's gene where it has none. Decoys go as their targets do. A
/// sequence ends at its first '*', and a record without a sequence is left out.
///
/// Throws MissingFile, Unreadable, Empty, DoNotFit for a file that is given twice and for ten sequences and a fifth of
/// all that are others read backwards and have no mark of decoys, or CorruptContent for an accession that stands twice
/// in a file with different sequences, a letter that is none, a file that ends behind a header, text before the first
/// '>' (up to 20 faults, with lines).
FastaProteins readFastas(const std::vector<std::string>& paths, const GeneTable& genes = {},
                         FastaTwins twins = FastaTwins::Join);

}  // namespace vescargo
