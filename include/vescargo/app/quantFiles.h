#pragma once

#include <string>

#include "vescargo/app/steps.h"

namespace vescargo {

/// Where the files of a quantified study go; an empty path is not written.
struct QuantPaths {
  std::string cargo, peptides, reasons, ions, abundance, factors, mzTab, consensus, msstats, msqrob2, msqrob2Annotation,
      runs, alignments, mzQc;
};

/// What they are written from.
struct QuantResult {
  const Identifications& identifications;
  const QuantifiedStudy& quantified;
  const Study& study;
  const AcceptedLimits& limits;
};

/// Writes them. The record's inputs are named in mzQC. Throws CannotWrite.
void writeQuantFiles(const QuantResult& result, const RunRecord& record, const QuantPaths& paths);

}  // namespace vescargo
