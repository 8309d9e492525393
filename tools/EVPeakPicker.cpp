#include "vescargo/app/EvTool.h"
#include "vescargo/openms/readRun.h"

using namespace vescargo;

class EVPeakPicker final : public EvTool {
 public:
  EVPeakPicker()
      : EvTool("EVPeakPicker", "Centroids the profile spectra of an LC-MS/MS run.",
               "-in run.mzML.gz -out picked.mzML") {}

 private:
  void declare() override {
    declareInput("in", "Run, gzipped or not", {"mzML", "mzML.gz"});
    declareOutput("out", "Run with centroided spectra", {"mzML", "mzML.gz"});
    declareOptions<PickOptions>();
  }

  void execute(Journal& journal) override {
    journal.input(file("in"));
    const PickCounts counts = pickFile(file("in"), file("out"), options<PickOptions>());
    journal.step("pick", std::to_string(counts.spectra) + " spectra -> " + std::to_string(counts.picked) + " picked (" +
                             std::to_string(counts.spectra - counts.picked) + " were centroided)");
  }
};

int main(int argc, const char** argv) { return EVPeakPicker().run(argc, argv); }
