#include "vescargo/confidence/writePin.h"

#include <array>
#include <cstdio>
#include <map>

#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/features.h"
#include "vescargo/search/Mass.h"
#include "vescargo/spectra/scanNumber.h"

namespace vescargo {

namespace {

using Deltas = std::map<std::string, std::string>;  ///< "[15.9949]" by the name in a sequence

Deltas deltasOf(const Chemistry& chemistry) {
  Deltas deltas;
  const auto add = [&](const std::vector<Modification>& modifications) {
    for (const Modification& modification : modifications) {
      std::array<char, 32> text{};
      std::snprintf(text.data(), text.size(), "[%.4f]", modification.monoisotopicDelta);
      deltas[modification.id] = text.data();
    }
  };
  add(chemistry.fixed);
  add(chemistry.variable);
  return deltas;
}

/// ".(Acetyl)AM(Oxidation)K" as "-.n[42.0106]AM[15.9949]K.-".
std::string peptideOf(const std::string& modified, const Deltas& deltas) {
  std::string text = "-.";
  for (std::size_t at = 0; at < modified.size();) {
    if (modified[at] == '(') {
      int depth = 0;
      std::size_t end = at;
      do {
        depth += modified[end] == '(' ? 1 : modified[end] == ')' ? -1 : 0;
        ++end;
      } while (depth > 0);
      text += deltas.at(modified.substr(at + 1, end - at - 2));
      at = end;
    } else {
      text += modified[at] != '.' ? modified[at] : at == 0 ? 'n' : 'c';
      ++at;
    }
  }
  return text + ".-";
}

void appendRow(std::string& text, const Identifications& identifications, const Psm& psm, const Deltas& deltas) {
  const std::string scan = std::to_string(spectrumNumber(psm.nativeId, psm.spectrum));
  const auto protonated = [&](float mz) {
    return formatNumber(neutralMass(static_cast<double>(mz), psm.charge) + protonMass, 10);
  };
  text += identifications.runs[psm.run] + "_" + scan + "_" + std::to_string(psm.charge) + "_" +
          std::to_string(psm.rank) + "\t";
  text +=
      (psm.decoy ? "-1\t" : "1\t") + scan + "\t" + protonated(psm.precursorMz) + "\t" + protonated(psm.calculatedMz);
  for (const Feature& feature : matchFeatures()) text += "\t" + formatNumber(feature.value(psm), 6);
  text += "\t" + peptideOf(psm.modifiedSequence, deltas);
  for (const auto protein : psm.proteins) text += "\t" + identifications.proteins[protein].accession;
  text += "\n";
}

}  // namespace

std::string pinTable(const Identifications& identifications, const Chemistry& chemistry) {
  const Deltas deltas = deltasOf(chemistry);
  std::string text = "SpecId\tLabel\tScanNr\tExpMass\tCalcMass";
  for (const Feature& feature : matchFeatures()) text.append("\t").append(feature.name);
  text += "\tPeptide\tProteins\n";
  for (const Psm& psm : identifications.psms) appendRow(text, identifications, psm, deltas);
  return text;
}

}  // namespace vescargo
