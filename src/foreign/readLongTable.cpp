#include "vescargo/foreign/readLongTable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/foreign/columnNames.h"
#include "vescargo/foreign/proteinNames.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// What the rows of a protein group say.
struct LongGroup {
  QuantRow row;
  std::set<std::string> peptides;
  std::map<std::size_t, double> log2Of;  ///< by run
};

class LongReader {
 public:
  LongReader(TsvFile file, const LongFormat& format, TableScale scale)
      : file_(std::move(file)), format_(format), run_(required(format.runs)), id_(required(format.ids)) {
    findIntensity(scale);
    genes_ = columnOf(file_, format.genes);
    headers_ = columnOf(file_, format.headers);
    sequence_ = columnOf(file_, format.sequences);
    decoy_ = columnOf(file_, {format.decoys.column});
    if (!format.precursors.empty()) precursor_ = required(format.precursors);
    for (const std::string_view name : format.qValues) qValues_.push_back(required({name}));
    needed_ = qValues_.size();
    for (const std::string_view name : format.moreQValues) {
      if (const auto column = columnOf(file_, {name})) qValues_.push_back(*column);
    }
    cargo_.program = format.program;
  }

  CargoTable read() {
    cargo_.notes = cleanNumbers(file_, {intensity_});
    const std::vector<std::size_t> more(qValues_.begin() + static_cast<std::ptrdiff_t>(needed_), qValues_.end());
    cleanNumbers(file_, more);
    scale_ = foreignScale(file_, {intensity_}, scale_);
    for (const auto& row : file_.rows) addRow(row);
    faults_.throwIfAny();
    if (groups_.empty())
      throw Error(ExitCode::Empty, file_.path, "has no row with q-values up to " + formatNumber(highestForeignQValue),
                  "give the main report of a run of " + std::string(format_.program) + " with results");
    fillTable();
    tell();
    if (scale_ != TableScale::Linear) requireLevels(cargo_.table, file_.path);
    return std::move(cargo_);
  }

 private:
  std::size_t required(const Names& names) const {
    const auto column = columnOf(file_, names);
    return column ? *column : file_.requiredColumn(names.front());
  }

  void findIntensity(TableScale scale) {
    for (const SampleNames& values : format_.values) {
      const auto column = columnOf(file_, {values.before});
      if (!column) continue;
      intensity_ = *column;
      scale_ = scale == TableScale::Auto && values.scale != TableScale::Linear ? values.scale : scale;
      return;
    }
    intensity_ = file_.requiredColumn(format_.values.front().before);
  }

  std::string asWritten() const { return "give the report as " + std::string(format_.program) + " wrote it"; }

  bool isDecoy(const TsvFile::Row& row) const {
    if (decoy_ && isOneOf(row.cells[*decoy_], format_.decoys.values)) return true;
    return isDecoyGroup(row.cells[id_]);
  }

  bool counts(const TsvFile::Row& row) {
    bool low = !isDecoy(row);
    for (std::size_t i = 0; i < qValues_.size(); ++i) {
      const std::string_view cell = row.cells[qValues_[i]];
      const auto value = parseNumber(cell);
      const bool missing = value && std::isnan(*value) && i >= needed_;
      if (!missing && (!value || !(*value >= 0 && *value <= 1))) {
        faults_.add(file_.where(row),
                    inQuotes(cell) + " in column " + inQuotes(file_.header[qValues_[i]]) + " is no q-value",
                    asWritten());
        return false;
      }
      low = low && *value <= highestForeignQValue;
    }
    return low;
  }

  std::size_t runOf(const std::string& name) {
    const auto [found, isNew] = numberOfRun_.emplace(name, cargo_.table.samples.size());
    if (isNew) {
      cargo_.table.samples.push_back(name);
      cargo_.columns.push_back({{name}, {}});
    }
    return found->second;
  }

  /// Whether a precursor was not seen in the run before.
  bool isFirst(std::size_t run, const std::string& precursor) {
    const std::size_t number = numberOfPrecursor_.emplace(precursor, numberOfPrecursor_.size()).first->second;
    seen_.resize(std::max(seen_.size(), run + 1));
    auto& ofRun = seen_[run];
    if (ofRun.size() <= number) ofRun.resize(number + 1);
    const bool first = !ofRun[number];
    ofRun[number] = true;
    return first;
  }

