#include "vescargo/quant/traceStudy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "samePeak.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/quant/alignRuns.h"
#include "vescargo/quant/judgeTransfers.h"
#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

/// Targets, then decoys, and what the runs show of them.
struct Tracing {
  std::vector<PeptideIon> ions;
  std::size_t targets = 0;                         ///< ions before the decoys
  std::vector<int> folds;                          ///< [ion]
  IonTimes rtSeconds;                              ///< [run][ion] of the identification
  IonTimes apexes;                                 ///< [run][ion] of identified ions with a trace
  std::vector<std::vector<IonTarget>> identified;  ///< [run]
  std::vector<std::vector<IonTrace>> traces;       ///< [run], as identified
};

Tracing collect(const StudyIons& targets, StudyIons decoys) {
  Tracing work;
  work.ions = targets.ions;
  work.targets = targets.ions.size();
  work.ions.insert(work.ions.end(), decoys.ions.begin(), decoys.ions.end());
  for (std::size_t r = 0; r < targets.rtSeconds.size(); ++r) {
    work.rtSeconds.push_back(targets.rtSeconds[r]);
    work.rtSeconds[r].insert(work.rtSeconds[r].end(), decoys.rtSeconds[r].begin(), decoys.rtSeconds[r].end());
  }
  int peptides = -1;
  for (std::size_t i = 0; i < work.ions.size(); ++i) {
    if (i == 0 || work.ions[i].sequence != work.ions[i - 1].sequence) ++peptides;
    work.folds.push_back(peptides % foldCount);
  }
  return work;
}

std::vector<IonTarget> identifiedTargets(const Tracing& work, std::size_t run, double massOffsetPpm) {
  std::vector<IonTarget> targets;
  for (std::size_t i = 0; i < work.ions.size(); ++i) {
    if (std::isnan(work.rtSeconds[run][i])) continue;
    IonTarget target;
    target.ion = static_cast<std::uint32_t>(i);
    target.charge = work.ions[i].charge;
    target.mz = work.ions[i].mz * (1 + 1e-6 * massOffsetPpm);
    target.rtSeconds = work.rtSeconds[run][i];
    targets.push_back(target);
  }
  return targets;
}

/// What the identified ions' traces say of their run.
RunQuality qualityOf(const Tracing& work, std::size_t run, const SurveyIndex& surveys, double massOffsetPpm) {
  RunQuality quality;
  quality.ms1Spectra = surveys.rtSeconds.size();
  quality.ms2Spectra = surveys.ms2Spectra;
  quality.totalIonCurrent = surveys.totalIonCurrent;
  if (!surveys.rtSeconds.empty()) {
    quality.rtBeginSeconds = static_cast<double>(surveys.rtSeconds.front());
    quality.rtEndSeconds = static_cast<double>(surveys.rtSeconds.back());
  }
  std::vector<double> cycles, errors, widths, points, apexes;
  for (std::size_t i = 1; i < surveys.rtSeconds.size(); ++i)
    cycles.push_back(static_cast<double>(surveys.rtSeconds[i]) - static_cast<double>(surveys.rtSeconds[i - 1]));
  for (std::size_t t = 0; t < work.identified[run].size(); ++t) {
    const IonTrace& trace = work.traces[run][t];
    if (work.identified[run][t].ion >= work.targets) continue;
    ++quality.identifiedIons;
    if (trace.reason != MissingReason::Measured) continue;
    errors.push_back(massOffsetPpm + static_cast<double>(trace.massErrorPpm));
    widths.push_back(static_cast<double>(trace.widthSeconds));
    points.push_back(trace.points);
    apexes.push_back(std::log10(static_cast<double>(trace.apexIntensity)));
  }
  quality.cycleSeconds = median(std::move(cycles));
  quality.massErrorPpm = median(errors);
  quality.massSpreadPpm = robustSd(errors);
  quality.peakWidthSeconds = median(std::move(widths));
  quality.pointsPerPeak = median(std::move(points));
  quality.log10Apex = median(std::move(apexes));
  return quality;
}

