#include "vescargo/app/loadStudy.h"

#include "vescargo/base/Tsv.h"

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

}  // namespace vescargo
