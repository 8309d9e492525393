#include "vescargo/foreign/ForeignResult.h"

#include <algorithm>
#include <charconv>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// Takes the number behind the last `separator` off a text; nothing where there is none.
std::optional<std::int64_t> cutNumber(std::string_view& text, char separator) {
  const std::size_t at = text.rfind(separator);
  if (at == std::string_view::npos || at + 1 == text.size()) return std::nullopt;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + at + 1, end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end || number < 0) return std::nullopt;
  text = text.substr(0, at);
  return number;
}

std::optional<MatchId> idOf(std::string_view run, std::optional<std::int64_t> scan,
                            std::optional<std::int64_t> charge) {
  constexpr int highest = 99;
  if (run.empty() || !scan || !charge || *charge < 1 || *charge > highest) return std::nullopt;
  return MatchId{std::string(run), *scan, static_cast<int>(*charge)};
}

/// run.scan.scan.charge, and _rank.
std::optional<MatchId> withDots(std::string_view id) {
  const std::size_t lastDot = id.rfind('.');
  if (lastDot != std::string_view::npos && id.find('_', lastDot) != std::string_view::npos) cutNumber(id, '_');
  const auto charge = cutNumber(id, '.');
  const auto last = charge ? cutNumber(id, '.') : std::nullopt;
  const auto first = last ? cutNumber(id, '.') : std::nullopt;
  return first ? idOf(id, first, charge) : std::nullopt;
}

/// run_scan_charge_rank, and with _SII_n_n behind the run.
std::optional<MatchId> withUnderscores(std::string_view id) {
  const auto rank = cutNumber(id, '_');
  const auto charge = rank ? cutNumber(id, '_') : std::nullopt;
  const auto scan = charge ? cutNumber(id, '_') : std::nullopt;
  if (!scan) return std::nullopt;
  std::string_view run = id;
  if (cutNumber(run, '_') && cutNumber(run, '_') && run.ends_with("_SII")) id = run.substr(0, run.size() - 4);
  return idOf(id, scan, charge);
}

}  // namespace

std::string ForeignResult::where(const ForeignMatch& match) const {
  if (match.line > 0) return path + ":" + std::to_string(match.line);
  return path + ": " +
         (match.spectrum.empty() ? "peptide " + inQuotes(peptides[match.peptide])
                                 : "spectrum " + inQuotes(match.spectrum));
}

std::uint32_t addRun(ForeignResult& result, const ForeignRun& run) {
  return result.runs.add(run.name + "\n" + run.other);
}

ForeignRun runOf(const ForeignResult& result, std::uint32_t run) {
  const std::string_view names = result.runs[run];
  const std::size_t end = std::min(names.find('\n'), names.size());
  return {std::string(names.substr(0, end)), std::string(names.substr(std::min(end + 1, names.size())))};
}

void addProtein(ForeignResult& result, ForeignMatch& match, std::string_view name) {
  const std::string_view word = name.substr(0, name.find_first_of(" \t"));
  if (word.empty()) return;
  match.proteins.push_back(result.names.add(accessionInTables(word)));
}

std::optional<MatchId> readMatchId(std::string_view id) {
  if (auto dotted = withDots(id)) return dotted;
  return withUnderscores(id);
}

}  // namespace vescargo
