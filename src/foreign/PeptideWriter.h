#pragma once

#include <limits>
#include <string>
#include <vector>

namespace vescargo {

/// A place that the file does not tell.
inline constexpr std::size_t anyPlace = std::numeric_limits<std::size_t>::max();

/// One Modification of a Peptide of mzIdentML.
struct PlacedModification {
  std::size_t place = 0;  ///< 0 = the N-terminus, 1 = the first residue, length + 1 = the C-terminus
  double delta = std::numeric_limits<double>::quiet_NaN();  ///< Da; NaN = not told
  std::string deltaText;
  std::string unimod;  ///< "35" of UNIMOD:35; empty = none
  std::string name;    ///< of another vocabulary
};

/// "+15.9949" of "15.9949"; a number with a sign stays.
std::string signedText(const std::string& number);

/// A peptide with the text of each place (PlacedModification::place) behind it, in the notation of readPeptide.
std::string withTexts(const std::string& peptide, const std::vector<std::string>& texts);

/// The peptide in the notation of readPeptide: "n[UNIMOD:1]AC[UNIMOD:4]M[+15.9949]K". Two modifications of a place are
/// their sum where both tell their masses; one at anyPlace stands in front, as in ProForma: "[UNIMOD:4]?ACCK".
std::string writeModified(const std::string& peptide, const std::vector<PlacedModification>& placed);

}  // namespace vescargo
