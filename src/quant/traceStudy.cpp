#include "vescargo/quant/traceStudy.h"

#include <utility>

namespace vescargo {

StudyTraces traceStudy(const Identifications& identifications, const RunSource& runs, const Study& study,
                       const QuantOptions& options, const AcceptedLimits& limits) {
  StudyTraces traces;
  traces.ions = collectIons(identifications, study, limits);
  for (std::uint32_t r = 0; r < identifications.runs.size(); ++r) {
    traces.targets.push_back(findTargets(traces.ions, r, options));
    traces.traces.push_back(extractTraces(runs(r), traces.targets.back(), options));
  }
  return traces;
}

}  // namespace vescargo
