#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vescargo/search/PeptideDatabase.h"

namespace vescargo {

/// Makes the records of a PeptideDatabase: digest into buckets by hash, unite
/// equal peptides within each, spread their forms over whole-Da bins, sort those.
/// Buckets and bins are independent, so all threads work and no thread count changes the result.
class PeptideListBuilder {
 public:
  explicit PeptideListBuilder(PeptideDatabase& database) : db_(database) {}

  void build();

 private:
  static constexpr std::size_t buckets = 256;
  static constexpr std::size_t massBinCount = static_cast<std::size_t>(PeptideDatabase::maxMass) + 1;

  /// An unmodified peptide while duplicates are still there.
  struct Stretch {
    std::uint64_t hash;
    std::uint32_t offset;
    std::uint8_t length;
    bool paired : 1;
    bool decoy : 1;
    bool proteinNTerm : 1;
    bool proteinCTerm : 1;
  };
  static_assert(sizeof(Stretch) == 16);

  template <class Visit>
  void forEachStretch(std::size_t protein, Visit&& visit) const;
  template <class Visit>
  void forEachRecord(std::size_t bucket, Visit&& visit) const;

  static std::size_t bucketOf(std::uint64_t hash) { return hash >> 56U; }
  static std::size_t binOf(const PeptideRecord& record) { return record.mass >> 18U; }
  static std::size_t uniteEqual(std::span<Stretch> stretches);

  std::span<Stretch> bucket(std::size_t b) { return {stretches_.data() + bucketStart_[b], bucketKept_[b]}; }
  std::span<const Stretch> bucket(std::size_t b) const { return {stretches_.data() + bucketStart_[b], bucketKept_[b]}; }
  void prefetchText(std::span<const Stretch> stretches, std::size_t i) const;
  bool isTarget(std::uint64_t hash) const;

  void digestIntoBuckets();
  void uniteBuckets();
  void pairWithDecoys();
  void pairBucket(std::span<Stretch> stretches) const;
  void countForms();
  void spreadForms();

  PeptideDatabase& db_;
  std::vector<Stretch> stretches_;
  std::array<std::size_t, buckets + 1> bucketStart_{};
  std::array<std::size_t, buckets> bucketKept_{};
  std::vector<std::uint64_t> filter_;  ///< bits by the highest bits of the hashes of targets
  unsigned filterShift_ = 0;
};

}  // namespace vescargo
