#include "vescargo/app/steps.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "vescargo/app/genes.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/tellSpectra.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/memory.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/foreign/readStudyCargo.h"
#include "vescargo/openms/readIdentifications.h"
#include "vescargo/report/joinRecords.h"
#include "vescargo/report/reportWords.h"
#include "vescargo/stats/robust.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

Identifications takeIdentifications(const MadeIdentifications& made, const std::function<Run(const std::string&)>& read,
                                    const ConfidenceOptions& options, Journal& journal) {
  const auto spectra = [&] {
    std::vector<RunSpectra> runs;
    Progress progress = journal.progress();
    progress.begin("readIdentifications: spectra", made.runs.size(), "run");
    for (const RunAliases& run : made.runs) {
      runs.push_back({run.name, read(run.name).ms2Headers, run.others});
      progress.advance();
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return runs;
  };
  const GeneTable genes = loadGenes(made.genes);
  FastaProteins known;
  if (!made.fasta.empty()) known = readFastas(made.fasta, genes, FastaTwins::Keep);
  tellOfFastas(known, journal);
  auto taken = readIdentifications(made.ids, {made.runs, spectra, read, std::move(known.proteins), options});
  for (const std::string& sentence : taken.sentences) journal.step("readIdentifications", sentence);
  for (const std::string& warning : taken.warnings) journal.warn(warning);
  const std::string& engine = taken.identifications.engine;
  journal.step("readIdentifications", std::to_string(made.ids.size()) + " files of " +
                                          (engine.empty() ? "Vescargo" : engine) + ", " +
                                          countsOf(taken.identifications, options.fdr));
  std::vector<Protein>& proteins = taken.identifications.proteins;
  nameGenes(genes, proteins);
  requireNamed(genes, proteins, made.genes);
  warnOfGenes(proteins, journal);
  return std::move(taken.identifications);
}

namespace {

std::string lowestPsmQValue(const Identifications& identifications) {
  float lowest = 1;
  for (const Psm& psm : identifications.psms) lowest = psm.decoy ? lowest : std::min(lowest, psm.qValue);
  return formatNumber(static_cast<double>(lowest), 3);
}

}  // namespace

AcceptedLimits acceptStudy(const Identifications& identifications, double fdr, Journal& journal) {
  const AcceptedLimits limits = acceptedLimits(identifications, fdr);
  const auto warn = [&](const std::string& what, double limit) {
    if (limit > fdr)
      journal.warn("no " + what + " can reach a q-value of " + formatNumber(fdr) +
                   ", there are too few: those at the lowest there is, " + formatNumber(limit, 3) + ", are taken");
  };
  warn("match", limits.psm);
  warn("peptide", limits.peptide);
  warn("protein group", limits.group);
  const auto& psms = identifications.psms;
  if (std::none_of(psms.begin(), psms.end(), [&](const Psm& psm) { return isAccepted(psm, limits); }))
    journal.warn("no match is accepted at a q-value of " + formatNumber(fdr) + ": the lowest is " +
                 lowestPsmQValue(identifications) +
                 "; check that the database, the modifications and the tolerances fit the runs");
  return limits;
}

void reportEntrapment(const Identifications& identifications, const std::string& path, Journal& journal) {
  constexpr double told = 0.01;
  const PeptideCounts& searched = identifications.searched;
  if (searched.entrapment == 0) {
    if (path.empty()) return;
    Journal::tell("entrapment: no foreign proteins were given (-entrapment), so " + path + " has no rows");
    return writeTsv(path, entrapmentTable({}, searched));
  }
  const auto rows = measureEntrapment(identifications);
  std::string text = std::to_string(searched.target) + " target and " + std::to_string(searched.entrapment) +
                     " entrapment peptides searched; at q-value " + formatNumber(told);
  for (const EntrapmentRow& row : rows) {
    if (row.threshold != told) continue;
    text += "; " + row.level + ": " + std::to_string(row.targets) + " + " + std::to_string(row.entrapment) +
            ", false-discovery proportion at least " + formatNumber(row.lowerBound, 3) + ", combined " +
            formatNumber(row.combined, 3);
  }
  journal.step("entrapment", text);
  if (!path.empty()) writeTsv(path, entrapmentTable(rows, searched));
}

Identifications withSequences(Identifications identifications, const std::vector<std::string>& fasta) {
  std::map<std::string, std::string> sequenceOf;
  if (!fasta.empty()) {
    for (Protein& protein : readFastas(fasta, {}, FastaTwins::Keep).proteins)
      sequenceOf[protein.accession] = std::move(protein.sequence);
  }
  for (Protein& protein : identifications.proteins) {
    const auto found = sequenceOf.find(protein.accession);
    protein.sequence = found == sequenceOf.end() ? "" : found->second;
  }
  return identifications;
}

void requireReferencePanel(const QuantOptions& options, const std::vector<MarkerPanel>& panels) {
  if (options.normalize != Normalization::Panel || findPanel(panels, options.referencePanel) != nullptr) return;
  std::vector<std::string> names;
  for (const MarkerPanel& panel : panels) names.push_back(panel.name);
  throw Error(ExitCode::BadParameter, "-reference_panel", inQuotes(options.referencePanel) + " is not known",
              "choose one of: " + join(names, ", "));
}

namespace {

/// Rows of the proteins that samples are normalised to.
std::vector<std::size_t> normalizedTo(const QuantTable& proteins, const QuantSettings& settings) {
  const std::string& name = settings.options.referencePanel;
  if (settings.options.normalize != Normalization::Panel) return {};
  if (name == panelNames::evPositive) return referenceRows(proteins, settings.panels);
  std::vector<std::size_t> rows;
  for (const MarkerMatch& match : matchPanel(proteins, *findPanel(settings.panels, name))) rows.push_back(match.row);
  return rows;
}

void normalizeStudy(const Study& study, const QuantSettings& settings, Quantification& tables, Journal& journal) {
  const auto rows = normalizedTo(tables.proteins, settings);
  if (settings.options.normalize == Normalization::Panel)
    journal.step("quantify", "normalize: " + std::to_string(rows.size()) + " proteins of the panel " +
                                 settings.options.referencePanel + " were measured");
  normalize(tables, sampleFactors(tables.proteins, study, settings.options.normalize, rows));
  for (const std::string& note : tables.factors.notes) journal.step("quantify", note);
  for (const std::string& warning : tables.factors.warnings) journal.warn(warning);
}

}  // namespace

namespace {

/// What the runs have beside one kind of survey, and kinds that some runs have and others have not.
void tellLanes(const StudyTraces& traces, Journal& journal) {
  for (std::size_t r = 0; r < traces.quality.size(); ++r) {
    const RunQuality& quality = traces.quality[r];
    const std::string& name = traces.ions.runs[r].name;
    tellSpectra({name, quality.lanes, quality.passedOver, quality.missingSpectra}, journal);
    const auto lost = std::count_if(traces.traces[r].begin(), traces.traces[r].end(),
                                    [](const IonTrace& trace) { return trace.reason == MissingReason::OtherLane; });
    if (lost == 0) continue;
    std::vector<std::string> names;
    for (const LaneKind& kind : quality.lackingLanes) names.push_back(nameOf(kind));
    journal.warn("run " + inQuotes(name) + " has no value of " + std::to_string(lost) + " of " +
                 std::to_string(traces.ions.ions.size()) +
                 " ions, since other runs measure them in surveys of a kind that it has not" +
                 (names.empty() ? "" : " (" + join(names, "; ") + ")"));
  }
}

std::uint32_t negativeSpectra(const StudyTraces& traces) {
  return std::accumulate(traces.quality.begin(), traces.quality.end(), 0U, [](std::uint32_t sum, const auto& quality) {
    return sum + count(quality.passedOver, PassedOver::NegativeIons);
  });
}

void requireSurveys(const StudyTraces& traces) {
  if (std::any_of(traces.quality.begin(), traces.quality.end(),
                  [](const RunQuality& quality) { return quality.ms1Spectra > 0; }))
    return;
  const std::uint32_t negative = negativeSpectra(traces);
  throw Error(ExitCode::Empty, "-in",
              negative == 0 ? "no run has an MS1 spectrum"
                            : "no run has an MS1 spectrum of positive ions (" + std::to_string(negative) +
                                  " spectra of negative ions were passed over)",
              "give runs with survey spectra, which are measured");
}

double secondsOf(const RunQuality& quality) { return quality.rtEndSeconds - quality.rtBeginSeconds; }

/// Times in another unit than the file says, most likely.
void warnOfShortRuns(const StudyTraces& traces, Journal& journal) {
  constexpr double farShorter = 0.1;
  std::vector<double> lengths;
  for (const RunQuality& quality : traces.quality) {
    if (quality.ms1Spectra > 0) lengths.push_back(secondsOf(quality));
  }
  const double usual = median(lengths);
  for (std::size_t r = 0; r < traces.quality.size(); ++r) {
    const RunQuality& quality = traces.quality[r];
    if (quality.ms1Spectra > 0 && secondsOf(quality) < farShorter * usual)
      journal.warn("run " + inQuotes(traces.ions.runs[r].name) + " is " + formatNumber(secondsOf(quality), 3) +
                   " s long, where the runs of the study are " + formatNumber(usual, 3) +
                   " s: its scan start times may lack their unit (without one they are seconds)");
  }
}

/// Runs that give nothing, or that could not be aligned with the others.
void warnOfRuns(const StudyTraces& traces, const QuantOptions& options, Journal& journal) {
  for (std::size_t r = 0; r < traces.quality.size(); ++r) {
    const RunQuality& quality = traces.quality[r];
    const std::string run = "run " + inQuotes(traces.ions.runs[r].name);
    if (quality.ms1Spectra == 0) {
      const std::uint32_t negative = count(quality.passedOver, PassedOver::NegativeIons);
      const std::string positive =
          negative == 0 ? "" : " of positive ions (" + std::to_string(negative) + " of negative ions were passed over)";
      journal.warn(run + " has no MS1 spectra" + positive + ": nothing is measured in it");
    } else if (quality.identifiedIons == 0) {
      journal.warn(run + " has no identified ion: it cannot be aligned, and nothing is measured in it");
    } else if (options.transferFdr > 0 && quality.transfersLookedFor > 0 && std::isnan(quality.alignmentErrorSeconds)) {
      journal.warn(run + " shares too few identified ions with the others to be aligned: its transfers are rejected");
    }
  }
}

/// traceStudy asks for each run once to trace what it identified, and again for what other runs did.
StudyTraces traceTold(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                      const QuantSettings& settings, Progress& progress) {
  const std::size_t runs = identifications.runs.size();
  std::size_t asked = 0;
  const auto told = [&](std::uint32_t run) {
    if (asked == 0) progress.begin("quantify: reading runs", runs, "run");
    if (asked == runs) progress.begin("quantify: alignment and transfer", runs, "run");
    if (asked % runs != 0) progress.advance();
    ++asked;
    return surveys(run);
  };
  return traceStudy(identifications, told, study, settings.options, settings.limits);
}

}  // namespace

QuantifiedStudy quantifyStudy(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                              const QuantSettings& settings, Journal& journal) {
  requireReferencePanel(settings.options, settings.panels);
  for (const std::string& sentence : unequalFractions(study)) journal.warn(sentence);
  QuantifiedStudy quantified;
  Progress progress = journal.progress();
  quantified.traces = traceTold(identifications, surveys, study, settings, progress);
  tellLanes(quantified.traces, journal);
  requireSurveys(quantified.traces);
  warnOfRuns(quantified.traces, settings.options, journal);
  warnOfShortRuns(quantified.traces, journal);
  progress.begin("quantify: roll-up");
  quantified.tables = rollUp(identifications, quantified.traces, study, settings.options, settings.limits);
  Quantification& result = quantified.tables;
  std::size_t values = 0;
  for (const auto& row : result.peptideGaps.reasons)
    values += static_cast<std::size_t>(std::count(row.begin(), row.end(), MissingReason::Measured));
  const std::size_t cells = result.peptides.rows.size() * study.samples.size();
  journal.step("quantify", std::to_string(result.peptides.rows.size()) + " peptides, " + std::to_string(values) +
                               " of " + std::to_string(cells) + " values -> " +
                               std::to_string(result.proteins.rows.size()) + " proteins");
  for (const std::string& note : result.notes) journal.step("quantify", note);
  if (result.proteins.rows.empty())
    throw Error(ExitCode::Empty, "identifications",
                "no protein group is accepted at a q-value of " + formatNumber(settings.fdr) +
                    " and quantified (the lowest q-value of a match is " + lowestPsmQValue(identifications) + ")",
                "check that the database, the modifications and the tolerances fit the runs");
  normalizeStudy(study, settings, result, journal);
  return quantified;
}

namespace {

/// Says what a large table will need, and refuses one that does not fit. What a packed one holds is not known before.
void tellCost(const std::string& path) {
  constexpr std::size_t large = std::size_t{100} << 20U;
  const auto bytes = static_cast<std::size_t>(std::filesystem::file_size(path));
  const TableCost cost = costOfTable(bytes);
  const std::size_t free = freeMemory();
  requireMemory({path, "it needs", cost.memoryBytes, "take a larger machine, or fewer samples at a time"}, free);
  if (bytes < large) return;
  Journal::tell("readCargo: " + std::to_string(bytes >> 20U) + " MB need about " + gigabytes(cost.memoryBytes) +
                " of memory (" + gigabytes(free) + " are free) and " + formatNumber(cost.processorSeconds, 2) +
                " s of processor time");
}

}  // namespace

QuantTable loadCargo(const std::string& path, const Study& study, const ImportOptions& options, Journal& journal) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) tellCost(path);
  StudyCargo cargo = readStudyCargo(path, study, options);
  journal.step("readCargo", "table of " + cargo.program + ", " + std::to_string(cargo.table.rows.size()) +
                                " proteins in " + std::to_string(cargo.table.samples.size()) + " samples");
  for (const std::string& note : cargo.notes) journal.step("readCargo", note);
  for (const std::string& warning : cargo.warnings) journal.warn(warning);
  return std::move(cargo.table);
}

