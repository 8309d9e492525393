#include "settleLanes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "vescargo/spectra/turns.h"

namespace vescargo {

namespace {

constexpr std::size_t mostWindows = 24;
constexpr float sameWindowShare = 0.02F;  ///< of a window's width
constexpr double segmentSurveys = 4;      ///< that follow each other, on average, at least
constexpr std::size_t sparseFactor = 4;
constexpr std::size_t fewestHighest = 5;
constexpr double constantShare = 0.8;  ///< of a reference's surveys that one m/z dominates
constexpr double varyingShare = 0.5;   ///< of a survey lane's, at most
constexpr double dominantShare = 0.5;  ///< of a survey's intensity
constexpr float sameMz = 0.1F;
constexpr float isotopesMz = 4.2F;
constexpr double fewPrecursors = 0.02;  ///< of all, that a reference may seem to bring
constexpr std::size_t mostRestarts = 9;
constexpr std::size_t fewestOfPart = 5;
constexpr double overlappingShare = 0.5;  ///< of the shorter part's time

/// Surveys that are taken as of one kind so far.
struct Group {
  LaneKind kind;
  std::vector<std::uint32_t> surveys;
  bool reference = false;

  bool empty() const { return surveys.empty(); }
};

/// Indices of groups.
using Family = std::vector<std::size_t>;

bool similar(const MzRange& a, const MzRange& b) {
  const float most = sameWindowShare * (a.high - a.low);
  return std::abs(a.low - b.low) <= most && std::abs(a.high - b.high) <= most;
}

bool similarWindows(const LaneKind& a, const LaneKind& b) {
  return std::equal(a.windows.begin(), a.windows.end(), b.windows.begin(), b.windows.end(), similar);
}

bool mostlyShareWindows(const LaneKind& a, const LaneKind& b) {
  return sharedWindows(a.windows, b.windows) >= mostlySharedWindows;
}

/// What lanes may differ in and yet be one.
enum class MayDiffer { Windows, WindowsAndFunction };

bool isSame(const LaneKind& a, const LaneKind& b, MayDiffer in) {
  return a.compensationVoltage == b.compensationVoltage && a.analyzer == b.analyzer && a.mobility == b.mobility &&
         (in == MayDiffer::WindowsAndFunction || a.function == b.function);
}

void absorb(Group& into, Group& other) {
  into.surveys.insert(into.surveys.end(), other.surveys.begin(), other.surveys.end());
  other.surveys.clear();
}

void dropEmpty(std::vector<Group>& groups) {
  std::erase_if(groups, [](const Group& group) { return group.empty(); });
}

/// The most frequent first.
void sortBySurveys(std::vector<Group>& groups) {
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.surveys.size() > b.surveys.size(); });
}

/// Each group takes those after it that `fit` it.
template <class Fit>
void joinFitting(std::vector<Group>& groups, const Family& family, Fit&& fit) {
  for (std::size_t i = 0; i < family.size(); ++i) {
    Group& group = groups[family[i]];
    for (std::size_t j = i + 1; j < family.size() && !group.empty(); ++j) {
      Group& other = groups[family[j]];
      if (!other.empty() && fit(group.kind, other.kind)) absorb(group, other);
    }
  }
}

Family allOf(const std::vector<Group>& groups) {
  Family all(groups.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// Calls act(family) for the groups that differ in nothing else.
template <class Act>
void eachFamily(std::vector<Group>& groups, MayDiffer in, Act&& act) {
  std::vector<bool> done(groups.size(), false);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (done[i]) continue;
    Family family;
    for (std::size_t j = i; j < groups.size(); ++j) {
      if (done[j] || groups[j].reference != groups[i].reference || !isSame(groups[i].kind, groups[j].kind, in))
        continue;
      done[j] = true;
      family.push_back(j);
    }
    if (family.size() > 1) act(family);
  }
  dropEmpty(groups);
}

/// The most frequent voltage stands for those that are the same, one after the other: it may drift.
void joinVoltages(std::vector<Group>& groups) {
  Family byVoltage;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].kind.compensationVoltage) byVoltage.push_back(i);
  }
  std::sort(byVoltage.begin(), byVoltage.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(*groups[a].kind.compensationVoltage, a) < std::pair(*groups[b].kind.compensationVoltage, b);
  });
  for (auto begin = byVoltage.begin(); begin != byVoltage.end();) {
    auto end = begin + 1;
    while (end != byVoltage.end() &&
           sameVoltage(groups[*(end - 1)].kind.compensationVoltage, groups[*end].kind.compensationVoltage))
      ++end;
    const auto most = *std::max_element(
        begin, end, [&](std::size_t a, std::size_t b) { return groups[a].surveys.size() < groups[b].surveys.size(); });
    const auto volts = groups[most].kind.compensationVoltage;
    for (; begin != end; ++begin) groups[*begin].kind.compensationVoltage = volts;
  }
}