void traceIdentified(const SurveySource& surveys, const QuantOptions& options, Tracing& work, StudyTraces& study) {
  for (std::uint32_t r = 0; r < study.ions.runs.size(); ++r) {
    const double offset = study.ions.runs[r].massOffsetPpm;
    const SurveyIndex index = surveys(r);
    work.identified.push_back(identifiedTargets(work, r, offset));
    work.traces.push_back(extractTraces(index, work.identified[r], options.traceTolerance));
    study.quality.push_back(qualityOf(work, r, index, offset));
    work.apexes.emplace_back(work.ions.size(), unseen);
    for (std::size_t t = 0; t < work.identified[r].size(); ++t) {
      if (work.traces[r][t].reason == MissingReason::Measured)
        work.apexes[r][work.identified[r][t].ion] = work.traces[r][t].apexRtSeconds;
    }
  }
}

void countSpectra(const Identifications& identifications, const AcceptedLimits& limits,
                  std::vector<RunQuality>& quality) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const Psm& psm : identifications.psms) {
    if (isAccepted(psm, limits) && seen.emplace(psm.run, psm.spectrum).second) ++quality[psm.run].identifiedSpectra;
  }
}

/// Where and how well the ions of one run are expected.
struct Expectation {
  std::vector<float> rtSeconds;  ///< [ion]; NaN where nothing tells
  std::vector<float> spread;     ///< [ion]
};

/// Robust SD of what was seen less what was expected; NaN for fewer than fewestAlignmentIons.
double spreadOf(const std::vector<float>& seen, const std::vector<float>& expected) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!std::isnan(seen[i]) && !std::isnan(expected[i]))
      errors.push_back(static_cast<double>(seen[i]) - static_cast<double>(expected[i]));
  }
  return errors.size() < fewestAlignmentIons ? RunQuality::unknown : robustSd(errors);
}

/// The apex of another charge of the same peptide in this run; NaN where there is none.
std::vector<float> siblingTimes(const Tracing& work, const std::vector<float>& apexes) {
  std::vector<float> times(work.ions.size(), unseen);
  for (std::size_t begin = 0; begin < work.ions.size();) {
    std::size_t end = begin + 1;
    while (end < work.ions.size() && work.ions[end].modifiedSequence == work.ions[begin].modifiedSequence) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t j = begin; j < end; ++j) {
        if (i != j && !std::isnan(apexes[j])) times[i] = apexes[j];
      }
    }
    begin = end;
  }
  return times;
}

Expectation expect(const Tracing& work, std::size_t run, const std::vector<float>& aligned, RunQuality& quality) {
  Expectation expected{aligned, {}};
  quality.alignmentErrorSeconds = spreadOf(work.apexes[run], aligned);
  const auto siblings = siblingTimes(work, work.apexes[run]);
  const double siblingSpread = spreadOf(work.apexes[run], siblings);
  expected.spread.assign(aligned.size(), static_cast<float>(quality.alignmentErrorSeconds));
  for (std::size_t i = 0; i < aligned.size(); ++i) {
    if (std::isnan(siblings[i]) || std::isnan(siblingSpread)) continue;
    expected.rtSeconds[i] = siblings[i];
    expected.spread[i] = static_cast<float>(siblingSpread);
  }
  for (std::size_t i = 0; i < aligned.size(); ++i) {
    if (std::isnan(expected.spread[i])) expected.rtSeconds[i] = unseen;
  }
  return expected;
}

/// Ions that other runs of the fraction identified and this one did not.
std::vector<IonTarget> transferTargets(const Tracing& work, const std::vector<std::size_t>& fraction, std::size_t run,
                                       double massOffsetPpm, const Expectation& expected) {
  std::vector<IonTarget> targets;
  for (std::size_t i = 0; i < work.ions.size(); ++i) {
    if (!std::isnan(work.rtSeconds[run][i])) continue;
    if (std::all_of(fraction.begin(), fraction.end(), [&](std::size_t r) { return std::isnan(work.rtSeconds[r][i]); }))
      continue;
    IonTarget target;
    target.ion = static_cast<std::uint32_t>(i);
    target.charge = work.ions[i].charge;
    target.mz = work.ions[i].mz * (1 + 1e-6 * massOffsetPpm);
    target.transferred = true;
    target.rtSeconds = expected.rtSeconds.empty() ? unseen : expected.rtSeconds[i];
    target.rtSpreadSeconds = expected.spread.empty() ? 0 : expected.spread[i];
    targets.push_back(target);
  }
  return targets;
}

