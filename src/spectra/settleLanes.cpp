#include "settleLanes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "vescargo/spectra/turns.h"

namespace vescargo {

namespace {

constexpr std::size_t mostWindows = 24;
constexpr float sameWindowShare = 0.02F;  ///< of a window's width
constexpr double segmentSurveys = 4;      ///< that follow each other, on average, at least
constexpr std::size_t sparseFactor = 4;
constexpr std::size_t fewestHighest = 5;
constexpr double constantShare = 0.8;  ///< of a reference's surveys with one highest peak
constexpr double varyingShare = 0.5;   ///< of a survey lane's, at most
constexpr float sameMz = 0.1F;

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

/// The most frequent voltage stands for those that are the same.
void joinVoltages(std::vector<Group>& groups) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      auto& volts = groups[j].kind.compensationVoltage;
      if (sameVoltage(groups[i].kind.compensationVoltage, volts)) volts = groups[i].kind.compensationVoltage;
    }
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

/// How large a share of the surveys has its highest peak at one m/z.
double constancy(const Run& run, const Group& group) {
  std::vector<float> highest;
  for (const std::uint32_t survey : group.surveys) {
    const auto intensity = run.ms1.intensityOf(survey);
    if (intensity.empty()) continue;
    const auto top = std::max_element(intensity.begin(), intensity.end()) - intensity.begin();
    highest.push_back(run.ms1.mzOf(survey)[static_cast<std::size_t>(top)]);
  }
  if (highest.size() < fewestHighest) return 0;
  const auto middle = highest.begin() + static_cast<std::ptrdiff_t>(highest.size() / 2);
  std::nth_element(highest.begin(), middle, highest.end());
  const float at = *middle;
  const auto same =
      std::count_if(highest.begin(), highest.end(), [&](float mz) { return std::abs(mz - at) <= sameMz; });
  return static_cast<double>(same) / static_cast<double>(highest.size());
}

bool isReferenceBeside(const Run& run, const Group& group, const Group& other) {
  if (group.kind.compensationVoltage != other.kind.compensationVoltage) return false;
  const bool otherFunction =
      group.kind.function > 0 && other.kind.function > 0 && group.kind.function != other.kind.function;
  const bool sparse = group.surveys.size() * sparseFactor <= other.surveys.size();
  if (!otherFunction && !sparse) return false;
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

/// By their first kinds. Surveys without a time are in none where others have one.
std::vector<Group> groupsOf(const Run& run, const SpectrumKinds& kinds) {
  const bool timed = std::any_of(run.ms1RtSeconds.begin(), run.ms1RtSeconds.end(), [](float rt) { return rt >= 0; });
  std::vector<Group> groups;
  for (const LaneKind& kind : kinds.kinds()) groups.push_back({kind, {}, false});
  for (std::uint32_t survey = 0; survey < run.ms1RtSeconds.size(); ++survey) {
    if (run.ms1RtSeconds[survey] >= 0 || !timed) groups[kinds.kindOf(survey)].surveys.push_back(survey);
  }
  dropEmpty(groups);
  return groups;
}

}  // namespace

SettledLanes settleLanes(const Run& run, const SpectrumKinds& kinds) {
  auto groups = groupsOf(run, kinds);
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
  SettledLanes settled;
  settled.ofSurvey.assign(run.ms1RtSeconds.size(), SettledLanes::none);
  for (const Group& group : groups) {
    for (const std::uint32_t survey : group.surveys)
      settled.ofSurvey[survey] = static_cast<std::uint32_t>(settled.lanes.size());
    settled.lanes.push_back({group.kind, 0, 0, group.reference});
  }
  return settled;
}

}  // namespace vescargo
