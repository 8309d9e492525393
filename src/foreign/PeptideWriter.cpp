#include "PeptideWriter.h"

#include <cmath>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::string textOf(const PlacedModification& one) {
  if (!one.unimod.empty()) return "[UNIMOD:" + one.unimod + "]";
  if (!std::isnan(one.delta)) return "[" + signedText(one.deltaText) + "]";
  return "(" + one.name + ")";
}

}  // namespace

std::string signedText(const std::string& number) {
  return number.starts_with('-') || number.starts_with('+') ? number : "+" + number;
}

std::string withTexts(const std::string& peptide, const std::vector<std::string>& texts) {
  std::string written = texts.front().empty() ? "" : "n" + texts.front();
  for (std::size_t i = 0; i < peptide.size(); ++i) written += peptide[i] + texts[i + 1];
  return written + (texts.back().empty() ? "" : "c" + texts.back());
}

std::string writeModified(const std::string& peptide, const std::vector<PlacedModification>& placed) {
  constexpr int decimals = 5;
  std::vector<std::string> texts(peptide.size() + 2);
  std::vector<double> sums(texts.size(), 0);
  std::string unplaced;
  for (const PlacedModification& one : placed) {
    if (one.place == anyPlace) unplaced += textOf(one) + "?";
    if (one.place >= texts.size()) continue;
    std::string& text = texts[one.place];
    double& sum = sums[one.place];
    const bool summed = !text.empty() && !std::isnan(sum + one.delta);
    sum += one.delta;
    text = summed ? "[" + signedText(formatNumber(roundDecimals(sum, decimals))) + "]" : text + textOf(one);
  }
  return unplaced + withTexts(peptide, texts);
}

}  // namespace vescargo
