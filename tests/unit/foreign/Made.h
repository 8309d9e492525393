#pragma once

#include <string>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/search/Mass.h"
#include "vescargo/spectra/Run.h"

namespace vescargo::test {

/// A match of a test, with its texts.
struct Made {
  ForeignMatch match;
  std::string peptide, run;
  std::vector<std::string> accessions;
  double mass = 998;  // m/z 500.007 at charge 2
};

/// A match of spectrum `spectrum` of run 0, whose mass fits.
inline Made linked(std::uint32_t spectrum, const std::string& sequence, float score, const std::string& accession) {
  Made made;
  made.match.line = spectrum;
  made.match.ms2 = spectrum;
  made.match.spectrum = "scan=" + std::to_string(spectrum);
  made.match.charge = 2;
  made.match.precursorMz = ionMz(made.mass, 2);
  made.match.score = score;
  made.peptide = sequence;
  made.accessions = {accession};
  return made;
}

inline ForeignResult resultOf(const std::vector<Made>& matches, const std::string& engine = "Comet",
                              const std::string& measure = "expect") {
  ForeignResult result;
  result.path = "file";
  result.engine = engine;
  result.measure = measure;
  for (const Made& made : matches) {
    ForeignMatch match = made.match;
    match.run = addRun(result, {made.run, ""});
    match.peptide = result.peptides.add(made.peptide + "|" + std::to_string(made.mass));
    result.known.resize(result.peptides.size());
    result.known[match.peptide] = {made.peptide, made.peptide, made.mass};
    for (const std::string& accession : made.accessions) addProtein(result, match, accession);
    result.matches.push_back(match);
  }
  return result;
}

inline std::vector<std::string> accessionsOf(const ForeignResult& result, const ForeignMatch& match) {
  std::vector<std::string> accessions;
  for (const auto name : match.proteins) accessions.emplace_back(result.names[name]);
  return accessions;
}

/// A spectrum of a run.
inline Ms2Header header(const std::string& nativeId, float rtSeconds, double mz, int charge = 2,
                        std::uint32_t position = 0) {
  Ms2Header made;
  made.nativeId = nativeId;
  made.rtSeconds = rtSeconds;
  made.precursorMz = mz;
  made.charge = charge;
  made.position = position;
  return made;
}

inline Made named(const std::string& run, const std::string& spectrum, std::int64_t scan = -1, double mz = 0,
                  int charge = 0) {
  Made made;
  made.run = run;
  made.match.spectrum = spectrum;
  made.match.scan = scan;
  made.match.precursorMz = mz;
  made.match.charge = charge;
  return made;
}

}  // namespace vescargo::test
