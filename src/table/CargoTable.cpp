#include "vescargo/table/CargoTable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace vescargo {

namespace {

class ColumnFinder {
 public:
  ColumnFinder(const std::vector<CargoColumn>& columns, const Study& study, const std::string& path)
      : columns_(columns), study_(study), path_(path), usedBy_(columns.size(), none), faults_(ExitCode::DoNotFit) {}

  StudyColumns find() {
    for (std::size_t s = 0; s < study_.samples.size(); ++s) findSample(s);
    faults_.throwIfAny();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (usedBy_[c] == none) found_.leftOut.push_back(columns_[c].names.front());
    }
    return std::move(found_);
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  bool isOfRun(const CargoColumn& column, const std::string& run) const {
    const auto matches = [&](const std::string& name) { return name == run || runName(name) == runName(run); };
    if (column.runs.size() == 1 && matches(column.runs.front())) return true;
    return std::any_of(column.names.begin(), column.names.end(), matches);
  }

  bool isOfSample(const CargoColumn& column, const std::string& sample, const std::vector<StudyRun>& runs) const {
    if (std::find(column.names.begin(), column.names.end(), sample) != column.names.end()) return true;
    std::set<std::string> made;
    std::set<std::string> wanted;
    for (const auto& run : column.runs) made.insert(runName(run));
    for (const auto& run : runs) wanted.insert(runName(run.run));
    return made == wanted;
  }

  /// The one column for which `belongs`; none where there is none, and a fault where there are two.
  template <class Belongs>
  std::size_t oneColumn(const std::string& what, Belongs belongs) {
    std::size_t one = none;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!belongs(columns_[c])) continue;
      if (one != none)
        faults_.add(path_,
                    "columns " + inQuotes(columns_[one].names.front()) + " and " + inQuotes(columns_[c].names.front()) +
                        " are both " + what,
                    "keep one of them");
      one = c;
    }
    return one;
  }

  void use(std::size_t column, std::size_t sample, const StudyRun& run) {
    if (usedBy_[column] != none) {
      faults_.add(path_,
                  "column " + inQuotes(columns_[column].names.front()) + " fits sample " +
                      inQuotes(study_.samples[usedBy_[column]].name) + " and sample " +
                      inQuotes(study_.samples[sample].name) + " of the study sheet",
                  "give samples and runs names that differ");
      return;
    }
    usedBy_[column] = sample;
    found_.columns.push_back({column, sample, run.run, run.fraction});
  }

  void findSample(std::size_t s) {
    const std::string& name = study_.samples[s].name;
    std::vector<StudyRun> runs;
    for (const StudyRun& run : study_.runs) {
      if (run.sample == name) runs.push_back(run);
    }
    std::vector<std::size_t> ofRuns;
    for (const StudyRun& run : runs) {
      ofRuns.push_back(
          oneColumn("run " + inQuotes(run.run), [&](const CargoColumn& column) { return isOfRun(column, run.run); }));
    }
    const auto missing = std::find(ofRuns.begin(), ofRuns.end(), none);
    if (missing != ofRuns.end() || runs.size() < 2) {
      const std::size_t own = oneColumn("sample " + inQuotes(name),
                                        [&](const CargoColumn& column) { return isOfSample(column, name, runs); });
      if (own != none) return use(own, s, {"", name, ""});
    }
    if (missing != ofRuns.end()) return tellMissing(name, runs, ofRuns);
    for (std::size_t r = 0; r < runs.size(); ++r) use(ofRuns[r], s, runs[r]);
  }

  void tellMissing(const std::string& sample, const std::vector<StudyRun>& runs,
                   const std::vector<std::size_t>& found) {
    std::vector<std::string> names;
    for (const CargoColumn& column : columns_) names.push_back(column.names.front());
    const bool some = std::any_of(found.begin(), found.end(), [](std::size_t column) { return column != none; });
    if (!some) {
      faults_.add(path_, "has no column for sample " + inQuotes(sample) + " of the study sheet",
                  "nearest: " + nearestNames(sample, names));
      return;
    }
    for (std::size_t r = 0; r < runs.size(); ++r) {
      if (found[r] == none)
        faults_.add(path_, "has no column for run " + inQuotes(runs[r].run) + " of sample " + inQuotes(sample),
                    "add it, or take the run out of the study sheet");
    }
  }

  const std::vector<CargoColumn>& columns_;
  const Study& study_;
  const std::string& path_;
  std::vector<std::size_t> usedBy_;  ///< [column], sample
  StudyColumns found_;
  FaultList faults_;
};

/// Mean of the measured, of each row, in log2.
Eigen::VectorXd meanOfRuns(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& columns) {
  Eigen::VectorXd mean(log2.rows());
  for (Eigen::Index row = 0; row < log2.rows(); ++row) {
    double sum = 0;
    int seen = 0;
    for (const std::size_t column : columns) {
      const double value = log2(row, static_cast<Eigen::Index>(column));
      if (std::isnan(value)) continue;
      sum += value;
      ++seen;
    }
    mean(row) = seen > 0 ? roundDecimals(sum / seen, 6) : std::numeric_limits<double>::quiet_NaN();
  }
  return mean;
}

/// Whether each sample is the one column at its own place.
bool areColumnsInOrder(const std::vector<std::vector<std::size_t>>& columnsOf) {
  for (std::size_t s = 0; s < columnsOf.size(); ++s) {
    if (columnsOf[s] != std::vector{s}) return false;
  }
  return true;
}

}  // namespace

StudyColumns studyColumns(const std::vector<CargoColumn>& columns, const Study& study, const std::string& path) {
  return ColumnFinder(columns, study, path).find();
}

QuantTable samplesOf(CargoTable cargo, const StudyColumns& columns, const Study& study, const std::string& path) {
  std::vector<std::vector<std::size_t>> columnsOf(study.samples.size());
  std::vector<std::set<std::string>> fractionsOf(study.samples.size());
  for (const StudyColumn& column : columns.columns) {
    columnsOf[column.sample].push_back(column.column);
    fractionsOf[column.sample].insert(column.fraction);
  }
  if (areColumnsInOrder(columnsOf) && cargo.table.log2.cols() == static_cast<Eigen::Index>(columnsOf.size())) {
    cargo.table.samples = study.sampleNames();
    return std::move(cargo.table);
  }
  FaultList faults(ExitCode::DoNotFit);
  QuantTable result{std::move(cargo.table.rows), study.sampleNames(),
                    Eigen::MatrixXd(cargo.table.log2.rows(), static_cast<Eigen::Index>(study.samples.size()))};
  for (std::size_t s = 0; s < columnsOf.size(); ++s) {
    if (fractionsOf[s].size() > 1)
      faults.add(path, "sample " + inQuotes(study.samples[s].name) + " is in columns of several fractions",
                 "let " + cargo.program + " combine fractions, one column a sample");
    const auto at = static_cast<Eigen::Index>(s);
    result.log2.col(at) = columnsOf[s].size() == 1
                              ? cargo.table.log2.col(static_cast<Eigen::Index>(columnsOf[s].front())).eval()
                              : meanOfRuns(cargo.table.log2, columnsOf[s]);
  }
  faults.throwIfAny();
  return result;
}

}  // namespace vescargo
