#include "settleLanes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vescargo {

namespace {

constexpr std::size_t mostWindows = 24;
constexpr float sameWindowShare = 0.02F;  ///< of a window's width
constexpr std::size_t sparseFactor = 4;
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

bool similar(const MzRange& a, const MzRange& b) {
  const float most = sameWindowShare * (a.high - a.low);
  return std::abs(a.low - b.low) <= most && std::abs(a.high - b.high) <= most;
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

/// The most frequent windows stand for those near them.
void joinSimilarWindows(std::vector<Group>& groups) {
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.surveys.size() > b.surveys.size(); });
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t j = i + 1; j < groups.size() && !groups[i].empty(); ++j) {
      const auto& a = groups[i].kind;
      const auto& b = groups[j].kind;
      if (!groups[j].empty() && isSame(a, b, MayDiffer::Windows) &&
          std::equal(a.windows.begin(), a.windows.end(), b.windows.begin(), b.windows.end(), similar))
        absorb(groups[i], groups[j]);
    }
  }
  dropEmpty(groups);
}

/// Calls act(indices) for the groups that differ in nothing else.
template <class Act>
void eachFamily(const std::vector<Group>& groups, MayDiffer in, Act&& act) {
  std::vector<bool> done(groups.size(), false);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (done[i]) continue;
    std::vector<std::size_t> family;
    for (std::size_t j = i; j < groups.size(); ++j) {
      if (done[j] || groups[j].reference != groups[i].reference || !isSame(groups[i].kind, groups[j].kind, in))
        continue;
      done[j] = true;
      family.push_back(j);
    }
    act(family);
  }
}

void joinFamily(std::vector<Group>& groups, const std::vector<std::size_t>& family) {
  for (std::size_t k = 1; k < family.size(); ++k) absorb(groups[family[0]], groups[family[k]]);
}

void forgetObservedWindows(std::vector<Group>& groups) {
  eachFamily(groups, MayDiffer::Windows, [&](const std::vector<std::size_t>& family) {
    if (family.size() <= mostWindows) return;
    joinFamily(groups, family);
    groups[family[0]].kind.windows.clear();
  });
  dropEmpty(groups);
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
  if (highest.empty()) return 0;
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

bool overlap(const Run& run, const std::vector<Group>& groups, const std::vector<std::size_t>& family) {
  std::vector<std::pair<float, float>> spans;
  for (const std::size_t i : family) {
    const auto [first, last] =
        std::minmax_element(groups[i].surveys.begin(), groups[i].surveys.end(),
                            [&](auto a, auto b) { return run.ms1RtSeconds[a] < run.ms1RtSeconds[b]; });
    spans.emplace_back(run.ms1RtSeconds[*first], run.ms1RtSeconds[*last]);
  }
  std::sort(spans.begin(), spans.end());
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].first < spans[i - 1].second) return true;
  }
  return false;
}

void joinSegments(const Run& run, std::vector<Group>& groups) {
  eachFamily(groups, MayDiffer::WindowsAndFunction, [&](const std::vector<std::size_t>& family) {
    if (family.size() < 2 || groups[family[0]].reference || overlap(run, groups, family)) return;
    LaneKind& kind = groups[family[0]].kind;
    for (const std::size_t i : family) {
      const LaneKind& other = groups[i].kind;
      kind.function = std::min(kind.function, other.function);
      if (i != family[0]) kind.windows.insert(kind.windows.end(), other.windows.begin(), other.windows.end());
    }
    const bool unsaid =
        std::any_of(family.begin(), family.end(), [&](std::size_t i) { return groups[i].kind.windows.empty(); });
    if (unsaid) kind.windows.clear();
    std::sort(kind.windows.begin(), kind.windows.end());
    kind.windows.erase(std::unique(kind.windows.begin(), kind.windows.end()), kind.windows.end());
    joinFamily(groups, family);
  });
  dropEmpty(groups);
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
    joinSimilarWindows(groups);
    forgetObservedWindows(groups);
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
