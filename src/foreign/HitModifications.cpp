#include "HitModifications.h"

#include <algorithm>
#include <cmath>

#include "PeptideWriter.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr double hydrogenMass = 1.00782503;
constexpr double hydroxylMass = 17.00273965;
constexpr double widest = 0.02;  ///< Da, between the mass that a file says and that of its parts

/// What bears the modification, Da.
double bareMass(const std::string& peptide, std::size_t place) {
  if (place == 0) return hydrogenMass;
  return place > peptide.size() ? hydroxylMass : residueMass(peptide[place - 1]);
}

struct Reading {
  bool differences = false;  // masses are differences
  bool fixed = true;         // fixed modifications stand where nothing is written
};

/// What stands at each place of a peptide; empty = nothing.
class Placed {
 public:
  Placed(const std::string& peptide, const std::vector<PlacedMass>& placed, const std::vector<FixedModification>& fixed,
         Reading reading)
      : texts_(peptide.size() + 2) {
    for (const PlacedMass& one : placed) {
      if (one.place >= texts_.size()) continue;
      // A mass with what it stands at may be below zero (pyro-glutamate's), where a sign would make it a difference.
      const bool below = !reading.differences && one.mass < 0;
      const std::string text =
          below ? signedText(formatNumber(roundDecimals(one.mass - bareMass(peptide, one.place), 6))) : one.text;
      texts_[one.place] += reading.differences ? "[" + signedText(text) + "]" : "[" + text + "]";
      delta_ += one.mass - (reading.differences ? 0 : bareMass(peptide, one.place));
    }
    if (!reading.fixed) return;
    for (const FixedModification& one : fixed) {
      for (std::size_t place = 0; place < texts_.size(); ++place) {
        const bool inside = place > 0 && place <= peptide.size();
        const bool meant = inside ? one.residue == peptide[place - 1] : one.residue == 0 && one.nTerm == (place == 0);
        if (!meant || !texts_[place].empty()) continue;
        texts_[place] = "[" + signedText(one.text) + "]";
        delta_ += one.delta;
      }
    }
  }

  double delta() const { return delta_; }

  std::string write(const std::string& peptide) const { return withTexts(peptide, texts_); }

 private:
  std::vector<std::string> texts_;
  double delta_ = 0;
};

}  // namespace

std::string writeModified(const std::string& peptide, std::vector<PlacedMass> placed,
                          const std::vector<FixedModification>& fixed, double calculatedMass) {
  // Of masses at one place (Comet writes its fixed and variable parts once, some programs twice) one is enough.
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  placed.erase(std::unique(placed.begin(), placed.end(),
                           [](const auto& a, const auto& b) { return a.place == b.place && a.text == b.text; }),
               placed.end());
  const Placed usual(peptide, placed, fixed, {});
  double bare = waterMass;
  for (const char letter : peptide) bare += residueMass(letter);
  const auto fits = [&](const Placed& reading) { return std::abs(bare + reading.delta() - calculatedMass) <= widest; };
  if (calculatedMass <= 0 || fits(usual)) return usual.write(peptide);
  for (const Reading reading : {Reading{false, false}, Reading{true, true}, Reading{true, false}}) {
    const Placed other(peptide, placed, fixed, reading);
    if (fits(other)) return other.write(peptide);
  }
  return usual.write(peptide);
}

}  // namespace vescargo
