#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/simulate/LaneOptions.h"
#include "vescargo/simulate/Peptides.h"

namespace vescargo {

enum class Polarity { Positive, Negative };
template <>
struct EnumNames<Polarity> {
  static constexpr std::array<std::pair<Polarity, std::string_view>, 2> value{
      {{Polarity::Positive, "positive"}, {Polarity::Negative, "negative"}}};
};

struct MzWindow {
  double low, high;

  double width() const { return high - low; }
  bool holds(double mz) const { return mz >= low && mz < high; }
};

/// What every survey looks at, in m/z.
constexpr MzWindow surveyRange{350, 1400};

/// A series of surveys of one kind.
struct SimulatedLane {
  std::string name = "survey";
  Polarity polarity = Polarity::Positive;
  std::optional<double> compensationVoltage;  ///< volts; nothing = no FAIMS
  std::vector<MzWindow> boxes;                ///< of a BoxCar survey, ascending; none = all of surveyRange

  /// Whether precursors are chosen in its surveys.
  bool choosesPrecursors() const { return polarity == Polarity::Positive && boxes.empty(); }
  /// Index of the box that holds an m/z; 0 in a lane without boxes, nothing where no box holds it.
  std::optional<std::size_t> boxOf(double mz) const;
};

/// The lanes of a run in the order of its cycle: for each voltage the full survey and then its BoxCar sets, last the
/// negative survey. Boxes of all sets together cover surveyRange, widen with m/z, are dealt to the sets in turn and
/// overlap their neighbours by 1 m/z (Meier et al. 2018 Nat Methods 15:440).
std::vector<SimulatedLane> lanesOf(const LaneOptions& options);

/// What an instrument does next: a survey, or fragment spectra of what was chosen in the last survey of a lane.
struct CycleStep {
  enum class Kind { Survey, Fragments };
  Kind kind;
  std::size_t lane;
};

/// The steps that repeat. Fragment spectra stand behind all positive surveys of their voltage.
std::vector<CycleStep> cycleOf(const std::vector<SimulatedLane>& lanes);

/// Share of a peptide ion's flux that reaches the analyser in surveys of a lane, 0 to 1; boxes let through what they
/// hold and are not looked at.
double transmission(const SimulatedLane& lane, const SimulatedPeptide& peptide, int charge, int seed);

/// The same with boxes: 0 where no box holds the monoisotopic m/z.
double laneShare(const SimulatedLane& lane, const SimulatedPeptide& peptide, int charge, int seed);

}  // namespace vescargo