Purity scoreSamples(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                    const PuritySettings& settings, Journal& journal) {
  journal.input(settings.rules);
  const auto rules = readVerdictRules(settings.rules);
  const std::size_t proteins = cargo.rows.size();
  Progress progress = journal.progress();
  progress.begin("scorePurity: scores");
  Purity purity = scorePurity(std::move(cargo), study, panels, settings.options, rules);
  const auto& samples = purity.table.samples;
  const auto with = [&](Verdict verdict) {
    return std::to_string(std::count_if(samples.begin(), samples.end(),
                                        [&](const SamplePurity& sample) { return sample.verdict == verdict; })) +
           " " + std::string(nameOf(verdict));
  };
  journal.step("scorePurity", std::to_string(proteins) + " proteins, " + std::to_string(samples.size()) +
                                  " samples -> " + with(Verdict::Pass) + ", " + with(Verdict::Caution) + ", " +
                                  with(Verdict::Fail) + ", " + with(Verdict::Unknown));
  for (const std::string& warning : purity.warnings) journal.warn(warning);
  journal.notes("scorePurity", "", purity.table.notes, purity.cautions);
  return purity;
}

void writePanels(const Purity& purity, const Study& study, const std::string& path) {
  writePanelMeasures(purity.panels, study, purity.panelNotes, path);
}

std::vector<MarkerPanel> loadSets(const std::string& path, const std::vector<MarkerPanel>& panels, Journal& journal) {
  if (path.empty()) return {};
  journal.input(path);
  return readGmt(path, panels);
}

void notePanels(const std::vector<MarkerPanel>& panels, Journal& journal) {
  for (const MarkerPanel& panel : panels) journal.input(panel.path);
}

std::vector<MarkerPanel> loadPanels(const std::string& folder, Journal& journal) {
  auto panels = readPanels(folder);
  notePanels(panels, journal);
  return panels;
}

RunRecord readRunRecords(const std::vector<std::string>& paths) {
  std::vector<RunRecord> records;
  for (const std::string& path : paths) records.push_back(readRunRecord(path));
  return joinRecords(std::move(records));
}

RunRecord readRunRecord(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in || std::filesystem::is_directory(path))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions and that it is a file");
  return parseRunRecord(content.str(), path);
}

}  // namespace vescargo
