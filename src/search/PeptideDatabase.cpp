#include "vescargo/search/PeptideDatabase.h"

#include <algorithm>
#include <cmath>

#include "PeptideListBuilder.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

PeptideEnds endsOf(const PeptideRecord& record) { return {record.proteinNTerm != 0, record.proteinCTerm != 0}; }

}  // namespace

PeptideDatabase::PeptideDatabase(std::vector<Protein> proteins, const Chemistry& chemistry,
                                 const SearchOptions& options)
    : PeptideDatabase(ProteinTexts(std::move(proteins), digestRules(chemistry, options)), chemistry, options) {}

PeptideDatabase::PeptideDatabase(ProteinTexts texts, const Chemistry& chemistry, const SearchOptions& options)
    : texts_(std::move(texts)),
      forms_(chemistry, options.maxVariableModifications),
      decoyRules_{options.decoys, chemistry.enzyme.rule.looksBehindOnly() || forms_.bindsFirstResidue()},
      lightest_(options.minPeptideMass),
      heaviest_(std::min(options.maxPeptideMass, maxMass)) {
  PeptideListBuilder(*this).build();
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
  return vescargo::missedCleavages(textOf(record), texts_.rules().cuts);
}

}  // namespace vescargo
