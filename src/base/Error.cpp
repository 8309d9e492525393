#include "vescargo/base/Error.h"

#include <algorithm>
#include <numeric>

namespace vescargo {

namespace {

std::string faultLine(std::string_view where, std::string_view what, std::string_view whatToDo) {
  std::string line(where);
  line.append(": ").append(what);
  if (!whatToDo.empty()) line.append("; ").append(whatToDo);
  return line;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

Error::Error(ExitCode code, std::string_view where, std::string_view what, std::string_view whatToDo)
    : std::runtime_error(faultLine(where, what, whatToDo)), code_(code) {}

void FaultList::add(std::string_view where, std::string_view what, std::string_view whatToDo) {
  lines_.push_back(faultLine(where, what, whatToDo));
  if (lines_.size() == most) throwIfAny();
}

void FaultList::throwIfAny() const {
  if (lines_.empty()) return;
  std::string text = lines_.front();
  for (std::size_t i = 1; i < lines_.size(); ++i) text.append("\n").append(lines_[i]);
  throw Error(code_, text);
}

std::string inQuotes(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string nearestNames(std::string_view name, const std::vector<std::string>& known, std::size_t most) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  ranked.reserve(known.size());
  for (const auto& candidate : known) ranked.emplace_back(editDistance(name, candidate), candidate);
  most = std::min(most, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(most), ranked.end());
  std::string text;
  for (std::size_t i = 0; i < most; ++i) text.append(i == 0 ? "" : ", ").append(inQuotes(ranked[i].second));
  return text;
}

}  // namespace vescargo
