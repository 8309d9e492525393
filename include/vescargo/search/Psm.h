#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vescargo/search/Modification.h"
#include "vescargo/search/PeptideRecord.h"
#include "vescargo/search/SearchWindows.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

/// A peptide-spectrum match. Scores are 32-bit so that they pass through idXML
/// (15 digits) unchanged.
struct Psm {
  std::uint32_t run = 0;       ///< index into Identifications::runs
  std::uint32_t spectrum = 0;  ///< index into Run::ms2Headers
  std::uint8_t rank = 1;       ///< 1 = best of the spectrum, 2 = of the peaks that the best leaves
  PeptideRecord record;        ///< in the database that was searched; empty where read from a file
  std::string nativeId;        ///< of the spectrum
  float rtSeconds = 0;
  float precursorMz = 0;         ///< observed, see refinedPrecursor
  std::string sequence;          ///< unmodified, one letter a residue
  std::string modifiedSequence;  ///< OpenMS notation: "AM(Oxidation)K", ".(Acetyl)MK"
  int charge = 0;
  float calculatedMz = 0;               ///< monoisotopic, of modifiedSequence at charge
  bool decoy = false;                   ///< true only if it is in no target protein
  std::vector<std::uint32_t> proteins;  ///< indices into Identifications::proteins, ascending, I = L

  float hyperscore = 0;   ///< Fenyo & Beavis 2003
  float deltaScore = 0;   ///< hyperscore less that of the next different peptide of the spectrum
  float expectScore = 0;  ///< -log10 of the E-value of its XCorr
  std::uint16_t matchedIons = 0;
  std::uint16_t longestSeries = 0;  ///< longest run of consecutive b or y ions
  float explainedIntensity = 0;     ///< share of the spectrum's intensity, 0-1
  float precursorErrorPpm = 0;      ///< after the isotope error is taken off; 0 where there is a mass shift
  float fragmentErrorPpm = 0;       ///< median absolute
  float ionSurprise = 0;  ///< -log10 of the chance of as many matched ions at random; for rescoring, in no file
  /// Intensity of the matched ions as a share of the spectrum's highest cleaned peak (before the root): b ions by
  /// bond, then y ions by bond, charge 1, 2 * (length - 1) in all; 0 = not matched. For rescoring, which drops it; in
  /// no file of identifications.
  std::vector<float> fragmentIntensity;
  float massShiftDa = 0;       ///< of an open search: precursor less peptide where they differ
  std::uint8_t shiftSite = 0;  ///< residue that carries it, 1 = the first; 0 = none
  std::int8_t isotopeError = 0;
  std::uint8_t missedCleavages = 0;
  float rtDeviationSeconds = 0;  ///< from the RT model of its run; 0 where there is none
  float intensityAgreement = 0;  ///< of its b and y ions with the intensity model, -1 to 1; 0 where there is none

  float score = 0;          ///< of the rescoring, higher is better
  float qValue = 1;         ///< PSM level
  float peptideQValue = 1;  ///< of its modified sequence, over all runs
  float posteriorError = 1;
};

/// Proteins that the peptides seen cannot tell apart.
struct ProteinGroup {
  std::vector<std::uint32_t> proteins;  ///< indices, ascending; the first is the lead
  int peptides = 0;                     ///< distinct sequences at the peptide threshold that are in the group
  int uniquePeptides = 0;               ///< of them, those in no other group
  int razorPeptides = 0;                ///< of them, those that no group before it in the parsimony explains
  float score = 0;
  float qValue = 1;  ///< picked protein-group level
  bool decoy = false;
};

/// Distinct peptides (I = L) of a digest.
struct PeptideCounts {
  std::size_t target = 0;      ///< in a protein that may be in the sample
  std::size_t entrapment = 0;  ///< in entrapment proteins only
};

/// What a search of a study found: all runs together.
struct Identifications {
  std::vector<std::string> runs;                     ///< run names, in the order given
  std::vector<std::vector<std::string>> otherNames;  ///< of each run, that its file tells (sourceNames); may be empty
  std::vector<SearchWindows> windows;                ///< of each run, as searched; empty where read from files
  std::vector<Protein> proteins;     ///< those that some PSM hits, decoys (prefix "DECOY_") too; sorted by accession
  std::vector<Psm> psms;             ///< best matches of spectra, sorted by run, spectrum, rank; decoys too
  std::vector<ProteinGroup> groups;  ///< by q-value, then score descending, then lead accession; decoys too
  PeptideCounts searched;            ///< 0 where no entrapment was searched, and where read from files
  Enzyme enzyme;                     ///< that cut the proteins; trypsin where the files do not say
  std::vector<std::string> fixedModifications;  ///< searched with, by OpenMS name
  std::vector<std::string> variableModifications;
  std::string engine;  ///< that matched the spectra; empty = Vescargo
};

}  // namespace vescargo
