#include "vescargo/quant/traceStudy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "ClaimedPeaks.h"
#include "expectIons.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/quant/alignRuns.h"
#include "vescargo/quant/ionLanes.h"
#include "vescargo/quant/judgeTransfers.h"

namespace vescargo {

namespace {

constexpr float spreadsOfWindow = 3;
constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

/// Ions of targets, then of decoys, and what the runs show of them.
struct Evidence {
  std::vector<PeptideIon> ions;
  std::size_t targets = 0;                         ///< ions before the decoys
  std::vector<int> folds;                          ///< [ion]
  std::vector<float> peptideScores;                ///< [ion], the best of all charges
  IonTimes rtSeconds;                              ///< [run][ion] of the identification
  IonTimes firstRtSeconds, lastRtSeconds;          ///< of the first and last match
  IonTimes apexes;                                 ///< [run][ion] of identified ions with a trace
  std::vector<std::vector<IonTarget>> identified;  ///< [run], decoys last, by ion
  std::vector<std::vector<IonTrace>> traces;       ///< [run], as identified
};

Evidence gather(const StudyIons& targets, const StudyIons& decoys) {
  Evidence evidence;
  evidence.ions = targets.ions;
  evidence.targets = targets.ions.size();
  evidence.ions.insert(evidence.ions.end(), decoys.ions.begin(), decoys.ions.end());
  const auto join = [](IonTimes times, const IonTimes& more) {
    for (std::size_t r = 0; r < times.size(); ++r) times[r].insert(times[r].end(), more[r].begin(), more[r].end());
    return times;
  };
  evidence.rtSeconds = join(targets.rtSeconds, decoys.rtSeconds);
  evidence.firstRtSeconds = join(targets.firstRtSeconds, decoys.firstRtSeconds);
  evidence.lastRtSeconds = join(targets.lastRtSeconds, decoys.lastRtSeconds);
  int sequences = -1;
  for (std::size_t i = 0; i < evidence.ions.size(); ++i) {
    if (i == 0 || evidence.ions[i].sequence != evidence.ions[i - 1].sequence) ++sequences;
    evidence.folds.push_back(sequences % foldCount);
  }
  eachPeptide(evidence.ions, [&](std::size_t begin, std::size_t end) {
    float best = evidence.ions[begin].score;
    for (std::size_t i = begin; i < end; ++i) best = std::max(best, evidence.ions[i].score);
    evidence.peptideScores.insert(evidence.peptideScores.end(), end - begin, best);
  });
  return evidence;
}

/// Runs of each fraction.
std::vector<std::vector<std::size_t>> runsByFraction(const std::vector<QuantRun>& runs) {
  std::map<std::string, std::vector<std::size_t>> runsOf;
  for (std::size_t r = 0; r < runs.size(); ++r) runsOf[runs[r].fraction].push_back(r);
  std::vector<std::vector<std::size_t>> fractions;
  for (auto& [fraction, members] : runsOf) fractions.push_back(std::move(members));
  return fractions;
}

class StudyTracer {
 public:
  StudyTracer(const SurveySource& surveys, const QuantOptions& options, StudyIons targets, const StudyIons& decoys)
      : surveys_(surveys), options_(options), evidence_(gather(targets, decoys)) {
    study_.ions = std::move(targets);
    study_.targets.resize(study_.ions.runs.size());
    study_.traces.resize(study_.ions.runs.size());
  }

  StudyTraces trace() {
    for (std::uint32_t r = 0; r < study_.ions.runs.size(); ++r) traceIdentified(r);
    settleLanes();
    for (std::uint32_t r = 0; r < study_.ions.runs.size(); ++r) settleIdentified(r);
    for (const auto& fraction : runsByFraction(study_.ions.runs)) {
      IonTimes apexes;
      for (const std::size_t r : fraction) apexes.push_back(evidence_.apexes[r]);
      const RunAlignment alignment = alignRuns(apexes);
      noteAlignments(fraction, alignment);
      const auto identified = identifiedIn(fraction);
      for (std::size_t place = 0; place < fraction.size(); ++place)
        lookAgain(identified, static_cast<std::uint32_t>(fraction[place]), predictTimes(alignment, place));
    }
    acceptTransfers();
    for (std::size_t r = 0; r < study_.targets.size(); ++r) addIdentified(r);
    return std::move(study_);
  }

