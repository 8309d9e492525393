#pragma once

#include <map>
#include <string>
#include <vector>

namespace vescargo {

/// Pipes in place of files: process substitution (`<(zcat cargo.tsv.gz)`), /dev/stdin and named pipes. A pipe gives its
/// bytes once, and programs read their inputs twice (for their checksums), so what comes from it is kept in a file
/// without a name, which goes with the program.
class Pipes {
 public:
  Pipes() = default;
  Pipes(const Pipes&) = delete;
  Pipes& operator=(const Pipes&) = delete;
  ~Pipes();

  static bool isPipe(const std::string& path);

  /// Reads a pipe to its end. Throws Unreadable where it cannot be read or kept, or where nobody opens a named pipe for
  /// writing within ten seconds.
  void readWhole(const std::string& path);

  /// Waits until somebody reads from a named pipe and keeps it open until the program ends, so that writing to it will
  /// not wait for ever. Throws CannotWrite after ten seconds.
  void awaitReader(const std::string& path);

  /// What to open in place of `path`: the file that holds what came from a pipe, else `path`.
  const std::string& opened(const std::string& path) const;

  /// A message with the names that the user gave in place of those of `opened`.
  std::string named(std::string text) const;

 private:
  std::map<std::string, std::string> openedOf_;  ///< by the path that was given, of named pipes
  std::vector<int> descriptors_;
};

}  // namespace vescargo
