#include <map>

#include "vescargo/app/Checkpoints.h"
#include "vescargo/app/EvTool.h"
#include "vescargo/app/ScratchFolder.h"
#include "vescargo/app/steps.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/openms/mzTabFile.h"
#include "vescargo/openms/readRun.h"

using namespace vescargo;

class EVProteinQuantifier final : public EvTool {
 public:
  EVProteinQuantifier()
      : EvTool("EVProteinQuantifier", "Quantifies the identified peptides and proteins, label-free.") {}

 private:
  void declare() override {
    declareInputs("in", "All runs of the study, gzipped or not; profile spectra are centroided", {"mzML"});
    declareInputs("ids",
                  "Their identifications by EVPeptideIdentifier or another engine: idXML, pepXML, mzIdentML, Sage's "
                  "results.sage.tsv, PSM tables of Percolator or mokapot",
                  {"idXML", "pepXML", "mzid", "tsv"});
    declareInputs("fasta", "Genes and descriptions for identifications that have none", {"fasta"}, Need::Optional);
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareOutput("out", "Proteins x samples, log2 intensity", {"tsv"});
    declareOutput("out_peptides", "Peptides x samples, log2 intensity", {"tsv"}, Need::Optional);
    declareOutput("out_missing", "Why each missing value is missing", {"tsv"}, Need::Optional);
    declareOutput("out_mztab", "Proteins and matches as mzTab", {"mzTab"}, Need::Optional);
    declareOptions<PickOptions>();
    declareOptions<ConfidenceOptions>();
    declareOptions<QuantOptions>();
  }

  void execute(Journal& journal) override {
    const auto pick = options<PickOptions>();
    const auto confidence = options<ConfidenceOptions>();
    const double fdr = confidence.fdr;
    journal.inputs(files("in"));
    journal.inputs(files("ids"));
    journal.inputs(files("fasta"));
    journal.input(file("study"));
    const Study study = readStudy(file("study"));
    requireSameRuns(study, runNames(files("in")));
    std::map<std::string, std::string> pathOf;
    for (const std::string& path : files("in")) pathOf[runName(path)] = path;
    std::map<std::string, std::string> checksumOf;
    for (const InputFile& input : journal.record().inputs) checksumOf[input.path] = input.sha256;
    const ScratchFolder scratch(file("out"));
    const Checkpoints cache(scratch.path());
    const auto read = [&](const std::string& run) {
      return cache.run(pathOf.at(run), checksumOf.at(pathOf.at(run)), pick);
    };
    const auto ids = withoutEntrapment(
        takeIdentifications({files("ids"), files("fasta"), runNames(files("in"))}, read, confidence, journal));
    const AcceptedLimits limits = acceptStudy(ids, fdr, journal);
    const auto source = [&](std::uint32_t run) {
      const std::string& path = pathOf.at(ids.runs[run]);
      return cache.surveys(path, checksumOf.at(path), pick);
    };
    const auto quantified = quantifyStudy(ids, source, study, {options<QuantOptions>(), fdr, limits}, journal);
    writeCargo(quantified.tables.proteins, file("out"));
    if (!file("out_peptides").empty()) writePeptides(quantified.tables.peptides, file("out_peptides"));
    if (!file("out_missing").empty()) writeMissing(quantified.tables, file("out_missing"));
    if (!file("out_mztab").empty()) writeMzTab(ids, quantified.tables.proteins, study, limits, file("out_mztab"));
  }
};

int main(int argc, const char** argv) { return EVProteinQuantifier().run(argc, argv); }
