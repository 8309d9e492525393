#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "base/Scratch.h"
#include "base/source.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/openms/SimulatedStudyFiles.h"
#include "vescargo/openms/isotopePatterns.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/openms/writeSimulatedRun.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

void writeStudy(const SimulatedStudy& study, const std::string& folder) {
  writeSimulatedStudy(study, folder, [](const SimulatedRun&) {});
}

/// Files of two folders, by name, that do not hold the same bytes or stand in one only; `left` is the pattern.
std::vector<std::string> differences(const std::string& left, const std::string& right) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(left)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = std::filesystem::relative(entry.path(), left).string();
    if (contentOf(left + "/" + name) != contentOf(right + "/" + name)) names.push_back(name);
  }
  return names;
}

}  // namespace

TEST_CASE("isotope patterns are those of the molecule") {
  // C34H53N7O15, by hand: second isotope = 34 x 1.0816 % C + 53 x 0.0115 % H + 7 x 0.3653 % N + 15 x 0.0381 % O
  // of the first.
  const auto patterns = isotopePatterns({peptideComposition("PEPTIDE", 0), peptideComposition("PEPTIDEM", 0)});
  REQUIRE(patterns[0].size() == 6);
  double sum = 0;
  for (const double share : patterns[0]) sum += share;
  CHECK(sum == Approx(1).epsilon(1e-9).margin(0));
  CHECK(patterns[0][1] / patterns[0][0] == Approx(0.4050).epsilon(0.01).margin(0));
  const double third = patterns[0][2] / patterns[0][0];
  const double withSulfur = patterns[1][2] / patterns[1][0];
  CHECK(withSulfur > third + 0.04);
}

TEST_CASE("a peptide's mass and formula are OpenMS's") {
  const auto theirs = OpenMS::AASequence::fromString("AC(Carbamidomethyl)DEFGHIKLM(Oxidation)NPQRSTVWY");
  CHECK(monoisotopicMass(peptideComposition("ACDEFGHIKLMNPQRSTVWY", 1)) ==
        Approx(theirs.getMonoWeight()).epsilon(1e-8).margin(0));
}

TEST_CASE("a simulated run reads back as it was: peaks, precursors, windows, levels, kinds") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 100;
  const SimulatedRun run = acquireRun(studyOf(options), 0);
  const Scratch scratch;
  for (const std::string ending : {".mzML", ".mzML.gz"}) {
    const std::string path = scratch.path(run.name + ending);
    writeSimulatedRun(run, path);
    OpenMS::MSExperiment read;
    OpenMS::MzMLFile().load(path, read);
    REQUIRE(read.size() == run.spectra.size());
    bool equal = true;
    for (std::size_t i = 0; i < read.size(); ++i) {
      const auto& theirs = read[i];
      const SimulatedSpectrum& ours = run.spectra[i];
      CHECK(theirs.getNativeID() == "scan=" + std::to_string(ours.scan));
      CHECK(static_cast<int>(theirs.getMSLevel()) == ours.msLevel);
      CHECK(theirs.getRT() == Approx(ours.rtSeconds).margin(6e-4));
      CHECK(theirs.getType() == OpenMS::SpectrumSettings::SpectrumType::CENTROID);
      CHECK(theirs.metaValueExists("total ion current"));
      REQUIRE(theirs.size() == ours.mz.size());
      for (std::size_t p = 0; p < theirs.size(); ++p)
        equal = equal && theirs[p].getMZ() == ours.mz[p] && theirs[p].getIntensity() == ours.intensity[p];
      if (ours.msLevel == 1) continue;
      const auto& precursor = theirs.getPrecursors().at(0);
      CHECK(precursor.getMZ() == Approx(ours.precursorMz).epsilon(1e-12).margin(0));
      CHECK(precursor.getCharge() == ours.precursorCharge);
      CHECK(precursor.getIsolationWindowLowerOffset() == Approx(0.8).epsilon(1e-9).margin(0));
      CHECK(precursor.getIsolationWindowUpperOffset() == Approx(0.8).epsilon(1e-9).margin(0));
      CHECK(precursor.getActivationMethods().size() == 1);
    }
    CHECK(equal);
    // HCD, by whatever name this OpenMS has for it.
    if (ending == ".mzML.gz") continue;
    const std::string text = contentOf(path);
    CHECK(text.find("accession=\"MS:1000422\"") != std::string::npos);
    CHECK(text.find("accession=\"MS:1002481\"") == std::string::npos);
  }
}

