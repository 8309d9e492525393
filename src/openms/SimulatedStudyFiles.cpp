#include "vescargo/openms/SimulatedStudyFiles.h"

#include <omp.h>

#include <algorithm>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/ResultFolder.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/openms/isotopePatterns.h"
#include "vescargo/openms/writeSimulatedRun.h"
#include "vescargo/simulate/truthTables.h"

namespace vescargo {

namespace {

/// Tubes [begin, end), measured side by side. OpenMS's writers stand outside since they are not made for that.
std::vector<SimulatedRun> measure(const SimulatedStudy& study, std::size_t begin, std::size_t end) {
  std::vector<SimulatedRun> runs(end - begin);
  parallelFor(runs.size(), 1, [&](std::size_t i) { runs[i] = acquireRun(study, begin + i); });
  return runs;
}

bool synthetic(const SimulatedProtein& protein) {
  return protein.kind != ProteinClass::Unlisted && protein.protein.description.find("_SYNTH ") != std::string::npos;
}

void count(const SimulatedRun& run, SimulatedStudyCounts& counts) {
  ++counts.runs;
  for (const SimulatedSpectrum& spectrum : run.spectra)
    ++(spectrum.kind != SpectrumKind::Ions ? counts.others : spectrum.msLevel == 1 ? counts.ms1 : counts.ms2);
}

ResultFolder resultsIn(const std::string& folder) {
  return {folder,
          {"proteome.fasta", "study.tsv", "truth/proteins.tsv", "truth/samples.tsv", "truth/peptides.tsv",
           "truth/runs.tsv", "truth/lanes.tsv", "truth/traces.tsv"}};
}

}  // namespace

std::vector<std::string> simulatedFiles() { return resultsIn("").names(); }

SimulatedStudy designSimulatedStudy(SimulatedProteins proteins, const std::vector<MarkerPanel>& panels,
                                    const SimulatorOptions& options) {
  SimulatedStudy study;
  study.options = options;
  auto proteome = proteins.fasta.empty() ? makeProteome(panels, options)
                                         : adoptProteome(std::move(proteins.fasta), panels, options);
  const bool mixture = !proteins.foreign.empty();
  addForeign(proteome, std::move(proteins.foreign), options);
  if (mixture && !isMixture(proteome))
    throw Error(ExitCode::DoNotFit, "-foreign", "all its proteins have accessions that are in the tubes anyway",
                "give the proteins of another species");
  study.design = mixture ? designMixture(std::move(proteome), options) : designStudy(std::move(proteome), options);
  study.peptides = makePeptides(study.design, options);
  if (study.peptides.empty())
    throw Error(ExitCode::Empty, "-fasta", "no protein gives a peptide that could be seen",
                "give proteins with tryptic peptides of 6 to 40 residues");
  std::vector<Composition> molecules;
  for (const SimulatedPeptide& peptide : study.peptides) molecules.push_back(peptide.composition);
  study.isotopes = isotopePatterns(molecules);
  return study;
}

SimulatedStudyCounts writeSimulatedStudy(const SimulatedStudy& study, const std::string& folder,
                                         const std::function<void(const SimulatedRun&)>& measured) {
  SimulatedStudyCounts counts;
  counts.peptides = study.peptides.size();
  for (const SimulatedProtein& protein : study.design.proteome)
    counts.proteins += protein.kind == ProteinClass::Absent ? 0 : 1;
  const std::string ending = "." + std::string(nameOf(study.options.runFormat));
  const auto atOnce = static_cast<std::size_t>(omp_get_max_threads());
  std::vector<SimulatedRun> headers;
  for (std::size_t begin = 0; begin < study.design.tubes.size(); begin += atOnce) {
    auto runs = measure(study, begin, std::min(begin + atOnce, study.design.tubes.size()));
    for (SimulatedRun& run : runs) {
      writeSimulatedRun(run, folder + "/" + run.name + ending, study.options.lanes);
      count(run, counts);
      counts.files.push_back(run.name + ending);
      measured(run);
      for (SimulatedSpectrum& spectrum : run.spectra) spectrum.mz = {}, spectrum.intensity = {};
      headers.push_back(std::move(run));
    }
  }
  const ResultFolder results = resultsIn(folder);
  const auto write = [&](const char* name, const std::string& text) {
    writeFile(results.path(name), text);
    counts.files.emplace_back(name);
  };
  if (std::any_of(study.design.proteome.begin(), study.design.proteome.end(), synthetic))
    write("proteome.fasta", fastaText(study.design.proteome));
  write("study.tsv", studySheet(study.design));
  write("truth/proteins.tsv", proteinTruth(study.design));
  write("truth/samples.tsv", sampleTruth(study.design));
  write("truth/peptides.tsv", peptideTruth(study));
  write("truth/runs.tsv", runTruth(headers, study.options));
  const bool plain = study.options.lanes.plain();
  if (!plain) write("truth/lanes.tsv", laneTruth(headers, study.options.lanes));
  if (!plain || isMixture(study.design.proteome)) write("truth/traces.tsv", traceTruth(study, headers));
  return counts;
}

}  // namespace vescargo
