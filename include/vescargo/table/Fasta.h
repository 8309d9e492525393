#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// A protein of a sequence database.
struct Protein {
  std::string accession;    ///< accessionOf the header's first word
  std::string gene;         ///< GN= of the header, else empty
  std::string description;  ///< header after the first word
  std::string sequence;     ///< upper case letters A-Z, '*' at the end removed; empty where only the name is known
  bool entrapment = false;  ///< a foreign protein that cannot be in the sample, searched to count false discoveries
};

/// A protein without its sequence from what stands behind ">": "sp|P02768|ALBU_HUMAN Albumin OS=... GN=ALB PE=1" and
/// simpler ones (accessionOf the first word).
Protein proteinOfHeader(std::string_view header);

/// Reads a FASTA file, gzipped or not. Throws MissingFile, Unreadable, Empty, or
/// CorruptContent for an accession that stands twice, a letter that is none, a
/// record without a sequence, a '*' that does not end it, text before the first '>' (up to 20 faults, with lines).
std::vector<Protein> readFasta(const std::string& path);

/// Proteins of several files, in the order given; the rules of one file hold across all.
std::vector<Protein> readFastas(const std::vector<std::string>& paths);

}  // namespace vescargo
