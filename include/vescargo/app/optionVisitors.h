#pragma once

#include <OpenMS/DATASTRUCTURES/DataValue.h>
#include <OpenMS/DATASTRUCTURES/Param.h>

#include <string>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"

namespace vescargo {

/// Visitor of an XOptions struct (see Options.h): takes its values from OpenMS
/// parameters of the same names. Throws BadParameter for a value that is none.
class ReadOption {
 public:
  explicit ReadOption(const OpenMS::Param& parameters) : parameters_(parameters) {}

  template <class T>
  void operator()(std::string_view name, T& value, OptionText /*text*/, Limits /*limits*/ = {}) const {
    const OpenMS::DataValue given = parameters_.getValue(std::string(name));
    const std::string flag = "-" + std::string(name);
    if constexpr (std::same_as<T, bool>) {
      value = given.toString() == "true";
    } else if constexpr (std::integral<T>) {
      value = static_cast<T>(given);
    } else if constexpr (std::floating_point<T>) {
      value = static_cast<double>(given);
    } else if constexpr (NamedEnum<T>) {
      value = parseEnum<T>(static_cast<std::string>(given.toString()), flag);
    } else if constexpr (std::same_as<T, Tolerance>) {
      value = parseTolerance(static_cast<std::string>(given.toString()), flag);
    } else if constexpr (std::same_as<T, AutoTolerance>) {
      value = parseAutoTolerance(static_cast<std::string>(given.toString()), flag);
    } else if constexpr (std::same_as<T, std::vector<double>>) {
      const auto numbers = given.toDoubleList();
      value.assign(numbers.begin(), numbers.end());
    } else if constexpr (std::same_as<T, std::vector<std::string>>) {
      value.clear();
      for (const auto& entry : given.toStringList()) value.push_back(entry);
    } else {
      value = given.toString();
    }
  }

 private:
  const OpenMS::Param& parameters_;
};

/// Visitor that lists names and values as text, for the run record.
class RecordOption {
 public:
  template <class T>
  void operator()(std::string_view name, const T& value, OptionText /*text*/, Limits /*limits*/ = {}) {
    values.emplace_back(std::string(name), asText(value));
  }

  std::vector<std::pair<std::string, std::string>> values;

 private:
  template <class T>
  static std::string asText(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      return value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
      return formatNumber(static_cast<double>(value));
    } else if constexpr (NamedEnum<T>) {
      return std::string(nameOf(value));
    } else if constexpr (std::same_as<T, Tolerance> || std::same_as<T, AutoTolerance>) {
      return formatTolerance(value);
    } else if constexpr (std::same_as<T, std::vector<double>>) {
      std::vector<std::string> numbers;
      for (const double number : value) numbers.push_back(formatNumber(number));
      return join(numbers, ", ");
    } else if constexpr (std::same_as<T, std::vector<std::string>>) {
      return join(value, ", ");
    } else {
      return value;
    }
  }
};

}  // namespace vescargo