  void addRow(const TsvFile::Row& row) {
    const std::string name(row.cells[run_]);
    const std::string id(row.cells[id_]);
    if (name.empty() || id.empty()) {
      faults_.add(file_.where(row), name.empty() ? "no run" : "no protein id", asWritten());
      return;
    }
    const std::size_t run = runOf(name);
    if (precursor_ && !isFirst(run, std::string(row.cells[*precursor_])))
      faults_.add(file_.where(row),
                  "precursor " + inQuotes(row.cells[*precursor_]) + " stands twice in run " + inQuotes(name),
                  "keep one row a precursor and run");
    const double log2 = intensityCell(file_, row, intensity_, scale_, faults_);
    if (!counts(row)) {
      ++leftOut_;
      return;
    }
    LongGroup& group = groupOf(row);
    if (sequence_) group.peptides.emplace(row.cells[*sequence_]);
    const auto [known, isNew] = group.log2Of.emplace(run, log2);
    const bool same = known->second == log2 || (std::isnan(known->second) && std::isnan(log2));
    if (!isNew && !same)
      faults_.add(
          file_.where(row),
          "protein " + inQuotes(id) + " has another " + file_.header[intensity_] + " before in run " + inQuotes(name),
          asWritten());
  }

  LongGroup& groupOf(const TsvFile::Row& row) {
    const std::string id(row.cells[id_]);
    const auto known = groups_.find(id);
    if (known != groups_.end()) return known->second;
    const auto cell = [&](const std::optional<std::size_t>& column) {
      return column ? std::string(row.cells[*column]) : std::string();
    };
    ProteinCells cells{id, "", cell(genes_), cell(headers_), ""};
    LongGroup& group = groups_[id];
    group.row = proteinRow(cells, sources_);
    return group;
  }

  void fillTable() {
    cargo_.table.log2.setConstant(static_cast<Eigen::Index>(groups_.size()),
                                  static_cast<Eigen::Index>(cargo_.table.samples.size()),
                                  std::numeric_limits<double>::quiet_NaN());
    for (auto& [id, group] : groups_) {
      const auto row = static_cast<Eigen::Index>(cargo_.table.rows.size());
      for (const auto& [run, log2] : group.log2Of) cargo_.table.log2(row, static_cast<Eigen::Index>(run)) = log2;
      group.row.peptides = static_cast<int>(group.peptides.size());
      cargo_.table.rows.push_back(std::move(group.row));
    }
    FaultList faults;
    std::set<std::string> ids;
    for (const QuantRow& row : cargo_.table.rows) {
      if (!ids.insert(row.id).second)
        faults.add(file_.path, "protein " + inQuotes(row.id) + " stands under two names", "give it one");
    }
    faults.throwIfAny();
    cargo_.table = sortedById(std::move(cargo_.table));
  }

  void tell() {
    const auto marked = std::count_if(cargo_.table.rows.begin(), cargo_.table.rows.end(), [](const QuantRow& row) {
      const auto parts = split(row.id, ';');
      return std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return isContaminant(part); });
    });
    for (std::string& told : tellGenes(sources_)) cargo_.notes.push_back(std::move(told));
    if (marked > 0)
      cargo_.notes.push_back(std::to_string(marked) + " rows of contaminants are kept, under their marks");
    if (!qValues_.empty() || leftOut_ > 0)
      cargo_.notes.push_back(std::to_string(leftOut_) + " of " + std::to_string(file_.rows.size()) + " " +
                             std::string(format_.rowsAre) + " are above a q-value of " +
                             formatNumber(highestForeignQValue) + " or decoys, and left out");
  }

  TsvFile file_;
  const LongFormat& format_;
  std::size_t run_, id_, intensity_ = 0;
  std::optional<std::size_t> genes_, headers_, sequence_, decoy_, precursor_;
  std::vector<std::size_t> qValues_;
  std::size_t needed_ = 0;  ///< of the q-values, the first
  TableScale scale_ = TableScale::Auto;
  std::map<std::string, std::size_t> numberOfRun_;
  std::unordered_map<std::string, std::size_t> numberOfPrecursor_;
  std::vector<std::vector<bool>> seen_;      ///< [run][precursor]
  std::map<std::string, LongGroup> groups_;  ///< by the cell of ids
  GeneSources sources_;
  CargoTable cargo_;
  std::size_t leftOut_ = 0;
  FaultList faults_;
};

}  // namespace

std::vector<std::size_t> longColumns(const TsvFile& head) {
  const LongFormat* format = longFormatOf(head);
  if (format == nullptr) return {};
  std::vector<std::size_t> columns;
  const auto add = [&](const Names& names) {
    const auto column = columnOf(head, names);
    if (column) columns.push_back(*column);
    return column.has_value();
  };
  for (const Names* names : {&format->genes, &format->headers, &format->sequences}) add(*names);
  for (const std::string_view name : format->told) add({name});
  for (const std::string_view name : format->moreQValues) add({name});
  add({format->decoys.column});
  Names values;
  for (const SampleNames& value : format->values) values.push_back(value.before);
  bool whole = add(format->runs) && add(format->ids) && add(values);
  if (!format->precursors.empty()) whole = add(format->precursors) && whole;
  for (const std::string_view name : format->qValues) whole = add({name}) && whole;
  return whole ? columns : std::vector<std::size_t>();
}

CargoTable readLongTable(TsvFile file, const LongFormat& format, TableScale scale) {
  return LongReader(std::move(file), format, scale).read();
}

}  // namespace vescargo
