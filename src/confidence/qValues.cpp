#include "vescargo/confidence/qValues.h"

#include <algorithm>
#include <numeric>

namespace vescargo {

namespace {

std::vector<std::size_t> byFallingScore(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

/// Past the end of the run of equal scores that begins at `begin`.
std::size_t endOfTie(const std::vector<std::size_t>& order, const std::vector<double>& scores, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < order.size() && scores[order[end]] == scores[order[begin]]) ++end;
  return end;
}

struct Block {
  double decoys;
  double count;
  std::size_t end;  ///< in the order of falling scores
  double share() const { return decoys / count; }
};

}  // namespace

std::vector<double> qValues(const std::vector<double>& scores, const std::vector<bool>& decoy) {
  const auto order = byFallingScore(scores);
  std::vector<double> q(scores.size(), 1);
  double targets = 0;
  double decoys = 0;
  for (std::size_t begin = 0; begin < order.size();) {
    const std::size_t end = endOfTie(order, scores, begin);
    for (std::size_t i = begin; i < end; ++i) (decoy[order[i]] ? decoys : targets) += 1;
    const double fdr = targets > 0 ? std::min(1.0, (decoys + 1) / targets) : 1;
    for (std::size_t i = begin; i < end; ++i) q[order[i]] = fdr;
    begin = end;
  }
  for (std::size_t i = order.size(); i-- > 1;) q[order[i - 1]] = std::min(q[order[i - 1]], q[order[i]]);
  return q;
}

std::vector<double> posteriorErrors(const std::vector<double>& scores, const std::vector<bool>& decoy) {
  const auto order = byFallingScore(scores);
  std::vector<Block> blocks{{1, 1, 0}};
  const auto pool = [&] {
    while (blocks.size() > 1 && blocks[blocks.size() - 2].share() >= blocks.back().share()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back() = {blocks.back().decoys + last.decoys, blocks.back().count + last.count, last.end};
    }
  };
  for (std::size_t begin = 0; begin < order.size();) {
    const std::size_t end = endOfTie(order, scores, begin);
    double decoys = 0;
    for (std::size_t i = begin; i < end; ++i) decoys += decoy[order[i]] ? 1 : 0;
    blocks.push_back({decoys, static_cast<double>(end - begin), end});
    pool();
    begin = end;
  }
  std::vector<double> errors(scores.size(), 1);
  std::size_t i = 0;
  for (const auto& block : blocks) {
    const double share = block.share();
    for (; i < block.end; ++i) errors[order[i]] = share >= 0.5 ? 1 : share / (1 - share);
  }
  return errors;
}

}  // namespace vescargo
