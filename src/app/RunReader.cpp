#include "vescargo/app/RunReader.h"

#include <algorithm>

#include "vescargo/app/buildVersion.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/table/Study.h"

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

MadeBy madeByReading(const PickOptions& options) {
  RecordOption record;
  PickOptions::describe(options, record);
  record.values.insert(record.values.begin(), {"version", buildVersion()});
  return record.values;
}

bool isSearchedRun(const std::string& path) { return path.ends_with(".matches"); }

RunReader::RunReader(std::string cache, const std::vector<std::string>& paths, const PickOptions& options,
                     Journal& journal)
    : cache_(std::move(cache)), checkpoints_(cache_), options_(options) {
  for (const std::string& path : paths) {
    InputFile file;
    if (isSearchedRun(path)) {
      const SearchedRun run = readSearchedRun(path, SearchedRunPart::Matches);
      requireMadeBy(path, run.madeBy, madeByReading(options));
      file = {run.source.path, run.source.bytes, run.source.sha256, {}};
      journal.noted(file);
    } else {
      journal.input(path);
      file = journal.record().inputs.back();
    }
    const std::string name = runName(path);
    if (!files_.emplace(name, Source{path, file}).second)
      throw Error(ExitCode::DoNotFit, path, "run " + inQuotes(name) + " is given twice",
                  "give each run once, and runs of different folders different names");
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

std::string RunReader::cacheOf(const std::string& name, const MadeBy& madeBy) const {
  std::string key;
  for (const auto& [option, value] : madeBy) key += option + "=" + value + "\n";
  return checkpoints_.place(files_.at(name).file, key, ".matches");
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
  if (!hasCache()) return {};
  auto run = fromCache(cacheOf(name, madeBy), read);
  if (run) kept_[name] = cacheOf(name, madeBy);
  return run;
}

void RunReader::keep(SearchedRun& run) {
  const InputFile& file = files_.at(run.name).file;
  run.source = {file.path, file.bytes, file.sha256};
  if (!hasCache()) return;
  kept_[run.name] = cacheOf(run.name, run.madeBy);
  writeSearchedRun(run, kept_[run.name]);
}

}  // namespace vescargo
