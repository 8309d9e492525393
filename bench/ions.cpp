// Every ion that quantification looked for in every run, and what it took; bench/quant runs it:
//   ions STUDY.tsv RUN.mzML... RUN.idXML... > ions.tsv
// Transfers of any q-value are there.
// Its last line on stderr: processor seconds for reading the runs, for tracing and for rolling up.
#include <ctime>
#include <iostream>
#include <map>

#include "vescargo/base/Tsv.h"
#include "vescargo/openms/identificationFile.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/quant/traceStudy.h"

using namespace vescargo;

namespace {

constexpr double fdr = 0.01;

double processorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string number(double value) { return formatNumber(value, 7); }

std::string rows(const std::string& run, const StudyTraces& traces, std::size_t r) {
  std::string text;
  for (std::size_t t = 0; t < traces.targets[r].size(); ++t) {
    const IonTarget& target = traces.targets[r][t];
    const IonTrace& trace = traces.traces[r][t];
    const PeptideIon& ion = traces.ions.ions[target.ion];
    const bool measured = trace.reason == MissingReason::Measured;
    const double none = RunQuality::unknown;
    text += join({run, ion.modifiedSequence, std::to_string(ion.charge), target.transferred ? "yes" : "no",
                  std::string(nameOf(trace.reason)), number(measured ? trace.area : none),
                  number(measured ? static_cast<double>(trace.apexRtSeconds) : none),
                  number(static_cast<double>(trace.transferQValue))},
                 "\t") +
            "\n";
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) try {
  const Study study = readStudy(argv[1]);
  std::map<std::string, std::string> runs;
  std::vector<std::string> ids;
  for (const std::string& path : std::vector<std::string>(argv + 2, argv + argc)) {
    if (path.ends_with(".idXML"))
      ids.push_back(path);
    else
      runs[runName(path)] = path;
  }
  const Identifications identifications = readIdXml(ids);
  const AcceptedLimits limits = acceptedLimits(identifications, fdr);
  double reading = 0;
  std::map<std::uint32_t, SurveyIndex> indexed;  // in place of the tool's cache on disk
  const auto source = [&](std::uint32_t run) {
    const auto known = indexed.find(run);
    if (known != indexed.end()) return known->second;
    const double begin = processorSeconds();
    const Run read = readRun(runs.at(identifications.runs[run]), PickOptions{});
    reading += processorSeconds() - begin;
    return indexed[run] = indexSurveys(read);
  };
  const double begin = processorSeconds();
  QuantOptions options;
  options.transferFdr = 1;
  const StudyTraces traces = traceStudy(identifications, source, study, options, limits);
  const double traced = processorSeconds();
  rollUp(identifications, traces, study, options, limits);
  std::cerr << reading << ' ' << traced - begin - reading << ' ' << processorSeconds() - traced << '\n';
  std::cout << "run\tpeptide\tcharge\ttransferred\treason\tintensity\trt_seconds\tq_value\n";
  for (std::size_t r = 0; r < traces.targets.size(); ++r) std::cout << rows(identifications.runs[r], traces, r);
} catch (const Error& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
