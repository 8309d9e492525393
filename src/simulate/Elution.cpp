#include "vescargo/simulate/Elution.h"

#include <cmath>
#include <numbers>

namespace vescargo {

double Elution::at(double seconds) const {
  if (seconds < begin() || seconds > end()) return 0;
  const double ratio = sigma / tail;
  const double distance = (seconds - centre) / sigma;
  return std::exp(0.5 * ratio * ratio - distance * ratio) * std::erfc((ratio - distance) / std::numbers::sqrt2) /
         (2 * tail);
}

double Elution::apexSeconds() const {
  constexpr double step = 0.05;
  double apex = centre;
  while (at(apex + step) > at(apex)) apex += step;
  return apex;
}

double RtWarp::at(double rtSeconds, double runSeconds) const {
  const double angle = std::numbers::pi * rtSeconds / runSeconds;
  return rtSeconds + shift + bend * std::sin(angle) + wave * std::sin(2 * angle);
}

}  // namespace vescargo
