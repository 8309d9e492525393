#pragma once

#include <string>
#include <string_view>

namespace vescargo {

/// What marks a name as that of a decoy, as it is written: "DECOY_", "rev_", "XXX_" before it, "_REVERSED" behind it.
struct DecoyAffix {
  std::string text;  ///< with its separators; empty = the name has none
  bool prefix = true;
  auto operator<=>(const DecoyAffix&) const = default;
};

/// The affix of a name whose first or last word is, in any case, one that database programs mark decoys with (decoy,
/// rev, reverse, reversed, xxx, rnd, random, shuffle, shuffled), set off by `_`, `-`, `:` or `#`; or "##" before it.
DecoyAffix decoyAffixOf(std::string_view name);

/// The accession in a protein's name, the first word of a FASTA header:
/// - "P02768" of UniProt's "sp|P02768|ALBU_HUMAN" and "tr|...";
/// - "NP_000468.1" of NCBI's "ref|NP_000468.1|", "gi|4502027|ref|NP_000468.1|" (also gb, emb, dbj) and of
///   "lcl|NC_000004.12_prot_NP_000468.1_7", a translated coding sequence;
/// - "ENSP00000295897.4" of GENCODE's "ENSP00000295897.4|ENST...|ENSG...|...";
/// - else the whole name.
/// What marks decoys and contaminants stays: "rev_P02768" of "rev_sp|P02768|ALBU_HUMAN", "P02768_REVERSED" of
/// "sp|P02768|ALBU_HUMAN_REVERSED", "contam_P02768" of "contam_sp|P02768|ALBU_HUMAN"; "CON__P02768".
std::string accessionOf(std::string_view name);

/// Whether an accession bears a mark of lists of contaminants: `contaminant`, `contam`, `cont`, `con` or `crap`, in
/// whatever capitals, set off by `_` or `-` (`con` by `_`): FragPipe's `contam_`, MaxQuant's `CON__`, `Cont_`, DIA-NN's
/// `cRAP-`, quantms's `CONTAMINANT_`.
bool isContaminant(std::string_view accession);

/// A name (accession or gene) without such a mark.
std::string_view withoutContaminantMark(std::string_view name);

/// Whether an accession is one of UniProt ("P02768", "A0A087WVF3", "P02768-2"), under whatever mark of decoys or
/// contaminants.
bool isUniProt(std::string_view accession);

/// "ALB" of GENCODE's "ENSP00000295897.4|ENST...|ENSG...|OTTHUMG...|OTTHUMT...|ALB-201|ALB|609"; of other names empty.
std::string_view geneInName(std::string_view name);

/// accessionOf as our tables can hold it: a blank for each control character, and '_' for ';', which stands between
/// accessions there.
std::string accessionInTables(std::string_view name);

}  // namespace vescargo
