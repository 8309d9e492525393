#include "vescargo/foreign/readStudyCargo.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "vescargo/base/lowerCase.h"
#include "vescargo/foreign/delimited.h"
#include "vescargo/foreign/peptideTable.h"
#include "vescargo/foreign/readCargo.h"
#include "vescargo/foreign/readLongTable.h"
#include "vescargo/foreign/readMzTab.h"
#include "vescargo/foreign/readPlainCargo.h"
#include "vescargo/foreign/readText.h"
#include "vescargo/foreign/sampleNames.h"
#include "vescargo/foreign/tableFormats.h"
#include "vescargo/quant/normalizeTable.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// Whether a column is of a sample or run of the study.
ColumnTest testOf(const Study& study) {
  return [names = StudyNames(study)](const CargoColumn& column) { return names.know(column); };
}

/// A plain matrix may be anything: it is ours where a column is of the study.
void refuseStrangeMatrix(const TsvFile& file, const ColumnTest& isOfStudy) {
  if (!isPlainMatrix(file)) return;
  SampleColumns columns;
  for (std::size_t i = 0; i < file.header.size(); ++i) columns.emplace_back(i, file.header[i]);
  const auto named = namedColumns(columns);
  if (std::none_of(named.begin(), named.end(), isOfStudy)) refuseUnknownTable(file);
}

/// Makes the study's columns comparable before runs are taken together: a protein that one of two runs lacks would
/// else have the level of the other.
TableNormalized normalizeColumns(CargoTable& cargo, const StudyColumns& columns, const Study& study,
                                 TableNormalization choice) {
  std::vector<std::size_t> at;
  Study described;
  described.subjects = study.subjects;
  for (const StudyColumn& column : columns.columns) {
    at.push_back(column.column);
    described.samples.push_back(study.samples[column.sample]);
    if (!column.run.empty()) described.samples.back().name = column.run;
  }
  // A table that is used as it is may be as large as what memory is left.
  std::vector<std::size_t> all(static_cast<std::size_t>(cargo.table.log2.cols()));
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (at == all) {
    const std::vector<std::string> names = std::exchange(cargo.table.samples, described.sampleNames());
    TableNormalized normalized = normalizeTable(cargo.table, described, choice, cargo.normalized);
    cargo.table.samples = names;
    return normalized;
  }
  QuantTable used{cargo.table.rows, described.sampleNames(), cargo.table.log2(Eigen::all, at)};
  TableNormalized normalized = normalizeTable(used, described, choice, cargo.normalized);
  cargo.table.log2(Eigen::all, at) = used.log2;
  return normalized;
}

/// A column that is called as a sample and as a run of another sample may be of either.
void refuseAmbiguousNames(const std::vector<CargoColumn>& columns, const Study& study, const std::string& path) {
  for (const CargoColumn& column : columns) {
    for (const StudyRun& run : study.runs) {
      const auto name = std::find_if(column.names.begin(), column.names.end(), [&](const std::string& text) {
        return text != run.sample && runName(text) == runName(run.run);
      });
      if (name == column.names.end()) continue;
      const bool ofSample = std::any_of(study.samples.begin(), study.samples.end(),
                                        [&](const Sample& sample) { return sample.name == *name; });
      if (ofSample)
        throw Error(ExitCode::DoNotFit, path,
                    "column " + inQuotes(*name) + " may be sample " + inQuotes(*name) +
                        " of the study sheet or its run " + inQuotes(run.run) + ", which is of sample " +
                        inQuotes(run.sample),
                    "give samples and runs names that differ, in the sheet and in the table");
    }
  }
}

void warnOfEmptySamples(StudyCargo& cargo) {
  std::vector<std::string> empty;
  for (std::size_t s = 0; s < cargo.table.samples.size(); ++s) {
    const auto column = cargo.table.log2.col(static_cast<Eigen::Index>(s));
    if (column.size() > 0 && column.array().isNaN().all()) empty.push_back(cargo.table.samples[s]);
  }
  if (!empty.empty())
    cargo.warnings.push_back("without a single value in the columns that were read: " + join(empty, ", ") +
                             ": nothing can be said of these samples, nor of their pairs");
}