/// Where the other surveys that agree in the rest name one analyzer, it is also that of those that name none.
void joinUnsaidAnalyzers(std::vector<Group>& groups) {
  const auto said = [&](const LaneKind& kind) {
    std::set<Analyzer> analyzers;
    for (const Group& other : groups) {
      if (other.kind.compensationVoltage == kind.compensationVoltage && other.kind.mobility == kind.mobility)
        analyzers.insert(other.kind.analyzer);
    }
    analyzers.erase(Analyzer::Unsaid);
    return analyzers;
  };
  for (Group& group : groups) {
    if (group.kind.analyzer != Analyzer::Unsaid) continue;
    if (const auto analyzers = said(group.kind); analyzers.size() == 1) group.kind.analyzer = *analyzers.begin();
  }
}

/// Of which member of the family each of its surveys is, in order of time.
KindSequence sequenceOf(const Run& run, const std::vector<Group>& groups, const Family& family) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> surveys;
  for (std::uint32_t i = 0; i < family.size(); ++i) {
    for (const std::uint32_t survey : groups[family[i]].surveys) surveys.emplace_back(survey, i);
  }
  std::sort(surveys.begin(), surveys.end(), [&](const auto& a, const auto& b) {
    const float x = run.ms1RtSeconds[a.first];
    const float y = run.ms1RtSeconds[b.first];
    return x != y ? x < y : a < b;
  });
  KindSequence sequence;
  for (const auto& [survey, kind] : surveys) sequence.push_back(kind);
  return sequence;
}

/// The first has the windows of all, unless one of them says none.
void joinWithWindows(std::vector<Group>& groups, const Family& family) {
  if (family.empty()) return;
  LaneKind& kind = groups[family.front()].kind;
  bool said = true;
  std::vector<MzRange> windows;
  for (const std::size_t i : family) {
    const LaneKind& other = groups[i].kind;
    said = said && !other.windows.empty();
    windows.insert(windows.end(), other.windows.begin(), other.windows.end());
    kind.function = std::min(kind.function, other.function);
    if (i != family.front()) absorb(groups[family.front()], groups[i]);
  }
  if (!said) windows.clear();
  std::sort(windows.begin(), windows.end());
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
  kind.windows = std::move(windows);
}

/// Surveys that say no windows are of the only ones that the others say.
void joinUnsaidWindows(std::vector<Group>& groups, Family& family) {
  if (family.size() != 2) return;
  const auto unsaid =
      std::find_if(family.begin(), family.end(), [&](std::size_t i) { return groups[i].kind.windows.empty(); });
  if (unsaid == family.end()) return;
  const std::size_t other = family[unsaid == family.begin() ? 1 : 0];
  absorb(groups[other], groups[*unsaid]);
  family = {other};
}

/// Windows that do not come in turns are no method's: they tell what an instrument saw, or how a method changed.
void joinOddWindows(const Run& run, std::vector<Group>& groups) {
  eachFamily(groups, MayDiffer::Windows, [&](Family family) {
    joinUnsaidWindows(groups, family);
    if (family.size() < 2 || takeTurns(sequenceOf(run, groups, family))) return;
    if (family.size() > mostWindows) {
      joinWithWindows(groups, family);
      groups[family.front()].kind.windows.clear();
    } else {
      joinFitting(groups, family, mostlyShareWindows);
    }
  });
}

