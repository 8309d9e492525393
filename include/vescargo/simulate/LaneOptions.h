#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"

namespace vescargo {

/// How a file lists the spectra of a run.
enum class SpectrumOrder {
  Time,
  Behind,   ///< by time, but lock-mass and UV spectra behind the run, where times begin again
  Function  ///< one function behind the other, so that times begin again with each
};
template <>
struct EnumNames<SpectrumOrder> {
  static constexpr std::array<std::pair<SpectrumOrder, std::string_view>, 3> value{
      {{SpectrumOrder::Time, "time"}, {SpectrumOrder::Behind, "behind"}, {SpectrumOrder::Function, "function"}}};
};

/// What a simulated instrument does beside one series of surveys with fragment spectra.
struct LaneOptions {
  std::vector<double> faimsCv;
  bool polaritySwitching = false;
  int boxcarSets = 0;
  int boxcarBoxes = 12;
  bool lockMass = false;
  bool uvSpectra = false;
  SpectrumOrder spectrumOrder = SpectrumOrder::Time;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("faims_cv", self.faimsCv,
          "FAIMS compensation voltages that surveys and their fragment spectra cycle through; none = no FAIMS",
          Limits{-120, 0});
    visit("polarity_switching", self.polaritySwitching,
          "A survey of negative ions, which are background alone, behind each cycle of positive ones");
    visit("boxcar_sets", self.boxcarSets,
          "BoxCar surveys behind each full survey, with alternate boxes of the m/z range each; 0 = none", Limits{0, 6});
    visit("boxcar_boxes", self.boxcarBoxes, "Boxes of a BoxCar survey, each filled by itself", Limits{2, 20});
    visit("lock_mass", self.lockMass,
          "A lock-mass function: leucine enkephalin alone, every 20 s; spectra are named by functions, as Waters does");
    visit("uv_spectra", self.uvSpectra, "UV spectra of a diode array, one a second, in the list of spectra");
    visit("spectrum_order", self.spectrumOrder,
          "Order of the spectra in the file: by time; lock-mass and UV spectra behind the run; or one function behind "
          "the other");
  }

  /// Throws BadParameter for what no instrument has together, and for an order that would order nothing.
  void verify() const;

  /// Whether spectra are named by functions, as Waters names them.
  bool functions() const { return lockMass || spectrumOrder == SpectrumOrder::Function; }
  /// One series of surveys and nothing else.
  bool plain() const { return faimsCv.empty() && !polaritySwitching && boxcarSets == 0 && !uvSpectra && !functions(); }
};

}  // namespace vescargo
