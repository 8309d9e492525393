#include "PeptideListBuilder.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <string>

#include "vescargo/base/memory.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

bool recordBefore(const PeptideRecord& a, const PeptideRecord& b) {
  if (a.mass != b.mass) return a.mass < b.mass;
  if (a.offset != b.offset) return a.offset < b.offset;
  if (a.length != b.length) return a.length < b.length;
  if (a.form.site != b.form.site) return a.form.site < b.form.site;
  return a.form.modification < b.form.modification;
}

void requireRoom(std::size_t bytes) {
  requireMemory({"database", "its peptides need", bytes,
                 "search fewer proteins, variable modifications or missed cleavages, or with -specificity full"},
                freeMemory());
}

}  // namespace

void PeptideListBuilder::build() {
  digestIntoBuckets();
  uniteBuckets();
  if (db_.texts_.makesDecoys()) pairWithDecoys();
  countForms();
  spreadForms();
}

/// Stretches lie by hash, so their residues lie anywhere.
void PeptideListBuilder::prefetchText(std::span<const Stretch> stretches, std::size_t i) const {
  constexpr std::size_t ahead = 16;
  if (i + ahead < stretches.size()) __builtin_prefetch(db_.texts_.data() + stretches[i + ahead].offset);
}

template <class Visit>
void PeptideListBuilder::forEachStretch(std::size_t protein, Visit&& visit) const {
  thread_local StretchHash hash;
  thread_local std::vector<PeptideSpan> spans;
  const auto text = db_.texts_.ofProtein(protein);
  digest(text, db_.texts_.rules(), spans);
  if (spans.empty()) return;
  hash.assign(text);
  for (const auto& span : spans) {
    visit(Stretch{hash.of(span.start, span.length), db_.texts_.startOf(protein) + span.start,
                  static_cast<std::uint8_t>(span.length), false, !db_.texts_.isTarget(protein), span.proteinNTerm,
                  span.proteinCTerm});
  }
}

void PeptideListBuilder::digestIntoBuckets() {
  const auto proteins = static_cast<std::ptrdiff_t>(db_.texts_.withSequence());
  std::array<std::atomic<std::size_t>, buckets> counts{};
  parallelFor(proteins, 64, [&](std::ptrdiff_t p) {
    forEachStretch(static_cast<std::size_t>(p), [&](const Stretch& stretch) {
      counts[bucketOf(stretch.hash)].fetch_add(1, std::memory_order_relaxed);
    });
  });
  for (std::size_t b = 0; b < buckets; ++b) bucketStart_[b + 1] = bucketStart_[b] + counts[b];
  if (bucketStart_[buckets] == 0)
    throw Error(ExitCode::CorruptContent, "database",
                "no protein gives a peptide of " + std::to_string(db_.texts_.rules().minLength) + " to " +
                    std::to_string(db_.texts_.rules().maxLength) + " residues",
                "check that it holds proteins, -enzyme and the peptide lengths");
  // Each peptide has at least one form, so this much is needed whatever the modifications.
  requireRoom(bucketStart_[buckets] * (sizeof(Stretch) + sizeof(PeptideRecord)));
  stretches_.resize(bucketStart_[buckets]);
  for (std::size_t b = 0; b < buckets; ++b) counts[b] = bucketStart_[b];
  parallelFor(proteins, 64, [&](std::ptrdiff_t p) {
    forEachStretch(static_cast<std::size_t>(p), [&](const Stretch& stretch) {
      stretches_[counts[bucketOf(stretch.hash)].fetch_add(1, std::memory_order_relaxed)] = stretch;
    });
  });
}

/// Keeps one stretch a hash, targets before decoys, the first offset; ends of equal ones are united.
std::size_t PeptideListBuilder::uniteEqual(std::span<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return a.decoy != b.decoy ? b.decoy : a.offset < b.offset;
  });
  std::size_t kept = 0;
  for (const auto& stretch : stretches) {
    if (kept == 0 || stretches[kept - 1].hash != stretch.hash) {
      stretches[kept++] = stretch;
    } else if (stretches[kept - 1].decoy == stretch.decoy) {
      stretches[kept - 1].proteinNTerm |= stretch.proteinNTerm;
      stretches[kept - 1].proteinCTerm |= stretch.proteinCTerm;
    }
  }
  return kept;
}

void PeptideListBuilder::uniteBuckets() {
  for (std::size_t b = 0; b < buckets; ++b) bucketKept_[b] = bucketStart_[b + 1] - bucketStart_[b];
  parallelFor(buckets, 1, [&](std::size_t b) { bucketKept_[b] = uniteEqual(bucket(b)); });
}

