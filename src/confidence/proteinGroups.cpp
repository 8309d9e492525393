#include "vescargo/confidence/proteinGroups.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>

#include "vescargo/confidence/parsimony.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr float nothing = -std::numeric_limits<float>::infinity();
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct Peptide {
  float score = nothing;
  float qValue = 1;
  bool decoy = false;
  std::vector<std::uint32_t> proteins;
};

/// Peptides (I = L), targets first; known by their hash, as in the search.
std::vector<Peptide> peptidesOf(const std::vector<Psm>& psms) {
  std::vector<std::tuple<bool, std::uint64_t, std::size_t>> byPeptide(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) byPeptide[i] = {psms[i].decoy, peptideHash(psms[i].sequence), i};
  std::sort(byPeptide.begin(), byPeptide.end());
  std::vector<Peptide> peptides;
  for (std::size_t k = 0; k < byPeptide.size(); ++k) {
    const auto& [decoy, hash, i] = byPeptide[k];
    if (k == 0 || hash != std::get<1>(byPeptide[k - 1]) || decoy != std::get<0>(byPeptide[k - 1]))
      peptides.push_back({nothing, 1, decoy, psms[i].proteins});
    peptides.back().score = std::max(peptides.back().score, psms[i].score);
    peptides.back().qValue = std::min(peptides.back().qValue, psms[i].peptideQValue);
  }
  return peptides;
}

/// Index of each protein's decoy, `none` where no match hits it.
std::vector<std::uint32_t> decoysOf(const std::vector<Protein>& proteins) {
  std::map<std::string, std::uint32_t> byAccession;
  for (std::size_t i = 0; i < proteins.size(); ++i)
    byAccession.emplace(proteins[i].accession, static_cast<std::uint32_t>(i));
  std::vector<std::uint32_t> decoys(proteins.size(), none);
  for (std::size_t i = 0; i < proteins.size(); ++i) {
    const auto found = byAccession.find("DECOY_" + proteins[i].accession);
    if (found != byAccession.end()) decoys[i] = found->second;
  }
  return decoys;
}

class Grouping {
 public:
  Grouping(const std::vector<Peptide>& peptides, const std::vector<std::uint32_t>& decoys, float limit)
      : peptides_(peptides), decoys_(decoys), limit_(limit), explained_(decoys.size(), false) {}

  std::vector<ProteinGroup> run() {
    addGroups([&](const Peptide& peptide) { return !peptide.decoy && peptide.qValue <= limit_; }, false);
    addGroups([&](const Peptide& peptide) { return !peptide.decoy; }, false);
    competeWithDecoys();
    addGroups([&](const Peptide& peptide) { return peptide.decoy; }, true);
    countPeptides();
    return std::move(groups_);
  }

 private:
  bool touchesExplained(const Peptide& peptide) const {
    return std::any_of(peptide.proteins.begin(), peptide.proteins.end(), [&](auto p) { return explained_[p]; });
  }

  template <class Wanted>
  void addGroups(Wanted&& wanted, bool decoy) {
    std::vector<std::vector<std::uint32_t>> proteins;
    std::vector<float> scores;
    for (const auto& peptide : peptides_) {
      if (!wanted(peptide) || touchesExplained(peptide)) continue;
      proteins.push_back(peptide.proteins);
      scores.push_back(peptide.score);
    }
    for (auto& found : parsimonyGroups(proteins)) {
      ProteinGroup group;
      group.proteins = std::move(found.proteins);
      group.decoy = decoy;
      group.score = nothing;
      for (const auto p : found.razor) group.score = std::max(group.score, scores[p]);
      groups_.push_back(std::move(group));
    }
    for (const auto& hit : proteins) {
      for (const auto p : hit) explained_[p] = true;
    }
  }

  /// A group whose decoys score as high or higher is replaced by them. Decoys of
  /// all explained proteins count as explained, as their targets are.
  void competeWithDecoys() {
    std::vector<std::size_t> groupOf(decoys_.size(), groups_.size());
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for (const auto p : groups_[g].proteins) {
        if (decoys_[p] != none) groupOf[decoys_[p]] = g;
      }
    }
    std::vector<float> best(groups_.size(), nothing);
    for (const auto& peptide : peptides_) {
      if (!peptide.decoy) continue;
      std::size_t first = groups_.size();
      for (const auto p : peptide.proteins) first = std::min(first, groupOf[p]);
      if (first < groups_.size()) best[first] = std::max(best[first], peptide.score);
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (best[g] < groups_[g].score) continue;
      groups_[g].score = best[g];
      groups_[g].decoy = true;
      std::vector<std::uint32_t> mirrored;
      for (const auto p : groups_[g].proteins) {
        if (decoys_[p] != none) mirrored.push_back(decoys_[p]);
      }
      std::sort(mirrored.begin(), mirrored.end());
      groups_[g].proteins = std::move(mirrored);
    }
    for (std::size_t p = 0; p < decoys_.size(); ++p) {
      if (explained_[p] && decoys_[p] != none) explained_[decoys_[p]] = true;
    }
  }

  void countPeptides() {
    std::vector<std::vector<std::size_t>> groupsOf(decoys_.size());
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for (const auto p : groups_[g].proteins) groupsOf[p].push_back(g);
    }
    for (const auto& peptide : peptides_) {
      if (peptide.qValue > limit_) continue;
      std::vector<std::size_t> in;
      for (const auto p : peptide.proteins) in.insert(in.end(), groupsOf[p].begin(), groupsOf[p].end());
      std::sort(in.begin(), in.end());
      in.erase(std::unique(in.begin(), in.end()), in.end());
      for (const auto g : in) ++groups_[g].peptides;
      // Groups stand in the order of the parsimony.
      if (!in.empty()) ++groups_[in[0]].razorPeptides;
      if (in.size() == 1) ++groups_[in[0]].uniquePeptides;
    }
  }

  const std::vector<Peptide>& peptides_;
  const std::vector<std::uint32_t>& decoys_;
  float limit_;
  std::vector<bool> explained_;  ///< proteins that hold a peptide of some group
  std::vector<ProteinGroup> groups_;
};

}  // namespace

std::vector<ProteinGroup> proteinGroups(const std::vector<Psm>& psms, const std::vector<Protein>& proteins,
                                        double fdr) {
  const auto peptides = peptidesOf(psms);
  const auto decoys = decoysOf(proteins);
  float lowest = 1;
  for (const auto& peptide : peptides) {
    if (!peptide.decoy) lowest = std::min(lowest, peptide.qValue);
  }
  auto groups = Grouping(peptides, decoys, std::max(static_cast<float>(fdr), lowest)).run();
  std::vector<double> scores;
  std::vector<bool> decoy;
  for (const auto& group : groups) {
    scores.push_back(static_cast<double>(group.score));
    decoy.push_back(group.decoy);
  }
  const auto q = qValues(scores, decoy);
  for (std::size_t g = 0; g < groups.size(); ++g) groups[g].qValue = static_cast<float>(q[g]);
  std::sort(groups.begin(), groups.end(), [&](const ProteinGroup& a, const ProteinGroup& b) {
    if (a.qValue != b.qValue) return a.qValue < b.qValue;
    if (a.score != b.score) return a.score > b.score;
    return proteins[a.proteins[0]].accession < proteins[b.proteins[0]].accession;
  });
  return groups;
}

}  // namespace vescargo
