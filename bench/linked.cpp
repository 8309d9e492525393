// Features that OpenMS found in several runs of one sample, taken for identified ions, for data that no database fits;
// bench/quant runs it:
//   linked RUN.mzML... RUN.featureXML... > linked.tsv
// Of every fourth feature one run is told nothing, so its value has to be transferred: `feature_rt` says where it
// should come from, `feature_intensity` what OpenMS measured.
#include <OpenMS/FORMAT/FeatureXMLFile.h>
#include <OpenMS/KERNEL/FeatureMap.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "vescargo/base/Tsv.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/quant/traceStudy.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

constexpr double linkPpm = 5;
constexpr double linkSeconds = 8;  // after the shift between two runs
constexpr std::size_t notThere = static_cast<std::size_t>(-1);

using Features = std::vector<OpenMS::FeatureMap>;  // of each run

/// The feature of a run at the same m/z and charge whose time is nearest to `shift` seconds later; notThere where
/// there is none.
std::size_t nearest(const OpenMS::Feature& feature, const OpenMS::FeatureMap& run, double shift) {
  const auto distance = [&](std::size_t i) { return std::abs(run[i].getRT() - feature.getRT() - shift); };
  std::size_t best = notThere;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool fits = run[i].getCharge() == feature.getCharge() &&
                      std::abs(run[i].getMZ() - feature.getMZ()) < feature.getMZ() * linkPpm * 1e-6;
    if (fits && (best == notThere || distance(i) < distance(best))) best = i;
  }
  return best;
}

/// How much later a run is: the median of what the same m/z and charge says.
double shiftOf(const OpenMS::FeatureMap& from, const OpenMS::FeatureMap& to) {
  std::vector<double> shifts;
  for (const OpenMS::Feature& feature : from) {
    const std::size_t other = nearest(feature, to, 0);
    if (other != notThere) shifts.push_back(to[other].getRT() - feature.getRT());
  }
  return median(shifts);
}

/// [link][run]: features of the first run with the one in each other run that is the nearest both ways.
std::vector<std::vector<std::size_t>> link(const Features& features) {
  std::vector<std::vector<std::size_t>> links;
  for (std::size_t i = 0; i < features[0].size(); ++i) links.emplace_back(1, i);
  for (std::size_t r = 1; r < features.size(); ++r) {
    const double shift = shiftOf(features[0], features[r]);
    for (std::size_t i = 0; i < features[0].size(); ++i) {
      const std::size_t other = nearest(features[0][i], features[r], shift);
      const bool linked = other != notThere && nearest(features[r][other], features[0], -shift) == i &&
                          std::abs(features[r][other].getRT() - features[0][i].getRT() - shift) < linkSeconds;
      links[i].push_back(linked ? other : notThere);
    }
  }
  return links;
}

bool heldOut(std::size_t link, std::size_t run, std::size_t runs) { return link % 4 == 0 && link / 4 % runs == run; }

Identifications identificationsOf(const std::vector<std::string>& runs, const Features& features,
                                  const std::vector<std::vector<std::size_t>>& links) {
  Identifications identifications;
  identifications.runs = runs;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    for (std::size_t l = 0; l < links.size(); ++l) {
      if (links[l][r] == notThere || heldOut(l, r, runs.size())) continue;
      const OpenMS::Feature& feature = features[r][links[l][r]];
      Psm& psm = identifications.psms.emplace_back();
      psm.run = static_cast<std::uint32_t>(r);
      psm.rtSeconds = static_cast<float>(feature.getRT());
      psm.precursorMz = static_cast<float>(feature.getMZ());
      psm.calculatedMz = static_cast<float>(features[0][links[l][0]].getMZ());
      psm.charge = feature.getCharge();
      psm.modifiedSequence = psm.sequence = "F" + std::to_string(1000 + l);
      psm.qValue = psm.peptideQValue = 0;
    }
  }
  return identifications;
}

Study replicates(const std::vector<std::string>& runs) {
  Study study;
  for (const std::string& run : runs) {
    study.runs.push_back({run, run, ""});
    study.samples.push_back({run, run, "pre", "", "", {}});
  }
  return study;
}

void print(const StudyTraces& traces, const Features& features, const std::vector<std::vector<std::size_t>>& links) {
  std::cout << "run\tpeptide\tcharge\ttransferred\treason\tintensity\trt_seconds\tq_value\tfeature_rt\t"
               "feature_intensity\n";
  for (std::size_t r = 0; r < traces.targets.size(); ++r) {
    for (std::size_t t = 0; t < traces.targets[r].size(); ++t) {
      const IonTarget& target = traces.targets[r][t];
      const IonTrace& trace = traces.traces[r][t];
      const PeptideIon& ion = traces.ions.ions[target.ion];
      const std::size_t link = std::stoul(ion.sequence.substr(1)) - 1000;
      const bool measured = trace.reason == MissingReason::Measured;
      const auto* feature = links[link][r] == notThere ? nullptr : &features[r][links[link][r]];
      std::cout << traces.ions.runs[r].name << '\t' << ion.sequence << '\t' << ion.charge << '\t'
                << (target.transferred ? "yes" : "no") << '\t' << nameOf(trace.reason) << '\t'
                << formatNumber(measured ? trace.area : RunQuality::unknown, 7) << '\t'
                << formatNumber(measured ? static_cast<double>(trace.apexRtSeconds) : RunQuality::unknown, 7) << '\t'
                << formatNumber(static_cast<double>(trace.transferQValue), 4) << '\t'
                << formatNumber(feature ? feature->getRT() : RunQuality::unknown, 7) << '\t'
                << formatNumber(feature ? static_cast<double>(feature->getIntensity()) : RunQuality::unknown, 7)
                << '\n';
    }
  }
}

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string> runs;
  std::vector<std::string> paths;
  Features features;
  for (const std::string& path : std::vector<std::string>(argv + 1, argv + argc)) {
    if (path.ends_with(".featureXML")) {
      OpenMS::FeatureXMLFile().load(path, features.emplace_back());
    } else {
      paths.push_back(path);
      runs.push_back(runName(path));
    }
  }
  const auto links = link(features);
  const auto source = [&](std::uint32_t run) { return indexSurveys(readRun(paths[run], PickOptions{})); };
  QuantOptions options;
  options.transferFdr = 1;  // so few transfers cannot reach a lower one
  const auto identifications = identificationsOf(runs, features, links);
  print(traceStudy(identifications, source, replicates(runs), options, {}), features, links);
} catch (const Error& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
