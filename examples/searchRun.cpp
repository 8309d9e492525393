// Searches a run of centroided spectra against a FASTA file and prints the accepted matches: searchRun RUN.mzML FASTA
#include "vescargo/search/searchRun.h"

#include <iostream>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/calibrate.h"
#include "vescargo/spectra/readMzMl.h"
#include "vescargo/table/Fasta.h"

using namespace vescargo;

int main(int argc, const char** argv) {
  if (argc != 3) {
    std::cerr << "usage: searchRun RUN.mzML[.gz] FASTA\n";
    return 7;
  }
  try {
    const auto asTheyAre = [](RawPeaks&) { return false; };
    const auto run = readMzMl(argv[1], asTheyAre);
    if (!run) throw Error(ExitCode::CorruptContent, argv[1], "is no mzML of centroided spectra", "convert it");

    const Chemistry chemistry{{"Trypsin", CutRule::behind("KR", "P")},
                              {{"Carbamidomethyl (C)", "Carbamidomethyl", 57.021464, 'C', ModificationSite::Residue}},
                              {{"Oxidation (M)", "Oxidation", 15.994915, 'M', ModificationSite::Residue}}};
    const SearchOptions options;
    const PeptideDatabase database(readFastas({argv[2]}).proteins, chemistry, options);
    const SearchWindows windows = calibrateMasses(*run, database, options).windows;
    std::vector<Psm> psms = searchRun(*run, 0, database, options, windows);
    database.texts().nameProteins(psms);
    const ConfidenceOptions confidence;
    const Identifications found = assignConfidence({argv[1]}, std::move(psms), database.texts().proteins(), confidence);

    const AcceptedLimits limits = acceptedLimits(found, confidence.fdr);
    for (const Psm& psm : found.psms) {
      if (isAccepted(psm, limits))
        std::cout << psm.nativeId << '\t' << psm.charge << '\t' << psm.modifiedSequence << '\t' << psm.qValue << '\n';
    }
    return 0;
  } catch (const Error& error) {
    std::cerr << "Error: " << error.what() << '\n';
    return static_cast<int>(error.code());
  }
}
