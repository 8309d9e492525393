#include "vescargo/foreign/readMatrix.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/foreign/cleanNumbers.h"
#include "vescargo/foreign/columnNames.h"
#include "vescargo/foreign/proteinNames.h"
#include "vescargo/foreign/readLongTable.h"
#include "vescargo/foreign/sampleNames.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

bool hasValue(const TsvFile& file, std::size_t column) {
  return std::any_of(file.rows.begin(), file.rows.end(), [&](const TsvFile::Row& row) {
    const auto value = parseNumber(row.cells[column]);
    return !value || (!std::isnan(*value) && *value != 0);
  });
}

std::string cellOf(const TsvFile::Row& row, const std::optional<std::size_t>& column) {
  return column ? std::string(row.cells[*column]) : std::string();
}

std::vector<std::size_t> numbersOf(const SampleColumns& columns) {
  std::vector<std::size_t> numbers;
  for (const auto& column : columns) numbers.push_back(column.first);
  return numbers;
}

class MatrixReader {
 public:
  MatrixReader(TsvFile file, const MatrixFormat& format, TableScale scale, const ColumnTest& isOfStudy)
      : file_(std::move(file)),
        format_(format),
        scale_(scale),
        isOfStudy_(isOfStudy),
        id_(*columnOf(file_, format.ids)) {
    cargo_.program = format.program;
    cargo_.howSamplesAreCalled = format.howSamplesAreCalled;
  }

  CargoTable read() {
    leaveOutRows();
    findSamples();
    nameRows();
    if (const auto peptides = columnOf(file_, format_.peptides)) readPeptideCounts(file_, *peptides, cargo_.table);
    if (!format_.ofGenes) requireUniqueIds(file_, cargo_.table);
    readIntensities(file_, columns_, scale_, cargo_.table);
    countMissing();
    if (format_.ofGenes) sumGenes();
    cargo_.columns = namedColumns(columns_);
    cargo_.table = sortedById(std::move(cargo_.table));
    return std::move(cargo_);
  }

 private:
  void note(std::size_t count, const std::string& what) {
    if (count > 0) cargo_.notes.push_back(std::to_string(count) + " " + what);
  }

  void leaveOutRows() {
    std::size_t decoys = std::erase_if(file_.rows, [&](const TsvFile::Row& row) { return isDecoy(row); });
    for (const RowRule& rule : format_.rows) {
      const auto column = columnOf(file_, {rule.column});
      if (!column) continue;
      const std::size_t left = std::erase_if(file_.rows, [&](const TsvFile::Row& row) {
        return isOneOf(row.cells[*column], rule.values) == rule.leavesThese;
      });
      if (rule.what == "decoys") {
        decoys += left;
      } else {
        note(left, "rows of " + std::string(rule.what) + " are left out");
      }
    }
    note(decoys, "rows of decoys are left out");
    if (file_.rows.empty())
      throw Error(ExitCode::Empty, file_.path, "has only reversed sequences or rows that do not count",
                  "give a table with proteins");
    leaveOutDoubtful();
    leaveOutDoubles();
    if (format_.guessed && file_.header[id_].empty())
      note(std::erase_if(file_.rows, [&](const TsvFile::Row& row) { return row.cells[id_].empty(); }),
           "rows without a name are left out");
    if (format_.ofGenes)
      note(std::erase_if(file_.rows, [&](const TsvFile::Row& row) { return namesIn(row.cells[id_]).empty(); }),
           "rows without a gene are left out");
  }

  bool isDecoy(const TsvFile::Row& row) const {
    const auto whole = columnOf(file_, format_.wholeNames);
    const std::string_view names = row.cells[whole && !row.cells[*whole].empty() ? *whole : id_];
    return !names.empty() && isDecoyGroup(names);
  }

