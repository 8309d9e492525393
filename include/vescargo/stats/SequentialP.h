#pragma once

namespace vescargo {

/// p of a statistic by random draws, which are made until `enough` of them reach it: as exact as that of all draws, and
/// known to 7 % of itself (Besag & Clifford 1991). Fewer hits count with the statistic itself.
class SequentialP {
 public:
  static constexpr int enough = 200;

  void add(bool hit) {
    ++draws_;
    hits_ += hit ? 1 : 0;
  }
  bool isOver() const { return hits_ == enough; }
  double value() const { return isOver() ? 1.0 * hits_ / draws_ : (hits_ + 1.0) / (draws_ + 1); }

 private:
  int draws_ = 0, hits_ = 0;
};

}  // namespace vescargo
