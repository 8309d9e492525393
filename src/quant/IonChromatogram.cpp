#include "IonChromatogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

using Counted = std::array<bool, tracedIsotopes>;

/// Sum of the isotopes that count in one spectrum. A weak ion loses its rarer isotopes to the detection limit
/// first, which would make weak ions weaker still and ratios too large; so with M there the
/// isotopes that are stand for those that are not.
double summed(const IonChromatogram& ion, std::size_t element, const Counted& counted) {
  double sum = 0;
  double all = 0;
  double there = 0;
  double counting = 0;
  for (std::size_t k = 0; k < ion.expected.size(); ++k) {
    all += ion.expected[k];
    if (!counted[k]) continue;
    const auto intensity = static_cast<double>(ion.isotope[k][element]);
    sum += intensity;
    counting += ion.expected[k];
    if (intensity > 0) there += ion.expected[k];
  }
  const bool scaled = ion.isotope[0][element] > 0 && there > 0;
  return sum * all / (scaled ? there : counting);
}

/// log2 of isotope k over M against what is expected, where both are there.
struct Excess {
  double log2 = std::numeric_limits<double>::quiet_NaN();
  std::size_t spectra = 0;
};

Excess excessOf(const IonChromatogram& ion, std::size_t k, std::pair<std::size_t, std::size_t> bounds) {
  Excess excess;
  double mono = 0;
  double other = 0;
  for (std::size_t i = bounds.first; i <= bounds.second; ++i) {
    if (ion.isotope[0][i] <= 0 || ion.isotope[k][i] <= 0) continue;
    ++excess.spectra;
    mono += static_cast<double>(ion.isotope[0][i]);
    other += static_cast<double>(ion.isotope[k][i]);
  }
  if (excess.spectra > 0) excess.log2 = std::log2(other / mono / ion.expected[k]);
  return excess;
}

/// Isotopes that no other signal adds to, as far as the others tell.
Counted uninterfered(const std::array<Excess, 2>& excess) {
  constexpr std::size_t fewestSpectra = 3;
  constexpr double most = 1;  // log2
  const auto tells = [](const Excess& e) { return e.spectra >= fewestSpectra; };
  if (tells(excess[0]) && tells(excess[1]) && excess[0].log2 < -most && excess[1].log2 < -most)
    return {false, true, true};
  return {true, !(tells(excess[0]) && excess[0].log2 > most), !(tells(excess[1]) && excess[1].log2 > most)};
}

/// Pearson's correlation of M with the other isotopes together; 0 where either does not vary.
float shapeOf(const IonChromatogram& ion, std::pair<std::size_t, std::size_t> bounds) {
  const auto n = static_cast<double>(bounds.second - bounds.first + 1);
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = bounds.first; i <= bounds.second; ++i) {
    const auto mono = static_cast<double>(ion.isotope[0][i]);
    const auto others = static_cast<double>(ion.isotope[1][i]) + static_cast<double>(ion.isotope[2][i]);
    x += mono;
    y += others;
    xx += mono * mono;
    yy += others * others;
    xy += mono * others;
  }
  const double spread = (xx - x * x / n) * (yy - y * y / n);
  return spread > 0 ? static_cast<float>((xy - x * y / n) / std::sqrt(spread)) : 0;
}

double cosine(const std::array<double, tracedIsotopes>& areas, const std::array<double, tracedIsotopes>& expected) {
  double product = 0, seen = 0, wanted = 0;
  for (std::size_t k = 0; k < areas.size(); ++k) {
    product += areas[k] * expected[k];
    seen += areas[k] * areas[k];
    wanted += expected[k] * expected[k];
  }
  return seen > 0 ? product / std::sqrt(seen * wanted) : 0;
}

template <class Value>
double areaUnder(std::span<const float> rtSeconds, std::size_t first, std::pair<std::size_t, std::size_t> bounds,
                 Value&& value) {
  double area = 0;
  double before = value(bounds.first);
  for (std::size_t i = bounds.first + 1; i <= bounds.second; ++i) {
    const double now = value(i);
    const double seconds = static_cast<double>(rtSeconds[first + i]) - static_cast<double>(rtSeconds[first + i - 1]);
    area += seconds * (before + now) / 2;
    before = now;
  }
  return area;
}

}  // namespace

void IonChromatogram::read(const SurveyIndex& surveys, const IonTarget& target, const Tolerance& tolerance,
                           std::pair<std::size_t, std::size_t> spectra) {
  first = spectra.first;
  expected = isotopeRatios(neutralMass(target.mz, target.charge));
  const std::size_t size = spectra.second - spectra.first;
  const std::uint32_t begin = surveys.lanes[target.lane].first + static_cast<std::uint32_t>(spectra.first);
  const std::pair range{begin, begin + static_cast<std::uint32_t>(size)};
  const auto strongest = [&](int k, std::vector<float>& column, std::vector<float>* where) {
    const double mz = target.mz + k * isotopeSpacing / target.charge;
    const double window = tolerance.at(mz);
    column.assign(size, 0);
    surveys.eachPeak(static_cast<float>(mz - window), static_cast<float>(mz + window), range,
                     [&](const SurveyPeak& peak) {
                       const std::size_t i = peak.spectrum - begin;
                       if (peak.intensity <= column[i]) return;
                       column[i] = peak.intensity;
                       if (where != nullptr) (*where)[i] = peak.mz;
                     });
  };
  monoMz.assign(size, 0);
  strongest(-1, leading, nullptr);
  strongest(0, isotope[0], &monoMz);
  for (std::size_t k = 1; k < isotope.size(); ++k) strongest(static_cast<int>(k), isotope[k], nullptr);
  sum.resize(size);
  for (std::size_t i = 0; i < size; ++i) sum[i] = static_cast<float>(summed(*this, i, {true, true, true}));
  smooth.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    const float before = i > 0 ? sum[i - 1] : sum[i];
    const float after = i + 1 < size ? sum[i + 1] : sum[i];
    smooth[i] = (before + 2 * sum[i] + after) / 4;
  }
}

IsotopeEvidence weighIsotopes(const IonChromatogram& ion, std::span<const float> rtSeconds,
                              std::pair<std::size_t, std::size_t> bounds) {
  IsotopeEvidence evidence;
  const std::array excess{excessOf(ion, 1, bounds), excessOf(ion, 2, bounds)};
  const Counted counted = uninterfered(excess);
  evidence.interfered = !(counted[0] && counted[1] && counted[2]);
  evidence.excess = {static_cast<float>(excess[0].log2), static_cast<float>(excess[1].log2)};
  evidence.shape = shapeOf(ion, bounds);
  std::array<double, tracedIsotopes> areas{};
  for (std::size_t k = 0; k < areas.size(); ++k)
    areas[k] =
        areaUnder(rtSeconds, ion.first, bounds, [&](std::size_t i) { return static_cast<double>(ion.isotope[k][i]); });
  evidence.agreement = static_cast<float>(cosine(areas, ion.expected));
  const double before =
      areaUnder(rtSeconds, ion.first, bounds, [&](std::size_t i) { return static_cast<double>(ion.leading[i]); });
  evidence.leadingShare = areas[0] > 0 ? static_cast<float>(before / areas[0]) : 0;
  evidence.area = areaUnder(rtSeconds, ion.first, bounds, [&](std::size_t i) { return summed(ion, i, counted); });
  return evidence;
}

}  // namespace vescargo
