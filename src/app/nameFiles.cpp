#include "vescargo/app/nameFiles.h"

#include <algorithm>

#include "vescargo/base/Error.h"
#include "vescargo/spectra/sourceNames.h"

namespace vescargo {

namespace {

/// What a file tells beside its own name; of a searched run, what the search called it and what its file told.
std::vector<std::string> otherNames(const std::string& path) {
  if (!isSearchedRun(path)) return sourceNames(path);
  SearchedRun run = readSearchedRun(path, SearchedRunPart::Facts);
  run.sourceNames.insert(run.sourceNames.begin(), run.name);
  return std::move(run.sourceNames);
}

std::vector<RunAliases> aliasesOf(const std::vector<std::string>& paths) {
  std::vector<RunAliases> aliases;
  for (const std::string& path : paths) aliases.push_back({runName(path), otherNames(path)});
  return aliases;
}

std::vector<std::string> told(NamedRuns named, const std::vector<std::string>& paths, Journal& journal) {
  for (const std::string& sentence : named.sentences) journal.step("nameRuns", sentence);
  for (const std::string& warning : named.warnings) journal.warn(warning);
  byName(paths, named.names);
  return std::move(named.names);
}

}  // namespace

RunFiles byName(const std::vector<std::string>& paths, const std::vector<std::string>& names) {
  RunFiles files;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!files.emplace(names[i], paths[i]).second)
      throw Error(ExitCode::DoNotFit, paths[i], "run " + inQuotes(names[i]) + " is given twice",
                  "give each run once, and runs of different folders different names");
  }
  return files;
}

std::vector<std::string> nameFiles(const std::vector<std::string>& paths, const Study& study, Journal& journal) {
  std::vector<RunAliases> sheet;
  for (const StudyRun& run : study.runs) sheet.push_back({run.run});
  auto names = told(nameRuns(aliasesOf(paths), sheet), paths, journal);
  requireSameRuns(study, names);
  return names;
}

std::vector<std::string> nameFiles(const std::vector<std::string>& paths, Journal& journal) {
  return told(nameRuns(aliasesOf(paths)), paths, journal);
}

std::vector<RunAliases> aliasesOf(const Study& study, const RunFiles& pathOf) {
  std::vector<RunAliases> aliases;
  for (const StudyRun& run : study.runs) {
    const std::string& path = pathOf.at(run.run);
    aliases.push_back({run.run, otherNames(path)});
    aliases.back().others.push_back(runName(path));
  }
  return aliases;
}

}  // namespace vescargo
