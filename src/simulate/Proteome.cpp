#include "vescargo/simulate/Proteome.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

/// Panels that one protein is on.
struct Membership {
  std::string gene;
  std::vector<std::string> panels;
  std::string misevRole;

  bool on(std::string_view panel) const { return std::find(panels.begin(), panels.end(), panel) != panels.end(); }
  bool onAny(std::string_view prefix) const {
    return std::any_of(panels.begin(), panels.end(), [&](const auto& panel) { return panel.starts_with(prefix); });
  }
  bool vesicular() const { return misevRole.starts_with("misev1") || misevRole.starts_with("misev2"); }
};

std::map<std::string, Membership> membershipsOf(const std::vector<MarkerPanel>& panels) {
  std::map<std::string, Membership> memberships;
  for (const MarkerPanel& panel : panels) {
    for (const Marker& marker : panel.markers) {
      if (marker.accession.empty()) continue;
      Membership& membership = memberships[marker.accession];
      if (membership.gene.empty()) membership.gene = marker.gene;
      membership.panels.push_back(panel.name);
      if (panel.name == "misev") membership.misevRole = marker.role;
    }
  }
  return memberships;
}

/// The first rule that holds; the narrower panels come first.
ProteinClass classOf(const Membership& membership) {
  const bool platelet = membership.onAny("platelet_");
  if (membership.on("platelet_core")) return ProteinClass::Platelet;
  if (membership.on("ev_positive")) return platelet ? ProteinClass::Shared : ProteinClass::Cargo;
  if (membership.on("lipoprotein")) return ProteinClass::Lipoprotein;
  if (membership.on("soluble_plasma")) return ProteinClass::SolublePlasma;
  if (membership.on("erythrocyte_core")) return ProteinClass::Erythrocyte;
  if (platelet && (membership.vesicular() || membership.on("platelet_classic"))) return ProteinClass::Shared;
  if (platelet) return ProteinClass::Platelet;
  if (membership.vesicular()) return ProteinClass::Cargo;
  if (membership.on("keratin")) return ProteinClass::Keratin;
  if (membership.on("leukocyte")) return ProteinClass::Leukocyte;
  if (membership.on("endothelium")) return ProteinClass::Endothelium;
  if (membership.on("exerkines")) return ProteinClass::Exerkine;
  if (membership.onAny("tissue_")) return ProteinClass::Tissue;
  if (membership.on("coagulation_classic")) return ProteinClass::SolublePlasma;
  if (membership.on("erythrocyte_classic")) return ProteinClass::Erythrocyte;
  return ProteinClass::Other;
}

/// log10 ions of a protein: mean and standard deviation of its class.
struct AmountModel {
  double mean, spread;
};

AmountModel amountModel(ProteinClass kind) {
  switch (kind) {
    case ProteinClass::Cargo:
      return {7.8, 0.6};
    case ProteinClass::Shared:
      return {7.6, 0.5};
    case ProteinClass::Platelet:
      return {7.2, 0.45};
    case ProteinClass::SolublePlasma:
      return {7.7, 0.8};
    case ProteinClass::Lipoprotein:
      return {7.8, 0.7};
    case ProteinClass::Erythrocyte:
      return {6.6, 0.7};
    case ProteinClass::Keratin:
      return {6.5, 0.6};
    case ProteinClass::Leukocyte:
      return {6.2, 0.6};
    case ProteinClass::Endothelium:
      return {6.0, 0.6};
    case ProteinClass::Exerkine:
      return {5.6, 0.7};
    case ProteinClass::Tissue:
      return {5.4, 0.8};
    case ProteinClass::Other:
      return {6.3, 0.7};
    case ProteinClass::Foreign:
      return {7.6, 0.6};
    case ProteinClass::Unlisted:
      return {7.3, 0.6};
    case ProteinClass::Absent:
      break;
  }
  return {0, 0};
}

void drawAmounts(SimulatedProtein& protein, const Membership& membership, std::uint64_t seed) {
  if (protein.kind == ProteinClass::Absent) return;
  Random random(seed, "protein amount", protein.protein.accession);
  AmountModel model = amountModel(protein.kind);
  if (membership.on("platelet_core")) model = {7.6, 0.25};
  if (protein.protein.gene == "ALB") model = {9.8, 0};
  const double amount = std::pow(10, model.mean + model.spread * random.normal());
  switch (protein.kind) {
    case ProteinClass::Shared:
      protein.fromVesicles = amount;
      protein.fromPlatelets = amount * std::exp2(random.uniform(-2, 1.5));
      break;
    case ProteinClass::Platelet:
      protein.fromPlatelets = amount;
      break;
    case ProteinClass::SolublePlasma:
    case ProteinClass::Lipoprotein:
    case ProteinClass::Erythrocyte:
    case ProteinClass::Keratin:
    case ProteinClass::Unlisted:
      protein.fromElsewhere = amount;
      break;
    default:
      protein.fromVesicles = amount;
  }
}

