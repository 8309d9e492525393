#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace vescargo {

enum class Progressing { Told, Silent };

/// How far a step is, on stderr: on a terminal one line that is rewritten, with n of N and the time left, and gone at
/// the end; elsewhere one line at the begin. No part of the run record or of a log file.
class Progress {
 public:
  explicit Progress(Progressing progressing);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// `what` is e.g. "search"; `total` things are called `unit`, in the singular; where it is 0, only `what` is told.
  void begin(const std::string& what, std::size_t total = 0, const std::string& unit = "");
  /// One more is done.
  void advance();

 private:
  void show() const;
  friend void tellLine(const std::string& line);

  std::string what_;
  std::string unit_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  Progressing progressing_;
  bool rewritten_;
  std::chrono::steady_clock::time_point begin_;
};

/// "search: 3 of 12 runs, 4 min left"; how long the rest takes is told by the mean of what is done.
std::string progressText(const std::string& what, std::size_t done, std::size_t total, const std::string& unit,
                         double seconds);

/// Writes a line to std::cerr, above the line of progress where a terminal has one.
void tellLine(const std::string& line);

}  // namespace vescargo
