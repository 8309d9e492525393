#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readStudyCargo.h"
#include "vescargo/table/CargoTable.h"

namespace vescargo {

/// A peptide ion of another program.
struct ForeignIon {
  std::vector<std::string> accessions;
  std::vector<double> intensity;  ///< [column], linear, 0 = not measured
};

/// Peptide ions x runs as another program wrote them.
struct PeptideTable {
  std::string program;
  std::map<std::pair<std::string, int>, ForeignIon> ions;  ///< by peptide and charge
  std::vector<CargoColumn> columns;                        ///< as ForeignIon::intensity
  std::vector<std::string> notes;
};

/// The residues of "[+42.0106]-PEPM[+15.9949]TIDE" or "AM(Oxidation)K".
std::string bareSequence(const std::string& peptide);

/// Whether a table is Sage's lfq.tsv.
bool isSageLfq(const TsvFile& file);

/// Whether it is MSstats' table of features.
bool isMsstatsFeatures(const TsvFile& file);

/// Columns of `head`, a table of features without rows, that readMsstatsFeatures reads; none where it lacks some.
std::vector<std::size_t> msstatsColumns(const TsvFile& head);

/// Sage's lfq.tsv, a row a peptide or peptide ion: `peptide`, `charge` (-1 = charges together), `proteins`, `q_value`,
/// then a column a run (linear unless `scale` says otherwise, 0 is not measured; `score` and `spectral_angle` are
/// passed over). Peptides with a `q_value` of at most highestForeignQValue that are in a target protein count. Sage's
/// names have no genes. Throws as foreignScale does; CorruptContent for a missing column, a cell that is no number, a
/// negative linear intensity, a row without a peptide or protein, and a peptide and charge that stand twice; Empty
/// where no peptide counts.
PeptideTable readSageLfq(TsvFile file, TableScale scale = TableScale::Auto);

/// MSstats' input, a row a feature and run: `ProteinName`, `PeptideSequence`, `PrecursorCharge`, `Run`, `Intensity`
/// (linear unless `scale` says otherwise; 0 and NA are not measured), where there `FragmentIon` and `ProductCharge`,
/// whose fragments are summed, `Reference` (OpenMS' file of the run) and `IsotopeLabelType`, of which only L counts. Of
/// a feature that stands several times in a run the highest counts, as in MSstats. Throws as foreignScale does;
/// CorruptContent for a missing column, a cell that is no number, a negative linear intensity and a row without a
/// peptide, protein or run; Empty where nothing is measured.
PeptideTable readMsstatsFeatures(TsvFile file, TableScale scale = TableScale::Auto);

/// Proteins of a study: protein groups by parsimony (proteinGroups.h), rolled up as our own are (rollUp.h): charges and
/// fractions summed, mean of technical runs, peptides of several groups used for none, MaxLFQ; samples are made
/// comparable by normalizeTable. Throws as studyColumns does.
StudyCargo proteinsOf(const PeptideTable& table, const Study& study, const ImportOptions& options,
                      const std::string& path);

}  // namespace vescargo