TEST_CASE("profile spectra pick to the centroids they were made of") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  options.chemicalBackground = 0;
  const Scratch scratch;
  writeSimulatedRun(acquireRun(studyOf(options), 0), scratch.path("centroid.mzML"));
  options.spectrumOutput = SpectrumOutput::Profile;
  writeSimulatedRun(acquireRun(studyOf(options), 0), scratch.path("profile.mzML"));
  const Run centroids = readRun(scratch.path("centroid.mzML"));
  const Run picked = readRun(scratch.path("profile.mzML"));
  CHECK(centroids.pickedSpectra == 0);
  CHECK(picked.pickedSpectra == picked.ms1.spectra() + picked.ms2.spectra());
  REQUIRE(picked.ms1.spectra() == centroids.ms1.spectra());
  double found = 0;
  double all = 0;
  for (std::size_t scan = 0; scan < centroids.ms1.spectra(); ++scan) {
    const auto mz = picked.ms1.mzOf(scan);
    for (const float wanted : centroids.ms1.mzOf(scan)) {
      ++all;
      found +=
          std::any_of(mz.begin(), mz.end(), [&](float at) { return std::abs(at - wanted) < 4e-6 * wanted; }) ? 1 : 0;
    }
  }
  REQUIRE(all > 1000);
  CHECK(found / all > 0.9);
}

TEST_CASE("a study is the same bytes in any folder, on any number of threads, and others with another seed") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  const auto panels = smallPanels();
  const Scratch scratch;
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  writeStudy(designSimulatedStudy({}, panels, options), scratch.path("one"));
  omp_set_num_threads(2);
  writeStudy(designSimulatedStudy({}, panels, options), scratch.path("another/deeper"));
  omp_set_num_threads(threads);
  CHECK(differences(scratch.path("one"), scratch.path("another/deeper")).empty());
  for (const char* name : {"S01_pre.mzML.gz", "S01_post.mzML.gz", "proteome.fasta", "study.tsv", "truth/proteins.tsv",
                           "truth/samples.tsv", "truth/peptides.tsv", "truth/runs.tsv"})
    CHECK(std::filesystem::exists(scratch.path(std::string("one/") + name)));
  options.seed = 5;
  writeStudy(designSimulatedStudy({}, panels, options), scratch.path("seed"));
  CHECK(differences(scratch.path("one"), scratch.path("seed")).size() >= 7);
}

TEST_CASE("a given FASTA is taken as it is, and runs are plain mzML when asked for") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  options.runFormat = RunFormat::Mzml;
  std::vector<Protein> fasta;
  for (const SimulatedProtein& protein : makeProteome(smallPanels(), options)) {
    if (protein.kind == ProteinClass::Unlisted) continue;
    fasta.push_back(protein.protein);
    fasta.back().description.clear();
  }
  const Scratch scratch;
  const SimulatedStudy study = designSimulatedStudy({fasta, {}}, smallPanels(), options);
  writeStudy(study, scratch.path("study"));
  CHECK(std::filesystem::exists(scratch.path("study/S01_pre.mzML")));
  CHECK_FALSE(std::filesystem::exists(scratch.path("study/proteome.fasta")));
  CHECK(study.design.proteome.size() == fasta.size() + 5);
  CHECK_THROWS_WITH(designSimulatedStudy({{{"P1", "", "", "AAA"}}, {}}, smallPanels(),
                                         [] {
                                           SimulatorOptions none;
                                           none.unlistedProteins = 0;
                                           return none;
                                         }()),
                    Catch::Contains("no protein gives a peptide"));
}

TEST_CASE("foreign proteins make a mixture, whose truth says what each run holds of each ion") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  const Scratch scratch;
  writeStudy(designSimulatedStudy({{}, foreignProteins(9)}, smallPanels(), options), scratch.path("mixture"));
  CHECK(contentOf(scratch.path("mixture/proteome.fasta")).find("FOREIGN1") != std::string::npos);
  const TsvFile traces = readTsv(scratch.path("mixture/truth/traces.tsv"));
  CHECK(traces.rows.size() > 100);
  CHECK_THROWS_WITH(designSimulatedStudy({foreignProteins(9), foreignProteins(3)}, smallPanels(), options),
                    Catch::Contains("in the tubes anyway"));
  writeStudy(designSimulatedStudy({}, smallPanels(), options), scratch.path("study"));
  CHECK_FALSE(std::filesystem::exists(scratch.path("study/truth/traces.tsv")));
}

// Under sanitizers g++ rounds some sums otherwise, and a few peaks come out with another number of ions.
#ifndef __SANITIZE_ADDRESS__
TEST_CASE("the study in test_mzml is what the simulator's defaults make, byte for byte") {
  const std::string panels = test::inSource("params/panels"), made = test::inSource("test_mzml");
  const Scratch scratch;
  writeStudy(designSimulatedStudy({}, readPanels(panels), {}), scratch.path("again"));
  CHECK(differences(scratch.path("again"), made).empty());
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(made))
    bytes += entry.is_regular_file() ? entry.file_size() : 0;
  CHECK(bytes < 25'000'000);
}
#endif
