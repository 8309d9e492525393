// Reads pepXML or mzIdentML by our reader or OpenMS's, and tells time, memory or values; bench/foreign runs it.
#include <OpenMS/FORMAT/MzIdentMLFile.h>
#include <OpenMS/FORMAT/PepXMLFile.h>
#include <OpenMS/METADATA/PeptideIdentification.h>
#include <OpenMS/METADATA/ProteinIdentification.h>
#include <sys/resource.h>
#include <sys/time.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readMzIdentMl.h"
#include "vescargo/foreign/readPepXml.h"

using namespace vescargo;

namespace {

bool isMzIdentMl(const std::string& path) { return path.find(".mzid") != std::string::npos; }

ForeignResult readOurs(const std::string& path) { return isMzIdentMl(path) ? readMzIdentMl(path) : readPepXml(path); }

std::size_t readOpenMs(const std::string& path) {
  std::vector<OpenMS::ProteinIdentification> proteins;
  std::vector<OpenMS::PeptideIdentification> matches;
  if (isMzIdentMl(path))
    OpenMS::MzIdentMLFile().load(path, proteins, matches);
  else
    OpenMS::PepXMLFile().load(path, proteins, matches);
  return matches.size();
}

/// A line a match: run, spectrum, scan, charge, m/z, peptide, proteins, score, q-value, peptide q-value, error.
void dump(const ForeignResult& result) {
  for (const ForeignMatch& match : result.matches) {
    std::vector<std::string> proteins;
    for (const auto name : match.proteins) proteins.emplace_back(result.names[name]);
    const std::vector<std::string> cells{runOf(result, match.run).name,
                                         match.spectrum,
                                         std::to_string(match.scan),
                                         std::to_string(match.charge),
                                         formatNumber(match.precursorMz),
                                         std::string(result.peptides[match.peptide]),
                                         join(proteins, ";"),
                                         formatNumber(static_cast<double>(match.score)),
                                         formatNumber(static_cast<double>(match.qValue)),
                                         formatNumber(static_cast<double>(match.peptideQValue)),
                                         formatNumber(static_cast<double>(match.posteriorError))};
    std::cout << join(cells, "\t") << "\n";
  }
}

void time(const std::string& what, const std::string& path) {
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t matches = what == "ours" ? readOurs(path).matches.size() : readOpenMs(path);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  const double processor = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double megabytes = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
  std::printf("%-8s %8zu matches %7.2f s wall %7.2f s processor %7.0f MB/s of processor %6ld MB peak\n", what.c_str(),
              matches, wall.count(), processor, megabytes / processor, usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  try {
    if (what == "dump") {
      dump(readOurs(argv[2]));
    } else if (what == "ours" || what == "openms") {
      time(what, argv[2]);
    } else {
      std::cerr << "identifications dump|ours|openms FILE.pep.xml|FILE.mzid\n";
      return 6;
    }
  } catch (const Error& error) {
    std::cerr << error.what() << "\n";
    return static_cast<int>(error.code());
  }
  return 0;
}
