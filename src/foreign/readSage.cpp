#include "vescargo/foreign/readSage.h"

#include <cmath>

#include "vescargo/foreign/foreignTable.h"
#include "vescargo/search/Mass.h"
#include "vescargo/table/accession.h"

namespace vescargo {

bool isSageColumn(std::string_view name) { return name == "spectrum_q" || name == "sage_discriminant_score"; }

ForeignResult readSage(const TsvFile& table) {
  const std::size_t peptide = table.requiredColumn("peptide");
  const std::size_t proteins = table.requiredColumn("proteins");
  const std::size_t file = table.requiredColumn("filename");
  const std::size_t scan = table.requiredColumn("scannr");
  const std::size_t label = table.requiredColumn("label");
  const std::size_t charge = table.requiredColumn("charge");
  const std::size_t score = table.requiredColumn("sage_discriminant_score");
  const std::size_t psmQ = table.requiredColumn("spectrum_q");
  const auto rank = table.column("rank");
  const auto mass = table.column("expmass");
  const auto peptideQ = table.column("peptide_q");
  const auto error = table.column("posterior_error");
  ForeignTable cells(table);
  ForeignResult result{table.path, "Sage", "sage_discriminant_score", {}, {}, false, false};
  for (const auto& row : table.rows) {
    if (rank && cells.number(row, *rank) != 1) continue;
    ForeignMatch match = newForeignMatch();
    match.where = table.where(row);
    match.run = cells.text(row, file);
    match.spectrum = cells.text(row, scan);
    match.peptide = cells.text(row, peptide);
    for (const auto& name : split(cells.text(row, proteins), ';')) match.accessions.push_back(accessionOf(name));
    match.psm.charge = static_cast<int>(cells.within(row, charge, 1, 20));
    if (mass) match.psm.precursorMz = static_cast<float>(ionMz(cells.number(row, *mass), match.psm.charge));
    match.psm.decoy = cells.number(row, label) < 0;
    match.psm.score = static_cast<float>(cells.number(row, score));
    match.psm.qValue = static_cast<float>(cells.within(row, psmQ, 0, 1));
    if (peptideQ) match.psm.peptideQValue = static_cast<float>(cells.within(row, *peptideQ, 0, 1));
    // Not checked as a number, since Sage may write -inf here; nothing hangs on it.
    if (error)
      match.psm.posteriorError = static_cast<float>(std::pow(10.0, parseNumber(row.cells[*error]).value_or(0)));
    result.matches.push_back(std::move(match));
  }
  cells.throwIfAny();
  return result;
}

}  // namespace vescargo
