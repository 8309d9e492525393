#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "vescargo/base/Options.h"

namespace vescargo {

/// How peptides become a protein's intensity; see maxLfq.h and abundance.h.
enum class RollUp { MaxLfq, Top3, Summed, Ibaq };

/// What peptides of several accepted groups count for; see ownPeptides.h.
enum class SharedPeptides { None, Razor };

/// How samples are made comparable; see normalize.h.
enum class Normalization { Median, Panel, None };

template <>
struct EnumNames<RollUp> {
  static constexpr std::array<std::pair<RollUp, std::string_view>, 4> value{
      {{RollUp::MaxLfq, "maxlfq"}, {RollUp::Top3, "top3"}, {RollUp::Summed, "summed"}, {RollUp::Ibaq, "ibaq"}}};
};

template <>
struct EnumNames<SharedPeptides> {
  static constexpr std::array<std::pair<SharedPeptides, std::string_view>, 2> value{
      {{SharedPeptides::None, "none"}, {SharedPeptides::Razor, "razor"}}};
};

template <>
struct EnumNames<Normalization> {
  static constexpr std::array<std::pair<Normalization, std::string_view>, 3> value{
      {{Normalization::Median, "median"}, {Normalization::Panel, "panel"}, {Normalization::None, "none"}}};
};

/// How identified peptides are quantified.
struct QuantOptions {
  RollUp rollUp = RollUp::MaxLfq;
  SharedPeptides sharedPeptides = SharedPeptides::None;
  Normalization normalize = Normalization::Median;
  std::string referencePanel = "ev_positive";
  double transferFdr = 0.02;
  int minPeptides = 1;
  Tolerance traceTolerance{10, Tolerance::Unit::Ppm};

  static constexpr std::string_view topic = "Quantification";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("roll_up", self.rollUp,
          "Proteins from peptides: maxlfq (ratios of common peptides), top3 (mean of the three strongest), summed, or "
          "ibaq (sum over observable peptides; needs fasta)");
    visit("shared_peptides", self.sharedPeptides,
          "Peptides of several protein groups count for none, or for the razor group, which has the most peptides");
    visit("normalize", self.normalize,
          basic("Make the samples of a batch comparable by the median log-ratio of common proteins or of those of "
                "reference_panel, or none"));
    visit("reference_panel", self.referencePanel, "Marker panel for normalize panel, by its name");
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
