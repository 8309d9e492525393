#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

/// How options are told to the world. Every room has a struct `XOptions` whose
/// member initialisers are the defaults, and a static member template
///
///     static constexpr std::string_view topic = "Search";
///     template <class Self, class Visit>
///     static void describe(Self& self, Visit&& visit) {
///       visit("missed_cleavages", self.missedCleavages, "Most missed cleavages", Limits{0, 5});
///       visit("enzyme", self.enzyme, basic("Enzyme, by its OpenMS name"));
///     }
///
/// from which flags, INI, CTD, help, checks and the run record are made. `topic` is the heading in the help. A basic
/// option is one that people use first; the others are advanced.
/// Names are unique over all rooms, since EVPipeline has them all. A struct may
/// also have `void verify() const` for what depends on more than one member.
/// Members are int, double, bool (default false: a flag), std::string, std::vector<double>,
/// std::vector<std::string>, Tolerance, AutoTolerance or an enum with EnumNames.
struct Limits {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
};

struct OptionText {
  constexpr OptionText(const char* text) : words(text) {}
  std::string_view words;
  bool isBasic = false;
};

constexpr OptionText basic(const char* words) {
  OptionText text(words);
  text.isBasic = true;
  return text;
}

/// Throws BadParameter for NaN and for what is out of range.
void requireWithin(std::string_view where, double number, const Limits& limits);

/// Specialise with `static constexpr std::array<std::pair<E, std::string_view>, N> value`.
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
  EnumNames<E>::value;
};

template <NamedEnum E>
std::string_view nameOf(E value) {
  for (const auto& [candidate, name] : EnumNames<E>::value) {
    if (candidate == value) return name;
  }
  return "";
}

/// Throws BadParameter that lists the choices; `where` is e.g. the flag.
template <NamedEnum E>
E parseEnum(std::string_view name, std::string_view where) {
  std::vector<std::string> known;
  for (const auto& [value, candidate] : EnumNames<E>::value) {
    if (candidate == name) return value;
    known.emplace_back(candidate);
  }
  throw Error(ExitCode::BadParameter, where, inQuotes(name) + " is not known", "choose one of: " + join(known, ", "));
}

/// A mass window half-width, as a user writes it: "10ppm" or "0.5Da".
struct Tolerance {
  enum class Unit { Ppm, Dalton };
  double value = 10;
  Unit unit = Unit::Ppm;

  /// Half-width in m/z (or mass) units at `mz`.
  double at(double mz) const { return unit == Unit::Ppm ? mz * value * 1e-6 : value; }
  bool operator==(const Tolerance&) const = default;
};

/// A window that may be left to the data, "auto".
using AutoTolerance = std::optional<Tolerance>;

/// Throws BadParameter unless the text is a positive number and "ppm" or "Da".
Tolerance parseTolerance(std::string_view text, std::string_view where);
/// "auto" too.
AutoTolerance parseAutoTolerance(std::string_view text, std::string_view where);
std::string formatTolerance(const AutoTolerance& tolerance);

namespace detail {

inline void requirePositive(std::string_view name, const Tolerance& tolerance) {
  if (tolerance.value > 0) return;
  throw Error(ExitCode::BadParameter, "-" + std::string(name), "a tolerance must be above 0",
              "write it like 10ppm or 0.5Da");
}

struct CheckLimits {
  template <class T>
  void operator()(std::string_view name, const T& value, OptionText /*text*/, Limits limits = {}) const {
    if constexpr (std::same_as<T, std::vector<double>>) {
      for (const double number : value) operator()(name, number, "", limits);
    } else if constexpr (std::integral<T> || std::floating_point<T>) {
      requireWithin("-" + std::string(name), static_cast<double>(value), limits);
    } else if constexpr (std::same_as<T, Tolerance>) {
      requirePositive(name, value);
    } else if constexpr (std::same_as<T, AutoTolerance>) {
      if (value) requirePositive(name, *value);
    }
  }
};

}  // namespace detail

/// Throws BadParameter for the first option outside its limits.
template <class Options>
void checkOptions(const Options& options) {
  Options::describe(options, detail::CheckLimits{});
  if constexpr (requires { options.verify(); }) options.verify();
}

}  // namespace vescargo
