#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/stats/storey.h"

namespace vescargo {

/// What the prior of the variances follows.
enum class VarianceTrend {
  None,
  Abundance,  ///< mean log2 intensity: limma-trend (Law et al. 2014)
  Peptides,   ///< log of the number of peptides: as DEqMS (Zhu et al. 2020)
};

template <>
struct EnumNames<VarianceTrend> {
  static constexpr std::array<std::pair<VarianceTrend, std::string_view>, 3> value{
      {{VarianceTrend::None, "none"}, {VarianceTrend::Abundance, "abundance"}, {VarianceTrend::Peptides, "peptides"}}};
};

/// What a sample (or pair of samples) counts in the fit.
enum class SampleWeighting {
  None,       ///< as much as any other
  Estimated,  ///< by how far all proteins lie from the model in it: limma's arrayWeights (Ritchie et al. 2006)
};

template <>
struct EnumNames<SampleWeighting> {
  static constexpr std::array<std::pair<SampleWeighting, std::string_view>, 2> value{
      {{SampleWeighting::None, "none"}, {SampleWeighting::Estimated, "estimated"}}};
};

/// How time points and groups are compared.
struct CompareOptions {
  std::string compareTo;                    ///< empty: each other time point
  std::vector<std::string> adjust{"auto"};  ///< contaminants or marker panels, all at once; auto: docs/statistics.md
  std::vector<std::string> covariates;      ///< columns of the study sheet, or `batch`
  int minPairs = 3;                         ///< fewest pairs for a t-test; the adjusted one needs 3 at least
  QValues qValues = QValues::BenjaminiHochberg;
  VarianceTrend trend = VarianceTrend::Abundance;
  bool robust = false;  ///< spare proteins whose variance stands out
  SampleWeighting sampleWeights = SampleWeighting::None;
  double alpha = 0.05;              ///< q-value below which a change is called
  double minAttenuation = 0.3;      ///< part of a change that must go for it to be called explained
  int attenuationBootstraps = 500;  ///< resamplings of subjects for the attenuation's interval; 0: none

  static constexpr std::string_view topic = "Comparison";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("compare_to", self.compareTo,
          basic("Time point (or group) to compare with the reference; default: each other one"));
    visit("adjust", self.adjust,
          basic("Contaminants (platelets, red cells, ...) or marker panels (platelet_core, ...) to adjust for, all at "
                "once; "
                "auto: platelets and what changes with the time point together as far as the pairs allow, every other "
                "contaminant by itself"));
    visit("covariates", self.covariates,
          basic("Columns of the study sheet to adjust both answers for: numbers, e.g. hours_since_meal, or words, e.g. "
                "site "
                "or batch"));
    visit("min_pairs", self.minPairs, "Fewest pairs for a protein to be tested", Limits{2, 1000});
    visit("q_values", self.qValues, "False discovery rates by bh (Benjamini and Hochberg) or storey");
    visit("trend", self.trend, "What the usual variance of a protein follows: none, abundance or peptides");
    visit("robust", self.robust, "Let proteins whose variance stands out keep it, and not shape that of the others");
    visit("sample_weights", self.sampleWeights,
          "What a sample (or pair) counts: none (all the same) or estimated (less where all proteins scatter more)");
    visit("alpha", self.alpha, "False discovery rate of the verdicts", Limits{0, 1});
    visit("min_attenuation", self.minAttenuation,
          "Part of a change that adjustment must take away for the verdict explained", Limits{0, 1});
    visit("attenuation_bootstraps", self.attenuationBootstraps,
          "Resamplings of subjects for the interval of the attenuation of changed proteins; 0: no interval",
          Limits{0, 100000});
  }
};

}  // namespace vescargo
