#include "vescargo/app/EvTool.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/paramsFolder.h"
#include "vescargo/app/pipeline.h"
#include "vescargo/base/writeZip.h"

using namespace vescargo;

class EVPipeline final : public EvTool {
 public:
  EVPipeline()
      : EvTool("EVPipeline",
               "From the LC-MS/MS runs of a study to the report: which vesicle cargo changed, and is it "
               "exercise or platelets.",
               "-in runs/*.mzML.gz -fasta proteome.fasta -study study.tsv -out results") {}

 private:
  void declare() override {
    declareInputs("in",
                  "All runs of the study, gzipped or not, or what EVPeptideIdentifier wrote as out_matches; profile "
                  "spectra are centroided",
                  {"mzML", "mzML.gz", "matches"});
    declareInputs(
        "fasta",
        "Protein sequences; decoys are made unless the files have them. Contaminants may be a file of their own. "
        "With -ids only genes and descriptions are taken from it",
        {"fasta", "fasta.gz"}, Need::Optional);
    declareInputs("ids",
                  "Identifications in place of a search: idXML, pepXML, mzIdentML, Sage's results.sage.tsv, PSM tables "
                  "of Percolator or mokapot; fasta is then optional",
                  {"idXML", "pepXML", "mzid", "tsv"}, Need::Optional);
    declareInputs("entrapment",
                  "Foreign proteins that cannot be in the samples, to count false discoveries by; left out of results",
                  {"fasta", "fasta.gz"}, Need::Optional);
    declareInput("genes", "Genes of proteins whose headers do not tell them: columns accession and gene", {"tsv"},
                 Need::Optional);
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareInput("purity_rules", "Rules of the verdicts; those that come with the program where not given", {"tsv"},
                 Need::Optional);
    declareInput("gmt", "Sets of proteins to be tested beside the panels, by accession or gene", {"gmt", "txt"},
                 Need::Optional);
    declareOutputFolder("out", "Folder for all results and what a second run need not do again");
    declareOutput("out_report", "The report", {"html"}, Need::Optional);
    declareOutput("out_answer", "Verdict of each protein and why, for a spreadsheet", {"tsv"}, Need::Optional);
    declareOutput("out_changes", "Change, both answers and verdict of each protein", {"tsv"}, Need::Optional);
    declareOutput("out_purity", "Platelet score and verdict of each sample", {"tsv"}, Need::Optional);
    declareOutput("out_cargo", "Proteins x samples, log2 intensity", {"tsv"}, Need::Optional);
    declareOutput("out_archive", "All results as one file", {"zip"}, Need::Optional);
    declareInstead(
        "write_study",
        "Drafts a study sheet from the names of the files of -in and does nothing else: subject, time point "
        "and fraction are guessed from the parts in which the names differ and are to be checked. A file that "
        "is there is not overwritten",
        {"in"});
    declarePresets();
    declareOptions<StudyOptions>();
    declareOptions<PickOptions>();
    declareOptions<SearchOptions>();
    declareOptions<ConfidenceOptions>();
    declareOptions<QuantOptions>();
    declareOptions<PurityOptions>();
    declareOptions<ExcludeOptions>();
    declareOptions<CompareOptions>();
    declareOptions<PanelTestOptions>();
  }

  void execute(Journal& journal) override {
    if (isInstead()) return writeStudyDraft(files("in"), file("write_study"), journal);
    const PipelineOptions settings{
        options<StudyOptions>(),      options<PickOptions>(),    options<SearchOptions>(),
        options<ConfidenceOptions>(), options<QuantOptions>(),   options<PurityOptions>(),
        options<ExcludeOptions>(),    options<CompareOptions>(), options<PanelTestOptions>()};
    const PipelineInput given = input(resultFolder("out"));
    runPipeline(given, settings, journal);
    for (const auto& [port, name] : {std::pair("out_report", "report.html"), std::pair("out_answer", "answer.tsv"),
                                     std::pair("out_changes", "changes.tsv"), std::pair("out_purity", "purity.tsv"),
                                     std::pair("out_cargo", "cargo.tsv")})
      copyWhereAsked(given.out + "/" + name, port);
    if (!file("out_archive").empty()) writeZip(file("out_archive"), given.out, pipelineFiles(given, settings.study));
    tellWhatToOpen();
  }

  void tellWhatToOpen() const {
    const std::string folder = file("out");
    if (!folder.empty())
      Journal::tell("Open " + folder + "/report.html; what the other files are is in " + folder + "/README.txt");
    else if (!file("out_report").empty())
      Journal::tell("Open " + file("out_report"));
  }

  std::vector<std::string> folderOutputs() const override {
    std::vector<std::string> paths;
    if (file("out").empty()) return paths;
    for (const std::string& name : pipelineFiles(input(file("out")), options<StudyOptions>()))
      paths.push_back(file("out") + "/" + name);
    return paths;
  }

  PipelineInput input(const std::string& out) const {
    return {files("in"),
            files("fasta"),
            files("ids"),
            files("entrapment"),
            file("genes"),
            file("study"),
            panelsFolder(file("panels")),
            purityRulesFile(file("purity_rules")),
            file("gmt"),
            out};
  }
};

int main(int argc, const char** argv) { return EVPipeline().run(argc, argv); }
