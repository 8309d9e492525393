#include "vescargo/app/studyFolder.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "vescargo/app/steps.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/lowerCase.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

bool isRun(const InputFile& file) {
  const std::string path = lowerCase(file.path);
  return path.ends_with(".mzml") || path.ends_with(".mzml.gz");
}

std::vector<fs::path> filesIn(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

[[noreturn]] void refuse(const std::string& folder, const std::string& what) {
  throw Error(ExitCode::BadParameter, "-out", inQuotes(folder) + " holds the results of " + what,
              "give another folder, or remove that one");
}

/// "A, B, C, ..."
std::string first(const std::set<std::string>& names) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> few(names.begin(),
                               std::next(names.begin(), static_cast<std::ptrdiff_t>(std::min(shown, names.size()))));
  return join(few, ", ") + (names.size() > shown ? ", ..." : "");
}

}  // namespace

void requireSameStudy(const std::string& folder, const std::vector<InputFile>& runs, const InputFile& sheet) {
  std::set<std::string> names, known;
  for (const InputFile& run : runs) {
    names.insert(runName(run.path));
    if (!run.run.empty()) names.insert(run.run);
  }
  std::set<std::string> bytes{sheet.sha256};
  for (const InputFile& run : runs) bytes.insert(run.sha256);
  bool shared = true;
  const std::string path = folder + "/run.json";
  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    const RunRecord record = readRunRecord(path);
    if (record.tool != "EVPipeline") refuse(folder, record.tool);
    shared = false;
    for (const InputFile& input : record.inputs) {
      shared = shared || bytes.contains(input.sha256);
      if (isRun(input)) known.insert(runName(input.path));
    }
  }
  for (const fs::path& file : filesIn(folder)) {
    if (file.extension() == ".idXML") known.insert(runName(file.string()));
  }
  const bool none = std::none_of(known.begin(), known.end(), [&](const auto& name) { return names.contains(name); });
  if (!known.empty() && (none || !shared)) refuse(folder, "another study (runs " + first(known) + ")");
}

std::vector<std::string> leftOver(const std::string& folder, const std::vector<std::string>& results,
                                  const std::vector<std::string>& inputs) {
  std::set<std::string> places;
  for (const auto* paths : {&results, &inputs}) {
    for (const std::string& path : *paths) places.insert(fs::weakly_canonical(path).string());
  }
  std::vector<std::string> names;
  for (const fs::path& file : filesIn(folder)) {
    const bool ours = file.extension() == ".idXML" || file.filename() == "entrapment.tsv";
    if (ours && !places.contains(fs::weakly_canonical(file).string())) names.push_back(file.filename().string());
  }
  return names;
}

}  // namespace vescargo
