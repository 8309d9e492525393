#include "vescargo/simulate/Peptides.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

constexpr std::size_t minLength = 6, maxLength = 40, maxMissed = 2, maxOxidations = 2;
constexpr double oxidisedShare = 0.06;

bool among(char letter, std::string_view letters) { return letters.find(letter) != std::string_view::npos; }

/// A stretch of a protein between two cuts and the share of the protein's copies that give it.
struct Product {
  std::size_t start, length;
  double share;
};

/// The place behind a residue, and the chance of a cut there.
struct Site {
  std::size_t end;
  double chance;
};

std::vector<Site> sitesOf(std::string_view protein) {
  std::vector<Site> sites{{0, 1}};
  const auto at = [&](std::size_t i) { return i < protein.size() ? protein[i] : '\0'; };
  for (std::size_t i = 0; i + 1 < protein.size(); ++i) {
    if (!among(protein[i], "KR") || protein[i + 1] == 'P') continue;
    double chance = 0.96;
    if (among(at(i + 1), "DE") || among(at(i + 2), "DE") || (i > 0 && among(at(i - 1), "DE"))) chance = 0.86;
    if (among(at(i + 1), "KR") || (i > 0 && among(at(i - 1), "KR"))) chance = 0.8;
    sites.push_back({i + 1, chance});
  }
  sites.push_back({protein.size(), 1});
  // The initiator methionine goes where a small residue follows (Sherman, Stewart & Tsunasawa 1985).
  if (protein.size() > 1 && protein[0] == 'M' && among(protein[1], "AGSTPCV")) sites[0].end = 1;
  return sites;
}

std::vector<Product> productsOf(std::string_view protein) {
  const std::vector<Site> sites = sitesOf(protein);
  std::vector<Product> products;
  for (std::size_t first = 0; first + 1 < sites.size(); ++first) {
    double uncut = 1;
    for (std::size_t last = first + 1; last < sites.size() && last <= first + 1 + maxMissed; ++last) {
      const std::size_t length = sites[last].end - sites[first].end;
      const auto text = protein.substr(sites[first].end, length);
      if (length >= minLength && length <= maxLength && std::all_of(text.begin(), text.end(), isResidue))
        products.push_back({sites[first].end, length, sites[first].chance * uncut * sites[last].chance});
      uncut *= 1 - sites[last].chance;
    }
  }
  return products;
}

struct OxidisedForm {
  std::vector<std::size_t> oxidised;
  double share;
};

std::vector<OxidisedForm> oxidisedForms(std::string_view sequence) {
  std::vector<OxidisedForm> forms{{{}, 1}};
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (sequence[i] != 'M') continue;
    const std::size_t before = forms.size();
    for (std::size_t f = 0; f < before; ++f) {
      if (forms[f].oxidised.size() < maxOxidations) {
        OxidisedForm more = forms[f];
        more.oxidised.push_back(i);
        more.share *= oxidisedShare;
        forms.push_back(std::move(more));
      }
      forms[f].share *= 1 - oxidisedShare;
    }
  }
  return forms;
}

std::string notation(std::string_view sequence, const std::vector<std::size_t>& oxidised) {
  std::string text;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    text.push_back(sequence[i]);
    if (sequence[i] == 'C') text += "(Carbamidomethyl)";
    if (std::find(oxidised.begin(), oxidised.end(), i) != oxidised.end()) text += "(Oxidation)";
  }
  return text;
}

