#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "vescargo/spectra/Lane.h"
#include "vescargo/spectra/MzMlHead.h"

namespace vescargo {

/// What a spectrum says of how it was measured, but for level, time and precursor.
struct ScanFacts {
  enum class Polarity { Unsaid, Positive, Negative };

  Polarity polarity = Polarity::Unsaid;
  bool radiation = false;  ///< an electromagnetic radiation spectrum (UV, PDA)
  bool mobility = false;   ///< measured at one ion mobility
  std::optional<float> compensationVoltage;
  Analyzer analyzer = Analyzer::Unsaid;
  std::vector<MzRange> windows;  ///< as the file has them

  /// Takes what a term of the spectrum or of its scan says; false when it is none of these.
  bool take(const CvTerm& term);

  /// Thermo's filter string, "FTMS + p NSI cv=-45.00 Full ms [350.00-1500.00]": what it alone says.
  void takeFilter(std::string_view filter);

  /// Why no peptide can be measured by the spectrum; empty where one may.
  std::optional<PassedOver> reasonToPass() const;

  /// What the survey is of; `nativeId` tells its function.
  LaneKind kind(std::string_view nativeId) const;
};

/// Number behind "function=" (Waters) or "experiment=" (SCIEX) in a native id; 0 = none.
int functionOf(std::string_view nativeId);

}  // namespace vescargo
