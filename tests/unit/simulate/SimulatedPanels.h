#pragma once

#include <string>
#include <vector>

#include "vescargo/simulate/acquireRun.h"

namespace vescargo::test {

inline MarkerPanel panelOf(std::string name, const std::vector<std::string>& genes) {
  MarkerPanel panel;
  panel.name = std::move(name);
  for (const std::string& gene : genes) panel.markers.push_back({gene, "ACC" + gene, "", true, "", ""});
  return panel;
}

/// Names "C1", "C2", ... for panels of any size.
inline std::vector<std::string> geneNames(char letter, int count) {
  std::vector<std::string> names;
  for (int i = 1; i <= count; ++i) names.push_back(letter + std::to_string(i));
  return names;
}

/// 40 vesicle proteins, 10 of platelets, 20 of plasma, 20 of a tissue.
inline std::vector<MarkerPanel> smallPanels() {
  return {panelOf("ev_positive", geneNames('C', 40)), panelOf("platelet_core", geneNames('P', 10)),
          panelOf("soluble_plasma", geneNames('S', 20)), panelOf("tissue_liver", geneNames('T', 20))};
}

/// Random sequences "FOREIGN1", "FOREIGN2", ...
inline std::vector<Protein> foreignProteins(int count) {
  SimulatorOptions options;
  options.absentProteins = count;
  options.unlistedProteins = 0;
  std::vector<Protein> proteins;
  for (SimulatedProtein& made : makeProteome({}, options)) {
    proteins.push_back(std::move(made.protein));
    proteins.back().accession = "FOREIGN" + std::to_string(proteins.size());
  }
  return proteins;
}

/// A study of one subject and short runs.
inline SimulatorOptions smallOptions() {
  SimulatorOptions options;
  options.subjects = 1;
  options.runSeconds = 200;
  options.absentProteins = 5;
  options.unlistedProteins = 5;
  return options;
}

/// Isotopes by carbon and sulfur alone; enough where no test looks at the pattern.
inline IsotopePattern carbonIsotopes(const Composition& atoms) {
  const double mean = 0.0108 * atoms.carbon + 0.0037 * atoms.nitrogen;
  IsotopePattern pattern{1};
  for (int k = 1; k < 6; ++k) pattern.push_back(pattern.back() * mean / k);
  double sum = 0;
  for (const double share : pattern) sum += share;
  for (double& share : pattern) share /= sum;
  return pattern;
}

/// A study with its design, with peptides.
inline SimulatedStudy measurable(SimulatedStudy study) {
  study.peptides = makePeptides(study.design, study.options);
  for (const SimulatedPeptide& peptide : study.peptides) study.isotopes.push_back(carbonIsotopes(peptide.composition));
  return study;
}

inline SimulatedStudy studyOf(const SimulatorOptions& options, const std::vector<MarkerPanel>& panels = smallPanels()) {
  SimulatedStudy study;
  study.options = options;
  study.design = designStudy(makeProteome(panels, options), options);
  return measurable(std::move(study));
}

/// Replicates of a mixture with nine foreign proteins.
inline SimulatedStudy mixtureOf(const SimulatorOptions& options) {
  SimulatedStudy study;
  study.options = options;
  auto proteome = makeProteome(smallPanels(), options);
  addForeign(proteome, foreignProteins(9), options);
  study.design = designMixture(std::move(proteome), options);
  return measurable(std::move(study));
}
}  // namespace vescargo::test
