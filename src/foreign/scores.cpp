#include "scores.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

struct Known {
  std::string_view term;  // of PSI-MS, or a name in lower case
  ScoreRole role;
  std::string_view name;
  bool lowerIsBetter;
};

constexpr bool low = true;
constexpr bool high = false;
using enum ScoreRole;

/// Terms of PSI-MS (psi-ms.obo), those that rank best first; q-values rank where there is nothing else.
constexpr std::array terms{
    Known{"MS:1001492", Score, "percolator:score", high},
    Known{"MS:1002053", Score, "MS-GF:EValue", low},
    Known{"MS:1002052", Score, "MS-GF:SpecEValue", low},
    Known{"MS:1002257", Score, "Comet:expectation value", low},
    Known{"MS:1001330", Score, "X!Tandem:expect", low},
    Known{"MS:1001172", Score, "Mascot:expectation value", low},
    Known{"MS:1003415", Score, "Kojak:expectation value", low},
    Known{"MS:1001328", Score, "OMSSA:evalue", low},
    Known{"MS:1002045", Score, "ProteinProspector:expectation value", low},
    Known{"MS:1002353", Score, "PSM-level e-value", low},
    Known{"MS:1001192", Score, "Expect value", low},
    Known{"MS:1002352", Score, "PSM-level p-value", low},
    Known{"MS:1002827", Score, "MetaMorpheus:score", high},
    Known{"MS:1002662", Score, "Morpheus:Morpheus score", high},
    Known{"MS:1002466", Score, "PeptideShaker PSM score", high},
    Known{"MS:1002356", Score, "PSM-level combined FDRScore", low},
    Known{"MS:1002355", Score, "PSM-level FDRScore", low},
    Known{"MS:1001874", Score, "FDRScore", low},
    Known{"MS:1002262", Score, "Byonic:Score", high},
    Known{"MS:1002338", Score, "Andromeda:score", high},
    Known{"MS:1001950", Score, "PEAKS:peptideScore", high},
    Known{"MS:1001171", Score, "Mascot:score", high},
    Known{"MS:1001331", Score, "X!Tandem:hyperscore", high},
    Known{"MS:1002252", Score, "Comet:xcorr", high},
    Known{"MS:1001155", Score, "SEQUEST:xcorr", high},
    Known{"MS:1002534", Score, "ProLuCID:xcorr", high},
    Known{"MS:1002319", Score, "Amanda:AmandaScore", high},
    Known{"MS:1001589", Score, "MyriMatch:MVH", high},
    Known{"MS:1002044", Score, "ProteinProspector:score", high},
    Known{"MS:1001572", Score, "SpectrumMill:Score", high},
    Known{"MS:1001419", Score, "SpectraST:discriminant score F", high},
    Known{"MS:1001396", Score, "Phenyx:PepPvalue", low},
    Known{"MS:1001390", Score, "Phenyx:Score", high},
    Known{"MS:1002049", Score, "MS-GF:RawScore", high},
    Known{"MS:1002354", QValue, "PSM-level q-value", low},
    Known{"MS:1001491", QValue, "percolator:Q value", low},
    Known{"MS:1002054", QValue, "MS-GF:QValue", low},
    Known{"MS:1003115", QValue, "OpenMS:Target-decoy PSM q-value", low},
    Known{"MS:1001868", PeptideQValue, "distinct peptide-level q-value", low},
    Known{"MS:1002055", PeptideQValue, "MS-GF:PepQValue", low},
    Known{"MS:1003116", PeptideQValue, "OpenMS:Target-decoy peptide q-value", low},
    Known{"MS:1001493", PosteriorError, "percolator:PEP", low},
    Known{"MS:1002056", PosteriorError, "MS-GF:PEP", low},
    Known{"MS:1002192", PosteriorError, "TOPP IDPosteriorErrorProbability", low},
    Known{"MS:1002265", PosteriorError, "Byonic:PEP", low},
    Known{"MS:1003113", PosteriorError, "OpenMS:ConsensusID PEP", low},
    Known{"MS:1002357", Probability, "PSM-level probability", high},
};

