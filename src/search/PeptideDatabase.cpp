#include "vescargo/search/PeptideDatabase.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cmath>

#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr std::string_view decoyPrefix = "DECOY_";

/// As search engines name their decoys.
bool isDecoyName(std::string accession) {
  std::transform(accession.begin(), accession.end(), accession.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return accession.starts_with(decoyPrefix) || accession.starts_with("REV_") || accession.starts_with("REVERSE_") ||
         accession.starts_with("XXX_");
}
constexpr std::size_t buckets = 256;
constexpr std::size_t massBinCount = static_cast<std::size_t>(PeptideDatabase::maxMass) + 1;

std::size_t machineMemory() {
  return static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::uint32_t fixedPoint(double mass) {
  return static_cast<std::uint32_t>(std::llround(mass / PeptideDatabase::massUnit));
}

PeptideEnds endsOf(const PeptideRecord& record) { return {record.proteinNTerm != 0, record.proteinCTerm != 0}; }

/// An unmodified peptide while duplicates are still there.
struct Stretch {
  std::uint64_t hash;
  std::uint32_t offset;
  std::uint8_t length;
  bool decoy;
  bool proteinNTerm;
  bool proteinCTerm;
};
static_assert(sizeof(Stretch) == 16);

bool recordBefore(const PeptideRecord& a, const PeptideRecord& b) {
  if (a.mass != b.mass) return a.mass < b.mass;
  if (a.offset != b.offset) return a.offset < b.offset;
  if (a.length != b.length) return a.length < b.length;
  if (a.decoy != b.decoy) return a.decoy < b.decoy;
  if (a.form.site != b.form.site) return a.form.site < b.form.site;
  return a.form.modification < b.form.modification;
}

/// Keeps one stretch a hash, targets before decoys, first offset first; ends of
/// equal ones are united, decoys equal to a target dropped.
std::size_t uniteEqual(std::span<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    if (a.decoy != b.decoy) return a.decoy < b.decoy;
    return a.offset < b.offset;
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

}  // namespace

void requireMemory(std::size_t needed, std::size_t machine) {
  if (needed <= machine) return;
  const auto gigabytes = [](std::size_t bytes) { return formatNumber(static_cast<double>(bytes) * 1e-9, 3) + " GB"; };
  throw Error(ExitCode::BadParameter, "database",
              "its peptides need about " + gigabytes(needed) + " of memory, this machine has " + gigabytes(machine),
              "search fewer proteins, variable modifications or missed cleavages");
}

/// Makes the records of a PeptideDatabase: digest into buckets by hash, unite
/// equal peptides within each, spread their forms over whole-Da bins, sort those.
/// Buckets and bins are independent, so all threads work and no thread count changes the result.
class PeptideListBuilder {
 public:
  explicit PeptideListBuilder(PeptideDatabase& database) : db_(database) {}

  void build() {
    digestIntoBuckets();
    uniteBuckets();
    countForms();
    spreadForms();
  }

 private:
  template <class Visit>
  void forEachStretch(std::size_t protein, Visit&& visit) {
    thread_local StretchHash hash;
    thread_local std::vector<PeptideSpan> spans;
    const auto text = db_.proteinText(protein);
    digest(text, db_.rules_, spans);
    if (spans.empty()) return;
    hash.assign(text);
    for (const auto& span : spans) {
      Stretch stretch{hash.target(span.start, span.length),
                      db_.starts_[protein] + span.start,
                      static_cast<std::uint8_t>(span.length),
                      false,
                      span.proteinNTerm,
                      span.proteinCTerm};
      visit(stretch);
      stretch.hash = hash.decoy(span.start, span.length);
      stretch.decoy = true;
      visit(stretch);
    }
  }

  static std::size_t bucketOf(const Stretch& stretch) { return stretch.hash >> 56U; }

  void digestIntoBuckets() {
    const auto proteins = static_cast<std::ptrdiff_t>(db_.starts_.size()) - 1;
    std::array<std::atomic<std::size_t>, buckets> counts{};
#pragma omp parallel for schedule(dynamic, 64)
    for (std::ptrdiff_t p = 0; p < proteins; ++p) {
      forEachStretch(static_cast<std::size_t>(p), [&](const Stretch& stretch) {
        counts[bucketOf(stretch)].fetch_add(1, std::memory_order_relaxed);
      });
    }
    for (std::size_t b = 0; b < buckets; ++b) bucketStart_[b + 1] = bucketStart_[b] + counts[b];
    if (bucketStart_[buckets] == 0)
      throw Error(ExitCode::CorruptContent, "database",
                  "no protein gives a peptide of " + std::to_string(db_.rules_.minLength) + " to " +
                      std::to_string(db_.rules_.maxLength) + " residues",
                  "check that it holds proteins, -enzyme and the peptide lengths");
    requireMemory(2 * bucketStart_[buckets] * sizeof(Stretch), machineMemory());
    stretches_.resize(bucketStart_[buckets]);
    for (std::size_t b = 0; b < buckets; ++b) counts[b] = bucketStart_[b];
#pragma omp parallel for schedule(dynamic, 64)
    for (std::ptrdiff_t p = 0; p < proteins; ++p) {
      forEachStretch(static_cast<std::size_t>(p), [&](const Stretch& stretch) {
        stretches_[counts[bucketOf(stretch)].fetch_add(1, std::memory_order_relaxed)] = stretch;
      });
    }
  }

  void uniteBuckets() {
#pragma omp parallel for schedule(dynamic, 1)
    for (std::size_t b = 0; b < buckets; ++b) {
      bucketKept_[b] =
          uniteEqual(std::span(stretches_).subspan(bucketStart_[b], bucketStart_[b + 1] - bucketStart_[b]));
    }
  }

  /// visit(record) for every form of the bucket's peptides.
  template <class Visit>
  void forEachRecord(std::size_t bucket, Visit&& visit) {
    PeptideRecord record;
    std::string decoy;
    for (std::size_t i = bucketStart_[bucket]; i < bucketStart_[bucket] + bucketKept_[bucket]; ++i) {
      const Stretch& stretch = stretches_[i];
      record.offset = stretch.offset;
      record.length = stretch.length;
      record.decoy = stretch.decoy ? 1 : 0;
      record.proteinNTerm = stretch.proteinNTerm ? 1 : 0;
      record.proteinCTerm = stretch.proteinCTerm ? 1 : 0;
      auto peptide = db_.targetSequence(record);
      if (stretch.decoy) {
        decoy.assign(peptide);
        std::reverse(decoy.begin(), decoy.end() - 1);
        peptide = decoy;
      }
      db_.forms_.forEach(peptide, endsOf(record), [&](const PeptideForm& form, double mass) {
        if (!(mass > 0 && mass < PeptideDatabase::maxMass)) return;
        record.form = form;
        record.mass = fixedPoint(mass);
        visit(record);
      });
    }
  }

  static std::size_t binOf(const PeptideRecord& record) { return record.mass >> 18U; }

  void countForms() {
    std::vector<std::atomic<std::uint32_t>> counts(massBinCount);
    std::atomic<std::size_t> total{0};
#pragma omp parallel for schedule(dynamic, 1)
    for (std::size_t b = 0; b < buckets; ++b) {
      std::size_t here = 0;
      forEachRecord(b, [&](const PeptideRecord& record) {
        counts[binOf(record)].fetch_add(1, std::memory_order_relaxed);
        ++here;
      });
      total += here;
    }
    requireMemory(total * sizeof(PeptideRecord) + stretches_.size() * sizeof(Stretch), machineMemory());
    if (total > UINT32_MAX)
      throw Error(ExitCode::BadParameter, "database", "gives more than 4 billion modified peptides",
                  "search fewer proteins, variable modifications or missed cleavages");
    db_.massBins_.assign(massBinCount + 1, 0);
    for (std::size_t b = 0; b < massBinCount; ++b) db_.massBins_[b + 1] = db_.massBins_[b] + counts[b];
  }

  void spreadForms() {
    db_.records_.resize(db_.massBins_.back());
    std::vector<std::atomic<std::uint32_t>> next(massBinCount);
    for (std::size_t b = 0; b < massBinCount; ++b) next[b] = db_.massBins_[b];
#pragma omp parallel for schedule(dynamic, 1)
    for (std::size_t b = 0; b < buckets; ++b) {
      forEachRecord(b, [&](const PeptideRecord& record) {
        db_.records_[next[binOf(record)].fetch_add(1, std::memory_order_relaxed)] = record;
      });
    }
    const auto at = [&](std::size_t bin) {
      return db_.records_.begin() + static_cast<std::ptrdiff_t>(db_.massBins_[bin]);
    };
#pragma omp parallel for schedule(dynamic, 16)
    for (std::size_t b = 0; b < massBinCount; ++b) std::sort(at(b), at(b + 1), recordBefore);
  }

  PeptideDatabase& db_;
  std::vector<Stretch> stretches_;
  std::array<std::size_t, buckets + 1> bucketStart_{};
  std::array<std::size_t, buckets> bucketKept_{};
};

PeptideDatabase::PeptideDatabase(std::vector<Protein> targets, const Chemistry& chemistry, const SearchOptions& options)
    : rules_(digestRules(chemistry, options)), forms_(chemistry, options.maxVariableModifications) {
  layOut(std::move(targets));
  PeptideListBuilder(*this).build();
}

void PeptideDatabase::layOut(std::vector<Protein> targets) {
  std::sort(targets.begin(), targets.end(),
            [](const Protein& a, const Protein& b) { return a.accession < b.accession; });
  std::size_t length = 0;
  for (const auto& protein : targets) {
    if (isDecoyName(protein.accession))
      throw Error(ExitCode::CorruptContent, "database", inQuotes(protein.accession) + " is a decoy",
                  "give a FASTA file of targets only; decoys are made inside");
    length += protein.sequence.size();
  }
  if (length >= UINT32_MAX)
    throw Error(ExitCode::CorruptContent, "database", "holds more than 4 billion residues", "search fewer proteins");
  text_.reserve(length);
  starts_.reserve(targets.size() + 1);
  starts_.push_back(0);
  for (const auto& protein : targets) {
    text_ += protein.sequence;
    starts_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  proteins_ = std::move(targets);
  const std::size_t count = proteins_.size();
  proteins_.reserve(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    proteins_.push_back(
        {std::string(decoyPrefix) + proteins_[i].accession, proteins_[i].gene, proteins_[i].description, ""});
  }
}

std::span<const PeptideRecord> PeptideDatabase::inMassRange(double low, double high) const {
  if (!(high >= low) || high < 0 || low >= maxMass) return {};
  const std::uint32_t first = static_cast<std::uint32_t>(std::ceil(std::max(low, 0.0) / massUnit));
  const std::uint32_t last = static_cast<std::uint32_t>(std::floor(std::min(high, maxMass) / massUnit));
  const auto bin = [&](std::size_t b) { return records_.begin() + static_cast<std::ptrdiff_t>(massBins_[b]); };
  const auto clampBin = [](std::uint32_t mass) { return std::min<std::size_t>(mass >> 18U, massBinCount - 1); };
  const auto begin =
      std::lower_bound(bin(clampBin(first)), bin(clampBin(first) + 1), first,
                       [](const PeptideRecord& record, std::uint32_t mass) { return record.mass < mass; });
  const auto end = std::upper_bound(bin(clampBin(last)), bin(clampBin(last) + 1), last,
                                    [](std::uint32_t mass, const PeptideRecord& record) { return mass < record.mass; });
  if (end <= begin) return {};
  return {begin, end};
}

std::string PeptideDatabase::sequence(const PeptideRecord& record) const {
  const auto target = targetSequence(record);
  return record.decoy != 0 ? decoySequence(target) : std::string(target);
}

std::string PeptideDatabase::modifiedSequence(const PeptideRecord& record) const {
  return forms_.write(sequence(record), endsOf(record), record.form);
}

double PeptideDatabase::mass(const PeptideRecord& record) const {
  return forms_.mass(sequence(record), endsOf(record), record.form);
}

void PeptideDatabase::residueMasses(const PeptideRecord& record, double* masses) const {
  const auto target = targetSequence(record);
  if (record.decoy == 0) return forms_.residueMasses(target, endsOf(record), record.form, masses);
  std::array<char, 256> decoy;
  std::reverse_copy(target.begin(), target.end() - 1, decoy.begin());
  decoy[target.size() - 1] = target.back();
  forms_.residueMasses({decoy.data(), target.size()}, endsOf(record), record.form, masses);
}

int PeptideDatabase::missedCleavages(const PeptideRecord& record) const {
  return vescargo::missedCleavages(targetSequence(record), rules_.enzyme);
}

std::vector<std::vector<std::uint32_t>> PeptideDatabase::proteinsOf(const std::vector<PeptideRecord>& records) const {
  std::vector<std::pair<std::uint64_t, std::size_t>> wanted;
  wanted.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) wanted.emplace_back(peptideHash(targetSequence(records[i])), i);
  std::sort(wanted.begin(), wanted.end());
  constexpr std::size_t filterBits = 20;
  std::vector<bool> filter(std::size_t{1} << filterBits);
  for (const auto& [hash, index] : wanted) filter[hash >> (64 - filterBits)] = true;

  const std::size_t targets = starts_.size() - 1;
  std::vector<std::vector<std::size_t>> hits(targets);
#pragma omp parallel for schedule(dynamic, 64)
  for (std::size_t p = 0; p < targets; ++p) {
    thread_local StretchHash hash;
    thread_local std::vector<PeptideSpan> spans;
    digest(proteinText(p), rules_, spans);
    if (spans.empty()) continue;
    hash.assign(proteinText(p));
    for (const auto& span : spans) {
      const auto key = hash.target(span.start, span.length);
      if (!filter[key >> (64 - filterBits)]) continue;
      for (auto it = std::lower_bound(wanted.begin(), wanted.end(), std::pair(key, std::size_t{0}));
           it != wanted.end() && it->first == key; ++it)
        hits[p].push_back(it->second);
    }
  }
  std::vector<std::vector<std::uint32_t>> found(records.size());
  for (std::size_t p = 0; p < targets; ++p) {
    for (const std::size_t i : hits[p]) {
      const auto protein = static_cast<std::uint32_t>(p + (records[i].decoy != 0 ? targets : 0));
      if (found[i].empty() || found[i].back() != protein) found[i].push_back(protein);
    }
  }
  return found;
}

}  // namespace vescargo