/// Charges are normally distributed about a number that basic residues and length raise.
std::array<double, SimulatedPeptide::maxCharge> chargeShares(std::string_view sequence) {
  const auto basic = static_cast<double>(
      std::count_if(sequence.begin(), sequence.end(), [](char letter) { return among(letter, "KRH"); }));
  const double centre = 1.05 + 0.65 * std::min(basic, 4.0) + 0.025 * static_cast<double>(sequence.size());
  std::array<double, SimulatedPeptide::maxCharge> shares{};
  double sum = 0;
  for (std::size_t z = 0; z < shares.size(); ++z) {
    const double distance = (static_cast<double>(z + 1) - centre) / 0.42;
    sum += shares[z] = std::exp(-0.5 * distance * distance) + 1e-12;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

/// Share of a peptide's molecules that become ions: log-normal, better for hydrophobic ones.
double ionisation(std::string_view sequence, std::uint64_t seed) {
  Random random(seed, "ionisation", sequence);
  const double length = static_cast<double>(sequence.size());
  const double tooLong = length > 25 ? 0.05 * (length - 25) : 0;
  return std::pow(10, -1 + 0.45 * random.normal() + 0.012 * (hydrophobicity(sequence) - 25) - tooLong);
}

/// Hydrophobicities 0 to 60 fill the gradient.
double retention(const SimulatedPeptide& peptide, const SimulatorOptions& options) {
  Random random(static_cast<std::uint64_t>(options.seed), "retention", peptide.modifiedSequence);
  const double h =
      hydrophobicity(peptide.sequence) - 4.0 * static_cast<double>(peptide.oxidised.size()) + 0.8 * random.normal();
  const double place = 0.06 + 0.86 * std::clamp(h / 60, -0.02, 1.06);
  return options.runSeconds * place;
}

SimulatedPeptide describePeptide(std::string_view sequence, const OxidisedForm& form, const SimulatorOptions& options) {
  SimulatedPeptide peptide;
  peptide.sequence = sequence;
  peptide.modifiedSequence = notation(sequence, form.oxidised);
  peptide.oxidised = form.oxidised;
  peptide.composition = peptideComposition(sequence, static_cast<int>(form.oxidised.size()));
  peptide.mass = monoisotopicMass(peptide.composition);
  peptide.rtSeconds = retention(peptide, options);
  peptide.chargeShare = chargeShares(sequence);
  return peptide;
}

using PeptideMap = std::map<std::string, SimulatedPeptide, std::less<>>;

void addProduct(PeptideMap& found, std::size_t protein, const Product& product, const StudyDesign& design,
                const SimulatorOptions& options) {
  const std::string_view sequence =
      std::string_view(design.proteome[protein].protein.sequence).substr(product.start, product.length);
  const double efficiency = ionisation(sequence, static_cast<std::uint64_t>(options.seed));
  for (const OxidisedForm& form : oxidisedForms(sequence)) {
    SimulatedPeptide& peptide = found[notation(sequence, form.oxidised)];
    if (peptide.sequence.empty()) peptide = describePeptide(sequence, form, options);
    if (peptide.proteins.empty() || peptide.proteins.back() != protein) peptide.proteins.push_back(protein);
    peptide.listed = peptide.listed || design.proteome[protein].kind != ProteinClass::Unlisted;
    peptide.ions.resize(design.tubes.size());
    for (std::size_t tube = 0; tube < design.tubes.size(); ++tube)
      peptide.ions[tube] += design.abundances[protein][tube] * product.share * form.share * efficiency;
  }
}

}  // namespace

double hydrophobicity(std::string_view sequence) {
  const auto coefficient = [](char letter) {
    switch (letter) {
      case 'W':
        return 11.0;
      case 'F':
        return 10.5;
      case 'L':
        return 9.6;
      case 'I':
        return 8.4;
      case 'M':
        return 5.8;
      case 'V':
        return 5.0;
      case 'Y':
        return 4.0;
      case 'A':
        return 0.8;
      case 'T':
        return 0.4;
      case 'P':
        return 0.2;
      case 'D':
        return -0.5;
      case 'C':
      case 'S':
        return -0.8;
      case 'Q':
      case 'G':
        return -0.9;
      case 'N':
        return -1.2;
      case 'R':
      case 'H':
        return -1.3;
      case 'K':
        return -1.9;
      default:
        return 0.0;
    }
  };
  static constexpr std::array<double, 3> nTermWeights{0.42, 0.22, 0.05};
  const auto length = static_cast<double>(sequence.size());
  double sum = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i)
    sum += coefficient(sequence[i]) * (1 + (i < nTermWeights.size() ? nTermWeights[i] : 0));
  if (length < 10) sum *= 1 - 0.027 * (10 - length);
  if (length > 20) sum *= 1 - 0.014 * (length - 20);
  return sum < 38 ? sum : sum - 0.3 * (sum - 38);
}

std::vector<SimulatedPeptide> makePeptides(const StudyDesign& design, const SimulatorOptions& options,
                                           double leastIons) {
  PeptideMap found;
  for (std::size_t protein = 0; protein < design.proteome.size(); ++protein) {
    if (design.proteome[protein].kind == ProteinClass::Absent) continue;
    for (const Product& product : productsOf(design.proteome[protein].protein.sequence))
      addProduct(found, protein, product, design, options);
  }
  std::vector<SimulatedPeptide> peptides;
  for (auto& [name, peptide] : found) {
    if (*std::max_element(peptide.ions.begin(), peptide.ions.end()) >= leastIons)
      peptides.push_back(std::move(peptide));
  }
  return peptides;
}

}  // namespace vescargo
