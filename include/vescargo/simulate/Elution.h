#pragma once

namespace vescargo {

/// A chromatographic peak with a tail: the exponentially modified Gaussian of area 1
/// (Grushka 1972 Anal Chem 44:1733).
struct Elution {
  double centre = 0;  ///< of the Gaussian, seconds
  double sigma = 1;   ///< of the Gaussian, seconds
  double tail = 1;    ///< time constant of the exponential, seconds; at least 0.3 sigma

  double begin() const { return centre - 5 * sigma; }
  double end() const { return centre + 5 * sigma + 9 * tail; }
  /// Share of the area a second at a time; 0 outside begin() to end().
  double at(double seconds) const;
  /// When it is highest, to 0.05 s.
  double apexSeconds() const;
};

/// How a run bends retention times: rt + shift + bend sin(pi x) + wave sin(2 pi x), x = rt / runSeconds.
struct RtWarp {
  double shift = 0, bend = 0, wave = 0;  ///< seconds

  double at(double rtSeconds, double runSeconds) const;
};

}  // namespace vescargo
