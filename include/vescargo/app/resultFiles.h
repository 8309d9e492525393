#pragma once

#include <string>
#include <vector>

#include "vescargo/app/pipeline.h"

namespace vescargo {

/// A file of EVPipeline's folder.
struct ResultFile {
  std::string name;
  std::string meaning;  ///< what a person finds in it, in a line
};

/// All but the cache and the run record, in the order to read; those of runs by name, whatever the order of `runs`.
std::vector<ResultFile> resultFiles(const PipelineInput& input, std::vector<std::string> runs);

/// README.txt: what each file is.
std::string readmeText(const std::vector<ResultFile>& files);

}  // namespace vescargo
