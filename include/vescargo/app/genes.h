#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/GeneTable.h"

namespace vescargo {

/// GeneTable::read; an empty table for an empty path.
GeneTable loadGenes(const std::string& path);

/// The table's genes in place of the proteins' own.
void nameGenes(const GeneTable& genes, std::vector<Protein>& proteins);

/// Throws DoNotFit where the table, which was read from `path`, knows none of the proteins.
void requireNamed(const GeneTable& genes, const std::vector<Protein>& proteins, const std::string& path);

/// What readFastas left out or cut.
void tellOfFastas(const FastaProteins& read, Journal& journal);

/// Warns where hardly a protein has a gene or an accession of UniProt, by which panels find them.
void warnOfGenes(const std::vector<Protein>& proteins, Journal& journal);

}  // namespace vescargo