/// What a contaminant brings of a vesicle protein; which ones, and how much, hangs on seed and accession.
double drawCarried(const SimulatedProtein& protein, bool onPanel, double part, Random random) {
  const bool carried = random.uniform() < part || onPanel;
  const double amount = protein.fromVesicles * std::exp2(random.uniform(-2, 1.5));
  return carried ? amount : 0;
}

void drawContaminants(SimulatedProtein& protein, const Membership& membership, const SimulatorOptions& options) {
  if (protein.fromVesicles == 0) return;
  const auto seed = static_cast<std::uint64_t>(options.seed);
  const std::string& accession = protein.protein.accession;
  if (options.erythrocyteContamination > 0)
    protein.fromRedCells =
        drawCarried(protein, membership.onAny("erythrocyte_"), 0.15, Random(seed, "red-cell part", accession));
  if (options.keratinContamination > 0)
    protein.fromSkin = drawCarried(protein, membership.on("keratin"), 0.05, Random(seed, "skin part", accession));
}

/// Known for their soluble forms: glycocalicin, sGPV, sGPVI; platelet factor 4 and beta-thromboglobulin.
constexpr std::array<std::pair<std::string_view, PlateletFate>, 5> knownFates{{{"GP1BA", PlateletFate::Shed},
                                                                               {"PF4", PlateletFate::Released},
                                                                               {"PPBP", PlateletFate::Released},
                                                                               {"GP5", PlateletFate::Shed},
                                                                               {"GP6", PlateletFate::Shed}}};

/// `shedShare` of the platelet proteins: the known ones in their order, then others by chance, which are shed.
void drawFates(std::vector<SimulatedProtein>& proteome, const SimulatorOptions& options) {
  std::vector<std::pair<std::uint64_t, SimulatedProtein*>> order;
  for (SimulatedProtein& protein : proteome) {
    if (protein.kind != ProteinClass::Platelet) continue;
    const auto known = std::find_if(knownFates.begin(), knownFates.end(),
                                    [&](const auto& fate) { return fate.first == protein.protein.gene; });
    const auto rank = static_cast<std::uint64_t>(known - knownFates.begin());
    const auto chance = Random(static_cast<std::uint64_t>(options.seed), "fate", protein.protein.accession).bits();
    order.emplace_back(known == knownFates.end() ? std::max<std::uint64_t>(chance, knownFates.size()) : rank, &protein);
  }
  std::sort(order.begin(), order.end());
  order.resize(static_cast<std::size_t>(std::lround(options.shedShare * static_cast<double>(order.size()))));
  for (const auto& [rank, protein] : order)
    protein->fate = rank < knownFates.size() ? knownFates[rank].second : PlateletFate::Shed;
}

/// Amino acids of human proteins in per mille (UniProtKB/Swiss-Prot, human).
std::string humanLikeSequence(Random random) {
  static constexpr std::array<std::pair<char, int>, 20> composition{
      {{'A', 70},  {'R', 56}, {'N', 36}, {'D', 47}, {'C', 23}, {'Q', 48}, {'E', 71}, {'G', 66}, {'H', 26}, {'I', 43},
       {'L', 100}, {'K', 57}, {'M', 21}, {'F', 37}, {'P', 63}, {'S', 83}, {'T', 54}, {'W', 12}, {'Y', 27}, {'V', 60}}};
  const double residues = 300 * std::exp(0.4 * random.normal());
  const auto length = static_cast<std::size_t>(std::clamp(residues, 150.0, 900.0));
  std::string sequence = "M";
  while (sequence.size() < length) {
    auto at = static_cast<int>(random.below(1000));
    for (const auto& [letter, perMille] : composition) {
      at -= perMille;
      if (at >= 0) continue;
      sequence.push_back(letter);
      break;
    }
  }
  return sequence;
}

SimulatedProtein synthetic(const std::string& accession, const std::string& gene, std::uint64_t seed) {
  SimulatedProtein made;
  made.protein = {accession, gene,
                  gene +
                      "_SYNTH Synthetic sequence, random with human amino-acid composition OS=synthetic construct "
                      "OX=32630 GN=" +
                      gene + " PE=5 SV=1",
                  humanLikeSequence(Random(seed, "protein sequence", accession))};
  return made;
}

