#include "vescargo/confidence/levels.h"

#include <algorithm>
#include <map>
#include <string>

#include "vescargo/confidence/qValues.h"

namespace vescargo {

namespace {

/// I as L outside of the brackets that name modifications.
std::string modifiedKey(std::string text) {
  int depth = 0;
  for (char& letter : text) {
    depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
    if (depth == 0 && letter == 'I') letter = 'L';
  }
  return text;
}

}  // namespace

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
  std::map<std::string, std::size_t> indexOf;
  std::vector<double> scores;
  std::vector<bool> decoy;
  std::vector<std::size_t> peptideOf;
  for (const auto& psm : psms) {
    const auto [known, fresh] = indexOf.emplace(modifiedKey(psm.modifiedSequence), scores.size());
    if (fresh) {
      scores.push_back(static_cast<double>(psm.score));
      decoy.push_back(psm.decoy);
    }
    const std::size_t peptide = known->second;
    scores[peptide] = std::max(scores[peptide], static_cast<double>(psm.score));
    peptideOf.push_back(peptide);
  }
  const auto q = qValues(scores, decoy);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].peptideQValue = static_cast<float>(q[peptideOf[i]]);
}

}  // namespace vescargo
