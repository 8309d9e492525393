#include "vescargo/app/RunReader.h"

#include <algorithm>

#include "vescargo/table/Study.h"

namespace vescargo {

RunReader::RunReader(const std::string& cache, const std::vector<std::string>& runs, const PickOptions& options,
                     const Journal& journal)
    : checkpoints_(cache), options_(options) {
  for (const InputFile& file : journal.record().inputs) {
    if (std::find(runs.begin(), runs.end(), file.path) != runs.end()) files_[runName(file.path)] = file;
  }
}

}  // namespace vescargo
