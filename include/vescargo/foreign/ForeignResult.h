#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/TextIndex.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

/// A spectrum's best match as another program told it. Texts that repeat stand once, in the ForeignResult.
struct ForeignMatch {
  std::uint32_t line = 0;               ///< in the file; 0 = not known
  std::uint32_t run = 0;                ///< index into ForeignResult::runs
  std::uint32_t peptide = 0;            ///< index into ForeignResult::peptides
  std::vector<std::uint32_t> proteins;  ///< indices into ForeignResult::names
  std::string spectrum;                 ///< native id, or what stands for it; empty where the file tells none
  std::int64_t scan = -1;               ///< number of the spectrum that the file tells beside it; -1 = none
  float rtSeconds = std::numeric_limits<float>::quiet_NaN();
  double precursorMz = 0;    ///< 0 = not told
  double precursorMass = 0;  ///< neutral or of MH+, Da, as programs differ; 0 = not told, or m/z and charge are
  int charge = 0;            ///< 0 = not told
  bool decoy = false;        ///< only where the file says so
  float score = 0;           ///< higher is better
  float qValue = std::numeric_limits<float>::quiet_NaN();
  float peptideQValue = std::numeric_limits<float>::quiet_NaN();
  float posteriorError = std::numeric_limits<float>::quiet_NaN();
  std::uint32_t studyRun = 0;  ///< of the study, by linkSpectra
  std::uint32_t ms2 = 0;       ///< MS2 spectrum of that run, by linkSpectra
  bool mzOfRun = false;        ///< precursorMz is the run's, as the file tells none near it, by linkSpectra
};

/// A run as a file names it.
struct ForeignRun {
  std::string name;   ///< maybe with a folder and an ending; empty where the file names none
  std::string other;  ///< a second name of it, e.g. that of the search's output; may be empty
};

/// A peptide as OpenMS knows it.
struct KnownPeptide {
  std::string sequence;  ///< one letter a residue
  std::string modified;  ///< OpenMS notation
  double mass = 0;       ///< neutral monoisotopic, Da
};

/// What one file of another program holds.
struct ForeignResult {
  std::string path;
  std::string engine;   ///< program, e.g. "Comet"; "an unnamed program" where the file names none
  std::string measure;  ///< what `score` is, e.g. "expect"
  std::vector<ForeignMatch> matches;
  TextIndex runs;                          ///< see addRun and runOf
  TextIndex peptides;                      ///< as written, with modifications and maybe flanks
  TextIndex names;                         ///< accessions (accessionOf)
  std::vector<std::uint32_t> decoys;       ///< of `names`, those that the file marks so, whatever they are called
  std::vector<KnownPeptide> known;         ///< of each of `peptides`, by readPeptides
  std::vector<Protein> proteins;           ///< what the file says of its proteins; may be empty
  bool unsignedDeltas = false;             ///< M[15.9949] is a difference of mass, not the mass of the residue
  bool mayHideFixedModifications = false;  ///< modifications of every such residue may not be written
  std::vector<std::string> sentences;      ///< what the reader did with it, for the log
  std::vector<std::string> warnings;       ///< what of it may not be as it should be

  /// "file:line", or "file: spectrum ..." where there is no line; for messages.
  std::string where(const ForeignMatch& match) const;
};

inline constexpr std::string_view unnamedEngine = "an unnamed program";

/// The index of a run, which is added where it is new.
std::uint32_t addRun(ForeignResult& result, const ForeignRun& run);
ForeignRun runOf(const ForeignResult& result, std::uint32_t run);

/// Adds the protein of a name (its first word) to a match; ';' becomes '_', as in a FASTA file.
void addProtein(ForeignResult& result, ForeignMatch& match, std::string_view name);

/// Run, scan number and charge in an id.
struct MatchId {
  std::string run;
  std::int64_t scan = -1;
  int charge = 0;
};

/// Reads an id of the forms `run_scan_charge_rank` (Comet, Vescargo), `run_SII_n_n_scan_charge_rank` (MS-GF+) and
/// `run.scan.scan.charge_rank` (MSFragger; pepXML without the rank). Nothing for an id of another form.
std::optional<MatchId> readMatchId(std::string_view id);

}  // namespace vescargo
