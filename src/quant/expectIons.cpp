#include "expectIons.h"

#include <cmath>
#include <limits>

#include "vescargo/quant/alignRetention.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

/// Robust SD of what was seen less what was expected; NaN for fewer than fewestAlignmentIons.
double spreadOf(const std::vector<float>& seen, const std::vector<float>& expected) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!std::isnan(seen[i]) && !std::isnan(expected[i]))
      errors.push_back(static_cast<double>(seen[i]) - static_cast<double>(expected[i]));
  }
  return errors.size() < fewestAlignmentIons ? std::numeric_limits<double>::quiet_NaN() : robustSd(errors);
}

/// The apex of another charge of the same peptide; NaN where there is none.
std::vector<float> siblingTimes(const std::vector<PeptideIon>& ions, const std::vector<float>& apexes) {
  std::vector<float> times(ions.size(), unseen);
  eachPeptide(ions, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t j = begin; j < end; ++j) {
        if (i != j && !std::isnan(apexes[j])) times[i] = apexes[j];
      }
    }
  });
  return times;
}

}  // namespace

Expectation expectIons(const std::vector<PeptideIon>& ions, const std::vector<float>& apexes,
                       const std::vector<float>& aligned) {
  Expectation expected{aligned, {}, spreadOf(apexes, aligned)};
  const auto siblings = siblingTimes(ions, apexes);
  const double known = spreadOf(apexes, siblings);
  // Charges elute together, so runs apart are farther off than they.
  const double siblingSpread = std::isnan(known) ? expected.alignmentErrorSeconds : known;
  expected.spreadSeconds.assign(ions.size(), static_cast<float>(expected.alignmentErrorSeconds));
  for (std::size_t i = 0; i < ions.size(); ++i) {
    if (!std::isnan(siblings[i]) && !std::isnan(siblingSpread)) {
      expected.rtSeconds[i] = siblings[i];
      expected.spreadSeconds[i] = static_cast<float>(siblingSpread);
    }
    if (std::isnan(expected.spreadSeconds[i])) expected.rtSeconds[i] = unseen;
  }
  return expected;
}

}  // namespace vescargo