  void leaveOutDoubtful() {
    if (format_.qValue.empty()) return;
    const auto column = columnOf(file_, {format_.qValue});
    if (!column) return;
    cleanNumbers(file_, {*column});
    FaultList faults;
    const std::size_t left = std::erase_if(file_.rows, [&](const TsvFile::Row& row) {
      const auto value = parseNumber(row.cells[*column]);
      if (!value)
        faults.add(file_.where(row), inQuotes(row.cells[*column]) + " is no q-value", "give the table as written");
      return value && !(*value <= highestForeignQValue);
    });
    faults.throwIfAny();
    note(left, "rows are above a q-value of " + formatNumber(highestForeignQValue) + " and left out");
    if (file_.rows.empty())
      throw Error(ExitCode::Empty, file_.path, "has no row with a q-value up to " + formatNumber(highestForeignQValue),
                  "give a table of a run with results");
  }

  /// A protein of the database that a list of contaminants has too.
  void leaveOutDoubles() {
    std::set<std::string> others;
    for (const auto& row : file_.rows) {
      if (!isMarkedByColumn(row)) others.emplace(row.cells[id_]);
    }
    note(std::erase_if(file_.rows,
                       [&](const TsvFile::Row& row) {
                         return isMarkedByColumn(row) && others.contains(std::string(row.cells[id_]));
                       }),
         "rows of contaminants are of proteins that have another row, and left out");
  }

  void clean(const SampleColumns& columns) {
    for (std::string& told : cleanNumbers(file_, numbersOf(columns))) cargo_.notes.push_back(std::move(told));
  }

  void findSamples() {
    if (format_.samples.empty()) return findOtherColumns();
    std::string without;
    for (const SampleNames& kind : format_.samples) {
      const SampleColumns columns = sampleColumnsOf(file_, format_, kind);
      if (columns.empty()) continue;
      clean(columns);
      const std::string name = kind.before.empty() ? std::string(kind.behind.substr(1)) : std::string(kind.before);
      const bool filled = std::any_of(columns.begin(), columns.end(),
                                      [&](const auto& column) { return hasValue(file_, column.first); });
      if (!filled) {
        without += (without.empty() ? "" : " and ") + inQuotes(name);
        continue;
      }
      if (!without.empty())
        cargo_.notes.push_back("columns " + without + " hold no value: " + inQuotes(name) + " is read in their place");
      if (scale_ == TableScale::Auto && kind.scale != TableScale::Linear) scale_ = kind.scale;
      columns_ = columns;
      if (kind.howCalled.empty()) return;
      cargo_.notes.push_back("intensities are those of columns " + inQuotes(name));
      cargo_.howSamplesAreCalled = kind.howCalled;
      return;
    }
    if (!without.empty())
      throw Error(ExitCode::Empty, file_.path, "columns " + without + " hold no value",
                  "give a table of a run with quantification");
    refuseWithoutSamples();
  }

  [[noreturn]] void refuseWithoutSamples() const {
    std::vector<std::string> names;
    for (const SampleNames& kind : format_.samples)
      names.push_back("\"" + std::string(kind.before) + "<sample>" + std::string(kind.behind) + "\"");
    throw Error(ExitCode::CorruptContent, file_.path, "has no intensity column",
                "its samples need columns " + join(names, " or ") + ": give " + std::string(format_.file) +
                    " of a run with quantification");
  }

  void findOtherColumns() {
    std::set<std::size_t> known{id_};
    for (const Names* names : {&format_.genes, &format_.headers, &format_.entries, &format_.peptides,
                               &format_.describing, &format_.contaminants}) {
      for (const std::string_view name : *names) {
        if (const auto column = columnOf(file_, {name})) known.insert(*column);
      }
    }
    std::vector<std::string> words;
    for (std::size_t i = 0; i < file_.header.size(); ++i) {
      if (known.contains(i)) continue;
      const std::string& name = file_.header[i];
      if (isText(file_, i)) {
        words.push_back(name.empty() ? "column " + std::to_string(i + 1) + ", without a name" : name);
      } else if (!name.empty()) {
        columns_.emplace_back(i, name);
      } else if (hasValue(file_, i)) {
        throw Error(ExitCode::CorruptContent, file_.path, "column " + std::to_string(i + 1) + " has no name",
                    "name every column of a sample or run");
      }
    }
    if (!words.empty()) cargo_.notes.push_back("columns of text are passed over: " + join(words, ", "));
    if (columns_.empty())
      throw Error(ExitCode::CorruptContent, file_.path, "has no column of a run",
                  "give " + std::string(format_.file) + " as " + std::string(format_.program) + " wrote it");
    leaveOutStrangers();
    clean(columns_);
  }

