#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What a column of intensities says of where it belongs.
struct CargoColumn {
  std::vector<std::string> names;  ///< a sample or a run (file) each; the first is the column's for messages
  std::vector<std::string> runs;   ///< files that it was made from, where the format says so
};

/// Proteins x columns as another program wrote them.
struct CargoTable {
  std::string program;               ///< whose format it is
  QuantTable table;                  ///< sorted by id; a column each of `columns`
  std::vector<CargoColumn> columns;  ///< as QuantTable::samples
  std::vector<std::string> notes;    ///< sentences: what was left out
  std::string howSamplesAreCalled;   ///< what to write into the sheet, where the program has names of its own
  bool normalized = false;           ///< Vescargo's own: EVProteinQuantifier normalised it as the user wished
};

/// A column that was made from (a run of) a sample of the study.
struct StudyColumn {
  std::size_t column;
  std::size_t sample;    ///< index into Study::samples
  std::string run;       ///< of the study sheet; empty where the column is of the whole sample
  std::string fraction;  ///< of that run
};

struct StudyColumns {
  std::vector<StudyColumn> columns;  ///< by sample, then run, in study order
  std::vector<std::string> leftOut;  ///< names of columns that are not of the study
};

/// Which columns are the study's. A column is a sample's when it has its name, or when it was made from just the runs
/// that the sample has; it is a run's when it has its name, folder and ending left aside. A sample of several runs
/// that all have columns is these; else its own column; else its one run's. Throws DoNotFit that names samples and
/// runs without a column, two columns of one sample or run, and a column of two samples.
StudyColumns studyColumns(const std::vector<CargoColumn>& columns, const Study& study, const std::string& path);

/// The study's samples, in study order. The mean over technical runs, in log2, where their errors are alike (a linear
/// mean is the strongest run's); runs without a value are passed over. Throws as studyColumns does, and DoNotFit for a
/// sample in columns of several fractions: intensities of proteins are those of one mixture of peptides, and do not add
/// up.
QuantTable samplesOf(CargoTable cargo, const StudyColumns& columns, const Study& study, const std::string& path);

}  // namespace vescargo
