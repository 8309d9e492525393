#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readStudyCargo.h"

namespace vescargo {

/// Whether a table is Sage's lfq.tsv.
bool isSageLfq(const TsvFile& file);

/// Proteins of Sage's lfq.tsv, a row a peptide or peptide ion: `peptide`, `charge` (-1 = charges together),
/// `proteins`, `q_value`, then a column a run (linear unless ImportOptions::tableScale says otherwise, 0 is not
/// measured; `score` and `spectral_angle` are passed over). Peptides with a `q_value` of at most highestForeignQValue
/// that are in a target protein count. They make protein groups by parsimony (proteinGroups.h) and are rolled up as our
/// own are (rollUp.h): charges and fractions summed, mean of technical runs, peptides of several groups used for none,
/// MaxLFQ; samples are made comparable by normalizeTable. Sage's names have no genes. Throws as studyColumns and
/// foreignScale do; CorruptContent for a missing column, a cell that is no number, a negative linear intensity, a row
/// without a peptide or protein, and a peptide and charge that stand twice; Empty where no peptide counts.
StudyCargo readSageLfq(const TsvFile& file, const Study& study, const ImportOptions& options = {});

}  // namespace vescargo
