#include "vescargo/foreign/readSage.h"

#include <algorithm>
#include <cmath>

#include "vescargo/foreign/foreignTable.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

/// Sage writes the logarithm of posterior errors, but 1 where its model could not be fitted.
void readErrors(const TsvFile& table, std::size_t column, ForeignResult& result) {
  const auto exponent = [&](const ForeignMatch& match) {
    const auto row = std::lower_bound(table.rows.begin(), table.rows.end(), match.line,
                                      [](const TsvFile::Row& one, std::uint32_t line) { return one.line < line; });
    return parseNumber(row->cells[column]).value_or(std::nan(""));
  };
  bool fitted = true;
  for (ForeignMatch& match : result.matches) {
    const double value = exponent(match);
    fitted = fitted && !(value > 0);
    match.posteriorError = static_cast<float>(std::pow(10.0, value));
  }
  if (fitted) return;
  for (ForeignMatch& match : result.matches) match.posteriorError = std::numeric_limits<float>::quiet_NaN();
  result.sentences.push_back(table.path + ": Sage could not fit its model, so its posterior errors say nothing");
}

}  // namespace

bool isSageColumn(std::string_view name) { return name == "spectrum_q" || name == "sage_discriminant_score"; }

ForeignResult readSage(const TsvFile& table) {
  const std::size_t peptide = table.requiredColumn("peptide");
  const std::size_t proteins = table.requiredColumn("proteins");
  const std::size_t file = table.requiredColumn("filename");
  const std::size_t scan = table.requiredColumn("scannr");
  const std::size_t label = table.requiredColumn("label");
  const std::size_t charge = table.requiredColumn("charge");
  const std::size_t score = table.requiredColumn("sage_discriminant_score");
  // The names until June 2023.
  const auto formerly = [&](const char* name, const char* before) {
    const auto column = table.column(name);
    return column ? column : table.column(before);
  };
  const auto given = formerly("spectrum_q", "spectrum_fdr");
  const std::size_t psmQ = given ? *given : table.requiredColumn("spectrum_q");
  const auto rank = table.column("rank");
  const auto mass = table.column("expmass");
  const auto peptideQ = formerly("peptide_q", "peptide_fdr");
  const auto error = table.column("posterior_error");
  ForeignTable cells(table);
  ForeignResult result = emptyResult(table, "Sage", "sage_discriminant_score");
  for (const auto& row : table.rows) {
    if (rank && cells.number(row, *rank) != 1) continue;
    ForeignMatch match;
    match.line = static_cast<std::uint32_t>(row.line);
    match.run = addRun(result, {cells.text(row, file), ""});
    match.spectrum = cells.text(row, scan);
    match.peptide = result.peptides.add(cells.text(row, peptide));
    for (const auto& name : split(cells.text(row, proteins), ';')) addProtein(result, match, name);
    match.charge = static_cast<int>(cells.within(row, charge, 1, 20));
    if (mass) match.precursorMz = ionMz(cells.number(row, *mass), match.charge);
    match.decoy = cells.number(row, label) < 0;
    match.score = static_cast<float>(cells.number(row, score));
    match.qValue = static_cast<float>(cells.within(row, psmQ, 0, 1));
    if (peptideQ) match.peptideQValue = static_cast<float>(cells.within(row, *peptideQ, 0, 1));
    result.matches.push_back(std::move(match));
  }
  cells.throwIfAny();
  if (error) readErrors(table, *error, result);
  return result;
}

}  // namespace vescargo
