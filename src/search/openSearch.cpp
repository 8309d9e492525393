#include "vescargo/search/openSearch.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "vescargo/base/parallelFor.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr std::size_t recordsAtOnce = 16384;
constexpr int fewestShared = 4;
constexpr double binsPerDalton = 64;

/// Fragments of a stretch of records and of their decoys, by mass.
class FragmentIndex {
 public:
  /// Entry 2 i is record i, 2 i + 1 its decoy.
  void build(const PeptideDatabase& database, std::span<const PeptideRecord> records) {
    std::uint32_t heaviest = 0;
    for (const auto& record : records) heaviest = std::max(heaviest, record.mass);
    begin_.assign(binOf(heaviest) + 3, 0);
    forEachIon(database, records, [&](std::size_t bin, std::size_t /*entry*/) { ++begin_[bin + 1]; });
    for (std::size_t bin = 1; bin < begin_.size(); ++bin) begin_[bin] += begin_[bin - 1];
    entries_.resize(begin_.back());
    next_.assign(begin_.begin(), begin_.end());
    forEachIon(database, records,
               [&](std::size_t bin, std::size_t entry) { entries_[next_[bin]++] = static_cast<std::uint16_t>(entry); });
  }

  /// Adds one to the counter of every entry with an ion within `half` of a fragment mass, by whole bins.
  void count(double mass, double half, std::uint8_t* counters) const {
    const std::size_t last = begin_.size() - 2;
    const auto bin = [&](double at) {
      return std::min(static_cast<std::size_t>(std::max(at, 0.0) * binsPerDalton), last);
    };
    const std::size_t end = begin_[bin(mass + half) + 1];
    for (std::size_t i = begin_[bin(mass - half)]; i < end; ++i) ++counters[entries_[i]];
  }

 private:
  static std::size_t binOf(std::uint32_t units) { return units >> 12U; }
  static_assert(binsPerDalton * massUnit * (1U << 12U) == 1);

  template <class Visit>
  static void forEachIon(const PeptideDatabase& database, std::span<const PeptideRecord> records, Visit&& visit) {
    std::array<std::uint32_t, 64> units;
    const auto add = [&](const PeptideRecord& record, std::size_t entry) {
      database.residueUnits(record, units.data());
      std::uint32_t whole = toMassUnits(waterMass);
      for (std::size_t i = 0; i < record.length; ++i) whole += units[i];
      std::uint32_t before = 0;
      for (std::size_t bond = 0; bond + 1 < record.length; ++bond) {
        before += units[bond];
        visit(binOf(before), entry);
        visit(binOf(whole - before), entry);
      }
    };
    for (std::size_t i = 0; i < records.size(); ++i) {
      add(records[i], 2 * i);
      if (records[i].paired != 0) add(decoyOf(records[i]), 2 * i + 1);
    }
  }

  std::vector<std::uint32_t> begin_;  ///< of each bin in entries_
  std::vector<std::uint32_t> next_;
  std::vector<std::uint16_t> entries_;
};

struct Shared {
  std::uint32_t record;  ///< index into the records
  std::uint8_t decoy;
  std::uint8_t count;
};

bool sharesMore(const Shared& a, const Shared& b) {
  if (a.count != b.count) return a.count > b.count;
  if (a.record != b.record) return a.record < b.record;
  return a.decoy < b.decoy;
}

/// The best so far; the last one tells what is worth adding.
class Shortlist {
 public:
  int fewest() const {
    return best_.size() < openShortlist ? fewestShared : std::max<int>(fewestShared, best_.front().count);
  }

  void add(const Shared& shared) {
    if (best_.size() == openShortlist) {
      if (!sharesMore(shared, best_.front())) return;
      std::pop_heap(best_.begin(), best_.end(), sharesMore);
      best_.back() = shared;
    } else {
      best_.push_back(shared);
    }
    std::push_heap(best_.begin(), best_.end(), sharesMore);
  }

