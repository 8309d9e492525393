#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Options.h"

namespace vescargo {

/// What stands behind an option on the command line.
enum class Takes { Nothing, Text, Whole, Number, Texts, Numbers };

/// An option of a program as its help, manual and check of the command line know it.
struct OptionFacts {
  std::string name;   ///< without its first dash: `fdr`, `-help`
  std::string topic;  ///< heading; "Files" for files and folders
  Takes takes = Takes::Nothing;
  std::string argument;     ///< e.g. `<file>`
  std::string text;         ///< without a stop
  std::string defaultText;  ///< as a user would write it; empty where there is none
  std::vector<std::string> choices{};
  std::vector<std::string> formats{};
  Limits limits{};
  bool required = false;
  bool isBasic = true;

  bool isFile() const { return topic == filesTopic; }
  bool isList() const { return takes == Takes::Texts || takes == Takes::Numbers; }

  static constexpr std::string_view filesTopic = "Files";
  static constexpr std::string_view programTopic = "This program";
};

/// A program as its help and manual know it.
struct ProgramFacts {
  std::string name;
  std::string description;
  std::string example;  ///< arguments of a typical call
  std::vector<OptionFacts> options;
};

/// What every program has: parameters in files, threads, log, help.
std::vector<OptionFacts> commonOptions();

/// How to cite Vescargo; CITATION.cff says the same.
std::string citation();

/// The first sentence of its help on an option with what it is unless set, its choices and range,
/// e.g. "False-discovery rate (default 0.01; from 0 to 1)".
std::string sentenceOf(const OptionFacts& option);

/// Whether `--help` has it; `--helphelp` has all. A program with few options hides none.
bool isShown(const ProgramFacts& program, const OptionFacts& option);

/// Headings in the order of their first option.
std::vector<std::string> topicsOf(const std::vector<OptionFacts>& options);

}  // namespace vescargo
