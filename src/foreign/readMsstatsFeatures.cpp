#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/foreign/columnNames.h"
#include "vescargo/foreign/peptideTable.h"
#include "vescargo/foreign/proteinNames.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

class FeatureReader {
 public:
  FeatureReader(TsvFile file, TableScale scale)
      : file_(std::move(file)),
        protein_(required("ProteinName")),
        peptide_(required("PeptideSequence")),
        charge_(required("PrecursorCharge")),
        run_(required("Run")),
        intensity_(required("Intensity")),
        fragment_(columnOf(file_, {"FragmentIon"})),
        productCharge_(columnOf(file_, {"ProductCharge"})),
        reference_(columnOf(file_, {"Reference"})),
        label_(columnOf(file_, {"IsotopeLabelType"})) {
    table_.program = "MSstats";
    table_.notes = cleanNumbers(file_, {intensity_});
    cleanNumbers(file_, {charge_});
    scale_ = foreignScale(file_, {intensity_}, scale);
  }

  PeptideTable read() {
    for (const auto& row : file_.rows) addRow(row);
    faults_.throwIfAny();
    sumFragments();
    if (table_.ions.empty())
      throw Error(ExitCode::Empty, file_.path, "has no measured feature of a target protein",
                  "give MSstats' input of a run with results");
    note(heavy_, "rows of heavy labels are left out");
    note(decoys_, "rows of decoys are left out");
    note(again_, "rows are of a feature that stands before in its run; the highest intensity counts");
    return std::move(table_);
  }

 private:
  /// Peptide, charge, fragment and its charge, run.
  using Feature = std::tuple<std::string, int, std::string, std::string, std::size_t>;

  std::size_t required(std::string_view name) const {
    const auto column = columnOf(file_, {name});
    return column ? *column : file_.requiredColumn(name);
  }

  void note(std::size_t count, const std::string& what) {
    if (count > 0) table_.notes.push_back(std::to_string(count) + " " + what);
  }

  static std::string cell(const TsvFile::Row& row, const std::optional<std::size_t>& column) {
    return column ? std::string(row.cells[*column]) : std::string();
  }

  std::size_t runOf(const TsvFile::Row& row) {
    const std::string run(row.cells[run_]);
    const std::string reference = cell(row, reference_);
    const auto [found, isNew] = numberOfRun_.emplace(std::make_pair(run, reference), table_.columns.size());
    if (isNew && reference.empty()) table_.columns.push_back({{run}, {}});
    if (isNew && !reference.empty()) table_.columns.push_back({{reference}, {}});
    return found->second;
  }

  void addRow(const TsvFile::Row& row) {
    const std::string peptide(row.cells[peptide_]);
    const std::vector<std::string> names = namesIn(row.cells[protein_]);
    if (bareSequence(peptide).empty() || names.empty() || row.cells[run_].empty())
      return faults_.add(file_.where(row), "no peptide, no protein or no run", "give the table as MSstats reads it");
    const std::string label = cell(row, label_);
    if (label == "H" || label == "heavy") {
      ++heavy_;
      return;
    }
    if (isDecoyGroup(join(names, ";"))) {
      ++decoys_;
      return;
    }
    const auto charge = parseNumber(row.cells[charge_]);
    if (!charge || *charge < 0 || *charge > 20)
      return faults_.add(file_.where(row), inQuotes(row.cells[charge_]) + " is no charge",
                         "write a whole number from 0 to 20, or NA");
    const int z = std::isnan(*charge) ? 0 : static_cast<int>(*charge);
    auto& accessions = accessionsOf_[{peptide, z}];
    for (const std::string& name : names) {
      const std::string accession = accessionOf(name);
      if (std::find(accessions.begin(), accessions.end(), accession) == accessions.end())
        accessions.push_back(accession);
    }
    const std::size_t run = runOf(row);
    const double log2 = intensityCell(file_, row, intensity_, scale_, faults_);
    if (std::isnan(log2)) return;
    const auto [known, isNew] =
        highest_.emplace(Feature{peptide, z, cell(row, fragment_), cell(row, productCharge_), run}, log2);
    again_ += isNew ? 0 : 1;
    known->second = std::max(known->second, log2);
  }

  void sumFragments() {
    for (const auto& [feature, log2] : highest_) {
      const auto& [peptide, charge, fragment, productCharge, run] = feature;
      ForeignIon& ion = table_.ions[{peptide, charge}];
      ion.accessions = accessionsOf_.at({peptide, charge});
      ion.intensity.resize(table_.columns.size(), 0);
      ion.intensity[run] += std::exp2(log2);
    }
  }

  TsvFile file_;
  std::size_t protein_, peptide_, charge_, run_, intensity_;
  std::optional<std::size_t> fragment_, productCharge_, reference_, label_;
  TableScale scale_ = TableScale::Auto;
  std::map<std::pair<std::string, std::string>, std::size_t> numberOfRun_;  ///< by run and reference
  std::map<std::pair<std::string, int>, std::vector<std::string>> accessionsOf_;
  std::map<Feature, double> highest_;  ///< log2
  PeptideTable table_;
  std::size_t heavy_ = 0;
  std::size_t decoys_ = 0;
  std::size_t again_ = 0;
  FaultList faults_;
};

}  // namespace

bool isMsstatsFeatures(const TsvFile& file) {
  return columnOf(file, {"ProteinName"}) && columnOf(file, {"PeptideSequence"}) && columnOf(file, {"Intensity"}) &&
         columnOf(file, {"Run"}) && !columnOf(file, {"Channel"});
}

std::vector<std::size_t> msstatsColumns(const TsvFile& head) {
  std::vector<std::size_t> columns;
  for (const std::string_view name : {"ProteinName", "PeptideSequence", "PrecursorCharge", "Run", "Intensity"}) {
    const auto column = columnOf(head, {name});
    if (!column) return {};
    columns.push_back(*column);
  }
  for (const std::string_view name : {"FragmentIon", "ProductCharge", "Reference", "IsotopeLabelType"}) {
    if (const auto column = columnOf(head, {name})) columns.push_back(*column);
  }
  return columns;
}

PeptideTable readMsstatsFeatures(TsvFile file, TableScale scale) {
  return FeatureReader(std::move(file), scale).read();
}

}  // namespace vescargo