  const std::vector<Shared>& best() const { return best_; }

 private:
  std::vector<Shared> best_;  ///< a heap with the worst in front
};

void countShared(const OpenQuery& query, const FragmentIndex& index, const Tolerance& tolerance,
                 std::vector<std::uint8_t>& counters) {
  std::fill(counters.begin(), counters.end(), std::uint8_t{0});
  for (const auto& peak : query.peaks) {
    const double mz = static_cast<double>(peak.mz);
    index.count(neutralMass(mz, 1), tolerance.at(mz), counters.data());
  }
}

void collect(const std::vector<std::uint8_t>& counters, std::size_t firstRecord, std::size_t lowEntry,
             std::size_t highEntry, Shortlist& list) {
  for (std::size_t entry = lowEntry; entry < highEntry; ++entry) {
    if (counters[entry] < list.fewest()) continue;
    list.add(
        {static_cast<std::uint32_t>(firstRecord + entry / 2), static_cast<std::uint8_t>(entry % 2), counters[entry]});
  }
}

/// Holds all queries against one stretch of records.
class StretchSearch {
 public:
  StretchSearch(const std::vector<OpenQuery>& queries, const PeptideDatabase& database, const Tolerance& tolerance)
      : queries_(queries),
        database_(database),
        tolerance_(tolerance),
        counters_(2 * recordsAtOnce),
        lists_(queries.size()) {}

  void search(std::size_t first) {
    const auto records =
        database_.records().subspan(first, std::min(recordsAtOnce, database_.records().size() - first));
    index_.build(database_, records);
    const auto below = [](const PeptideRecord& record, double mass) { return record.mass * massUnit < mass; };
    for (std::size_t q = 0; q < queries_.size(); ++q) {
      const auto low = std::lower_bound(records.begin(), records.end(), queries_[q].lightest, below) - records.begin();
      const auto high = std::lower_bound(records.begin(), records.end(), queries_[q].heaviest, below) - records.begin();
      if (low >= high) continue;
      countShared(queries_[q], index_, tolerance_, counters_);
      collect(counters_, first, 2 * static_cast<std::size_t>(low), 2 * static_cast<std::size_t>(high), lists_[q]);
    }
  }

  /// Of each query.
  const std::vector<Shortlist>& lists() const { return lists_; }

 private:
  const std::vector<OpenQuery>& queries_;
  const PeptideDatabase& database_;
  const Tolerance& tolerance_;
  FragmentIndex index_;
  std::vector<std::uint8_t> counters_;
  std::vector<Shortlist> lists_;
};

}  // namespace

std::vector<SharedFragments> shortlistOpen(const std::vector<OpenQuery>& queries, const PeptideDatabase& database,
                                           const Tolerance& fragmentTolerance) {
  const auto records = database.records();
  const std::size_t stretches = (records.size() + recordsAtOnce - 1) / recordsAtOnce;
  std::vector<Shortlist> merged(queries.size());
  const auto searches = parallelForWith(
      stretches, 1, [&] { return std::make_unique<StretchSearch>(queries, database, fragmentTolerance); },
      [&](StretchSearch& search, std::size_t s) { search.search(s * recordsAtOnce); });
  // The best of all are the best of each thread's best, whichever thread had what.
  for (const auto& search : searches) {
    for (std::size_t q = 0; q < queries.size(); ++q) {
      for (const auto& shared : search->lists()[q].best()) merged[q].add(shared);
    }
  }
  std::vector<SharedFragments> found(queries.size());
  for (std::size_t q = 0; q < queries.size(); ++q) {
    auto best = merged[q].best();
    std::sort(best.begin(), best.end(), sharesMore);
    for (const auto& shared : best)
      found[q].push_back(shared.decoy != 0 ? decoyOf(records[shared.record]) : records[shared.record]);
  }
  return found;
}

}  // namespace vescargo