 private:
  /// In each lane that may have them.
  void traceIdentified(std::uint32_t run) {
    const SurveyIndex index = surveys_(run);
    IonLanes& lanes = lanesOf(run);
    lanes.addRun(run, index.lanes);
    std::vector<IonTarget> targets;
    for (std::size_t i = 0; i < evidence_.ions.size(); ++i) {
      if (std::isnan(evidence_.rtSeconds[run][i])) continue;
      IonTarget target = identifiedTarget(run, i);
      for (const std::uint32_t lane : lanesOfIon(index.lanes, evidence_.ions[i])) {
        target.lane = lane;
        targets.push_back(target);
      }
    }
    auto traces = extractTraces(index, targets, options_.traceTolerance);
    for (std::size_t t = 0; t < targets.size(); ++t)
      lanes.addArea(run, targets[t].ion, targets[t].lane, traces[t].area);
    study_.quality.push_back(measureSurveys(index));
    evidence_.identified.push_back(std::move(targets));
    evidence_.traces.push_back(std::move(traces));
  }

  IonLanes& lanesOf(std::size_t run) {
    return lanes_.try_emplace(study_.ions.runs[run].fraction, evidence_.ions).first->second;
  }

  void settleLanes() {
    for (auto& [fraction, lanes] : lanes_) lanes.settle();
    for (std::size_t r = 0; r < study_.quality.size(); ++r) study_.quality[r].lackingLanes = lanesOf(r).lacking(r);
    for (const auto& [fraction, lanes] : lanes_) {
      if (lanes.haveCommonKind()) continue;
      std::vector<std::string> kinds;
      for (std::size_t r = 0; r < study_.quality.size(); ++r) {
        if (study_.ions.runs[r].fraction == fraction)
          kinds.push_back(study_.ions.runs[r].name + ": " + lanesText(study_.quality[r].lanes));
      }
      throw Error(ExitCode::DoNotFit, "-in",
                  "the runs" + (fraction.empty() ? "" : " of fraction " + inQuotes(fraction)) +
                      " have no kind of survey in common (" + join(kinds, ", ") +
                      "), so that their areas cannot be compared",
                  "leave out the runs that were measured otherwise, or name them as another fraction in the sheet");
    }
  }

  /// Keeps each ion's trace in the lane where it is measured.
  void settleIdentified(std::uint32_t run) {
    std::vector<IonTarget> targets;
    std::vector<IonTrace> traces;
    const auto& tried = evidence_.identified[run];
    std::size_t t = 0;
    for (std::size_t i = 0; i < evidence_.ions.size(); ++i) {
      if (std::isnan(evidence_.rtSeconds[run][i])) continue;
      const std::uint32_t lane = lanesOf(run).laneOf(run, i);
      targets.push_back(identifiedTarget(run, i));
      targets.back().lane = lane;
      traces.emplace_back();
      if (lane == IonLanes::none && !study_.quality[run].lanes.empty()) traces.back().reason = MissingReason::OtherLane;
      for (; t < tried.size() && tried[t].ion == i; ++t) {
        if (tried[t].lane == lane) traces.back() = evidence_.traces[run][t];
      }
    }
    evidence_.apexes.emplace_back(evidence_.ions.size(), unseen);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (traces[i].reason == MissingReason::Measured) evidence_.apexes[run][targets[i].ion] = traces[i].apexRtSeconds;
    }
    const auto own = static_cast<std::ptrdiff_t>(countTargets(targets));
    measureTraces({traces.begin(), traces.begin() + own}, study_.ions.runs[run].massOffsetPpm, study_.quality[run]);
    evidence_.identified[run] = std::move(targets);
    evidence_.traces[run] = std::move(traces);
  }

  IonTarget identifiedTarget(std::uint32_t run, std::size_t ion) const {
    IonTarget target = targetAt(ion, study_.ions.runs[run].massOffsetPpm, evidence_.rtSeconds[run][ion]);
    target.firstRtSeconds = evidence_.firstRtSeconds[run][ion];
    target.lastRtSeconds = evidence_.lastRtSeconds[run][ion];
    return target;
  }

  IonTarget targetAt(std::size_t ion, double massOffsetPpm, float rtSeconds) const {
    IonTarget target;
    target.ion = static_cast<std::uint32_t>(ion);
    target.charge = evidence_.ions[ion].charge;
    target.mz = evidence_.ions[ion].mz * (1 + 1e-6 * massOffsetPpm);
    target.rtSeconds = rtSeconds;
    return target;
  }

  /// Decoys come last among the ions.
  std::size_t countTargets(const std::vector<IonTarget>& targets) const {
    const auto end = std::partition_point(targets.begin(), targets.end(),
                                          [&](const IonTarget& target) { return target.ion < evidence_.targets; });
    return static_cast<std::size_t>(end - targets.begin());
  }

