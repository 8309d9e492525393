#include "vescargo/spectra/arrangeSurveys.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "settleLanes.h"
#include "vescargo/spectra/sumPeaks.h"

namespace vescargo {

namespace {

void appendSpectrum(const PeakColumns& from, std::size_t spectrum, PeakColumns& to) {
  const auto mz = from.mzOf(spectrum);
  const auto intensity = from.intensityOf(spectrum);
  to.mz.insert(to.mz.end(), mz.begin(), mz.end());
  to.intensity.insert(to.intensity.end(), intensity.begin(), intensity.end());
  to.endSpectrum();
}

/// Adds the sum of several spectra as one.
void appendSum(const PeakColumns& from, const std::vector<std::uint32_t>& spectra, PeakColumns& to) {
  std::vector<std::pair<double, float>> peaks;
  for (const std::uint32_t spectrum : spectra) {
    for (std::uint32_t i = from.offset[spectrum]; i < from.offset[spectrum + 1]; ++i)
      peaks.emplace_back(static_cast<double>(from.mz[i]), from.intensity[i]);
  }
  std::sort(peaks.begin(), peaks.end());
  std::vector<double> mz;
  std::vector<float> intensity;
  for (const auto& [at, height] : peaks) {
    mz.push_back(at);
    intensity.push_back(height);
  }
  sumPeaks(mz, intensity);
  to.mz.insert(to.mz.end(), mz.begin(), mz.end());
  to.intensity.insert(to.intensity.end(), intensity.begin(), intensity.end());
  to.endSpectrum();
}

/// One run while its spectra are put in order.
class Arrangement {
 public:
  Arrangement(Run& run, const SpectrumKinds& kinds)
      : run_(run), settled_(settleLanes(run, kinds)), fragments_(kinds.fragments()) {}

  void arrange() {
    timeFragments();
    run_.timesStartAgain = settled_.timesStartAgain;
    if (isPlain()) {
      run_.lanes = settled_.lanes;
      for (Lane& lane : run_.lanes) lane.last = static_cast<std::uint32_t>(run_.ms1RtSeconds.size());
    } else {
      moveSurveys();
      moveFragments();
    }
    std::vector<std::uint32_t> lanes(run_.lanes.size(), 0);
    for (std::size_t i = 0; i < run_.ms2Headers.size(); ++i) {
      if (run_.lanes.size() > 1) lanes = lanesOf(run_.ms2Headers[i], fragments_[i]);
      link(run_.ms2Headers[i], lanes);
    }
  }

 private:
  bool isPlain() const {
    const auto& rt = run_.ms1RtSeconds;
    const auto mobile = [](const auto& facts) { return facts.mobility; };
    return settled_.lanes.size() <= 1 && std::is_sorted(rt.begin(), rt.end()) &&
           std::none_of(settled_.lanes.begin(), settled_.lanes.end(), [](const Lane& l) { return l.kind.mobility; }) &&
           std::none_of(fragments_.begin(), fragments_.end(), mobile) &&
           std::find(settled_.ofSurvey.begin(), settled_.ofSurvey.end(), SettledLanes::none) == settled_.ofSurvey.end();
  }

  /// Fragment spectra without a time have that of the survey before them.
  void timeFragments() {
    for (Ms2Header& header : run_.ms2Headers) {
      if (header.rtSeconds < 0 && header.ms1 >= 0)
        header.rtSeconds = run_.ms1RtSeconds[static_cast<std::size_t>(header.ms1)];
    }
  }

