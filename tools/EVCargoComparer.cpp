#include "vescargo/app/EvTool.h"
#include "vescargo/app/compareStudy.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/steps.h"
#include "vescargo/compare/answerTable.h"

using namespace vescargo;

class EVCargoComparer final : public EvTool {
 public:
  EVCargoComparer()
      : EvTool("EVCargoComparer",
               "Compares time points within subjects, unadjusted and at equal amounts of contaminants side by side.",
               "-in cargo.tsv -purity purity.tsv -study study.tsv -out changes.tsv") {}

 private:
  void declare() override {
    declareInput("in", "Table cargo.tsv, or one of MaxQuant, FragPipe, DIA-NN, Spectronaut and others",
                 {"tsv", "txt", "csv", "mzTab"});
    declareInput("purity", "Table purity.tsv of EVPlateletScorer, whose verdicts on samples are told", {"tsv"},
                 Need::Optional);
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInputFolder("panels", "Marker panels; those that come with the program where not given");
    declareInput("gmt", "Sets of proteins to be tested beside the panels, by accession or gene", {"gmt", "txt"},
                 Need::Optional);
    declareOutput("out", "Change, both answers and verdict of each protein", {"tsv"});
    declareOutput("out_answer", "Verdict of each protein and why, for a spreadsheet", {"tsv"}, Need::Optional);
    declareOutput("out_contaminants", "What each contaminant does in each contrast, and how it is adjusted for",
                  {"tsv"}, Need::Optional);
    declareOutput("out_panels", "Tests of each panel and set", {"tsv"}, Need::Optional);
    declareOutput("out_exerkines", "Whether proteins change as claimed of one bout of exercise", {"tsv"},
                  Need::Optional);
    declareOutput("out_subjects", "How far each subject goes along the mean response of the others", {"tsv"},
                  Need::Optional);
    declareOutput("out_power", "Changes that studies of 6 to 20 pairs would detect", {"tsv"}, Need::Optional);
    declareOptions<StudyOptions>();
    declareOptions<ImportOptions>();
    declareOptions<ExcludeOptions>();
    declareOptions<CompareOptions>();
    declareOptions<PanelTestOptions>();
  }

  void execute(Journal& journal) override {
    journal.inputs({file("in"), file("study")});
    const Study study = loadStudy(file("study"), options<StudyOptions>(), journal);
    QuantTable cargo = loadCargo(file("in"), study, options<ImportOptions>(), journal);
    PurityTable purity;
    if (!file("purity").empty()) {
      journal.input(file("purity"));
      purity = readPurity(file("purity"));
      requireSamples(purity, study);
    }
    const auto panels = loadPanels(panelsFolder(file("panels")), journal);
    const auto sets = loadSets(file("gmt"), panels, journal);
    const CompareSettings settings{options<CompareOptions>(), options<PanelTestOptions>()};
    const ComparedStudy compared =
        compareTimePoints({std::move(cargo), study, purity, options<ExcludeOptions>()}, panels, settings, journal);
    writeChanges(compared.comparisons, file("out"));
    writeWhereAsked(answerTable(compared.comparisons), "out_answer");
    const auto asked = [&](const char* name) { return !file(name).empty(); };
    if (!asked("out_contaminants") && !asked("out_panels") && !asked("out_exerkines") && !asked("out_subjects") &&
        !asked("out_power"))
      return;
    const StudyTests tests = testStudy(compared, purity, {panels, sets}, settings, journal);
    writeWhereAsked(tests.contaminants, "out_contaminants");
    writeWhereAsked(tests.panels, "out_panels");
    writeWhereAsked(tests.exerkines, "out_exerkines");
    writeWhereAsked(tests.subjects, "out_subjects");
    writeWhereAsked(tests.power, "out_power");
  }

  template <class Row>
  void writeWhereAsked(const RowTable<Row>& table, const char* name) const {
    if (!file(name).empty()) writeRows(table, file(name));
  }
};

int main(int argc, const char** argv) { return EVCargoComparer().run(argc, argv); }
