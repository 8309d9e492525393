#include "vescargo/app/EvTool.h"
#include "vescargo/app/steps.h"

using namespace vescargo;

class EVCargoComparer final : public EvTool {
 public:
  EVCargoComparer()
      : EvTool("EVCargoComparer",
               "Compares time points within subjects, unadjusted and at equal platelet score side by side.") {}

 private:
  void declare() override {
    declareInput("in", "Table cargo.tsv, or one of MaxQuant, FragPipe, DIA-NN, Sage or mzTab", {"tsv", "txt", "mzTab"});
    declareInput("purity", "Table purity.tsv of EVPlateletScorer", {"tsv"});
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareOutput("out", "Change, both answers and verdict of each protein", {"tsv"});
    declareOptions<ExcludeOptions>();
    declareOptions<CompareOptions>();
  }

  void execute(Journal& journal) override {
    journal.inputs({file("in"), file("purity"), file("study")});
    const Study study = readStudy(file("study"));
    const QuantTable cargo = loadCargo(file("in"), study, journal);
    const PurityTable purity = readPurity(file("purity"));
    const auto panels = loadPanels(panelsFolder(file("panels")), journal);
    writeChanges(compareTimePoints({cargo, study, purity, options<ExcludeOptions>()}, panels, options<CompareOptions>(),
                                   journal),
                 file("out"));
  }
};

int main(int argc, const char** argv) { return EVCargoComparer().run(argc, argv); }
