// Searched runs of any size from one, to see what the joint steps cost: copyMatches IN.matches RUNS MATCHES FOLDER
// makes that many runs. Matches go round those of IN, each spectrum, time and score a little otherwise.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "vescargo/base/Random.h"
#include "vescargo/search/SearchedRun.h"

int main(int argc, char** argv) {
  using namespace vescargo;
  if (argc != 5) {
    std::fputs("copyMatches IN.matches RUNS MATCHES FOLDER\n", stderr);
    return 6;
  }
  const SearchedRun one = readSearchedRun(argv[1], SearchedRunPart::Matches);
  const auto surveys = readSearchedRun(argv[1], SearchedRunPart::Surveys).surveys;
  const int runs = std::atoi(argv[2]), matches = std::atoi(argv[3]);
  for (int r = 0; r < runs; ++r) {
    SearchedRun run = one;
    run.name = "S" + std::to_string(1000 + r / 2) + (r % 2 == 0 ? "_pre" : "_post");
    run.surveys = surveys;
    run.psms.clear();
    Random random(1, "copyMatches", run.name);
    for (int m = 0; m < matches; ++m) {
      Psm psm = one.psms[static_cast<std::size_t>(m) % one.psms.size()];
      psm.spectrum = static_cast<std::uint32_t>(m);
      psm.rank = 1;
      psm.nativeId = "controllerType=0 controllerNumber=1 scan=" + std::to_string(m + 1);
      psm.rtSeconds += static_cast<float>(random.normal());
      psm.hyperscore *= static_cast<float>(1 + 0.05 * random.normal());
      psm.score = psm.hyperscore;
      psm.precursorErrorPpm += static_cast<float>(random.normal());
      run.psms.push_back(std::move(psm));
    }
    run.ms2Spectra = run.psms.size();
    writeSearchedRun(run, std::string(argv[4]) + "/" + run.name + ".matches");
  }
}
