#include "vescargo/search/digest.h"

#include <algorithm>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

/// The peptides of one protein.
class Digestion {
 public:
  Digestion(std::string_view protein, const DigestRules& rules, std::vector<PeptideSpan>& spans)
      : protein_(protein), rules_(rules), spans_(spans), end_(static_cast<std::uint32_t>(protein.size())) {
    findUnclean();
  }

  void run() {
    if (rules_.specificity == Specificity::None) {
      for (std::uint32_t start = 0; start < end_; ++start) addAllFrom(start);
      return;
    }
    findCuts();
    for (std::size_t first = 0; first + 1 < cuts_.size(); ++first) addFrom(cuts_[first], first + 1);
    if (losesMethionine() && cuts_[1] != 1) addFrom(1, 1);
    if (rules_.specificity == Specificity::Semi) addToCuts();
  }

 private:
  bool losesMethionine() const { return protein_.front() == 'M' && end_ > 1; }

  void findCuts() {
    cuts_.push_back(0);
    char previous = '\0';
    for (std::uint32_t i = 0; i + 1 < end_; ++i) {
      if (rules_.cuts.cuts(previous, protein_[i], protein_[i + 1])) cuts_.push_back(i + 1);
      previous = protein_[i];
    }
    cuts_.push_back(end_);
  }

  /// Where the next letter without a mass stands, for proteins that have one.
  void findUnclean() {
    const auto hasMass = [](char letter) { return residueMass(letter) > 0; };
    if (std::all_of(protein_.begin(), protein_.end(), hasMass)) return;
    unclean_.assign(protein_.size() + 1, end_);
    for (std::size_t i = protein_.size(); i-- > 0;)
      unclean_[i] = hasMass(protein_[i]) ? unclean_[i + 1] : static_cast<std::uint32_t>(i);
  }

  void add(std::uint32_t start, std::uint32_t end) {
    const std::uint32_t length = end - start;
    if (length < rules_.minLength || length > rules_.maxLength) return;
    if (!unclean_.empty() && unclean_[start] < end) return;
    spans_.push_back({start, length, start == 0 || (start == 1 && losesMethionine()), end == end_});
  }

  void addAllFrom(std::uint32_t start) {
    for (std::uint32_t length = rules_.minLength; length <= rules_.maxLength && start + length <= end_; ++length)
      add(start, start + length);
  }

  /// From a start to the cuts from `next` on; semi-specific to every end as far as those reach.
  void addFrom(std::uint32_t start, std::size_t next) {
    const std::size_t last = std::min<std::size_t>(next + rules_.missedCleavages, cuts_.size() - 1);
    if (rules_.specificity == Specificity::Full) {
      for (std::size_t i = next; i <= last; ++i) add(start, cuts_[i]);
    } else {
      const std::uint32_t farthest = std::min(cuts_[last], start + rules_.maxLength);
      for (std::uint32_t end = start + rules_.minLength; end <= farthest; ++end) add(start, end);
    }
  }

  /// To each cut from every start that is none, as far back as the missed cleavages reach.
  void addToCuts() {
    for (std::size_t i = 1; i < cuts_.size(); ++i) {
      const std::uint32_t end = cuts_[i];
      const std::size_t reach = rules_.missedCleavages + 1;
      std::uint32_t start = cuts_[i >= reach ? i - reach : 0];
      if (end - start > rules_.maxLength) start = end - rules_.maxLength;
      for (; start + rules_.minLength <= end; ++start) {
        const bool addedBefore =
            std::binary_search(cuts_.begin(), cuts_.end(), start) || (start == 1 && losesMethionine());
        if (!addedBefore) add(start, end);
      }
    }
  }

  std::string_view protein_;
  const DigestRules& rules_;
  std::vector<PeptideSpan>& spans_;
  std::uint32_t end_;
  std::vector<std::uint32_t> cuts_;     ///< 0, the cuts, the protein's end
  std::vector<std::uint32_t> unclean_;  ///< empty where every letter has a mass
};

}  // namespace

DigestRules digestRules(const Chemistry& chemistry, const SearchOptions& options) {
  return {chemistry.enzyme.rule, chemistry.enzyme.rule.cutsEverywhere() ? Specificity::None : options.specificity,
          static_cast<std::uint32_t>(options.missedCleavages), static_cast<std::uint32_t>(options.minPeptideLength),
          static_cast<std::uint32_t>(options.maxPeptideLength)};
}

void digest(std::string_view protein, const DigestRules& rules, std::vector<PeptideSpan>& spans) {
  spans.clear();
  if (!protein.empty()) Digestion(protein, rules, spans).run();
}

int missedCleavages(std::string_view peptide, const CutRule& cuts) {
  int missed = 0;
  for (std::size_t i = 0; i + 1 < peptide.size(); ++i)
    missed += cuts.cuts(i == 0 ? '\0' : peptide[i - 1], peptide[i], peptide[i + 1]) ? 1 : 0;
  return missed;
}

}  // namespace vescargo