/// Of the highest peak, where it and its isotopes are most of the survey.
std::optional<float> dominantMz(const Run& run, std::uint32_t survey) {
  const auto mz = run.ms1.mzOf(survey);
  const auto intensity = run.ms1.intensityOf(survey);
  if (intensity.empty()) return std::nullopt;
  const float at =
      mz[static_cast<std::size_t>(std::max_element(intensity.begin(), intensity.end()) - intensity.begin())];
  double all = 0;
  double own = 0;
  for (std::size_t i = 0; i < mz.size(); ++i) {
    all += static_cast<double>(intensity[i]);
    if (mz[i] >= at - sameMz && mz[i] <= at + isotopesMz) own += static_cast<double>(intensity[i]);
  }
  return own >= dominantShare * all ? std::optional(at) : std::nullopt;
}

/// How large a share of the surveys is dominated by one m/z.
double constancy(const Run& run, const Group& group) {
  if (group.surveys.size() < fewestHighest) return 0;
  std::vector<float> highest;
  for (const std::uint32_t survey : group.surveys) {
    if (const auto mz = dominantMz(run, survey)) highest.push_back(*mz);
  }
  if (highest.empty()) return 0;
  const auto middle = highest.begin() + static_cast<std::ptrdiff_t>(highest.size() / 2);
  std::nth_element(highest.begin(), middle, highest.end());
  const float at = *middle;
  const auto same =
      std::count_if(highest.begin(), highest.end(), [&](float mz) { return std::abs(mz - at) <= sameMz; });
  return static_cast<double>(same) / static_cast<double>(group.surveys.size());
}

/// Whether precursors were chosen where the group has surveys and `other` has none.
bool bringsPrecursors(const Run& run, const Group& group, const Group& other) {
  const auto brought = std::count_if(run.ms2Headers.begin(), run.ms2Headers.end(), [&](const Ms2Header& header) {
    return covers(group.kind, header.precursorMz) && !covers(other.kind, header.precursorMz);
  });
  return static_cast<double>(brought) > fewPrecursors * static_cast<double>(run.ms2Headers.size());
}

bool isReferenceBeside(const Run& run, const Group& group, const Group& other) {
  if (group.kind.compensationVoltage != other.kind.compensationVoltage) return false;
  const bool otherFunction =
      group.kind.function > 0 && other.kind.function > 0 && group.kind.function != other.kind.function;
  const bool sparse = group.surveys.size() * sparseFactor <= other.surveys.size();
  if (!otherFunction && !sparse) return false;
  const bool frequent = group.surveys.size() >= sparseFactor * other.surveys.size();
  if (frequent || bringsPrecursors(run, group, other)) return false;
  if (constancy(run, other) > varyingShare) return false;
  const bool constant = constancy(run, group) >= constantShare;
  return otherFunction ? sparse || constant : constant;
}

void markReferences(const Run& run, std::vector<Group>& groups) {
  for (Group& group : groups) {
    for (const Group& other : groups) {
      if (&group != &other && !other.reference && isReferenceBeside(run, group, other)) group.reference = true;
    }
  }
}

bool isOneBehindTheOther(const KindSequence& sequence, std::size_t kinds) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < sequence.size(); ++i) changes += sequence[i] != sequence[i - 1] ? 1 : 0;
  return changes + 1 == kinds;
}

void joinSegments(const Run& run, std::vector<Group>& groups) {
  eachFamily(groups, MayDiffer::WindowsAndFunction, [&](const Family& family) {
    if (groups[family.front()].reference) return;
    const KindSequence sequence = sequenceOf(run, groups, family);
    if (isOneBehindTheOther(sequence, family.size())) return joinWithWindows(groups, family);
    if (takeTurns(sequence)) return;
    const auto stretches = meanStretches(sequence, family.size());
    Family segments;
    for (std::size_t i = 0; i < family.size(); ++i) {
      if (stretches[i] >= segmentSurveys) segments.push_back(family[i]);
    }
    joinWithWindows(groups, segments);
  });
}

/// Voltages that the fragment spectra of each survey say, where they agree.
std::vector<std::optional<float>> voltagesOfFragments(const Run& run, const SpectrumKinds& kinds) {
  std::vector<std::optional<float>> volts(run.ms1RtSeconds.size());
  std::vector<bool> differ(volts.size(), false);
  for (std::size_t i = 0; i < run.ms2Headers.size(); ++i) {
    const auto& said = kinds.fragments()[i].compensationVoltage;
    if (!said || run.ms2Headers[i].ms1 < 0) continue;
    const auto survey = static_cast<std::size_t>(run.ms2Headers[i].ms1);
    if (volts[survey] && !sameVoltage(volts[survey], said)) differ[survey] = true;
    if (!volts[survey]) volts[survey] = said;
  }
  for (std::size_t survey = 0; survey < volts.size(); ++survey) {
    if (differ[survey]) volts[survey].reset();
  }
  return volts;
}