/// "1-Mar", "Sep-02": what spreadsheets make of MARCH1 and SEPT2.
bool isDate(std::string_view gene) {
  static constexpr std::array<std::string_view, 17> months{"jan", "feb", "mar", "mrz", "apr", "may",
                                                           "mai", "jun", "jul", "aug", "sep", "oct",
                                                           "okt", "nov", "dec", "dez", "sept"};
  const std::size_t sign = gene.find_first_of("-./ ");
  if (sign == std::string_view::npos || sign == 0 || sign + 1 >= gene.size()) return false;
  const std::string first = lowerCase(std::string(gene.substr(0, sign))),
                    second = lowerCase(std::string(gene.substr(gene.find_first_not_of("-./ ", sign))));
  const auto isMonth = [](const std::string& text) {
    return std::find(months.begin(), months.end(), text) != months.end();
  };
  const auto isNumber = [](const std::string& text) {
    return text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
  };
  return (isMonth(first) && isNumber(second)) || (isNumber(first) && isMonth(second));
}

void warnOfDates(StudyCargo& cargo) {
  std::vector<std::string> dates;
  for (const QuantRow& row : cargo.table.rows) {
    for (const std::string& gene : split(row.genes, ';')) {
      if (isDate(gene)) dates.push_back(gene);
    }
  }
  if (dates.empty()) return;
  constexpr std::size_t shown = 3;
  const std::size_t count = dates.size();
  dates.resize(std::min(count, shown));
  cargo.warnings.push_back(
      std::to_string(count) + " genes are dates (" + join(dates, ", ") + (count > shown ? ", ..." : "") +
      "), which a spreadsheet made of genes like SEPT2 or MARCH1: no panel or set finds them; give the "
      "table as the program wrote it");
}

/// Panels find proteins by gene or accession of UniProt, sets by gene alone.
void tellOfGenes(StudyCargo& cargo) {
  constexpr std::size_t hardly = 10;
  const auto& rows = cargo.table.rows;
  const auto named = std::count_if(rows.begin(), rows.end(), [](const QuantRow& row) { return !row.genes.empty(); });
  const auto found = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const QuantRow& row) {
    const auto accessions = split(row.id, ';');
    return !row.genes.empty() || std::any_of(accessions.begin(), accessions.end(), isUniProt);
  }));
  if (rows.empty()) return;
  const std::string count = std::to_string(found) + " of " + std::to_string(rows.size()) + " proteins";
  if (hardly * found < rows.size()) {
    cargo.warnings.push_back(count +
                             " have a gene or an accession of UniProt, by which marker panels and sets find "
                             "them (here are names like " +
                             inQuotes(rows.front().id) +
                             "): panels will match hardly any; add a column of genes or of UniProt's accessions");
  } else if (named == 0) {
    cargo.notes.push_back("no protein has a gene: marker panels find " + count +
                          " by their accession of UniProt, sets of genes (-gmt) find none; add a column of genes where "
                          "these are wanted");
  }
}

StudyCargo inStudy(CargoTable cargo, const Study& study, const std::string& path, const ImportOptions& options) {
  if (!cargo.howSamplesAreCalled.empty() && std::none_of(cargo.columns.begin(), cargo.columns.end(), testOf(study))) {
    std::vector<std::string> names;
    for (const CargoColumn& column : cargo.columns) names.push_back(column.names.front());
    throw Error(ExitCode::DoNotFit, path,
                "none of its columns " + inQuotes(join(names, "\", \"")) + " is of a sample or run of the study",
                cargo.howSamplesAreCalled);
  }
  const std::vector<std::string> spelled = StudyNames(study).giveTo(cargo.columns);
  cargo.notes.insert(cargo.notes.end(), spelled.begin(), spelled.end());
  if (!cargo.normalized) refuseAmbiguousNames(cargo.columns, study, path);
  const StudyColumns columns = studyColumns(cargo.columns, study, path);
  TableNormalized normalized = normalizeColumns(cargo, columns, study, options.tableNormalize);
  StudyCargo result{cargo.program, {}, std::move(cargo.notes), std::move(normalized.warnings)};
  result.table = samplesOf(std::move(cargo), columns, study, path);
  result.notes.insert(result.notes.end(), normalized.notes.begin(), normalized.notes.end());
  warnOfEmptySamples(result);
  if (columns.columns.size() > study.samples.size())
    result.notes.push_back(std::to_string(columns.columns.size()) + " runs make " +
                           std::to_string(study.samples.size()) + " samples by their mean in log2");
  if (!columns.leftOut.empty())
    result.notes.push_back("columns that are not of the study are left out: " + join(columns.leftOut, ", "));
  return result;
}

