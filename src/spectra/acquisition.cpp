#include "vescargo/spectra/acquisition.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestSpectra = 12;
constexpr double mostOfSpectra = 0.9;
constexpr double shareOfRun = 0.5;
constexpr double widestGap = 1;
constexpr double mostOfWindows = 0.8;
constexpr double wideWindow = 50;
constexpr double longerThanPeaks = 120;  ///< seconds

/// When something was fragmented.
using Times = std::vector<double>;

struct Window {
  double low = 0;
  double high = 0;

  auto operator<=>(const Window&) const = default;
};

struct Span {
  double begin = 0;
  double end = 0;

  double seconds() const { return end - begin; }
};

Span spanOf(const Run& run) {
  const auto earlier = [](const Ms2Header& a, const Ms2Header& b) { return a.rtSeconds < b.rtSeconds; };
  const auto [first, last] = std::minmax_element(run.ms2Headers.begin(), run.ms2Headers.end(), earlier);
  return {static_cast<double>(first->rtSeconds), static_cast<double>(last->rtSeconds)};
}

/// Spectra of each key, with their times in order.
template <class Key, class KeyOf>
std::map<Key, Times> timesBy(const Run& run, KeyOf&& keyOf) {
  std::map<Key, Times> times;
  for (const Ms2Header& header : run.ms2Headers) times[keyOf(header)].push_back(static_cast<double>(header.rtSeconds));
  for (auto& [key, of] : times) std::sort(of.begin(), of.end());
  return times;
}

/// Keeps what is `steady`; false unless that is nearly all spectra.
template <class Key, class Steady>
bool keepSteady(std::map<Key, Times>& times, std::size_t spectra, Steady&& steady) {
  std::erase_if(times, [&](const auto& entry) { return !steady(entry.second); });
  std::size_t kept = 0;
  for (const auto& [key, of] : times) kept += of.size();
  return static_cast<double>(kept) >= mostOfSpectra * static_cast<double>(spectra);
}

/// Whether nearly all values are there three times or more: what no run of chosen precursors is, and quick to see.
bool mostlyRepeat(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::size_t repeated = 0;
  for (auto begin = values.begin(); begin != values.end();) {
    const auto end = std::find_if(begin + 1, values.end(), [&](double value) { return value != *begin; });
    if (end - begin >= 3) repeated += static_cast<std::size_t>(end - begin);
    begin = end;
  }
  return static_cast<double>(repeated) >= mostOfSpectra * static_cast<double>(values.size());
}

/// What is no number stands for nothing said.
double finite(double mz) { return std::isfinite(mz) ? mz : 0; }

double hundredths(float mz) { return finite(std::round(static_cast<double>(mz) * 100) / 100); }

std::map<Window, Times> repeatedWindows(const Run& run, const Span& span) {
  auto times = timesBy<Window>(run, [](const Ms2Header& header) {
    return Window{hundredths(header.isolationLow), hundredths(header.isolationHigh)};
  });
  const bool repeated = keepSteady(times, run.ms2Headers.size(), [&](const Times& of) {
    return of.size() >= 3 && of.back() - of.front() >= shareOfRun * span.seconds();
  });
  if (!repeated) times.clear();
  std::erase_if(times, [](const auto& entry) { return entry.first.high <= entry.first.low; });
  return times;
}

/// Whether windows cover a range without gaps.
bool coverRange(const std::map<Window, Times>& windows) {
  if (windows.size() <= 3)
    return !windows.empty() && std::all_of(windows.begin(), windows.end(), [](const auto& entry) {
      return entry.first.high - entry.first.low >= wideWindow;
    });
  std::size_t joined = 0;
  double end = windows.begin()->first.high;
  for (auto at = std::next(windows.begin()); at != windows.end(); ++at) {
    joined += at->first.low <= end + widestGap ? 1 : 0;
    end = std::max(end, at->first.high);
  }
  return static_cast<double>(joined) >= mostOfWindows * static_cast<double>(windows.size() - 1);
}

bool isScheduled(const Times& times, const Span& span) {
  if (times.size() < 5) return false;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < times.size(); ++i) gaps.push_back(times[i] - times[i - 1]);
  std::sort(gaps.begin(), gaps.end());
  const double seconds = times.back() - times.front();
  return gaps.back() < 3 * gaps[gaps.size() / 2] &&
         (seconds >= shareOfRun * span.seconds() || seconds >= longerThanPeaks);
}

