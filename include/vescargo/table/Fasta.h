#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// A protein of a sequence database.
struct Protein {
  std::string accession;    ///< "P02768" of ">sp|P02768|ALBU_HUMAN", else the first word
  std::string gene;         ///< GN= of the header, else empty
  std::string description;  ///< header after the first word
  std::string sequence;     ///< upper case letters A-Z, '*' at the end removed; empty where only the name is known
};

/// Reads a FASTA file, gzipped or not. Throws MissingFile, Unreadable, Empty, or
/// CorruptContent for an accession that stands twice, a letter that is none, a
/// record without a sequence, a '*' that does not end it, text before the first '>' (up to 20 faults, with lines).
std::vector<Protein> readFasta(const std::string& path);

/// Proteins of several files, in the order given; the rules of one file hold across all.
std::vector<Protein> readFastas(const std::vector<std::string>& paths);

}  // namespace vescargo
