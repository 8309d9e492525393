#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// What the cells of a row say of its proteins; empty = the table has no such column.
struct ProteinCells {
  std::string ids;      ///< accessions, names or whole FASTA headers of the proteins of the group
  std::string members;  ///< further proteins of the group, separated by commas
  std::string genes;
  std::string headers;  ///< FASTA headers or descriptions
  std::string entries;  ///< UniProt's names of entries, "GP1BA_HUMAN"
};

/// Where the genes of rows come from.
struct GeneSources {
  std::size_t headers = 0;  ///< rows whose genes are those of headers
  std::size_t entries = 0;  ///< rows whose genes are entry names without the species
};

/// The parts of a cell of accessions or genes, without blanks and empty ones: separated by ';' or ',' and,
/// where it is no part of a name as databases write them ("sp|P02768|ALBU_HUMAN"), by '|'. A ';' within a description
/// separates nothing.
std::vector<std::string> namesIn(std::string_view cell);

/// A row with the accessions (accessionOf) joined by ';', in order, each once, and its genes: those of the cell, else
/// those of headers (proteinOfHeader), else entry names ("GP1BA" of "GP1BA_HUMAN").
QuantRow proteinRow(const ProteinCells& cells, GeneSources& sources);

/// Sentences of where genes are from, where they do not stand in a column of their own.
std::vector<std::string> tellGenes(const GeneSources& sources);

}  // namespace vescargo