  void noteAlignments(const std::vector<std::size_t>& fraction, const RunAlignment& alignment) {
    for (PairAlignment pair : compareRuns(alignment)) {
      pair.first = fraction[pair.first];
      pair.second = fraction[pair.second];
      study_.alignments.push_back(pair);
    }
  }

  /// Whether an identified ion was not traced where other runs or charges have it: fragmented in its tail, say.
  bool isAstray(std::uint32_t run, std::size_t ion, const Expectation& expected) const {
    const float apex = evidence_.apexes[run][ion];
    if (std::isnan(apex)) return true;
    const double distance = std::abs(static_cast<double>(apex) - static_cast<double>(expected.rtSeconds[ion]));
    return distance > static_cast<double>(spreadsOfWindow * expected.spreadSeconds[ion]) &&
           distance > 2 * study_.quality[run].cycleSeconds;
  }

  /// By ion: whether some run of the fraction identified it.
  std::vector<bool> identifiedIn(const std::vector<std::size_t>& fraction) const {
    std::vector<bool> identified(evidence_.ions.size(), false);
    for (const std::size_t r : fraction) {
      for (std::size_t i = 0; i < identified.size(); ++i)
        identified[i] = identified[i] || !std::isnan(evidence_.rtSeconds[r][i]);
    }
    return identified;
  }

  /// Ions that other runs of the fraction identified and this one did not, or traced elsewhere.
  std::vector<IonTarget> transferTargets(const std::vector<bool>& identified, std::uint32_t run,
                                         const Expectation& expected) const {
    const double measured = study_.quality[run].massErrorPpm;
    const double offset = std::isnan(measured) ? study_.ions.runs[run].massOffsetPpm : measured;
    std::vector<IonTarget> targets;
    for (std::size_t i = 0; i < evidence_.ions.size(); ++i) {
      const bool own = !std::isnan(evidence_.rtSeconds[run][i]);
      if (own ? !isAstray(run, i, expected) : !identified[i]) continue;
      targets.push_back(targetAt(i, offset, expected.rtSeconds[i]));
      targets.back().lane = lanes_.at(study_.ions.runs[run].fraction).laneOf(run, i);
      targets.back().transferred = true;
      targets.back().rtSpreadSeconds = expected.spreadSeconds[i];
      targets.back().firstRtSeconds = expected.rtSeconds[i] - spreadsOfWindow * expected.spreadSeconds[i];
      targets.back().lastRtSeconds = expected.rtSeconds[i] + spreadsOfWindow * expected.spreadSeconds[i];
    }
    return targets;
  }

  void lookAgain(const std::vector<bool>& identified, std::uint32_t run, const std::vector<float>& aligned) {
    const Expectation expected = expectIons(evidence_.ions, evidence_.apexes[run], aligned);
    study_.quality[run].alignmentErrorSeconds = expected.alignmentErrorSeconds;
    auto targets = transferTargets(identified, run, expected);
    const std::size_t own = countTargets(targets);
    IonTrace off;
    off.reason = MissingReason::TransferOff;
    std::vector<IonTrace> traces(targets.size(), off);
    if (options_.transferFdr > 0 && !targets.empty()) traces = findTransfers(run, targets, own);
    targets.resize(own);
    traces.resize(own);
    study_.targets[run] = std::move(targets);
    study_.traces[run] = std::move(traces);
  }

  /// Traces of the targets, none of them accepted yet; notes what has to be judged, and the same for wrong masses of
  /// the first `own`.
  std::vector<IonTrace> findTransfers(std::uint32_t run, const std::vector<IonTarget>& targets, std::size_t own) {
    const SurveyIndex index = surveys_(run);
    const ClaimedPeaks claimed(evidence_.identified[run], evidence_.traces[run]);
    std::vector<IonTarget> wrong;
    for (std::size_t t = 0; t < own; ++t) wrong.push_back(wrongMass(targets[t], lanesOf(run).lanes(run)));
    auto wrongTraces = extractTraces(index, wrong, options_.traceTolerance);
    auto traces = extractTraces(index, targets, options_.traceTolerance);
    for (std::size_t t = 0; t < wrong.size(); ++t)
      note(claimed, found(run, TransferKind::WrongMass, wrong[t], wrongTraces[t]), wrongTraces[t]);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      auto transfer = found(run, t < own ? TransferKind::Target : TransferKind::DecoyPeptide, targets[t], traces[t]);
      transfer.target = static_cast<std::uint32_t>(t);
      note(claimed, transfer, traces[t]);
    }
    return traces;
  }

