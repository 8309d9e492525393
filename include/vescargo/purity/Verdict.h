#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "vescargo/base/Options.h"

namespace vescargo {

/// What the purity of a sample comes to, from good to bad.
enum class Verdict { Pass, Unknown, Caution, Fail };
template <>
struct EnumNames<Verdict> {
  static constexpr std::array<std::pair<Verdict, std::string_view>, 4> value{
      {{Verdict::Pass, "pass"}, {Verdict::Unknown, "unknown"}, {Verdict::Caution, "caution"}, {Verdict::Fail, "fail"}}};
};

}  // namespace vescargo
