#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/app/paramsFolder.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/compare/readGmt.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/quant/traceStudy.h"
#include "vescargo/quant/writeQuantification.h"
#include "vescargo/report/Report.h"
#include "vescargo/table/ImportOptions.h"
#include "vescargo/table/nameRuns.h"

/// The steps that a tool and EVPipeline share, told to the journal.
namespace vescargo {

/// Where identifications come from that were made before.
struct MadeIdentifications {
  std::vector<std::string> ids;    ///< files that readIdentifications knows
  std::vector<std::string> fasta;  ///< for genes and descriptions; may be empty
  std::vector<RunAliases> runs;    ///< of the study, in the order of its sheet
  std::string genes;               ///< table for GeneTable, whose genes go before all others; may be empty
};

/// readIdentifications, with what there is to say of it. `read` gives a run by its name; it is asked for other
/// engines' results only, whose spectra are looked up. Throws what that, readFastas, GeneTable and requireNamed throw.
Identifications takeIdentifications(const MadeIdentifications& made, const std::function<Run(const std::string&)>& read,
                                    const ConfidenceOptions& options, Journal& journal);

/// The proteins' sequences from these files, none for proteins that are not in them.
Identifications withSequences(Identifications identifications, const std::vector<std::string>& fasta);

/// How a study is quantified.
struct QuantSettings {
  QuantOptions options;
  double fdr;
  AcceptedLimits limits;
  std::vector<MarkerPanel> panels;  ///< those that QuantOptions::referencePanel is looked for in
};

/// Throws BadParameter where the samples are to be normalised to a panel that there is not.
void requireReferencePanel(const QuantOptions& options, const std::vector<MarkerPanel>& panels);

/// acceptedLimits, with a warning for each level where they are above `fdr`.
AcceptedLimits acceptStudy(const Identifications& identifications, double fdr, Journal& journal);

/// Measures false discoveries by entrapment and writes entrapment.tsv to `path`, unless that is empty; without rows
/// where no entrapment was searched.
void reportEntrapment(const Identifications& identifications, const std::string& path, Journal& journal);

/// Traces of a study and the tables made of them.
struct QuantifiedStudy {
  StudyTraces traces;
  Quantification tables;
};

/// traceStudy, rollUp and normalize. The proteins of the panel ev_positive are those that scores are
/// relative to where these are coherent (referenceRows); of another panel all that are used. Throws as they do and as
/// requireReferencePanel does, and Empty where no protein is quantified.
QuantifiedStudy quantifyStudy(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                              const QuantSettings& settings, Journal& journal);

/// readStudyCargo, with what there is to say of it.
QuantTable loadCargo(const std::string& path, const Study& study, const ImportOptions& options, Journal& journal);

/// How samples are scored and judged.
struct PuritySettings {
  PurityOptions options;
  std::string rules;  ///< file
};

/// scorePurity; the file of the rules is noted as an input.
Purity scoreSamples(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                    const PuritySettings& settings, Journal& journal);

/// purity_panels.tsv.
void writePanels(const Purity& purity, const Study& study, const std::string& path);

/// readGmt, the file noted as input; nothing for an empty path.
std::vector<MarkerPanel> loadSets(const std::string& path, const std::vector<MarkerPanel>& panels, Journal& journal);

/// Notes the files of the panels as inputs, since verdicts hang on them.
void notePanels(const std::vector<MarkerPanel>& panels, Journal& journal);

/// readPanels and notePanels.
std::vector<MarkerPanel> loadPanels(const std::string& folder, Journal& journal);

/// Throws Unreadable, or CorruptContent for what is no run.json.
RunRecord readRunRecord(const std::string& path);
/// joinRecords of these files.
RunRecord readRunRecords(const std::vector<std::string>& paths);

}  // namespace vescargo