StudyCargo inStudy(PeptideTable table, const Study& study, const std::string& path, const ImportOptions& options) {
  const std::vector<std::string> spelled = StudyNames(study).giveTo(table.columns);
  table.notes.insert(table.notes.end(), spelled.begin(), spelled.end());
  return proteinsOf(table, study, options, path);
}

/// Of tables with a row a precursor or feature in a run, which are large, the columns that are read; else all.
std::vector<std::size_t> columnsNeeded(const TsvFile& head) {
  if (isSageLfq(head)) return {};
  return isMsstatsFeatures(head) ? msstatsColumns(head) : longColumns(head);
}

StudyCargo readDelimitedCargo(TextPieces text, const Study& study, const ImportOptions& options) {
  const std::string path = text.path();
  DelimitedTable table = readDelimited(std::move(text), columnsNeeded);
  TsvFile& file = table.file;
  const auto withNotes = [&](StudyCargo cargo) {
    cargo.notes.insert(cargo.notes.begin(), table.notes.begin(), table.notes.end());
    return cargo;
  };
  if (isSageLfq(file))
    return withNotes(inStudy(readSageLfq(std::move(file), options.tableScale), study, path, options));
  if (isMsstatsFeatures(file))
    return withNotes(inStudy(readMsstatsFeatures(std::move(file), options.tableScale), study, path, options));
  const ColumnTest isOfStudy = testOf(study);
  refuseStrangeMatrix(file, isOfStudy);
  return withNotes(inStudy(readCargo(std::move(file), options.tableScale, isOfStudy), study, path, options));
}

StudyCargo readPieces(TextPieces text, const Study& study, const ImportOptions& options) {
  const std::string path = text.path();
  return isMzTab(text.head())
             ? inStudy(readMzTab(std::move(text).readAll(), path, options.tableScale), study, path, options)
             : readDelimitedCargo(std::move(text), study, options);
}

StudyCargo told(StudyCargo cargo, const ImportOptions& options) {
  tellOfGenes(cargo);
  warnOfDates(cargo);
  if (options.tableScale != TableScale::Auto)
    cargo.notes.insert(cargo.notes.begin(),
                       "values are read as " + std::string(nameOf(options.tableScale)) + ", as -table_scale says");
  return cargo;
}

}  // namespace

TableCost costOfTable(std::size_t fileBytes) {
  constexpr double memoryPerByte = 2.5, secondsPerByte = 6e-8;
  const auto bytes = static_cast<double>(fileBytes);
  return {static_cast<std::size_t>(memoryPerByte * bytes), secondsPerByte * bytes};
}

StudyCargo studyCargoOf(const std::string& text, const std::string& path, const Study& study,
                        const ImportOptions& options) {
  return told(readPieces(TextPieces(text, path), study, options), options);
}

StudyCargo readStudyCargo(const std::string& path, const Study& study, const ImportOptions& options) {
  const bool mayBePlain = options.tableScale == TableScale::Auto || options.tableScale == TableScale::Log2;
  std::optional<CargoTable> plain = mayBePlain ? readPlainCargo(path) : std::nullopt;
  return told(plain ? inStudy(std::move(*plain), study, path, options) : readPieces(TextPieces(path), study, options),
              options);
}

}  // namespace vescargo
