#pragma once

#include <string>

#include "vescargo/quant/quantifiedIons.h"

namespace vescargo {

/// msqrob2.csv, the wide table that QFeatures's readQFeatures takes: Feature (modified sequence and charge joined by
/// `/`, unique), Sequence, ModifiedSequence, Charge, Proteins (the group, accessions joined by `;`), Genes, then linear
/// intensity a run (six digits, NA = not measured). Throws CannotWrite.
void writeMsqrob2(const IonTable& table, const StudyTraces& traces, const QuantTable& proteins,
                  const std::string& path);

/// Its column annotation, a row a run: quantCols (the run's column, as readQFeatures calls it), run, sample, subject,
/// timepoint, batch, group, fraction (empty = the study has none), then the study's covariates. Throws CannotWrite.
void writeMsqrob2Annotation(const StudyIons& ions, const Study& study, const std::string& path);

}  // namespace vescargo
