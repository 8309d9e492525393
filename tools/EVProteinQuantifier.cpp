#include <map>

#include "vescargo/app/EvTool.h"
#include "vescargo/app/RunReader.h"
#include "vescargo/app/ScratchFolder.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/nameFiles.h"
#include "vescargo/app/paramsFolder.h"
#include "vescargo/app/quantFiles.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/openms/readRun.h"

using namespace vescargo;

class EVProteinQuantifier final : public EvTool {
 public:
  EVProteinQuantifier()
      : EvTool("EVProteinQuantifier", "Quantifies the identified peptides and proteins, label-free.",
               "-in runs/*.mzML.gz -ids results/*.idXML -study study.tsv -out cargo.tsv") {}

 private:
  void declare() override {
    declareInputs("in",
                  "All runs of the study, gzipped or not, or what EVPeptideIdentifier wrote as out_matches; profile "
                  "spectra are centroided",
                  {"mzML", "mzML.gz", "matches"});
    declareInputs("ids",
                  "Their identifications by EVPeptideIdentifier or another engine: idXML, pepXML, mzIdentML, Sage's "
                  "results.sage.tsv, PSM tables of Percolator or mokapot",
                  {"idXML", "pepXML", "mzid", "tsv"});
    declareInputs("fasta", "Sequences for iBAQ; genes and descriptions for identifications that have none",
                  {"fasta", "fasta.gz"}, Need::Optional);
    declareInput("genes", "Genes of proteins that have none or others: columns accession and gene", {"tsv"},
                 Need::Optional);
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels",
                       "Marker panels, for reference_panel; those that come with the program where not given");
    declareOutput("out", "Proteins x samples, log2 intensity", {"tsv"});
    declareOutput("out_peptides", "Peptides x samples, log2 intensity", {"tsv"}, Need::Optional);
    declareOutput("out_reasons", "Why each missing value is missing", {"tsv"}, Need::Optional);
    declareOutput("out_ions", "Every peak that was measured", {"tsv"}, Need::Optional);
    declareOutput("out_abundance", "Shares of each sample by top-3 and iBAQ", {"tsv"}, Need::Optional);
    declareOutput("out_factors", "How each sample was normalised", {"tsv"}, Need::Optional);
    declareOutput("out_mztab", "Proteins, peptides and matches as mzTab", {"mzTab"}, Need::Optional);
    declareOutput("out_consensus", "Ions x runs as consensusXML", {"consensusXML"}, Need::Optional);
    declareOutput("out_msstats", "Ions in runs as MSstats reads them", {"csv"}, Need::Optional);
    declareOutput("out_msqrob2", "Ions x runs as QFeatures and msqrob2 read them", {"csv"}, Need::Optional);
    declareOutput("out_msqrob2_annotation", "What the runs of that table are", {"csv"}, Need::Optional);
    declareOutput("out_runs", "Quality of the runs", {"tsv"}, Need::Optional);
    declareOutput("out_alignments", "Agreement of retention times, pair by pair of runs", {"tsv"}, Need::Optional);
    declareOutput("out_mzqc", "Quality of the runs as mzQC", {"mzQC"}, Need::Optional);
    declareOptions<StudyOptions>();
    declarePresets();
    declareOptions<PickOptions>();
    declareOptions<ConfidenceOptions>();
    declareOptions<QuantOptions>();
  }

  void execute(Journal& journal) override {
    const auto pick = options<PickOptions>();
    const auto confidence = options<ConfidenceOptions>();
    const double fdr = confidence.fdr;
    const Study study = loadStudy(file("study"), options<StudyOptions>(), journal);
    const RunFiles pathOf = byName(files("in"), nameFiles(files("in"), study, journal));
    const ScratchFolder scratch(file("out"));
    const RunReader runs(scratch.path(), pathOf, pick, journal);
    journal.inputs(files("ids"));
    journal.inputs(files("fasta"));
    if (!file("genes").empty()) journal.input(file("genes"));
    journal.input(file("study"));
    const auto quant = options<QuantOptions>();
    std::vector<MarkerPanel> panels;
    if (quant.normalize == Normalization::Panel) panels = loadPanels(panelsFolder(file("panels")), journal);
    requireReferencePanel(quant, panels);
    const auto read = [&](const std::string& run) { return runs.read(run); };
    const auto ids = withSequences(
        withoutEntrapment(takeIdentifications({files("ids"), files("fasta"), aliasesOf(study, pathOf), file("genes")},
                                              read, confidence, journal)),
        files("fasta"));
    const AcceptedLimits limits = acceptStudy(ids, fdr, journal);
    const auto source = [&](std::uint32_t run) { return runs.surveys(ids.runs[run]); };
    const auto quantified = quantifyStudy(ids, source, study, {quant, fdr, limits, panels}, journal);
    writeQuantFiles({ids, quantified, study, limits}, journal.record(), outputs());
  }

  QuantPaths outputs() const {
    return {.cargo = file("out"),
            .peptides = file("out_peptides"),
            .reasons = file("out_reasons"),
            .ions = file("out_ions"),
            .abundance = file("out_abundance"),
            .factors = file("out_factors"),
            .mzTab = file("out_mztab"),
            .consensus = file("out_consensus"),
            .msstats = file("out_msstats"),
            .msqrob2 = file("out_msqrob2"),
            .msqrob2Annotation = file("out_msqrob2_annotation"),
            .runs = file("out_runs"),
            .alignments = file("out_alignments"),
            .mzQc = file("out_mzqc")};
  }
};

int main(int argc, const char** argv) { return EVProteinQuantifier().run(argc, argv); }