/// "SYN" + letter + four digits.
std::string numbered(char letter, int number) {
  const std::string digits = std::to_string(number);
  return std::string("SYN") + letter + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

void addNumbered(std::vector<SimulatedProtein>& proteome, ProteinClass kind, int count, std::uint64_t seed) {
  for (int i = 1; i <= count; ++i) {
    const std::string name = numbered(kind == ProteinClass::Absent ? 'A' : 'U', i);
    proteome.push_back(synthetic(name, name, seed));
    proteome.back().kind = kind;
    drawAmounts(proteome.back(), {}, seed);
  }
}

std::uint64_t seedOf(const SimulatorOptions& options) { return static_cast<std::uint64_t>(options.seed); }

/// How many proteins to draw, for what.
struct Draw {
  ProteinClass kind;
  std::size_t count;
  std::string_view purpose;
};

/// Gives some of the candidates (indices of proteome) a class and amounts; which ones hangs on seed and accession.
void putIntoTubes(std::vector<SimulatedProtein>& proteome, const std::vector<std::size_t>& candidates, const Draw& draw,
                  std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (const std::size_t i : candidates)
    order.emplace_back(Random(seed, draw.purpose, proteome[i].protein.accession).bits(), i);
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), draw.count));
  for (const auto& [bits, i] : order) {
    proteome[i].kind = draw.kind;
    drawAmounts(proteome[i], {}, seed);
  }
}

}  // namespace

std::vector<SimulatedProtein> makeProteome(const std::vector<MarkerPanel>& panels, const SimulatorOptions& options) {
  std::vector<SimulatedProtein> proteome;
  for (const auto& [accession, membership] : membershipsOf(panels)) {
    proteome.push_back(synthetic(accession, membership.gene, seedOf(options)));
    proteome.back().kind = classOf(membership);
    drawAmounts(proteome.back(), membership, seedOf(options));
    drawContaminants(proteome.back(), membership, options);
  }
  drawFates(proteome, options);
  addNumbered(proteome, ProteinClass::Absent, options.absentProteins, seedOf(options));
  addNumbered(proteome, ProteinClass::Unlisted, options.unlistedProteins, seedOf(options));
  return proteome;
}

std::vector<SimulatedProtein> adoptProteome(std::vector<Protein> fasta, const std::vector<MarkerPanel>& panels,
                                            const SimulatorOptions& options) {
  const auto byAccession = membershipsOf(panels);
  std::map<std::string, const Membership*> byGene;
  for (const auto& [accession, membership] : byAccession) byGene.emplace(membership.gene, &membership);
  std::vector<SimulatedProtein> proteome;
  std::vector<std::size_t> rest;
  for (Protein& protein : fasta) {
    const auto accession = byAccession.find(protein.accession);
    const auto gene = byGene.find(protein.gene);
    const Membership* membership = accession != byAccession.end()                  ? &accession->second
                                   : gene != byGene.end() && !protein.gene.empty() ? gene->second
                                                                                   : nullptr;
    proteome.push_back({std::move(protein), ProteinClass::Absent});
    if (membership == nullptr) {
      rest.push_back(proteome.size() - 1);
      continue;
    }
    proteome.back().kind = classOf(*membership);
    drawAmounts(proteome.back(), *membership, seedOf(options));
    drawContaminants(proteome.back(), *membership, options);
  }
  putIntoTubes(proteome, rest, {ProteinClass::Cargo, 200, "other cargo"}, seedOf(options));
  for (const std::size_t i : rest) drawContaminants(proteome[i], {}, options);
  drawFates(proteome, options);
  addNumbered(proteome, ProteinClass::Unlisted, options.unlistedProteins, seedOf(options));
  return proteome;
}

void addForeign(std::vector<SimulatedProtein>& proteome, std::vector<Protein> fasta, const SimulatorOptions& options) {
  std::set<std::string> known;
  for (const SimulatedProtein& member : proteome) known.insert(member.protein.accession);
  std::vector<std::size_t> added;
  for (Protein& protein : fasta) {
    if (!known.insert(protein.accession).second) continue;
    added.push_back(proteome.size());
    proteome.push_back({std::move(protein), ProteinClass::Absent});
  }
  putIntoTubes(proteome, added, {ProteinClass::Foreign, 300, "foreign protein"}, seedOf(options));
}

std::string fastaText(const std::vector<SimulatedProtein>& proteome) {
  constexpr std::size_t width = 60;
  std::string text;
  for (const SimulatedProtein& member : proteome) {
    if (member.kind == ProteinClass::Unlisted) continue;
    const Protein& protein = member.protein;
    text += ">sp|" + protein.accession + "|" + protein.description + "\n";
    for (std::size_t i = 0; i < protein.sequence.size(); i += width) text += protein.sequence.substr(i, width) + "\n";
  }
  return text;
}

}  // namespace vescargo
