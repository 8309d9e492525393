#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vescargo {

/// m/z from `low` to `high`, both in.
struct MzRange {
  float low = 0;
  float high = 0;

  auto operator<=>(const MzRange&) const = default;
};

/// What measured the ions of a survey, as far as it bears on what can be compared.
enum class Analyzer { Unsaid, FourierTransform, TimeOfFlight, IonTrap };

/// What tells the surveys (MS1 spectra) of one series from those of another that the instrument measures in turn with
/// it: one ion has another intensity in each, or none. Surveys of negative ions are not read at all.
struct LaneKind {
  std::optional<float> compensationVoltage;  ///< of FAIMS, in volts
  std::vector<MzRange> windows;  ///< scan windows (BoxCar has several), whole m/z, ascending; none = not said
  int function = 0;              ///< of the native id (Waters, SCIEX's experiment); 0 = not said
  Analyzer analyzer = Analyzer::Unsaid;
  bool mobility = false;  ///< in the file each spectrum is a part of a survey, by ion mobility

  auto operator<=>(const LaneKind&) const = default;
};

/// Surveys of one kind, ascending in time. They stand together in a Run: [first, last).
struct Lane {
  LaneKind kind;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool reference = false;  ///< lock mass: of no use to ions of the sample

  bool operator==(const Lane&) const = default;
  std::uint32_t surveys() const { return last - first; }
};

/// Whether voltages are one setting, which instruments report to a few hundredths of a volt: both not said, or within
/// half a volt.
bool sameVoltage(const std::optional<float>& a, const std::optional<float>& b);

/// m/z that the windows hold, where they overlap once.
double coveredMz(std::vector<MzRange> windows);

/// m/z that are in both windows over m/z that are in either (Jaccard's index); 1 where one of them is not said.
double sharedWindows(const std::vector<MzRange>& a, const std::vector<MzRange>& b);

/// From this share on windows are mostly the same.
constexpr double mostlySharedWindows = 2.0 / 3;

/// Whether the scan windows have this m/z; true where they are not said.
bool covers(const LaneKind& kind, double mz);

/// "-45 V, 400-500 + 600-700 m/z, function 2, ion trap"; "all" where nothing is said.
std::string nameOf(const LaneKind& kind);

/// "-60 V (120); -45 V (121); function 3 (12, reference)": names and numbers of surveys; "none".
std::string lanesText(const std::vector<Lane>& lanes);

/// Of these lanes of one run, those in which precursors at `mz` are to be sought: no reference, and an ion trap's only
/// where no other analyzer has them.
std::vector<std::uint32_t> lanesAt(const std::vector<Lane>& lanes, double mz);

/// What a file has and a Run has not.
enum class PassedOver {
  NoMassSpectrum,  ///< UV, PDA: electromagnetic radiation
  NegativeIons,    ///< peptides are sought as positive ones
  HigherLevel,     ///< MS3 and above
  NoTime,          ///< surveys without a time, where others have one
  NoPrecursor,     ///< fragment spectra without a precursor m/z, which are kept and cannot be searched
  MorePrecursors,  ///< fragment spectra of several precursors, of which the first is searched
};
constexpr std::size_t passedOverKinds = 6;

/// Spectra of each kind, by PassedOver.
using PassedOverCounts = std::array<std::uint32_t, passedOverKinds>;

inline std::uint32_t& count(PassedOverCounts& counts, PassedOver kind) {
  return counts[static_cast<std::size_t>(kind)];
}
inline std::uint32_t count(const PassedOverCounts& counts, PassedOver kind) {
  return counts[static_cast<std::size_t>(kind)];
}

/// "3 of UV or PDA, 40 of MS3 or above, whose reporter ions are not used"; empty where nothing was passed over.
std::string passedOverText(const PassedOverCounts& counts);

}  // namespace vescargo
