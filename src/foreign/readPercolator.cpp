#include "vescargo/foreign/readPercolator.h"

#include "vescargo/foreign/foreignTable.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

struct Columns {
  std::size_t id, score, qValue, error, peptide, proteins;
};

Columns columnsOf(const TsvFile& table) {
  if (table.column("mokapot q-value"))
    return {table.requiredColumn("SpecId"),          table.requiredColumn("mokapot score"),
            table.requiredColumn("mokapot q-value"), table.requiredColumn("mokapot PEP"),
            table.requiredColumn("Peptide"),         table.requiredColumn("Proteins")};
  return {table.requiredColumn("PSMId"),   table.requiredColumn("score"),
          table.requiredColumn("q-value"), table.requiredColumn("posterior_error_prob"),
          table.requiredColumn("peptide"), table.requiredColumn("proteinIds")};
}

}  // namespace

bool isPercolatorColumn(std::string_view name) { return name == "PSMId" || name == "mokapot q-value"; }

ForeignResult readPercolator(const TsvFile& table) {
  const Columns columns = columnsOf(table);
  ForeignTable cells(table);
  ForeignResult result{table.path, "Percolator", "score", {}, {}, true, true};
  for (const auto& row : table.rows) {
    ForeignMatch match = newForeignMatch();
    match.where = table.where(row);
    if (!readMatchId(cells.text(row, columns.id), match))
      cells.fault(
          row, "the id " + inQuotes(cells.text(row, columns.id)) + " does not tell run, scan and charge",
          "ids like run_scan_charge_rank or run.scan.scan.charge_rank are needed; or give the engine's own file");
    match.peptide = cells.text(row, columns.peptide);
    for (const auto& name : split(cells.text(row, columns.proteins), '\t'))
      match.accessions.push_back(accessionOf(name));
    match.psm.score = static_cast<float>(cells.number(row, columns.score));
    match.psm.qValue = static_cast<float>(cells.within(row, columns.qValue, 0, 1));
    match.psm.posteriorError = static_cast<float>(cells.within(row, columns.error, 0, 1));
    result.matches.push_back(std::move(match));
  }
  cells.throwIfAny();
  return result;
}

}  // namespace vescargo
