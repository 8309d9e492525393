#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/base/FileStamp.h"

namespace vescargo {

/// A file that a program read or wrote.
struct InputFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 hexadecimal digits
  FileStamp stamp{};   ///< before the first of these, all 0 where another program read it; not in run.json
  std::string run{};   ///< what the run of the study is called whose file it is, else empty; not in run.json
};

/// What a step did, e.g. {"rollUp", "1234 peptides -> 812 proteins (37 dropped: < 2 peptides)"}.
struct Step {
  std::string name;
  std::string text;
  bool operator==(const Step&) const = default;
};

/// How a result came about: all that is needed to make it again.
struct RunRecord {
  std::string tool, version, openmsVersion, commandLine;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< name and value as text, defaults too
  std::vector<InputFile> inputs;
  std::vector<Step> steps;
  std::vector<std::string> warnings;
  std::vector<InputFile> outputs{};  ///< but for the record itself, and for pipes
};

/// run.json: an object with the members in the order above, indented by two
/// blanks, with a line end. It holds no time of day, so that the same run gives
/// the same bytes. What is not UTF-8 is replaced by U+FFFD. docs/formats.md.
std::string runRecordJson(const RunRecord& record);

/// Reads run.json; `path` is for messages. Throws CorruptContent for what is no
/// JSON and for a member that is missing or of another type; `outputs`, which older ones lack, may be missing.
RunRecord parseRunRecord(const std::string& json, const std::string& path);

}  // namespace vescargo
