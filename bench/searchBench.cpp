#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/search/searchRun.h"

using namespace vescargo;

namespace {
double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The run with its MS2 spectra `times` over.
Run repeated(Run run, int times) {
  const auto headers = run.ms2Headers;
  const auto once = run.ms2;
  for (int i = 1; i < times; ++i) {
    run.ms2Headers.insert(run.ms2Headers.end(), headers.begin(), headers.end());
    for (std::size_t s = 0; s < once.spectra(); ++s) {
      const auto mz = once.mzOf(s);
      const auto intensity = once.intensityOf(s);
      run.ms2.mz.insert(run.ms2.mz.end(), mz.begin(), mz.end());
      run.ms2.intensity.insert(run.ms2.intensity.end(), intensity.begin(), intensity.end());
      run.ms2.endSpectrum();
    }
  }
  return run;
}
}  // namespace

/// Times a search and counts matches at 1 %; MIN_LENGTH in the environment sets the shortest peptide.
/// searchBench <precursor> <fragment> <static TMT: 0|1> <fasta,fasta> <repeats> <mzML>...
int main(int argc, char** argv) {
  if (argc < 7) return 6;
  SearchOptions options;
  options.precursorTolerance = parseTolerance(argv[1], "precursor");
  options.fragmentTolerance = parseTolerance(argv[2], "fragment");
  if (const char* length = std::getenv("MIN_LENGTH")) options.minPeptideLength = std::atoi(length);
  if (std::string(argv[3]) == "1") {
    options.fixedModifications.push_back("TMT6plex (K)");
    options.fixedModifications.push_back("TMT6plex (N-term)");
  }
  auto chemistry = resolveChemistry(options);
  std::vector<std::string> names;
  std::vector<Run> runs;
  const double begin = seconds();
  for (int i = 6; i < argc; ++i) {
    runs.push_back(repeated(readRun(argv[i]), std::atoi(argv[5])));
    names.push_back(runs.back().name);
  }
  const double read = seconds();
  auto proteins = readFastas(split(argv[4], ','));
  const double fasta = seconds();
  const PeptideDatabase database(std::move(proteins), chemistry, options);
  const double made = seconds();
  std::vector<Psm> psms;
  std::size_t spectra = 0;
  for (std::uint32_t r = 0; r < runs.size(); ++r) {
    const auto found = searchRun(runs[r], r, database, options);
    spectra += runs[r].ms2Headers.size();
    psms.insert(psms.end(), found.begin(), found.end());
  }
  const double searched = seconds();
  const auto result = assignConfidence(names, psms, database.proteins(), {});
  const double done = seconds();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::cout << "read " << read - begin << " fasta " << fasta - read << " database " << made - fasta << " s, "
            << database.peptideCount() << " peptides; " << spectra << " spectra in " << searched - made
            << " s = " << static_cast<double>(spectra) / (searched - made) << "/s; confidence " << done - searched
            << " s; peak " << usage.ru_maxrss / 1024 << " MB\n";
  auto byHyperscore = psms;
  std::sort(byHyperscore.begin(), byHyperscore.end(),
            [](const Psm& a, const Psm& b) { return a.hyperscore > b.hyperscore; });
  for (std::uint32_t r = 0; r < runs.size(); ++r) {
    int decoys = 0;
    int targets = 0;
    int plain = 0;
    for (const auto& psm : byHyperscore) {
      if (psm.run != r) continue;
      ++(psm.decoy ? decoys : targets);
      if (decoys <= 0.01 * targets) plain = targets;
    }
    int rescored = 0;
    std::set<std::string> peptides;
    for (const auto& psm : result.psms) {
      if (psm.run != r || psm.decoy || psm.qValue > 0.01) continue;
      ++rescored;
      peptides.insert(psm.sequence);
    }
    std::cout << names[r] << ": plain d/t " << plain << ", q <= 0.01 " << rescored << " PSMs " << peptides.size()
              << " peptides; all " << targets << " targets " << decoys << " decoys\n";
  }
  for (std::size_t g = 0; g < std::min<std::size_t>(3, result.groups.size()); ++g) {
    std::cout << result.proteins[result.groups[g].proteins[0]].accession << " q " << result.groups[g].qValue
              << " peptides " << result.groups[g].peptides << "/" << result.groups[g].uniquePeptides << "\n";
  }
}