std::map<double, Times> scheduledPrecursors(const Run& run, const Span& span) {
  auto times = timesBy<double>(run, [](const Ms2Header& header) { return finite(header.precursorMz); });
  times.erase(0);
  if (!keepSteady(times, run.ms2Headers.size(), [&](const Times& of) { return isScheduled(of, span); })) times.clear();
  return times;
}

std::size_t fewest(const auto& times) {
  const auto fewer = [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); };
  return std::min_element(times.begin(), times.end(), fewer)->second.size();
}

struct Judged {
  Acquisition acquisition = Acquisition::DataDependent;
  std::string why;
};

Judged judge(const Run& run) {
  if (run.ms2Headers.size() < fewestSpectra) return {};
  std::vector<double> lows;
  std::vector<double> precursors;
  for (const Ms2Header& header : run.ms2Headers) {
    lows.push_back(hundredths(header.isolationLow));
    precursors.push_back(finite(header.precursorMz));
  }
  const bool windowsRepeat = mostlyRepeat(std::move(lows));
  const bool precursorsRepeat = mostlyRepeat(std::move(precursors));
  if (!windowsRepeat && !precursorsRepeat) return {};
  const Span span = spanOf(run);
  if (const auto windows = repeatedWindows(run, span); coverRange(windows))
    return {Acquisition::DataIndependent,
            std::to_string(windows.size()) + " isolation windows from " + formatNumber(windows.begin()->first.low, 6) +
                " to " + formatNumber(windows.rbegin()->first.high, 6) + " m/z were each fragmented at least " +
                std::to_string(fewest(windows)) + " times"};
  if (const auto scheduled = scheduledPrecursors(run, span); !scheduled.empty())
    return {Acquisition::Targeted, std::to_string(scheduled.size()) + " precursors were each fragmented at least " +
                                       std::to_string(fewest(scheduled)) +
                                       " times, at even intervals, whatever the surveys show"};
  return {};
}

void requireCharges(const Run& run, const std::string& path) {
  constexpr int mostCharge = 100;
  for (const Ms2Header& header : run.ms2Headers) {
    if (header.charge > mostCharge)
      throw Error(ExitCode::CorruptContent, path,
                  "spectrum " + inQuotes(header.nativeId) + " has a precursor of charge " +
                      std::to_string(header.charge) + ", which no peptide has",
                  "convert the run again");
  }
}

}  // namespace

Acquisition acquisitionOf(const Run& run) { return judge(run).acquisition; }

void requireUsable(const Run& run, const std::string& path) {
  const auto& rt = run.ms1RtSeconds;
  if (rt.empty() && run.ms2Headers.empty()) {
    if (count(run.passedOver, PassedOver::NegativeIons) > 0)
      throw Error(ExitCode::DoNotFit, path, "has spectra of negative ions only",
                  "give runs of positive ions; peptides are sought as such");
    throw Error(ExitCode::Empty, path, "has no mass spectrum of level 1 or 2",
                "convert the run again, with MS1 and MS2");
  }
  if (!rt.empty() && std::all_of(rt.begin(), rt.end(), [](float seconds) { return seconds < 0; }))
    throw Error(ExitCode::DoNotFit, path, "has no scan start times, so that no chromatographic peak can be found",
                "convert the run again, with scan start times (MS:1000016)");
  if (run.timesStartAgain)
    throw Error(ExitCode::DoNotFit, path,
                "has surveys of one kind whose times start again within it, as two runs in one file have",
                "split it into its runs, or convert the run again, with native ids that tell functions apart");
  requireCharges(run, path);
  const Judged judged = judge(run);
  if (judged.acquisition == Acquisition::DataIndependent)
    throw Error(ExitCode::DoNotFit, path, "is of data-independent acquisition (DIA): " + judged.why,
                "analyse it with DIA-NN or Spectronaut, and give their table of proteins to EVPlateletScorer");
  if (judged.acquisition == Acquisition::Targeted)
    throw Error(ExitCode::DoNotFit, path, "is of targeted acquisition (PRM): " + judged.why,
                "analyse it with Skyline or Spectronaut, and give a table of proteins to EVPlateletScorer");
}

}  // namespace vescargo