/// Names of search_score (Comet, MSFragger, X!Tandem, MS-GF+, Mascot, MetaMorpheus, Crux, Proteome Discoverer,
/// MyriMatch, Amanda, PEAKS) and of userParams (OpenMS).
constexpr std::array names{
    Known{"percolator_score", Score, "percolator_score", high},
    Known{"expect", Score, "expect", low},
    Known{"evalue", Score, "EValue", low},
    Known{"e-value", Score, "e-value", low},
    Known{"exp value", Score, "Exp Value", low},
    Known{"specevalue", Score, "SpecEValue", low},
    Known{"p-value", Score, "p-value", low},
    Known{"hyperscore", Score, "hyperscore", high},
    Known{"ionscore", Score, "ionscore", high},
    Known{"xcorr", Score, "xcorr", high},
    Known{"xcorr_score", Score, "xcorr_score", high},
    Known{"mvh", Score, "mvh", high},
    Known{"amandascore", Score, "AmandaScore", high},
    Known{"-10lgp", Score, "-10lgP", high},
    Known{"morpheus score", Score, "Morpheus Score", high},
    Known{"score", Score, "Score", high},
    Known{"raw", Score, "raw", high},
    Known{"q-value", QValue, "q-value", low},
    Known{"q_value", QValue, "q_value", low},
    Known{"qvalue", QValue, "QValue", low},
    Known{"percolator_qvalue", QValue, "percolator_qvalue", low},
    Known{"percolator q-value", QValue, "Percolator q-Value", low},
    Known{"pepqvalue", PeptideQValue, "PepQValue", low},
    Known{"peptide q-value", PeptideQValue, "peptide q-value", low},
    Known{"peptide_q-value", PeptideQValue, "peptide_q-value", low},
    Known{"percolator_pep", PosteriorError, "percolator_PEP", low},
    Known{"percolator pep", PosteriorError, "Percolator PEP", low},
    Known{"pep", PosteriorError, "PEP", low},
    Known{"posterior error probability", PosteriorError, "Posterior Error Probability", low},
    Known{"posterior_error_probability", PosteriorError, "posterior_error_probability", low},
    Known{"peptideprophet", Probability, "probability of PeptideProphet", high},
    Known{"interprophet", Probability, "probability of iProphet", high},
};

template <std::size_t N>
std::optional<KnownScore> find(const std::array<Known, N>& table, std::string_view term) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Known& known) { return known.term == term; });
  if (found == table.end()) return std::nullopt;
  return KnownScore{found->role, static_cast<std::size_t>(found - table.begin()), found->name, found->lowerIsBetter};
}

}  // namespace

std::optional<KnownScore> scoreOfTerm(std::string_view accession) { return find(terms, accession); }

std::optional<KnownScore> scoreOfName(std::string_view name) {
  auto found = find(names, lowerCase(std::string(name)));
  // Behind all terms, so that names rank where there is none.
  if (found) found->place += terms.size();
  return found;
}

void HitScores::take(const KnownScore& score, double value) {
  constexpr double least = 1e-37;
  const auto number = static_cast<float>(value);
  if (score.role == QValue) qValue_ = number;
  if (score.role == PeptideQValue) peptideQValue_ = number;
  if (score.role == PosteriorError) posteriorError_ = number;
  if (score.role == Probability) posteriorError_ = static_cast<float>(1 - value);
  if (score.role == Score || score.role == QValue)
    values_.emplace_back(score, score.lowerIsBetter ? -std::log10(std::max(value, least)) : value);
}

void HitScores::give(ForeignMatch& match) const {
  match.qValue = qValue_;
  match.peptideQValue = peptideQValue_;
  match.posteriorError = posteriorError_;
}

std::optional<float> Measure::of(const HitScores& scores) {
  if (!chosen_) {
    for (const auto& [score, value] : scores.values_) {
      if (!chosen_ || score.place < chosen_->place) chosen_ = score;
    }
  }
  for (const auto& [score, value] : scores.values_) {
    if (chosen_ && score.place == chosen_->place) return static_cast<float>(value);
  }
  return std::nullopt;
}

}  // namespace vescargo