/// Peaks of one run that are an identified ion's, by m/z.
class ClaimedPeaks {
 public:
  ClaimedPeaks(const std::vector<IonTarget>& targets, const std::vector<IonTrace>& traces) {
    for (std::size_t t = 0; t < targets.size(); ++t) {
      if (traces[t].reason == MissingReason::Measured) places_.push_back(placeOf(targets[t], traces[t]));
    }
    std::sort(places_.begin(), places_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.mz, a.apexRtSeconds) < std::tie(b.mz, b.apexRtSeconds);
    });
  }

  static PeakPlace placeOf(const IonTarget& target, const IonTrace& trace) {
    return {target.mz * (1 + 1e-6 * static_cast<double>(trace.massErrorPpm)), trace.apexRtSeconds, trace.widthSeconds};
  }

  bool has(const PeakPlace& place) const {
    const double window = samePeakWindow(place.mz);
    auto other = std::lower_bound(places_.begin(), places_.end(), place.mz - window,
                                  [](const PeakPlace& a, double mz) { return a.mz < mz; });
    for (; other != places_.end() && other->mz <= place.mz + window; ++other) {
      if (isSamePeak(place, *other)) return true;
    }
    return false;
  }

 private:
  std::vector<PeakPlace> places_;
};

/// What the second look at a run works on.
struct SecondLook {
  std::uint32_t run;
  const RunQuality& quality;
  const ClaimedPeaks& claimed;
};

/// Traces that could be transfers; those with a claimed peak become `transfer rejected`.
void addFound(const Tracing& work, const SecondLook& look, const std::vector<IonTarget>& targets, TransferKind kind,
              std::vector<IonTrace>& traces, std::vector<FoundTransfer>& found) {
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (traces[t].reason != MissingReason::Measured) continue;
    const PeakPlace place = ClaimedPeaks::placeOf(targets[t], traces[t]);
    traces[t].reason = MissingReason::TransferRejected;
    traces[t].transferQValue = 1;
    if (look.claimed.has(place)) continue;
    FoundTransfer transfer;
    transfer.kind = targets[t].ion < work.targets ? kind : TransferKind::DecoyPeptide;
    transfer.run = look.run;
    transfer.ion = targets[t].ion;
    transfer.target = static_cast<std::uint32_t>(t);
    transfer.fold = work.folds[targets[t].ion];
    transfer.mz = place.mz;
    transfer.apexRtSeconds = place.apexRtSeconds;
    transfer.widthSeconds = place.widthSeconds;
    transfer.features = transferFeatures(targets[t], traces[t], look.quality);
    found.push_back(transfer);
  }
}

/// Sets the q-values, and the reasons of those that pass.
void accept(const std::vector<FoundTransfer>& found, double fdr, StudyTraces& study) {
  const auto q = judgeTransfers(found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].kind != TransferKind::Target) continue;
    IonTrace& trace = study.traces[found[i].run][found[i].target];
    trace.transferQValue = static_cast<float>(q[i]);
    if (q[i] <= fdr) trace.reason = MissingReason::Measured;
  }
  for (std::size_t r = 0; r < study.traces.size(); ++r) {
    for (IonTrace& trace : study.traces[r]) {
      if (trace.reason != MissingReason::Measured) trace.area = 0;
      if (trace.reason == MissingReason::Measured) ++study.quality[r].transfersAccepted;
    }
  }
}

/// Runs of each fraction.
std::vector<std::vector<std::size_t>> runsByFraction(const StudyIons& ions) {
  std::map<std::string, std::vector<std::size_t>> runsOf;
  for (std::size_t r = 0; r < ions.runs.size(); ++r) runsOf[ions.runs[r].fraction].push_back(r);
  std::vector<std::vector<std::size_t>> fractions;
  for (auto& [fraction, runs] : runsOf) fractions.push_back(std::move(runs));
  return fractions;
}