  FoundTransfer found(std::uint32_t run, TransferKind kind, const IonTarget& target, const IonTrace& trace) const {
    FoundTransfer transfer;
    transfer.kind = kind;
    transfer.run = run;
    transfer.ion = target.ion;
    transfer.fold = evidence_.folds[target.ion];
    transfer.peptideScore = evidence_.peptideScores[target.ion];
    const PeakPlace place = placeOf(target, trace);
    transfer.mz = place.mz;
    transfer.apexRtSeconds = place.apexRtSeconds;
    transfer.widthSeconds = place.widthSeconds;
    transfer.features = transferFeatures(target, trace, study_.quality[run]);
    return transfer;
  }

  /// A peak of an identified ion is no transfer; any other is to be judged. Until then it is rejected.
  void note(const ClaimedPeaks& claimed, const FoundTransfer& transfer, IonTrace& trace) {
    if (trace.reason != MissingReason::Measured) return;
    trace.reason = MissingReason::TransferRejected;
    trace.transferQValue = 1;
    if (!claimed.has({transfer.mz, transfer.apexRtSeconds, transfer.widthSeconds})) found_.push_back(transfer);
  }

  void acceptTransfers() {
    const auto q = judgeTransfers(found_);
    // The +1 of the q-values keeps a few transfers from reaching a low one; acceptedLimits does the same for matches.
    const double lowest = q.empty() ? 1 : *std::min_element(q.begin(), q.end());
    study_.transferLimit =
        lowest <= highestLiftedPsmLimit ? std::max(lowest, options_.transferFdr) : options_.transferFdr;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (found_[i].kind != TransferKind::Target) continue;
      IonTrace& trace = study_.traces[found_[i].run][found_[i].target];
      trace.transferQValue = static_cast<float>(q[i]);
      if (q[i] > study_.transferLimit) continue;
      trace.reason = MissingReason::Measured;
    }
    for (auto& traces : study_.traces) {
      for (IonTrace& trace : traces) trace.area = trace.reason == MissingReason::Measured ? trace.area : 0;
    }
  }

  /// Puts the identified ions before the transfers. Of an ion that has both, the accepted transfer stays where it is
  /// larger, the identified one otherwise.
  void addIdentified(std::size_t run) {
    const auto& identified = evidence_.identified[run];
    std::vector<IonTarget> targets(identified.begin(),
                                   identified.begin() + static_cast<std::ptrdiff_t>(countTargets(identified)));
    std::vector<IonTrace> traces(evidence_.traces[run].begin(),
                                 evidence_.traces[run].begin() + static_cast<std::ptrdiff_t>(targets.size()));
    const std::size_t own = targets.size();
    for (std::size_t t = 0, i = 0; t < study_.targets[run].size(); ++t) {
      const IonTarget& target = study_.targets[run][t];
      const IonTrace& trace = study_.traces[run][t];
      while (i < own && targets[i].ion < target.ion) ++i;
      if (i < own && targets[i].ion == target.ion) {
        if (trace.reason != MissingReason::Measured || trace.area <= traces[i].area) continue;
        targets[i] = target;
        traces[i] = trace;
      } else {
        targets.push_back(target);
        traces.push_back(trace);
      }
      if (options_.transferFdr > 0) ++study_.quality[run].transfersLookedFor;
      if (trace.reason == MissingReason::Measured) ++study_.quality[run].transfersAccepted;
    }
    study_.targets[run] = std::move(targets);
    study_.traces[run] = std::move(traces);
  }

  const SurveySource& surveys_;
  const QuantOptions& options_;
  Evidence evidence_;
  std::map<std::string, IonLanes> lanes_;  // [fraction]
  StudyTraces study_;
  std::vector<FoundTransfer> found_;
};

void countSpectra(const Identifications& identifications, const AcceptedLimits& limits,
                  std::vector<RunQuality>& quality) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const Psm& psm : identifications.psms) {
    if (isAccepted(psm, limits) && seen.emplace(psm.run, psm.spectrum).second) ++quality[psm.run].identifiedSpectra;
  }
}

}  // namespace

StudyTraces traceStudy(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                       const QuantOptions& options, const AcceptedLimits& limits) {
  StudyTracer tracer(surveys, options, collectIons(identifications, study, limits),
                     collectDecoyIons(identifications, limits));
  StudyTraces traces = tracer.trace();
  countSpectra(identifications, limits, traces.quality);
  return traces;
}

}  // namespace vescargo
