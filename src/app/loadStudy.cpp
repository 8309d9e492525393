#include "vescargo/app/loadStudy.h"

#include <algorithm>

#include "vescargo/app/nameFiles.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/draftStudy.h"

namespace vescargo {

Study loadStudy(const std::string& path, const StudyOptions& options, Journal& journal) {
  Study study = readStudy(path, options);
  const auto count = [](std::size_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
  };
  journal.step("readStudy", count(study.runs.size(), "run") + " -> " + count(study.samples.size(), "sample") + " of " +
                                count(study.subjects.size(), "subject") + " at " +
                                count(study.timePoints.size(), "time point") + " (" + join(study.timePoints, ", ") +
                                ")");
  for (const std::string& note : study.notes) journal.step("readStudy", note);
  for (const std::string& warning : study.warnings) journal.warn(warning);
  return study;
}

void writeStudyDraft(const std::vector<std::string>& runs, const std::string& path, Journal& journal) {
  auto names = nameFiles(runs, journal);
  std::sort(names.begin(), names.end());
  const StudyDraft draft = draftStudy(names);
  writeFile(path, draft.sheet);
  for (const std::string& sentence : draft.sentences) journal.step("draftStudy", sentence);
  journal.step("draftStudy", std::to_string(names.size()) + (names.size() == 1 ? " run -> " : " runs -> ") + path +
                                 ": check every row, then give it as -study");
}

}  // namespace vescargo
