#include "vescargo/app/Progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <iostream>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

bool isTerminal() { return ::isatty(STDERR_FILENO) == 1; }

std::size_t terminalColumns() {
  winsize size{};
  constexpr std::size_t usual = 80;
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : usual;
}

void clear() { std::fputs("\r\033[K", stderr); }

/// What the last line of the terminal is of; the main thread alone tells and shows.
const Progress* shown = nullptr;

std::string count(std::size_t total, const std::string& unit) {
  return std::to_string(total) + " " + unit + (total == 1 ? "" : "s");
}

std::string duration(double seconds) {
  constexpr double minute = 60;
  constexpr double hour = 3600;
  if (seconds < minute) return formatNumber(std::ceil(seconds)) + " s";
  if (seconds < hour) return formatNumber(std::ceil(seconds / minute)) + " min";
  const double minutes = std::ceil(seconds / minute);
  return formatNumber(std::floor(minutes / minute)) + " h " + formatNumber(std::fmod(minutes, minute)) + " min";
}

}  // namespace

std::string progressText(const std::string& what, std::size_t done, std::size_t total, const std::string& unit,
                         double seconds) {
  if (total == 0) return what;
  std::string text = what + ": " + std::to_string(done) + " of " + count(total, unit);
  if (done > 0 && done < total)
    text += ", " + duration(seconds * static_cast<double>(total - done) / static_cast<double>(done)) + " left";
  return text;
}

Progress::Progress(Progressing progressing)
    : progressing_(progressing), rewritten_(progressing == Progressing::Told && isTerminal()) {}

void Progress::begin(const std::string& what, std::size_t total, const std::string& unit) {
  what_ = what;
  unit_ = unit;
  total_ = total;
  done_ = 0;
  begin_ = std::chrono::steady_clock::now();
  if (rewritten_)
    show();
  else if (progressing_ == Progressing::Told)
    tellLine(what_ + (total_ == 0 ? "" : ": " + count(total_, unit_)) + " ...");
}

Progress::~Progress() {
  if (shown != this) return;
  shown = nullptr;
  clear();
}

void Progress::advance() {
  ++done_;
  if (rewritten_) show();
}

void Progress::show() const {
  shown = this;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
  clear();
  // Past std::cerr, which a log file may share. A line that wraps could not be rewritten.
  std::fputs(progressText(what_, done_, total_, unit_, passed.count()).substr(0, terminalColumns() - 1).c_str(),
             stderr);
}

void tellLine(const std::string& line) {
  if (shown != nullptr) clear();
  std::cerr << line + "\n";
  if (shown != nullptr) shown->show();
}

}  // namespace vescargo
