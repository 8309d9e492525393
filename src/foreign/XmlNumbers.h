#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scores.h"
#include "vescargo/base/Error.h"

namespace vescargo {

/// Reads numbers of an XML file and collects what is none, with lines.
struct XmlNumbers {
  const std::string& path;
  const std::uint32_t& line;  ///< at which the file is read
  FaultList faults{};

  /// Nothing, and a fault, for what is no finite number.
  std::optional<double> number(const std::string& text, std::string_view attribute);
  /// A number of `low` to `high`; 0 where nothing is written, `low` and a fault for another.
  double within(const std::string& text, std::string_view attribute, double low, double high);
  /// Of a score, which is 0 to 1 where it is a q-value, an error or a probability; nothing, and a fault, for none.
  std::optional<double> score(const KnownScore& known, const std::string& text);
};

}  // namespace vescargo
