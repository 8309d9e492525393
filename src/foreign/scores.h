#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// What a number of a match says.
enum class ScoreRole { Score, QValue, PeptideQValue, PosteriorError, Probability };

/// A score that is known, by its term or name.
struct KnownScore {
  ScoreRole role = ScoreRole::Score;
  std::size_t place = 0;       ///< among all that are known; of several the one with the lowest place ranks matches
  std::string_view name;       ///< as it is told
  bool lowerIsBetter = false;  ///< an expectation value, p-value, q-value or error: -log10 of it ranks matches
};

/// Of PSI-MS, e.g. "MS:1002257". Nothing for a term that is no score or not known.
std::optional<KnownScore> scoreOfTerm(std::string_view accession);
/// Of pepXML's search_score or a userParam of mzIdentML, in any case.
std::optional<KnownScore> scoreOfName(std::string_view name);

/// The scores of one hit.
class HitScores {
 public:
  void take(const KnownScore& score, double value);
  void clear() { *this = HitScores(); }
  /// Sets the match's q-values and posterior error.
  void give(ForeignMatch& match) const;

 private:
  friend class Measure;
  std::vector<std::pair<KnownScore, double>> values_;  // that may rank matches, higher is better
  float qValue_ = std::numeric_limits<float>::quiet_NaN();
  float peptideQValue_ = std::numeric_limits<float>::quiet_NaN();
  float posteriorError_ = std::numeric_limits<float>::quiet_NaN();
};

/// The score that ranks the matches of a file: the best known one of the first hit.
class Measure {
 public:
  /// Of a hit; nothing where it has not that score.
  std::optional<float> of(const HitScores& scores);
  std::string name() const { return chosen_ ? std::string(chosen_->name) : ""; }

 private:
  std::optional<KnownScore> chosen_;
};

/// The hits of one spectrum that stand first: those of the lowest rank, of these the best by the score; several where
/// they are as good, as peptides are that differ in I and L.
template <class Hit>
class BestHits {
 public:
  /// A hit has `rank` and `scores`.
  void offer(Hit hit, Measure& measure) {
    const auto scoreOf = [&](const Hit& one) {
      return measure.of(one.scores).value_or(-std::numeric_limits<float>::infinity());
    };
    const bool better = hits_.empty() || hit.rank < hits_.front().rank ||
                        (hit.rank == hits_.front().rank && scoreOf(hit) > scoreOf(hits_.front()));
    if (better) hits_.clear();
    if (better || (hit.rank == hits_.front().rank && scoreOf(hit) == scoreOf(hits_.front())))
      hits_.push_back(std::move(hit));
  }
  std::vector<Hit>& hits() { return hits_; }
  void clear() { hits_.clear(); }

 private:
  std::vector<Hit> hits_;
};

}  // namespace vescargo