bool PeptideListBuilder::isTarget(std::uint64_t hash) const {
  const std::uint64_t bit = hash >> filterShift_;
  if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) == 0) return false;
  const auto here = bucket(bucketOf(hash));
  const auto found = std::lower_bound(here.begin(), here.end(), hash, [](const Stretch& stretch, std::uint64_t wanted) {
    return stretch.hash < wanted;
  });
  return found != here.end() && found->hash == hash;
}

/// Marks the targets whose decoy equals no target.
void PeptideListBuilder::pairWithDecoys() {
  // Sixteen bits a peptide, so that nearly all decoys are told from targets by one look; at least a word a bucket,
  // so that no two threads set bits of the same word.
  const auto bits = std::max(14U, static_cast<unsigned>(std::bit_width(stretches_.size() * 16)));
  filterShift_ = 64 - bits;
  filter_.assign((std::size_t{1} << bits) >> 6U, 0);
  parallelFor(buckets, 1, [&](std::size_t b) {
    for (const auto& stretch : bucket(b)) {
      const std::uint64_t bit = stretch.hash >> filterShift_;
      filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
  });
  parallelFor(buckets, 1, [&](std::size_t b) { pairBucket(bucket(b)); });
  filter_ = {};
}

/// In blocks, so that the filter's words are on their way while other decoys are hashed.
void PeptideListBuilder::pairBucket(std::span<Stretch> stretches) const {
  std::array<std::uint64_t, 32> hashes;
  for (std::size_t begin = 0; begin < stretches.size(); begin += hashes.size()) {
    const std::size_t count = std::min(hashes.size(), stretches.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      const Stretch& stretch = stretches[begin + i];
      prefetchText(stretches, begin + i);
      const std::string_view text(db_.texts_.data() + stretch.offset, stretch.length);
      hashes[i] = peptideHash(text, decoyOrder(text, db_.decoyRules_));
      __builtin_prefetch(filter_.data() + (hashes[i] >> filterShift_ >> 6U));
    }
    for (std::size_t i = 0; i < count; ++i) stretches[begin + i].paired = !isTarget(hashes[i]);
  }
}

/// visit(record) for every form of the bucket's peptides.
template <class Visit>
void PeptideListBuilder::forEachRecord(std::size_t b, Visit&& visit) const {
  PeptideRecord record;
  const auto stretches = bucket(b);
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& stretch = stretches[i];
    prefetchText(stretches, i);
    record.offset = stretch.offset;
    record.length = stretch.length;
    record.proteinNTerm = stretch.proteinNTerm ? 1 : 0;
    record.proteinCTerm = stretch.proteinCTerm ? 1 : 0;
    record.paired = stretch.paired ? 1 : 0;
    record.decoy = stretch.decoy ? 1 : 0;
    db_.forms_.forEach(db_.textOf(record), {stretch.proteinNTerm, stretch.proteinCTerm},
                       [&](const PeptideForm& form, double mass) {
                         if (mass < db_.lightest_ || mass > db_.heaviest_) return;
                         record.form = form;
                         record.mass = toMassUnits(mass);
                         visit(record);
                       });
  }
}

void PeptideListBuilder::countForms() {
  std::vector<std::atomic<std::uint32_t>> counts(massBinCount);
  std::atomic<std::size_t> total{0};
  std::atomic<std::size_t> paired{0};
  parallelFor(buckets, 1, [&](std::size_t b) {
    std::size_t here = 0;
    std::size_t pairedHere = 0;
    forEachRecord(b, [&](const PeptideRecord& record) {
      counts[binOf(record)].fetch_add(1, std::memory_order_relaxed);
      ++here;
      pairedHere += record.paired;
    });
    total += here;
    paired += pairedHere;
  });
  requireRoom(total * sizeof(PeptideRecord));
  if (total > UINT32_MAX)
    throw Error(ExitCode::BadParameter, "database", "gives more than 4 billion modified peptides",
                "search fewer proteins, variable modifications or missed cleavages");
  db_.pairs_ = paired;
  db_.massBins_.assign(massBinCount + 1, 0);
  for (std::size_t b = 0; b < massBinCount; ++b) db_.massBins_[b + 1] = db_.massBins_[b] + counts[b];
}

void PeptideListBuilder::spreadForms() {
  db_.records_.resize(db_.massBins_.back());
  std::vector<std::atomic<std::uint32_t>> next(massBinCount);
  for (std::size_t b = 0; b < massBinCount; ++b) next[b] = db_.massBins_[b];
  parallelFor(buckets, 1, [&](std::size_t b) {
    forEachRecord(b, [&](const PeptideRecord& record) {
      db_.records_[next[binOf(record)].fetch_add(1, std::memory_order_relaxed)] = record;
    });
  });
  const auto at = [&](std::size_t bin) {
    return db_.records_.begin() + static_cast<std::ptrdiff_t>(db_.massBins_[bin]);
  };
  parallelFor(massBinCount, 16, [&](std::size_t b) { std::sort(at(b), at(b + 1), recordBefore); });
}

}  // namespace vescargo