  /// Numbers of another kind (lengths, changes) would tell how the intensities are written.
  void leaveOutStrangers() {
    if (!isOfStudy_) return;
    const auto named = namedColumns(columns_);
    SampleColumns ofStudy;
    std::vector<std::string> others;
    for (std::size_t c = 0; c < named.size(); ++c) {
      if (isOfStudy_(named[c])) {
        ofStudy.push_back(columns_[c]);
      } else {
        others.push_back(columns_[c].second);
      }
    }
    if (ofStudy.empty() || others.empty()) return;
    columns_ = std::move(ofStudy);
    cargo_.notes.push_back("columns that are not of the study are left out: " + join(others, ", "));
  }

  bool areNumbers(const std::optional<std::size_t>& column) const {
    return column && std::all_of(file_.rows.begin(), file_.rows.end(), [&](const TsvFile::Row& row) {
             return !row.cells[*column].empty() && parseNumber(row.cells[*column]).value_or(std::nan("")) >= 0;
           });
  }

  bool areAccessions(std::size_t column) const {
    return std::all_of(file_.rows.begin(), file_.rows.end(), [&](const TsvFile::Row& row) {
      const auto names = namesIn(row.cells[column]);
      return std::any_of(names.begin(), names.end(),
                         [](const std::string& name) { return isUniProt(accessionOf(name)); });
    });
  }

  /// Numbers of rows are no names; and where a cell more in each row is no name of it, all cells are a column off.
  void refuseShifted() const {
    if (!file_.header.front().empty()) return;
    const auto genes = columnOf(file_, format_.genes);
    const bool shifted = id_ != 0 && areAccessions(0) && !areAccessions(id_);
    if (!shifted && !areNumbers(id_) && !areNumbers(genes)) return;
    const std::string where = id_ == 0 ? "the column without a name" : "column " + inQuotes(file_.header[id_]);
    throw Error(ExitCode::CorruptContent, file_.path,
                shifted ? "has accessions in a first column without a name and others in " + where
                        : "has numbers in " + (areNumbers(id_) ? where : "column " + inQuotes(file_.header[*genes])) +
                              ", where names should stand",
                "give accessions or genes, and a name to every column");
  }

  void nameRows() {
    refuseShifted();
    const auto genes = columnOf(file_, format_.genes);
    const auto headers = columnOf(file_, format_.headers);
    const auto entries = columnOf(file_, format_.entries);
    const auto members = columnOf(file_, format_.members);
    GeneSources sources;
    std::size_t contaminants = 0;
    for (const auto& row : file_.rows) {
      ProteinCells cells{idsOf(row), cellOf(row, members), cellOf(row, genes), cellOf(row, headers),
                         cellOf(row, entries)};
      QuantRow named = proteinRow(cells, sources);
      if (format_.ofGenes) named = {named.genes, "", named.genes, 0};
      contaminants += isMarked(row, named) ? 1 : 0;
      cargo_.table.rows.push_back(std::move(named));
    }
    for (std::string& told : tellGenes(sources)) cargo_.notes.push_back(std::move(told));
    note(contaminants, "rows of contaminants are kept, under their marks");
  }

  /// A whole name stands for an empty id, and may bear a contaminant's mark that the id has not.
  std::string idsOf(const TsvFile::Row& row) const {
    const std::string id(row.cells[id_]);
    const std::string name = cellOf(row, columnOf(file_, format_.wholeNames));
    if (name.empty() || id.empty()) return id.empty() ? name : id;
    const std::size_t mark = name.size() - withoutContaminantMark(name).size();
    return isContaminant(id) ? id : name.substr(0, mark) + id;
  }

