#include "vescargo/app/RunReader.h"

#include <algorithm>
#include <filesystem>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/wholeFile.h"

namespace vescargo {

namespace {

/// Throws where the first of `madeBy` are not `wanted`.
void requireMadeBy(const std::string& path, const MadeBy& madeBy, const MadeBy& wanted) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& [name, value] = wanted[i];
    if (i < madeBy.size() && madeBy[i] == wanted[i]) continue;
    const bool alike = i < madeBy.size() && madeBy[i].first == name;
    throw Error(ExitCode::DoNotFit, path,
                "was made by a search with " +
                    (alike ? name + " " + inQuotes(madeBy[i].second) + ", where it is " + inQuotes(value) + " here"
                           : "other inputs or options (no " + name + " " + inQuotes(value) + ")"),
                "give the same build, options and databases, or search the run again");
  }
}

}  // namespace

bool isSearchedRun(const std::string& path) { return path.ends_with(".matches"); }

RunReader::RunReader(std::string cache, const RunFiles& files, const PickOptions& options, Journal& journal)
    : cache_(std::move(cache)), checkpoints_(cache_), options_(options) {
  for (const auto& [name, path] : files) {
    if (isSearchedRun(path)) {
      const SearchedRun run = readSearchedRun(path, SearchedRunPart::Facts);
      requireMadeBy(path, run.madeBy, madeByReading(options));
      journal.noted({run.source.name, run.source.bytes, run.source.sha256, {}, name});
    } else {
      journal.run(path, name);
    }
    files_.emplace(name, Source{path, journal.record().inputs.back()});
  }
}

std::vector<std::string> RunReader::names() const {
  std::vector<std::string> names;
  for (const auto& [name, source] : files_) names.push_back(name);
  return names;
}

Run RunReader::read(const std::string& name) const {
  const Source& source = files_.at(name);
  if (isSearchedRun(source.given))
    throw Error(ExitCode::DoNotFit, source.given, "holds what a search found, and no spectra",
                "give the mzML file: identifications of other programs are linked to spectra");
  return checkpoints_.run(source.file, options_);
}

SurveyIndex RunReader::surveys(const std::string& name) const {
  const Source& source = files_.at(name);
  if (isSearchedRun(source.given)) return readSearchedRun(source.given, SearchedRunPart::Surveys).surveys;
  if (const auto kept = kept_.find(name); kept != kept_.end()) {
    if (auto run = fromCache(kept->second,
                             [](const std::string& path) { return readSearchedRun(path, SearchedRunPart::Surveys); }))
      return std::move(run->surveys);
  }
  return checkpoints_.surveys(source.file, options_);
}

std::optional<SearchedRun> RunReader::searched(const std::string& name, const MadeBy& madeBy) {
  const std::string& given = files_.at(name).given;
  const auto read = [](const std::string& path) { return readSearchedRun(path, SearchedRunPart::Matches); };
  if (isSearchedRun(given)) {
    SearchedRun run = read(given);
    requireMadeBy(given, run.madeBy, madeBy);
    requireMadeBy(given, madeBy, run.madeBy);
    return run;
  }
  if (const auto kept = kept_.find(name); kept != kept_.end()) return read(kept->second);
  if (cache_.empty() || keepAt_.contains(name)) return {};
  const std::string place = checkpoints_.place(files_.at(name).file, madeBy, ".matches");
  auto run = fromCache(place, read);
  if (run) kept_[name] = place;
  return run;
}

void RunReader::keepAt(const std::string& name, const std::string& path) {
  const std::string& given = files_.at(name).given;
  if (isSearchedRun(given)) return writeFile(path, readWholeFile(given));
  keepAt_[name] = path;
}

void RunReader::keep(SearchedRun& run) {
  const InputFile& file = files_.at(run.name).file;
  run.source = {std::filesystem::path(file.path).filename().string(), file.bytes, file.sha256};
  if (!keeps(run.name)) return;
  const auto asked = keepAt_.find(run.name);
  const std::string path = asked == keepAt_.end() ? checkpoints_.place(file, run.madeBy, ".matches") : asked->second;
  writeSearchedRun(run, path);
  kept_[run.name] = path;
}

}  // namespace vescargo
