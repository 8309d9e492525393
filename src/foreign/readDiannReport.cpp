#include "vescargo/foreign/readDiannReport.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "vescargo/foreign/cargoCells.h"

namespace vescargo {

namespace {

/// What the rows of a protein group say.
struct ReportGroup {
  std::string genes;
  std::set<std::string> peptides;
  std::map<std::string, double> log2Of;  ///< by run
};

class DiannReport {
 public:
  DiannReport(const TsvFile& file, TableScale scale)
      : file_(file),
        run_(file.requiredColumn("Run")),
        group_(file.requiredColumn("Protein.Group")),
        genes_(file.requiredColumn("Genes")),
        intensity_(file.requiredColumn("PG.MaxLFQ")),
        precursor_(file.requiredColumn("Precursor.Id")),
        sequence_(file.column("Stripped.Sequence")),
        decoy_(file.column("Decoy")),
        scale_(foreignScale(file, {intensity_}, scale)),
        qValues_{file.requiredColumn("Q.Value"), file.requiredColumn("PG.Q.Value")} {
    for (const char* name : {"Global.PG.Q.Value", "Lib.PG.Q.Value"}) {
      if (const auto column = file.column(name)) qValues_.push_back(*column);
    }
  }

  CargoTable read() {
    for (const auto& row : file_.rows) addRow(row);
    faults_.throwIfAny();
    if (groups_.empty())
      throw Error(ExitCode::Empty, file_.path, "has no row with q-values up to " + formatNumber(highestForeignQValue),
                  "give the main report of a DIA-NN run with results");
    CargoTable cargo = table();
    if (scale_ != TableScale::Linear) requireLevels(cargo.table, file_.path);
    return cargo;
  }

 private:
  bool counts(const TsvFile::Row& row) {
    bool low = !decoy_ || row.cells[*decoy_] != "1";
    for (const std::size_t column : qValues_) {
      const auto value = parseNumber(row.cells[column]);
      if (!value || !(*value >= 0 && *value <= 1)) {
        faults_.add(file_.where(row),
                    inQuotes(row.cells[column]) + " in column " + inQuotes(file_.header[column]) + " is no q-value",
                    "give the report as DIA-NN wrote it");
        return false;
      }
      low = low && *value <= highestForeignQValue;
    }
    return low;
  }

  void addRow(const TsvFile::Row& row) {
    const std::string& run = row.cells[run_];
    const std::string& id = row.cells[group_];
    if (run.empty() || id.empty()) {
      faults_.add(file_.where(row), run.empty() ? "no run" : "no protein id", "give the report as DIA-NN wrote it");
      return;
    }
    if (!seen_.emplace(run, row.cells[precursor_]).second)
      faults_.add(file_.where(row),
                  "precursor " + inQuotes(row.cells[precursor_]) + " stands twice in run " + inQuotes(run),
                  "keep one row a precursor and run");
    if (std::find(runs_.begin(), runs_.end(), run) == runs_.end()) runs_.push_back(run);
    const double log2 = intensityCell(file_, row, intensity_, scale_, faults_);
    if (!counts(row)) {
      ++leftOut_;
      return;
    }
    ReportGroup& group = groups_[id];
    group.genes = row.cells[genes_];
    if (sequence_) group.peptides.insert(row.cells[*sequence_]);
    const auto [known, isNew] = group.log2Of.emplace(run, log2);
    const bool same = known->second == log2 || (std::isnan(known->second) && std::isnan(log2));
    if (!isNew && !same)
      faults_.add(file_.where(row), "protein " + inQuotes(id) + " has another PG.MaxLFQ before in run " + inQuotes(run),
                  "give the report as DIA-NN wrote it");
  }

  CargoTable table() const {
    CargoTable cargo{"DIA-NN", {}, {}, {}};
    cargo.table.samples = runs_;
    for (const auto& run : runs_) cargo.columns.push_back({{run}, {}});
    cargo.table.log2.setConstant(static_cast<Eigen::Index>(groups_.size()), static_cast<Eigen::Index>(runs_.size()),
                                 std::numeric_limits<double>::quiet_NaN());
    for (const auto& [id, group] : groups_) {
      const auto row = static_cast<Eigen::Index>(cargo.table.rows.size());
      for (std::size_t r = 0; r < runs_.size(); ++r) {
        const auto found = group.log2Of.find(runs_[r]);
        if (found != group.log2Of.end()) cargo.table.log2(row, static_cast<Eigen::Index>(r)) = found->second;
      }
      cargo.table.rows.push_back({id, id, group.genes, static_cast<int>(group.peptides.size())});
    }
    cargo.notes.push_back(std::to_string(leftOut_) + " of " + std::to_string(file_.rows.size()) +
                          " precursor rows are above a q-value of " + formatNumber(highestForeignQValue) +
                          " or decoys, and left out");
    return cargo;
  }

  const TsvFile& file_;
  std::size_t run_, group_, genes_, intensity_, precursor_;
  std::optional<std::size_t> sequence_, decoy_;
  TableScale scale_;
  std::vector<std::size_t> qValues_;
  std::set<std::pair<std::string, std::string>> seen_;  ///< run, precursor
  std::vector<std::string> runs_;                       ///< in order of first appearance
  std::map<std::string, ReportGroup> groups_;
  std::size_t leftOut_ = 0;
  FaultList faults_;
};

}  // namespace

CargoTable readDiannReport(const TsvFile& file, TableScale scale) { return DiannReport(file, scale).read(); }

}  // namespace vescargo
