#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Progress.h"
#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// What a program tells while it works: a line a step on stderr, kept for the
/// run record. Steps are told in the order of the work, whatever the threads.
class Journal {
 public:
  explicit Journal(RunRecord record, Progressing progressing = Progressing::Silent)
      : record_(std::move(record)), progressing_(progressing) {}
  /// Of a part of the work, with a record of its own.
  Journal part() const { return Journal(RunRecord{}, progressing_); }

  /// Notes a finished step with its counts in and out.
  void step(const std::string& name, const std::string& text);
  /// Something that a user must heed.
  void warn(const std::string& text);
  /// Results in words, of e.g. "post-pre: ", as steps; those that are `warnings`, and warnings that are none, as such.
  void notes(const std::string& step, const std::string& of, const std::vector<std::string>& notes,
             const std::vector<std::string>& warnings);
  /// Says how far a step is.
  Progress progress() const { return Progress(progressing_); }
  /// Says what is no part of how the result came about.
  static void tell(const std::string& text);
  /// Takes over, without a word, the steps and warnings of a part of the work that it has not.
  void absorb(const RunRecord& part);
  /// Notes a file that is read, with size and checksum. Throws MissingFile or Unreadable.
  void input(const std::string& path);
  void inputs(const std::vector<std::string>& paths);
  /// The same of the file of a run, with what the run is called.
  void run(const std::string& path, const std::string& name);
  /// A file that was read before, by another program, and need not be there.
  void noted(const InputFile& file);
  const RunRecord& record() const { return record_; }

 private:
  RunRecord record_;
  Progressing progressing_;
};

/// SHA-256 of a file, 64 hexadecimal digits, and its size. Throws MissingFile or Unreadable.
InputFile checksum(const std::string& path);
/// Throws Unreadable where the file is another one than when its checksum was taken, or gone.
void requireUnchanged(const InputFile& file);
std::string checksumOfText(const std::string& text);

}  // namespace vescargo