  bool isMarkedByColumn(const TsvFile::Row& row) const {
    return std::any_of(format_.contaminants.begin(), format_.contaminants.end(), [&](std::string_view name) {
      const std::string cell = cellOf(row, columnOf(file_, {name}));
      return isOneOf(cell, {"+", "true", "C"});
    });
  }

  bool isMarked(const TsvFile::Row& row, const QuantRow& named) const {
    if (isMarkedByColumn(row)) return true;
    const auto parts = split(named.id, ';');
    return std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return isContaminant(part); });
  }

  void countMissing() {
    std::size_t zeros = 0;
    std::size_t empty = 0;
    for (const auto& row : file_.rows) {
      for (const auto& [column, name] : columns_) {
        const auto value = parseNumber(row.cells[column]);
        zeros += value && *value == 0 ? 1 : 0;
        empty += value && std::isnan(*value) ? 1 : 0;
      }
    }
    if (zeros + empty > 0)
      cargo_.notes.push_back("values not measured: " + std::to_string(zeros + empty) + " of " +
                             std::to_string(file_.rows.size() * columns_.size()) + ", " + std::to_string(zeros) +
                             " of them written as 0");
  }

  /// A row that was pasted or joined twice; two measured rows of a gene do not agree in each of several values.
  bool isDouble(Eigen::Index row, Eigen::Index other) const {
    const auto& log2 = cargo_.table.log2;
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    return (!log2.row(row).array().isNaN()).count() > 1 && log2.row(row).binaryExpr(log2.row(other), same).all();
  }

  void sumGenes() {
    std::map<std::string, std::vector<Eigen::Index>> rowsOf;
    std::size_t doubles = 0;
    for (std::size_t r = 0; r < cargo_.table.rows.size(); ++r) {
      const auto row = static_cast<Eigen::Index>(r);
      auto& rows = rowsOf[cargo_.table.rows[r].id];
      const bool isThere =
          std::any_of(rows.begin(), rows.end(), [&](Eigen::Index other) { return isDouble(row, other); });
      if (!isThere) rows.push_back(row);
      doubles += isThere ? 1 : 0;
    }
    note(doubles, "rows are the same as another row of their gene, and left out");
    if (rowsOf.size() == cargo_.table.rows.size()) return;
    if (rowsOf.size() + doubles < cargo_.table.rows.size())
      note(cargo_.table.rows.size() - doubles,
           "rows are of " + std::to_string(rowsOf.size()) + " genes; rows of one gene are summed");
    QuantTable summed{
        {}, cargo_.table.samples, Eigen::MatrixXd(static_cast<Eigen::Index>(rowsOf.size()), cargo_.table.log2.cols())};
    for (const auto& [gene, rows] : rowsOf) {
      const auto at = static_cast<Eigen::Index>(summed.rows.size());
      summed.rows.push_back(cargo_.table.rows[static_cast<std::size_t>(rows.front())]);
      summed.rows.back().peptides = 0;
      for (Eigen::Index c = 0; c < summed.log2.cols(); ++c) {
        double sum = 0;
        for (const Eigen::Index row : rows) {
          const double log2 = cargo_.table.log2(row, c);
          sum += std::isnan(log2) ? 0 : std::exp2(log2);
        }
        const bool one = rows.size() == 1;
        summed.log2(at, c) = one       ? cargo_.table.log2(rows.front(), c)
                             : sum > 0 ? roundDecimals(std::log2(sum), 6)
                                       : std::nan("");
      }
    }
    cargo_.table = std::move(summed);
  }

  TsvFile file_;
  const MatrixFormat& format_;
  TableScale scale_;
  const ColumnTest& isOfStudy_;
  std::size_t id_;
  SampleColumns columns_;
  CargoTable cargo_;
};

}  // namespace

CargoTable readMatrix(TsvFile file, const MatrixFormat& format, TableScale scale, const ColumnTest& isOfStudy) {
  return MatrixReader(std::move(file), format, scale, isOfStudy).read();
}

}  // namespace vescargo
