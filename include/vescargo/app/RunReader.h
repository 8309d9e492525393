#pragma once

#include <map>
#include <string>
#include <vector>

#include "vescargo/app/Checkpoints.h"
#include "vescargo/app/Journal.h"

namespace vescargo {

/// The runs of a study by name, from a cache or their files.
class RunReader {
 public:
  /// `journal` has noted the files of the runs; `cache` is a folder.
  RunReader(const std::string& cache, const PickOptions& options, const Journal& journal);

  /// Each throws what Checkpoints does, and std::out_of_range for a run that is not of the study.
  Run read(const std::string& name) const { return checkpoints_.run(files_.at(name), options_); }
  SurveyIndex surveys(const std::string& name) const { return checkpoints_.surveys(files_.at(name), options_); }

 private:
  Checkpoints checkpoints_;
  PickOptions options_;
  std::map<std::string, InputFile> files_;
};

}  // namespace vescargo