/// Steps 3 and 4 for one fraction: fills study.targets and study.traces with the transfers.
void lookAgain(const SurveySource& surveys, const QuantOptions& options, const std::vector<std::size_t>& fraction,
               const Tracing& work, StudyTraces& study, std::vector<FoundTransfer>& found) {
  IonTimes apexes;
  for (const std::size_t r : fraction) apexes.push_back(work.apexes[r]);
  const RunAlignment alignment = alignRuns(apexes);
  for (PairAlignment pair : compareRuns(alignment)) {
    pair.first = fraction[pair.first];
    pair.second = fraction[pair.second];
    study.alignments.push_back(pair);
  }
  for (std::size_t place = 0; place < fraction.size(); ++place) {
    const std::size_t r = fraction[place];
    RunQuality& quality = study.quality[r];
    const Expectation expected = expect(work, r, predictTimes(alignment, place), quality);
    const double offset = std::isnan(quality.massErrorPpm) ? study.ions.runs[r].massOffsetPpm : quality.massErrorPpm;
    auto targets = transferTargets(work, fraction, r, offset, expected);
    std::vector<IonTrace> traces(targets.size());
    if (options.transferFdr > 0 && !targets.empty()) {
      const SurveyIndex index = surveys(static_cast<std::uint32_t>(r));
      const ClaimedPeaks claimed(work.identified[r], work.traces[r]);
      const SecondLook look{static_cast<std::uint32_t>(r), quality, claimed};
      traces = extractTraces(index, targets, options.traceTolerance);
      addFound(work, look, targets, TransferKind::Target, traces, found);
      std::vector<IonTarget> wrong;
      for (const IonTarget& target : targets) {
        if (target.ion < work.targets) wrong.push_back(wrongMass(target));
      }
      auto wrongTraces = extractTraces(index, wrong, options.traceTolerance);
      addFound(work, look, wrong, TransferKind::WrongMass, wrongTraces, found);
    }
    for (std::size_t t = 0; t < targets.size(); ++t) {
      if (options.transferFdr == 0) traces[t].reason = MissingReason::TransferOff;
    }
    // Decoys come last among the ions, so cutting them off leaves the places of the targets.
    const auto kept = std::partition_point(targets.begin(), targets.end(),
                                           [&](const IonTarget& target) { return target.ion < work.targets; }) -
                      targets.begin();
    targets.resize(static_cast<std::size_t>(kept));
    traces.resize(static_cast<std::size_t>(kept));
    quality.transfersLookedFor = options.transferFdr > 0 ? targets.size() : 0;
    study.targets[r] = std::move(targets);
    study.traces[r] = std::move(traces);
  }
}

/// Puts the identified ions before the transfers.
void addIdentified(const Tracing& work, StudyTraces& study) {
  for (std::size_t r = 0; r < study.targets.size(); ++r) {
    std::vector<IonTarget> targets;
    std::vector<IonTrace> traces;
    for (std::size_t t = 0; t < work.identified[r].size(); ++t) {
      if (work.identified[r][t].ion >= work.targets) break;
      targets.push_back(work.identified[r][t]);
      traces.push_back(work.traces[r][t]);
    }
    study.targets[r].insert(study.targets[r].begin(), targets.begin(), targets.end());
    study.traces[r].insert(study.traces[r].begin(), traces.begin(), traces.end());
  }
}

}  // namespace

StudyTraces traceStudy(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                       const QuantOptions& options, const AcceptedLimits& limits) {
  StudyTraces traces;
  traces.ions = collectIons(identifications, study, limits);
  Tracing work = collect(traces.ions, collectDecoyIons(identifications, limits));
  traceIdentified(surveys, options, work, traces);
  countSpectra(identifications, limits, traces.quality);
  traces.targets.resize(traces.ions.runs.size());
  traces.traces.resize(traces.ions.runs.size());
  std::vector<FoundTransfer> found;
  for (const auto& fraction : runsByFraction(traces.ions)) lookAgain(surveys, options, fraction, work, traces, found);
  accept(found, options.transferFdr, traces);
  addIdentified(work, traces);
  return traces;
}

}  // namespace vescargo
