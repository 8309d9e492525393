#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// What stands for the program of a matrix that any may have written.
inline constexpr std::string_view plainMatrix = "a plain matrix";

/// Columns by their names, the first of which that a table has counts; compared by sameName (columnNames.h).
using Names = std::vector<std::string_view>;

/// Columns of intensities: what stands before and behind the name of a sample or run.
struct SampleNames {
  std::string_view before;
  std::string_view behind;
  TableScale scale = TableScale::Linear;
  std::string_view howCalled = {};  ///< what to do where none is of the study; empty = as the format says
};

/// Rows that are left out where a column has one of these values, or has none of them.
struct RowRule {
  std::string_view column;
  Names values;
  bool leavesThese = true;  ///< else it leaves all others
  std::string_view what;    ///< of the rows, for the log
};

/// A table with a row a protein (group) or gene and a column a sample or run.
struct MatrixFormat {
  std::string_view program;
  std::string_view file;  ///< as the program calls it
  Names told = {};        ///< columns all of which tell it
  Names lacks = {};       ///< columns none of which it has
  Names ids;              ///< at least one of them is there
  Names wholeNames = {};  ///< stand for empty ids, and bear marks that ids have not
  Names genes = {};
  Names headers = {};  ///< FASTA headers or descriptions
  Names entries = {};  ///< UniProt's entry names
  Names members = {};  ///< further proteins of the group
  Names peptides = {};
  Names contaminants = {};                ///< columns that mark contaminants by "+", "True" or "C"
  std::vector<SampleNames> samples = {};  ///< those columns of the first kind that hold a value; none = all others
  Names noSamples = {};                   ///< endings of columns that are of no kind with a shorter ending
  Names noBegins = {};                    ///< beginnings of such columns
  Names describing = {};                  ///< where all others are samples: those that are none
  std::vector<RowRule> rows = {};
  std::string_view qValue = {};  ///< highest is highestForeignQValue
  std::string_view howSamplesAreCalled = {};
  bool bySamples = false;  ///< told only where there is a column of `samples`
  bool exact = false;      ///< the first of `ids` to the letter
  bool ofGenes = false;    ///< ids are genes; rows of one gene are summed
  bool guessed = false;    ///< a plain matrix: ours only where its columns are of the study
};

/// A table with a row a precursor, peptide or protein in a run.
struct LongFormat {
  std::string_view program;
  std::string_view file;
  Names told;
  Names runs;
  Names ids;
  Names genes = {};
  Names headers = {};
  std::vector<SampleNames> values;  ///< `before` is the whole name
  Names qValues = {};               ///< all of them are needed
  Names moreQValues = {};           ///< count where they are there
  Names precursors = {};            ///< needed where named, once a run
  Names sequences = {};
  RowRule decoys = {};
  std::string_view rowsAre = "rows";
};

/// A table of another kind, told by columns that no other has together.
struct RefusedFormat {
  Names columns;
  std::string_view what;
  std::string_view whatToDo;
};

/// The programs whose tables are read, in the order in which they are asked for.
const std::vector<MatrixFormat>& matrixFormats();
const std::vector<LongFormat>& longFormats();
const std::vector<RefusedFormat>& refusedFormats();

/// The format of a table; null where it has none of these.
const MatrixFormat* matrixFormatOf(const TsvFile& file);
const LongFormat* longFormatOf(const TsvFile& file);

/// Columns of `file` that are named by a sample or run, with that name.
std::vector<std::pair<std::size_t, std::string>> sampleColumnsOf(const TsvFile& file, const MatrixFormat& format,
                                                                 const SampleNames& samples);

/// Throws CorruptContent for a table of another kind, which is named with what to give instead.
void refuseOtherTables(const TsvFile& file);

/// Throws CorruptContent: which programs' tables are read, and what this one looks most like.
[[noreturn]] void refuseUnknownTable(const TsvFile& file);

}  // namespace vescargo
