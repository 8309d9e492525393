#pragma once

#include <string>

#include "vescargo/quant/rollUp.h"

/// The tables of a quantification, as docs/formats.md has them. All throw CannotWrite.
namespace vescargo {

/// peptides.tsv: `peptide` (modified sequence), `proteins`, `genes`, `transferred` (samples where it was measured by
/// transfer only), then log2 intensity a sample, "NA" = not measured.
void writePeptides(const Quantification& quantification, const std::string& path);

/// reasons.tsv: one row a missing value of peptides.tsv, then of cargo.tsv, in their order, then one for each accepted
/// protein group that has no row, with `*` as sample.
void writeReasons(const Quantification& quantification, const std::string& path);

/// ions.tsv: one row an ion and run where it was measured, by run, then ion.
void writeIons(const StudyTraces& traces, const std::string& path);

/// abundance.tsv: one row a protein and sample where it has an absolute measure: top-3 and iBAQ, its share of the
/// sample and its rank by each.
void writeAbundance(const Quantification& quantification, const std::string& path);

/// factors.tsv: one row a sample: how it was normalised.
void writeFactors(const Quantification& quantification, const std::string& path);

}  // namespace vescargo
