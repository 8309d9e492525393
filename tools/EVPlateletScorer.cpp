#include "vescargo/app/EvTool.h"
#include "vescargo/app/steps.h"

using namespace vescargo;

class EVPlateletScorer final : public EvTool {
 public:
  EVPlateletScorer() : EvTool("EVPlateletScorer", "Scores how much platelet material each sample of a study holds.") {}

 private:
  void declare() override {
    declareInput("in", "Table cargo.tsv, or one of MaxQuant, FragPipe, DIA-NN, Sage or mzTab", {"tsv", "txt", "mzTab"});
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareOutput("out", "Platelet score and verdict of each sample", {"tsv"});
    declareOptions<PurityOptions>();
  }

  void execute(Journal& journal) override {
    journal.inputs({file("in"), file("study")});
    const Study study = readStudy(file("study"));
    const QuantTable cargo = loadCargo(file("in"), study, journal);
    const auto panels = loadPanels(panelsFolder(file("panels")), journal);
    writePurity(scoreSamples(cargo, study, panels, options<PurityOptions>(), journal), file("out"));
  }
};

int main(int argc, const char** argv) { return EVPlateletScorer().run(argc, argv); }
