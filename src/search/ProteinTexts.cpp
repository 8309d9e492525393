#include "vescargo/search/ProteinTexts.h"

#include <algorithm>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr std::string_view decoyPrefix = "DECOY_";

}  // namespace

ProteinTexts::ProteinTexts(std::vector<Protein> proteins, const DigestRules& rules)
    : naming_(detectDecoys(proteins)), rules_(rules) {
  layOut(std::move(proteins));
}

void ProteinTexts::layOut(std::vector<Protein> proteins) {
  const auto firstDecoy = std::partition(proteins.begin(), proteins.end(),
                                         [&](const Protein& protein) { return !naming_.isDecoy(protein.accession); });
  targets_ = static_cast<std::size_t>(firstDecoy - proteins.begin());
  const auto byAccession = [](const Protein& a, const Protein& b) { return a.accession < b.accession; };
  std::sort(proteins.begin(), firstDecoy, byAccession);
  for (auto decoy = firstDecoy; decoy != proteins.end(); ++decoy)
    decoy->accession = std::string(decoyPrefix) + naming_.targetOf(decoy->accession);
  std::sort(firstDecoy, proteins.end(), byAccession);
  std::size_t length = 0;
  for (const auto& protein : proteins) length += protein.sequence.size();
  if (length >= UINT32_MAX)
    throw Error(ExitCode::CorruptContent, "database", "holds more than 4 billion residues", "search fewer proteins");
  text_.reserve(length);
  starts_.reserve(proteins.size() + 1);
  starts_.push_back(0);
  for (const auto& protein : proteins) {
    text_ += protein.sequence;
    starts_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  proteins_ = std::move(proteins);
  if (!makesDecoys()) return;
  proteins_.reserve(2 * targets_);
  for (std::size_t i = 0; i < targets_; ++i) {
    proteins_.push_back(
        {std::string(decoyPrefix) + proteins_[i].accession, proteins_[i].gene, proteins_[i].description, ""});
  }
}

std::vector<std::vector<std::uint32_t>> ProteinTexts::proteinsOf(const std::vector<PeptideRecord>& records) const {
  std::vector<std::pair<std::uint64_t, std::size_t>> wanted;
  wanted.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) wanted.emplace_back(peptideHash(ofPeptide(records[i])), i);
  std::sort(wanted.begin(), wanted.end());
  constexpr std::size_t filterBits = 20;
  std::vector<bool> filter(std::size_t{1} << filterBits);
  for (const auto& [hash, index] : wanted) filter[hash >> (64 - filterBits)] = true;

  const std::size_t digested = starts_.size() - 1;
  std::vector<std::vector<std::size_t>> hits(digested);
  parallelFor(digested, 64, [&](std::size_t p) {
    thread_local StretchHash hash;
    thread_local std::vector<PeptideSpan> spans;
    digest(ofProtein(p), rules_, spans);
    if (spans.empty()) return;
    hash.assign(ofProtein(p));
    for (const auto& span : spans) {
      const auto key = hash.of(span.start, span.length);
      if (!filter[key >> (64 - filterBits)]) continue;
      for (auto it = std::lower_bound(wanted.begin(), wanted.end(), std::pair(key, std::size_t{0}));
           it != wanted.end() && it->first == key; ++it)
        hits[p].push_back(it->second);
    }
  });
  std::vector<std::vector<std::uint32_t>> found(records.size());
  for (std::size_t p = 0; p < digested; ++p) {
    for (const std::size_t i : hits[p]) {
      const bool given = records[i].decoy != 0 && records[i].made == 0;
      if (given != (p >= targets_)) continue;
      const auto protein = static_cast<std::uint32_t>(p + (records[i].made != 0 ? targets_ : 0));
      if (found[i].empty() || found[i].back() != protein) found[i].push_back(protein);
    }
  }
  return found;
}

void ProteinTexts::nameProteins(std::vector<Psm>& psms) const {
  std::vector<PeptideRecord> records;
  records.reserve(psms.size());
  for (const Psm& psm : psms) records.push_back(psm.record);
  auto found = proteinsOf(records);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].proteins = std::move(found[i]);
}

}  // namespace vescargo
