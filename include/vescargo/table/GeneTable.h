#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace vescargo {

/// Genes of proteins by accession, for databases whose headers do not tell them.
class GeneTable {
 public:
  /// Reads a TSV with the columns `accession` (a header's first word will do, see accessionOf) and `gene`; rows without
  /// a gene (empty or NA) are passed over. Throws as readTsv does, CorruptContent for a row without accession and for
  /// an accession with two genes (up to 20 faults, with lines), and Empty where no row has a gene.
  static GeneTable read(const std::string& path);

  /// The gene of an accession, or else of one that differs from it in isoform ("-2") or version (".3") only; decoys
  /// have those of their targets. Empty where there is none, or where such accessions have different genes.
  std::string geneOf(std::string_view accession) const;

  bool empty() const { return exact_.empty(); }

 private:
  std::unordered_map<std::string, std::string> exact_;
  std::unordered_map<std::string, std::string> byBase_;  ///< without isoform and version; empty = different genes
};

}  // namespace vescargo
