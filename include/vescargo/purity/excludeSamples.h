#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/purity/PurityTable.h"

namespace vescargo {

enum class Exclude { None, Fail };
template <>
struct EnumNames<Exclude> {
  static constexpr std::array<std::pair<Exclude, std::string_view>, 2> value{
      {{Exclude::None, "none"}, {Exclude::Fail, "fail"}}};
};

/// Which samples leave before time points are compared.
struct ExcludeOptions {
  Exclude exclude = Exclude::None;  ///< leaving out is the user's choice: it costs pairs

  static constexpr std::string_view topic = "Samples left out";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("exclude", self.exclude,
          basic("Samples that are left out of the comparison: none, or those whose purity fails"));
  }
};

/// Names of the samples that leave, in table order.
std::vector<std::string> excludedSamples(const PurityTable& purity, const ExcludeOptions& options);

}  // namespace vescargo
