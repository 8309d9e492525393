#include "vescargo/app/RunReader.h"

namespace vescargo {

RunReader::RunReader(const std::string& cache, const PickOptions& options, const Journal& journal)
    : checkpoints_(cache), options_(options) {
  for (const InputFile& file : journal.record().inputs) {
    if (!file.run.empty()) files_[file.run] = file;
  }
}

}  // namespace vescargo
