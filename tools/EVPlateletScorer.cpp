#include "vescargo/app/EvTool.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/steps.h"

using namespace vescargo;

class EVPlateletScorer final : public EvTool {
 public:
  EVPlateletScorer()
      : EvTool("EVPlateletScorer",
               "Scores how much platelet material and other contaminants each sample of a study holds.",
               "-in cargo.tsv -study study.tsv -out purity.tsv") {}

 private:
  void declare() override {
    declareInput("in", "Table cargo.tsv, or one of MaxQuant, FragPipe, DIA-NN, Spectronaut and others",
                 {"tsv", "txt", "csv", "mzTab"});
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareInput("purity_rules", "Rules of the verdicts; those that come with the program where not given", {"tsv"},
                 Need::Optional);
    declareOutput("out", "Platelet score and verdict of each sample", {"tsv"});
    declareOutput("out_panels", "Every panel in every sample", {"tsv"}, Need::Optional);
    declareOutput("out_pairs", "Change of each contaminant in each pair and on average", {"tsv"}, Need::Optional);
    declareOptions<StudyOptions>();
    declareOptions<ImportOptions>();
    declareOptions<PurityOptions>();
  }

  void execute(Journal& journal) override {
    journal.inputs({file("in"), file("study")});
    const Study study = loadStudy(file("study"), options<StudyOptions>(), journal);
    QuantTable cargo = loadCargo(file("in"), study, options<ImportOptions>(), journal);
    const auto panels = loadPanels(panelsFolder(file("panels")), journal);
    const Purity purity = scoreSamples(std::move(cargo), study, panels,
                                       {options<PurityOptions>(), purityRulesFile(file("purity_rules"))}, journal);
    writePurity(purity.table, file("out"));
    if (!file("out_panels").empty()) writePanels(purity, study, file("out_panels"));
    if (!file("out_pairs").empty()) writePairs(purity.pairs, file("out_pairs"));
  }
};

int main(int argc, const char** argv) { return EVPlateletScorer().run(argc, argv); }
