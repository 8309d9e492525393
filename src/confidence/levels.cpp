#include "vescargo/confidence/levels.h"

#include <algorithm>
#include <utility>

#include "vescargo/confidence/qValues.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

void setPsmLevel(std::vector<Psm>& psms) {
  std::vector<double> scores;
  std::vector<bool> decoy;
  for (const auto& psm : psms) {
    scores.push_back(static_cast<double>(psm.score));
    decoy.push_back(psm.decoy);
  }
  const auto q = qValues(scores, decoy);
  const auto errors = posteriorErrors(scores, decoy);
  for (std::size_t i = 0; i < psms.size(); ++i) {
    psms[i].qValue = static_cast<float>(q[i]);
    psms[i].posteriorError = static_cast<float>(errors[i]);
  }
}

void setPeptideLevel(std::vector<Psm>& psms) {
  std::vector<std::pair<std::uint64_t, std::size_t>> byPeptide(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) byPeptide[i] = {peptideHash(psms[i].modifiedSequence), i};
  std::sort(byPeptide.begin(), byPeptide.end());
  std::vector<double> scores;
  std::vector<bool> decoy;
  std::vector<std::size_t> peptideOf(psms.size());
  for (std::size_t k = 0; k < byPeptide.size(); ++k) {
    const auto& [hash, i] = byPeptide[k];
    const auto score = static_cast<double>(psms[i].score);
    if (k == 0 || hash != byPeptide[k - 1].first) {
      scores.push_back(score);
      decoy.push_back(psms[i].decoy);
    }
    scores.back() = std::max(scores.back(), score);
    peptideOf[i] = scores.size() - 1;
  }
  const auto q = qValues(scores, decoy);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].peptideQValue = static_cast<float>(q[peptideOf[i]]);
}

}  // namespace vescargo
