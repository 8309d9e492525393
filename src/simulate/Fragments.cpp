#include "vescargo/simulate/Fragments.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

constexpr double proton = 1.007276466621;
constexpr double water = 18.0105646837;
constexpr double ammonia = 17.02654910112;
constexpr double methanesulfenicAcid = 63.99828586127;
constexpr double carbonMonoxide = 27.99491461957;
constexpr double oxygen = 15.99491461957;

bool among(char letter, std::string_view letters) { return letters.find(letter) != std::string_view::npos; }

double count(std::string_view text, std::string_view letters) {
  return static_cast<double>(std::count_if(text.begin(), text.end(), [&](char c) { return among(c, letters); }));
}

/// How readily the bond behind `left` breaks.
double bondStrength(char left, char right, double mobileProtons) {
  Random random(0, "bond", std::string{left, right});
  double weight = std::exp2(0.6 * random.normal());
  if (right == 'P') weight *= 4;
  if (left == 'P') weight *= 0.25;
  if (among(left, "DE")) weight *= mobileProtons > 0 ? 1.3 : 4;
  if (left == 'H' && mobileProtons > 0) weight *= 1.5;
  if (among(left, "ILV")) weight *= 1.3;
  if (left == 'G' || among(right, "GST")) weight *= 0.8;
  return weight;
}

/// One side of a broken bond.
struct Piece {
  std::string_view text;
  double mass = 0;  ///< neutral
  bool oxidised = false;
};

class FragmentList {
 public:
  FragmentList(int precursorCharge, double precursorMass)
      : precursorCharge_(precursorCharge), precursorMass_(precursorMass) {}

  /// A piece with its losses, over the charges it can carry.
  void addSeries(const Piece& piece, double amount) {
    const double waterShare = std::min(0.15, 0.03 * count(piece.text, "STED"));
    const double ammoniaShare = std::min(0.12, 0.03 * count(piece.text, "RKNQ"));
    const double oxideShare = piece.oxidised ? 0.3 : 0;
    addCharges(piece, piece.mass - water, amount * waterShare);
    addCharges(piece, piece.mass - ammonia, amount * ammoniaShare);
    addCharges(piece, piece.mass - methanesulfenicAcid, amount * oxideShare);
    addCharges(piece, piece.mass, amount * (1 - waterShare - ammoniaShare - oxideShare));
  }

  void add(double mass, int charge, double amount) {
    if (amount > 0) fragments_.push_back({mass, charge, amount});
  }

  std::vector<Fragment> take() {
    double sum = 0;
    for (const Fragment& fragment : fragments_) sum += fragment.share;
    for (Fragment& fragment : fragments_) fragment.share /= sum;
    return std::move(fragments_);
  }

 private:
  void addCharges(const Piece& piece, double mass, double amount) {
    const double room = mass / precursorMass_ * precursorCharge_;
    double second = 0;
    if (precursorCharge_ > 2 && count(piece.text, "KRH") > 0) second = std::clamp(room - 1, 0.0, 0.9);
    add(mass, 1, amount * (1 - second));
    add(mass, 2, amount * second);
  }

  int precursorCharge_;
  double precursorMass_;
  std::vector<Fragment> fragments_;
};

double residueMassOf(const SimulatedPeptide& peptide, std::size_t i) {
  const bool oxidised = std::find(peptide.oxidised.begin(), peptide.oxidised.end(), i) != peptide.oxidised.end();
  return monoisotopicMass(residueComposition(peptide.sequence[i])) + (oxidised ? oxygen : 0);
}

void addBond(FragmentList& list, const SimulatedPeptide& peptide, std::size_t bond, double massBefore, double weight) {
  const std::string_view sequence = peptide.sequence;
  Piece b{sequence.substr(0, bond), massBefore, false};
  Piece y{sequence.substr(bond), peptide.mass - massBefore, false};
  for (const std::size_t i : peptide.oxidised) (i < bond ? b : y).oxidised = true;
  const double bBase = 0.7 + 2 * count(b.text, "KR") + count(b.text, "H");
  const double yBase = 1.3 + 2 * count(y.text, "KR") + count(y.text, "H");
  const double yShare = yBase / (yBase + bBase);
  list.addSeries(y, weight * yShare);
  if (bond == 1) return;
  // Long b ions break further.
  const double bAmount = weight * (1 - yShare) * std::exp(-(static_cast<double>(bond) - 2) / 7);
  list.addSeries(b, bAmount);
  if (bond == 2) list.add(b.mass - carbonMonoxide, 1, 0.5 * bAmount);
}

void addImmonium(FragmentList& list, const SimulatedPeptide& peptide, double amount) {
  std::string seen;
  for (std::size_t i = 0; i < peptide.sequence.size(); ++i) {
    const char letter = peptide.sequence[i];
    if (!among(letter, "HYWFILP") || among(letter, seen)) continue;
    seen.push_back(letter);
    list.add(residueMassOf(peptide, i) - carbonMonoxide, 1, amount);
  }
}

}  // namespace

double Fragment::mz() const { return neutralMass / charge + proton; }

std::vector<Fragment> fragmentsOf(const SimulatedPeptide& peptide, int charge) {
  const std::string_view sequence = peptide.sequence;
  const double mobile = charge - count(sequence, "R") - 0.5 * count(sequence, "KH");
  FragmentList list(charge, peptide.mass);
  double massBefore = 0;
  double total = 0;
  for (std::size_t bond = 1; bond < sequence.size(); ++bond) {
    massBefore += residueMassOf(peptide, bond - 1);
    double weight = bondStrength(sequence[bond - 1], sequence[bond], mobile);
    if (bond == 1) weight *= 0.3;
    total += weight;
    addBond(list, peptide, bond, massBefore, weight);
  }
  addImmonium(list, peptide, 0.01 * total);
  list.add(peptide.mass, charge, (mobile > 0 ? 0.04 : 0.12) * total);
  return list.take();
}

}  // namespace vescargo
