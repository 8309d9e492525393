#pragma once

#include <vector>

namespace vescargo {

inline constexpr std::size_t fewestAlignmentIons = 10;

/// Retention times of one run as those of another.
struct RtMap {
  std::vector<double> from;  ///< seconds, strictly ascending; empty when the runs share too few ions
  std::vector<double> to;    ///< seconds, ascending, as long
  double spreadSeconds = 0;  ///< robust SD of the shared ions around the map

  bool empty() const { return from.empty(); }
  /// Linear between knots; beyond them the shift of the last one. NaN when empty.
  double at(double rtSeconds) const;
};

/// Monotone robust map from shared ions: a running median (31 neighbours) of the
/// shift, then isotonic regression (pool adjacent violators) of the mapped times.
/// `from` and `to` are as long, one element an ion; NaN = not seen in that run.
/// Empty with fewer than fewestAlignmentIons shared ions.
RtMap alignRetention(const std::vector<float>& from, const std::vector<float>& to);

}  // namespace vescargo
