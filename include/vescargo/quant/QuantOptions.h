#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "vescargo/table/Options.h"

namespace vescargo {

/// How peptides become a protein's intensity; see rollUp.h.
enum class RollUp { Summed, MaxLfq };

/// How samples are made comparable; see normalize.h.
enum class Normalization { Median, None };

template <>
struct EnumNames<RollUp> {
  static constexpr std::array<std::pair<RollUp, std::string_view>, 2> value{
      {{RollUp::Summed, "summed"}, {RollUp::MaxLfq, "maxlfq"}}};
};

template <>
struct EnumNames<Normalization> {
  static constexpr std::array<std::pair<Normalization, std::string_view>, 2> value{
      {{Normalization::Median, "median"}, {Normalization::None, "none"}}};
};

/// How identified peptides are quantified.
struct QuantOptions {
  RollUp rollUp = RollUp::MaxLfq;
  Normalization normalize = Normalization::Median;
  double transferFdr = 0.02;
  int minPeptides = 1;
  Tolerance traceTolerance{10, Tolerance::Unit::Ppm};

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("roll_up", self.rollUp, "Proteins from peptides: maxlfq (ratios of shared peptides) or summed");
    visit("normalize", self.normalize, "Make samples comparable by the median log-ratio of common proteins, or none");
    visit("transfer_fdr", self.transferFdr,
          "False transfers accepted among the ions that are looked for where other runs identified them; 0 = look for "
          "none",
          Limits{0, 1});
    visit("min_peptides", self.minPeptides, "Fewest distinct peptides of a quantified protein group", Limits{1, 100});
    visit("trace_tolerance", self.traceTolerance,
          "m/z window to either side of an ion's trace after the run is calibrated, in ppm or Da, e.g. 10ppm");
  }
};

}  // namespace vescargo
