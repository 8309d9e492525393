#include "vescargo/report/reportWords.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"

namespace vescargo {

std::string paragraph(const std::string& html, const std::string& kind) {
  return "<p" + (kind.empty() ? "" : " class=\"" + kind + "\"") + ">" + html + "</p>\n";
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return htmlCount(count) + " " + (count == 1 ? one : many);
}

std::string badge(std::string_view verdict) {
  static const std::map<std::string_view, std::string> kinds{
      {"pass", "good"},     {"robust", "good"}, {"caution", "mind"},       {"explained", "mind"},
      {"unmasked", "mind"}, {"marker", "mind"}, {"not separable", "mind"}, {"fail", "bad"}};
  const auto kind = kinds.find(verdict);
  return "<span class=\"verdict " + (kind == kinds.end() ? "plain" : kind->second) + "\">" +
         escapeHtml(std::string(verdict)) + "</span>";
}

std::string shortened(const std::string& joined) {
  const auto parts = split(joined, ';');
  if (parts.size() <= 2) return escapeHtml(join(parts, "; "));
  return escapeHtml(parts[0] + "; " + parts[1]) + " and " + std::to_string(parts.size() - 2) + " more";
}

std::string interval(double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return "NA";
  return htmlFixed(low, 2) + " to " + htmlFixed(high, 2);
}

std::string replicates(const Comparison& comparison) {
  const auto n = static_cast<std::size_t>(comparison.pairs);
  if (isUnpaired(comparison.kind)) return counted(n, "sample", "samples");
  if (comparison.kind == ContrastKind::Course) return counted(n, "subject", "subjects");
  return counted(n, "pair", "pairs");
}

std::size_t countVerdict(const Comparison& comparison, ChangeVerdict verdict) {
  return static_cast<std::size_t>(std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                                [&](const Change& change) { return change.verdict == verdict; }));
}

std::size_t countTested(const Comparison& comparison) {
  return static_cast<std::size_t>(std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                                [](const Change& change) { return !std::isnan(change.unadjusted.p); }));
}

}  // namespace vescargo
