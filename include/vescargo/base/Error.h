#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// How a program ends; the numbers are those of OpenMS's TOPP tools.
enum class ExitCode {
  Ok = 0,
  MissingFile = 1,
  Unreadable = 2,
  CorruptContent = 3,
  Empty = 4,
  CannotWrite = 5,
  BadParameter = 6,
  MissingParameter = 7,
  DoNotFit = 11,
  Bug = 12,
};

/// The one exception of Vescargo: what a user has to mend, and how.
/// Its text is one line, `where: what; what to do`, e.g.
/// `study.tsv:7: sample "S3" has no subject; fill column "subject"`.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, std::string_view where, std::string_view what, std::string_view whatToDo);
  /// Several faults of one input, a line each.
  Error(ExitCode code, const std::string& text) : std::runtime_error(text), code_(code) {}

  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

/// Collects the faults of one input file so that a user mends them at once.
class FaultList {
 public:
  static constexpr std::size_t most = 20;

  explicit FaultList(ExitCode code = ExitCode::CorruptContent) : code_(code) {}

  /// Notes a fault; the 20th throws.
  void add(std::string_view where, std::string_view what, std::string_view whatToDo);
  bool empty() const { return lines_.empty(); }
  /// Throws what was collected as one Error; does nothing when there is none.
  void throwIfAny() const;

 private:
  ExitCode code_;
  std::vector<std::string> lines_;
};

/// `name` in double quotes, for messages.
std::string inQuotes(std::string_view name);

/// The `most` names nearest to `name` by edit distance, quoted and joined by
/// ", ", for "did you mean".
std::string nearestNames(std::string_view name, const std::vector<std::string>& known, std::size_t most = 3);

}  // namespace vescargo
