#include "vescargo/purity/standAmong.h"

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewestOfTimePoint = 5;
constexpr std::size_t fewestScores = 3;

}  // namespace

Standing standAmong(const std::vector<double>& scores, const Study& study) {
  Standing standing{std::vector<double>(scores.size(), unknown), std::vector<double>(scores.size(), unknown),
                    std::vector<bool>(scores.size(), false), unknown};
  std::map<std::string, std::vector<double>> byTimePoint;
  std::vector<double> all;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) continue;
    byTimePoint[study.samples[i].timePoint].push_back(scores[i]);
    all.push_back(scores[i]);
  }
  if (all.size() < fewestScores) return standing;
  std::vector<double> differences;
  std::set<std::string> middles;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& own = byTimePoint[study.samples[i].timePoint];
    standing.ofOwnTimePoint[i] = byTimePoint.size() > 1 && own.size() >= fewestOfTimePoint;
    standing.middle[i] = median(standing.ofOwnTimePoint[i] ? own : all);
    if (std::isnan(scores[i])) continue;
    middles.insert(standing.ofOwnTimePoint[i] ? study.samples[i].timePoint : "");
    differences.push_back(scores[i] - standing.middle[i]);
  }
  const auto n = static_cast<double>(all.size()), k = static_cast<double>(middles.size());
  standing.sd = robustSd(differences) * std::sqrt((n - 1) / (n - k));
  if (!(standing.sd > 0)) return standing;
  for (std::size_t i = 0; i < scores.size(); ++i) standing.z[i] = (scores[i] - standing.middle[i]) / standing.sd;
  return standing;
}

}  // namespace vescargo
