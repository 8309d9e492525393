#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/foreign/peptideTable.h"
#include "vescargo/foreign/readLongTable.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

struct SageColumns {
  std::size_t peptide;
  std::size_t charge;
  std::size_t proteins;
  std::size_t qValue;
  std::vector<std::size_t> runs;
};

SageColumns columnsOf(const TsvFile& file) {
  static constexpr std::array<std::string_view, 6> describing{"peptide", "charge", "proteins",
                                                              "q_value", "score",  "spectral_angle"};
  SageColumns columns{file.requiredColumn("peptide"),
                      file.requiredColumn("charge"),
                      file.requiredColumn("proteins"),
                      file.requiredColumn("q_value"),
                      {}};
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    const std::string& name = file.header[i];
    const bool describes = std::find(describing.begin(), describing.end(), name) != describing.end();
    if (!name.empty() && !describes) columns.runs.push_back(i);
  }
  if (columns.runs.empty())
    throw Error(ExitCode::CorruptContent, file.path, "has no column of a run", "give lfq.tsv as Sage wrote it");
  return columns;
}

class SageReader {
 public:
  SageReader(TsvFile file, TableScale scale) : file_(std::move(file)), columns_(columnsOf(file_)) {
    table_.program = "Sage";
    table_.notes = cleanNumbers(file_, columns_.runs);
    scale_ = foreignScale(file_, columns_.runs, scale);
    for (const std::size_t column : columns_.runs) table_.columns.push_back({{file_.header[column]}, {}});
  }

  PeptideTable read() {
    for (const auto& row : file_.rows) addRow(row);
    faults_.throwIfAny();
    if (table_.ions.empty())
      throw Error(ExitCode::Empty, file_.path,
                  "has no peptide of a target protein with a q-value up to " + formatNumber(highestForeignQValue),
                  "give lfq.tsv of a run with results");
    table_.notes.insert(table_.notes.begin(), std::to_string(leftOut_) + " of " + std::to_string(file_.rows.size()) +
                                                  " peptide rows are above a q-value of " +
                                                  formatNumber(highestForeignQValue) + " or decoys, and left out");
    return std::move(table_);
  }

 private:
  double number(const TsvFile::Row& row, std::size_t column, double low, double high) {
    const auto value = parseNumber(row.cells[column]);
    if (value && *value >= low && *value <= high) return *value;
    faults_.add(file_.where(row),
                inQuotes(row.cells[column]) + " in column " + inQuotes(file_.header[column]) + " is not within " +
                    formatNumber(low) + " to " + formatNumber(high),
                "give lfq.tsv as Sage wrote it");
    return high;
  }

  void addRow(const TsvFile::Row& row) {
    const std::string peptide(row.cells[columns_.peptide]);
    if (bareSequence(peptide).empty() || row.cells[columns_.proteins].empty()) {
      faults_.add(file_.where(row), "no peptide or no protein", "give lfq.tsv as Sage wrote it");
      return;
    }
    const int charge = static_cast<int>(number(row, columns_.charge, -1, 20));
    if (!seen_.emplace(peptide, charge).second)
      faults_.add(file_.where(row), "peptide " + inQuotes(peptide) + " stands twice at one charge",
                  "keep one row a peptide and charge");
    ForeignIon ion;
    for (const std::string& name : split(row.cells[columns_.proteins], ';')) {
      const std::string accession = accessionOf(name);
      if (!isDecoyGroup(accession)) ion.accessions.push_back(accession);
    }
    for (const std::size_t column : columns_.runs) {
      const double log2 = intensityCell(file_, row, column, scale_, faults_);
      ion.intensity.push_back(std::isnan(log2) ? 0 : std::exp2(log2));
    }
    if (number(row, columns_.qValue, 0, 1) <= highestForeignQValue && !ion.accessions.empty()) {
      table_.ions[{peptide, charge}] = std::move(ion);
    } else {
      ++leftOut_;
    }
  }

  TsvFile file_;
  SageColumns columns_;
  TableScale scale_ = TableScale::Auto;
  std::set<std::pair<std::string, int>> seen_;
  PeptideTable table_;
  std::size_t leftOut_ = 0;
  FaultList faults_;
};

}  // namespace

bool isSageLfq(const TsvFile& file) {
  return file.column("peptide") && file.column("proteins") && file.column("q_value") && !file.column("scannr") &&
         !file.column("genes");
}

PeptideTable readSageLfq(TsvFile file, TableScale scale) { return SageReader(std::move(file), scale).read(); }

}  // namespace vescargo
