#include "vescargo/search/PeptideDatabase.h"

#include <algorithm>
#include <cmath>

#include "PeptideListBuilder.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr std::string_view decoyPrefix = "DECOY_";

PeptideEnds endsOf(const PeptideRecord& record) { return {record.proteinNTerm != 0, record.proteinCTerm != 0}; }

}  // namespace

void requireMemory(std::size_t needed, std::size_t free) {
  if (needed <= free) return;
  const auto gigabytes = [](std::size_t bytes) { return formatNumber(static_cast<double>(bytes) * 1e-9, 3) + " GB"; };
  throw Error(ExitCode::BadParameter, "database",
              "its peptides need about " + gigabytes(needed) + " of memory, and " + gigabytes(free) + " are free",
              "search fewer proteins, variable modifications or missed cleavages, or with -specificity full");
}

PeptideDatabase::PeptideDatabase(std::vector<Protein> proteins, const Chemistry& chemistry,
                                 const SearchOptions& options)
    : naming_(detectDecoys(proteins)),
      rules_(digestRules(chemistry, options)),
      forms_(chemistry, options.maxVariableModifications),
      decoyRules_{options.decoys, chemistry.enzyme.rule.looksBehindOnly() || forms_.bindsFirstResidue()},
      lightest_(options.minPeptideMass),
      heaviest_(std::min(options.maxPeptideMass, maxMass)) {
  layOut(std::move(proteins));
  PeptideListBuilder(*this).build();
}

void PeptideDatabase::layOut(std::vector<Protein> proteins) {
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

std::span<const PeptideRecord> PeptideDatabase::inMassRange(double low, double high) const {
  if (!(high >= low) || high < 0 || low >= maxMass) return {};
  const std::uint32_t first = static_cast<std::uint32_t>(std::ceil(std::max(low, 0.0) / massUnit));
  const std::uint32_t last = static_cast<std::uint32_t>(std::floor(std::min(high, maxMass) / massUnit));
  const auto bin = [&](std::size_t b) { return records_.begin() + static_cast<std::ptrdiff_t>(massBins_[b]); };
  const std::size_t lastBin = massBins_.size() - 2;
  const auto clampBin = [&](std::uint32_t mass) { return std::min<std::size_t>(mass >> 18U, lastBin); };
  const auto begin =
      std::lower_bound(bin(clampBin(first)), bin(clampBin(first) + 1), first,
                       [](const PeptideRecord& record, std::uint32_t mass) { return record.mass < mass; });
  const auto end = std::upper_bound(bin(clampBin(last)), bin(clampBin(last) + 1), last,
                                    [](std::uint32_t mass, const PeptideRecord& record) { return mass < record.mass; });
  if (end <= begin) return {};
  return {begin, end};
}

ResidueOrder PeptideDatabase::orderOf(const PeptideRecord& record) const {
  static const ResidueOrder given = givenOrder();
  return record.made != 0 ? decoyOrder(textOf(record), decoyRules_) : given;
}

std::string PeptideDatabase::sequence(const PeptideRecord& record) const {
  return record.made != 0 ? decoySequence(textOf(record), decoyRules_) : std::string(textOf(record));
}

std::string PeptideDatabase::modifiedSequence(const PeptideRecord& record) const {
  return forms_.write(textOf(record), endsOf(record), record.form, orderOf(record));
}

double PeptideDatabase::mass(const PeptideRecord& record) const {
  return forms_.mass(textOf(record), endsOf(record), record.form);
}

void PeptideDatabase::residueMasses(const PeptideRecord& record, double* masses) const {
  std::array<double, 64> given;
  const std::string_view text = textOf(record);
  forms_.residueMasses(text, record.form, given.data());
  const ResidueOrder order = orderOf(record);
  for (std::size_t i = 0; i < text.size(); ++i) masses[i] = given[order[i]];
  const TerminalMasses termini = forms_.terminalMasses(text, endsOf(record), record.form);
  masses[0] += termini.nTerm;
  masses[text.size() - 1] += termini.cTerm;
}

void PeptideDatabase::residueUnits(const PeptideRecord& record, std::uint32_t* units) const {
  const std::string_view text = textOf(record);
  if (record.made == 0) {
    forms_.residueUnits(text, record.form, units);
  } else {
    std::array<std::uint32_t, 64> given;
    forms_.residueUnits(text, record.form, given.data());
    const ResidueOrder order = orderOf(record);
    for (std::size_t i = 0; i < text.size(); ++i) units[i] = given[order[i]];
  }
  const TerminalMasses termini = forms_.terminalMasses(text, endsOf(record), record.form);
  units[0] += toMassUnits(termini.nTerm);
  units[text.size() - 1] += toMassUnits(termini.cTerm);
}

int PeptideDatabase::missedCleavages(const PeptideRecord& record) const {
  return vescargo::missedCleavages(textOf(record), rules_.cuts);
}

std::vector<std::vector<std::uint32_t>> PeptideDatabase::proteinsOf(const std::vector<PeptideRecord>& records) const {
  std::vector<std::pair<std::uint64_t, std::size_t>> wanted;
  wanted.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) wanted.emplace_back(peptideHash(textOf(records[i])), i);
  std::sort(wanted.begin(), wanted.end());
  constexpr std::size_t filterBits = 20;
  std::vector<bool> filter(std::size_t{1} << filterBits);
  for (const auto& [hash, index] : wanted) filter[hash >> (64 - filterBits)] = true;

  const std::size_t digested = starts_.size() - 1;
  std::vector<std::vector<std::size_t>> hits(digested);
  parallelFor(digested, 64, [&](std::size_t p) {
    thread_local StretchHash hash;
    thread_local std::vector<PeptideSpan> spans;
    digest(proteinText(p), rules_, spans);
    if (spans.empty()) return;
    hash.assign(proteinText(p));
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

void PeptideDatabase::nameProteins(std::vector<Psm>& psms) const {
  std::vector<PeptideRecord> records;
  records.reserve(psms.size());
  for (const Psm& psm : psms) records.push_back(psm.record);
  auto found = proteinsOf(records);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].proteins = std::move(found[i]);
}

}  // namespace vescargo