  std::vector<std::uint32_t> surveyOrder() const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < settled_.ofSurvey.size(); ++i) {
      if (settled_.ofSurvey[i] != SettledLanes::none) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto lane = [&](std::uint32_t survey) { return settled_.ofSurvey[survey]; };
      return lane(a) != lane(b) ? lane(a) < lane(b) : run_.ms1RtSeconds[a] < run_.ms1RtSeconds[b];
    });
    return order;
  }

  void moveSurveys() {
    const auto order = surveyOrder();
    std::vector<std::int32_t> placeOf(run_.ms1RtSeconds.size(), -1);
    std::vector<float> rtSeconds;
    PeakColumns peaks;
    run_.lanes = settled_.lanes;
    for (std::size_t i = 0; i < order.size();) {
      const std::uint32_t lane = settled_.ofSurvey[order[i]];
      const float rt = run_.ms1RtSeconds[order[i]];
      std::vector<std::uint32_t> members{order[i]};
      while (run_.lanes[lane].kind.mobility && i + members.size() < order.size() &&
             settled_.ofSurvey[order[i + members.size()]] == lane && run_.ms1RtSeconds[order[i + members.size()]] == rt)
        members.push_back(order[i + members.size()]);
      for (const std::uint32_t member : members) placeOf[member] = static_cast<std::int32_t>(rtSeconds.size());
      if (run_.lanes[lane].surveys() == 0) run_.lanes[lane].first = static_cast<std::uint32_t>(rtSeconds.size());
      run_.lanes[lane].last = static_cast<std::uint32_t>(rtSeconds.size()) + 1;
      rtSeconds.push_back(rt);
      if (run_.lanes[lane].kind.mobility)
        appendSum(run_.ms1, members, peaks);
      else
        appendSpectrum(run_.ms1, members.front(), peaks);
      i += members.size();
    }
    count(run_.passedOver, PassedOver::NoTime) += static_cast<std::uint32_t>(placeOf.size() - order.size());
    run_.ms1RtSeconds = std::move(rtSeconds);
    run_.ms1 = std::move(peaks);
    for (Ms2Header& header : run_.ms2Headers)
      header.ms1 = header.ms1 < 0 ? -1 : placeOf[static_cast<std::size_t>(header.ms1)];
  }

  bool isOneOf(std::uint32_t a, std::uint32_t b) const {
    const Ms2Header& x = run_.ms2Headers[a];
    const Ms2Header& y = run_.ms2Headers[b];
    return fragments_[a].mobility && fragments_[b].mobility && x.rtSeconds == y.rtSeconds &&
           x.precursorMz == y.precursorMz && x.isolationLow == y.isolationLow && x.isolationHigh == y.isolationHigh;
  }

  void moveFragments() {
    std::vector<std::uint32_t> order(run_.ms2Headers.size());
    std::iota(order.begin(), order.end(), 0U);
    // Of one time those of one precursor stand together where each is of one mobility.
    const auto key = [&](std::uint32_t i) {
      const Ms2Header& header = run_.ms2Headers[i];
      return fragments_[i].mobility ? std::tuple(header.rtSeconds, header.precursorMz, header.isolationLow)
                                    : std::tuple(header.rtSeconds, 0.0, 0.0F);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<Ms2Header> headers;
    std::vector<FragmentFacts> facts;
    PeakColumns peaks;
    for (std::size_t i = 0; i < order.size();) {
      std::vector<std::uint32_t> members{order[i]};
      while (i + members.size() < order.size() && isOneOf(order[i], order[i + members.size()]))
        members.push_back(order[i + members.size()]);
      headers.push_back(std::move(run_.ms2Headers[order[i]]));
      facts.push_back(fragments_[order[i]]);
      if (facts.back().mobility)
        appendSum(run_.ms2, members, peaks);
      else
        appendSpectrum(run_.ms2, members.front(), peaks);
      i += members.size();
    }
    run_.ms2Headers = std::move(headers);
    run_.ms2 = std::move(peaks);
    fragments_ = std::move(facts);
  }

  /// Lanes, of several, that the precursor of a fragment spectrum may have been chosen from.
  std::vector<std::uint32_t> lanesOf(const Ms2Header& header, const FragmentFacts& facts) const {
    std::vector<Lane> lanes = run_.lanes;
    const auto distance = [&](const Lane& lane) -> float {
      const auto& volts = lane.kind.compensationVoltage;
      return volts && facts.compensationVoltage ? std::abs(*volts - *facts.compensationVoltage) : -1;
    };
    float nearest = std::numeric_limits<float>::max();
    for (const Lane& lane : lanes) nearest = distance(lane) < 0 ? nearest : std::min(nearest, distance(lane));
    for (Lane& lane : lanes) lane.reference = lane.reference || distance(lane) > nearest;
    auto found = lanesAt(lanes, header.precursorMz);
    if (!found.empty()) return found;
    for (Lane& lane : lanes) lane.kind.windows.clear();
    return lanesAt(lanes, header.precursorMz);
  }

  void link(Ms2Header& header, const std::vector<std::uint32_t>& lanes) const {
    const auto& rt = run_.ms1RtSeconds;
    const auto agrees = [&](const Lane& lane) {
      const auto at = static_cast<std::int64_t>(header.ms1);
      if (at < 0) return lanes.size() == 1 && header.rtSeconds <= rt[lane.first];
      if (at < lane.first || at >= lane.last || rt[static_cast<std::size_t>(at)] > header.rtSeconds) return false;
      return at + 1 == lane.last || header.rtSeconds <= rt[static_cast<std::size_t>(at) + 1];
    };
    if (std::any_of(lanes.begin(), lanes.end(), [&](std::uint32_t i) { return agrees(run_.lanes[i]); })) return;
    header.ms1 = -1;
    for (const std::uint32_t i : lanes) {
      const Lane& lane = run_.lanes[i];
      const auto begin = rt.begin();
      const auto after = std::upper_bound(begin + lane.first, begin + lane.last, header.rtSeconds);
      if (after == begin + lane.first) continue;
      const auto last = static_cast<std::int32_t>(after - begin) - 1;
      if (header.ms1 < 0 || rt[static_cast<std::size_t>(last)] > rt[static_cast<std::size_t>(header.ms1)])
        header.ms1 = last;
    }
  }

  Run& run_;
  SettledLanes settled_;
  std::vector<FragmentFacts> fragments_;
};

}  // namespace

void SpectrumKinds::addSurvey(const LaneKind& kind) {
  const bool asBefore = !ofSurvey_.empty() && kinds_[ofSurvey_.back()] == kind;
  ofSurvey_.push_back(asBefore ? ofSurvey_.back() : numberOf(kind));
}

void SpectrumKinds::append(const SpectrumKinds& more) {
  std::vector<std::uint32_t> numbers;
  for (const LaneKind& kind : more.kinds_) numbers.push_back(numberOf(kind));
  for (const std::uint32_t kind : more.ofSurvey_) ofSurvey_.push_back(numbers[kind]);
  fragments_.insert(fragments_.end(), more.fragments_.begin(), more.fragments_.end());
}

std::uint32_t SpectrumKinds::numberOf(const LaneKind& kind) {
  const auto [found, isNew] = numbers_.emplace(kind, static_cast<std::uint32_t>(kinds_.size()));
  if (isNew) kinds_.push_back(kind);
  return found->second;
}

void arrangeSurveys(Run& run, const SpectrumKinds& kinds) { Arrangement(run, kinds).arrange(); }

}  // namespace vescargo
