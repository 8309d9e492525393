#include "vescargo/app/EvTool.h"
#include "vescargo/app/genes.h"
#include "vescargo/app/steps.h"
#include "vescargo/base/writeZip.h"
#include "vescargo/openms/SimulatedStudyFiles.h"
#include "vescargo/simulate/truthTables.h"

using namespace vescargo;

class EVStudySimulator final : public EvTool {
 public:
  EVStudySimulator()
      : EvTool("EVStudySimulator", "Simulates the LC-MS/MS runs of a paired vesicle study with a known answer.",
               "-subjects 6 -out simulated") {}

 private:
  void declare() override {
    declareInputs("fasta", "Proteins in the tubes; without it a synthetic proteome of the panels' proteins",
                  {"fasta", "fasta.gz"}, Need::Optional);
    declareInputs("foreign",
                  "Proteins of another species: technical replicates of two mixtures with known ratios are made in "
                  "place of a study with exercise",
                  {"fasta", "fasta.gz"}, Need::Optional);
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareOutputFolder("out", "Folder for runs, study sheet and true answer");
    declareOutput("out_archive", "All of it as one file", {"zip"}, Need::Optional);
    declareOutput("out_study", "The study sheet", {"tsv"}, Need::Optional);
    declareOutput("out_fasta", "The proteins that may be in the tubes", {"fasta"}, Need::Optional);
    declareOutput("out_proteins", "What is true of each protein", {"tsv"}, Need::Optional);
    declareOptions<SimulatorOptions>();
  }

  std::vector<std::string> folderOutputs() const override {
    std::vector<std::string> paths;
    if (file("out").empty()) return paths;
    for (const std::string& name : simulatedFiles()) paths.push_back(file("out") + "/" + name);
    return paths;
  }

  void execute(Journal& journal) override {
    const auto settings = options<SimulatorOptions>();
    journal.inputs(files("fasta"));
    journal.inputs(files("foreign"));
    const auto proteinsOf = [&](const std::vector<std::string>& paths) {
      FastaProteins read;
      if (!paths.empty()) read = readFastas(paths);
      tellOfFastas(read, journal);
      return read.proteins;
    };
    const auto panels = loadPanels(panelsFolder(file("panels")), journal);
    const auto study =
        designSimulatedStudy({proteinsOf(files("fasta")), proteinsOf(files("foreign"))}, panels, settings);
    const std::string folder = resultFolder("out");
    const auto counts = writeSimulatedStudy(study, folder, [&](const SimulatedRun& run) {
      journal.step("measure", run.name + ", " + std::to_string(run.spectra.size()) + " spectra");
    });
    copyWhereAsked(folder + "/study.tsv", "out_study");
    if (!file("out_fasta").empty()) writeFile(file("out_fasta"), fastaText(study.design.proteome));
    copyWhereAsked(folder + "/truth/proteins.tsv", "out_proteins");
    if (!file("out_archive").empty()) writeZip(file("out_archive"), folder, counts.files);
    journal.step("simulate",
                 std::to_string(counts.proteins) + " proteins, " + std::to_string(counts.peptides) + " peptides -> " +
                     std::to_string(counts.runs) + " runs, " + std::to_string(counts.ms1) + " MS1 and " +
                     std::to_string(counts.ms2) + " MS2 spectra" +
                     (counts.others > 0 ? ", " + std::to_string(counts.others) + " of lock mass and UV" : ""));
  }
};

int main(int argc, const char** argv) { return EVStudySimulator().run(argc, argv); }