/// By their first kinds; a survey that says no voltage has that of its fragment spectra. Surveys without a time are in
/// none where others have one.
std::vector<Group> groupsOf(const Run& run, const SpectrumKinds& kinds) {
  const bool timed = std::any_of(run.ms1RtSeconds.begin(), run.ms1RtSeconds.end(), [](float rt) { return rt >= 0; });
  const bool voltsOfFragments = std::any_of(kinds.fragments().begin(), kinds.fragments().end(),
                                            [](const auto& facts) { return facts.compensationVoltage.has_value(); });
  const auto volts = voltsOfFragments ? voltagesOfFragments(run, kinds) : std::vector<std::optional<float>>();
  std::vector<Group> groups;
  for (const LaneKind& kind : kinds.kinds()) groups.push_back({kind, {}, false});
  std::map<LaneKind, std::size_t> completed;
  for (std::uint32_t survey = 0; survey < run.ms1RtSeconds.size(); ++survey) {
    if (run.ms1RtSeconds[survey] < 0 && timed) continue;
    std::size_t group = kinds.kindOf(survey);
    LaneKind kind = groups[group].kind;
    if (voltsOfFragments && !kind.compensationVoltage && volts[survey]) {
      kind.compensationVoltage = volts[survey];
      group = completed.emplace(kind, groups.size()).first->second;
      if (group == groups.size()) groups.push_back({kind, {}, false});
    }
    groups[group].surveys.push_back(survey);
  }
  dropEmpty(groups);
  return groups;
}

/// Whether times of one kind, in the order of the file, go back a few times to where they have been: two runs in one
/// file, as far as can be seen. Spectra in no order go back often.
bool startsAgain(const Run& run, const Group& group) {
  struct Part {
    float begin, end;
    std::size_t surveys;
  };
  std::vector<Part> parts;
  for (const std::uint32_t survey : group.surveys) {
    const float rt = run.ms1RtSeconds[survey];
    if (parts.empty() || rt < parts.back().end) parts.push_back({rt, rt, 0});
    if (parts.size() > mostRestarts + 1) return false;
    parts.back().end = rt;
    ++parts.back().surveys;
  }
  std::erase_if(parts, [](const Part& part) { return part.surveys < fewestOfPart; });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto& [begin, end, surveys] = parts[i];
    const float shared = std::min(end, parts[i - 1].end) - std::max(begin, parts[i - 1].begin);
    const float shorter = std::min(end - begin, parts[i - 1].end - parts[i - 1].begin);
    if (static_cast<double>(shared) >= overlappingShare * static_cast<double>(shorter)) return true;
  }
  return false;
}

}  // namespace

SettledLanes settleLanes(const Run& run, const SpectrumKinds& kinds) {
  auto groups = groupsOf(run, kinds);
  SettledLanes settled;
  settled.timesStartAgain =
      std::any_of(groups.begin(), groups.end(), [&](const Group& group) { return startsAgain(run, group); });
  if (groups.size() > 1) {
    sortBySurveys(groups);
    joinVoltages(groups);
    joinUnsaidAnalyzers(groups);
    joinFitting(groups, allOf(groups), [](const LaneKind& a, const LaneKind& b) {
      return isSame(a, b, MayDiffer::Windows) && similarWindows(a, b);
    });
    dropEmpty(groups);
    sortBySurveys(groups);
    joinOddWindows(run, groups);
    markReferences(run, groups);
    joinSegments(run, groups);
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.kind < b.kind; });
  }
  settled.ofSurvey.assign(run.ms1RtSeconds.size(), SettledLanes::none);
  for (const Group& group : groups) {
    for (const std::uint32_t survey : group.surveys)
      settled.ofSurvey[survey] = static_cast<std::uint32_t>(settled.lanes.size());
    settled.lanes.push_back({group.kind, 0, 0, group.reference});
  }
  return settled;
}

}  // namespace vescargo
