#include "vescargo/purity/excludeSamples.h"

namespace vescargo {

std::vector<std::string> excludedSamples(const PurityTable& purity, const ExcludeOptions& options) {
  std::vector<std::string> names;
  for (const SamplePurity& sample : purity.samples) {
    if (options.exclude == Exclude::Fail && sample.verdict == Verdict::Fail) names.push_back(sample.sample);
  }
  return names;
}

}  // namespace vescargo
