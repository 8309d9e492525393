#include "vescargo/app/EvTool.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/steps.h"
#include "vescargo/compare/writeChanges.h"

using namespace vescargo;

class EVReportWriter final : public EvTool {
 public:
  EVReportWriter()
      : EvTool("EVReportWriter", "Writes the report of a study from its tables.",
               "-study study.tsv -cargo cargo.tsv -purity purity.tsv -changes changes.tsv -out report.html") {}

 private:
  void declare() override {
    declareInput("study", "Study sheet, TSV or SDRF", {"tsv"});
    declareInput("cargo", "Table cargo.tsv, or one of MaxQuant, FragPipe, DIA-NN, Spectronaut and others",
                 {"tsv", "txt", "csv", "mzTab"});
    declareInput("purity", "Table purity.tsv of EVPlateletScorer", {"tsv"});
    declareInput("pairs", "Table pairs.tsv of EVPlateletScorer", {"tsv"}, Need::Optional);
    declareInput("changes", "Table changes.tsv of EVCargoComparer", {"tsv"});
    declareInput("contaminants", "Table contaminants.tsv of EVCargoComparer", {"tsv"}, Need::Optional);
    declareInput("panel_tests", "Table panels.tsv of EVCargoComparer", {"tsv"}, Need::Optional);
    declareInput("exerkines", "Table exerkines.tsv of EVCargoComparer", {"tsv"}, Need::Optional);
    declareInput("responses", "Table subjects.tsv of EVCargoComparer", {"tsv"}, Need::Optional);
    declareInput("power", "Table power.tsv of EVCargoComparer", {"tsv"}, Need::Optional);
    declareInput("runs", "Table runs.tsv of EVProteinQuantifier", {"tsv"}, Need::Optional);
    declareInputs(
        "run",
        "Files run.json whose methods are told, as one where several programs made the tables; this program's "
        "own where not given",
        {"json"}, Need::Optional);
    declareOutput("out", "One page without scripts", {"html"});
    declareOptions<StudyOptions>();
    declareOptions<ImportOptions>();
  }

  void execute(Journal& journal) override {
    journal.inputs({file("study"), file("cargo"), file("purity"), file("changes")});
    if (!file("pairs").empty()) journal.input(file("pairs"));
    ReportInput input;
    input.study = loadStudy(file("study"), options<StudyOptions>(), journal);
    input.cargo = loadCargo(file("cargo"), input.study, options<ImportOptions>(), journal);
    input.purity = readPurity(file("purity"));
    requireSamples(input.purity, input.study);
    if (!file("pairs").empty()) input.pairs = readPairs(file("pairs"));
    input.comparisons = readChanges(file("changes"));
    readWhereGiven(input.tests.contaminants, "contaminants", journal);
    readWhereGiven(input.tests.panels, "panel_tests", journal);
    readWhereGiven(input.tests.exerkines, "exerkines", journal);
    readWhereGiven(input.tests.subjects, "responses", journal);
    readWhereGiven(input.tests.power, "power", journal);
    if (!file("runs").empty()) {
      journal.input(file("runs"));
      input.runs = readRuns(file("runs"));
    }
    input.record = files("run").empty() ? journal.record() : readRunRecords(files("run"));
    writeFile(file("out"), reportHtml(input));
    journal.step("report", std::to_string(input.study.samples.size()) + " samples, " +
                               std::to_string(input.comparisons.size()) + " contrasts -> " + file("out"));
  }

  template <class Row>
  void readWhereGiven(RowTable<Row>& table, const char* name, Journal& journal) const {
    if (file(name).empty()) return;
    journal.input(file(name));
    table = readRows<Row>(file(name));
  }
};

int main(int argc, const char** argv) { return EVReportWriter().run(argc, argv); }
