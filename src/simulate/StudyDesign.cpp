#include "vescargo/simulate/StudyDesign.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

constexpr double nativePlateletVesicles = 0.01;

std::uint64_t seedOf(const SimulatorOptions& options) { return static_cast<std::uint64_t>(options.seed); }

double spread(Random& random, double log2Deviation) { return std::exp2(log2Deviation * random.normal()); }

std::string subjectName(int subject) { return (subject < 9 ? "S0" : "S") + std::to_string(subject + 1); }

SimulatedTube usualTube(int subject, bool after, const SimulatorOptions& options) {
  SimulatedTube tube;
  tube.subject = subjectName(subject);
  tube.timePoint = after ? "post" : "pre";
  tube.name = tube.subject + "_" + tube.timePoint;
  tube.batch = "B" + std::to_string(1 + subject % options.batches);
  tube.plateletContamination = options.plateletContamination;
  tube.plateletVesicles = nativePlateletVesicles;
  return tube;
}

SimulatedTube drawTube(int subject, bool after, const SimulatorOptions& options) {
  SimulatedTube tube = usualTube(subject, after, options);
  Random random(seedOf(options), "tube", tube.name);
  tube.loading = spread(random, 0.2);
  tube.plasma = spread(random, 0.5);
  tube.lipoproteins = spread(random, 0.6);
  tube.redCells = spread(random, 0.8);
  tube.skin = spread(random, 1.0);
  const double spill = random.uniform() < 0.125 ? 8 : 1;
  tube.plateletContamination = options.plateletContamination * spill * spread(random, options.plateletSpread);
  Random ofSubject(seedOf(options), "platelet vesicles", tube.subject);
  tube.plateletVesicles = nativePlateletVesicles * spread(ofSubject, 0.3) * std::exp2(after ? options.plateletRise : 0);
  return tube;
}

bool exerciseMayChange(ProteinClass kind) {
  return kind == ProteinClass::Cargo || kind == ProteinClass::Shared || kind == ProteinClass::Exerkine ||
         kind == ProteinClass::Leukocyte || kind == ProteinClass::Endothelium || kind == ProteinClass::Tissue;
}

double drawChange(const SimulatedProtein& protein, const SimulatorOptions& options) {
  Random random(seedOf(options), "true change", protein.protein.accession);
  if (!exerciseMayChange(protein.kind) || random.uniform() >= options.changedShare) return 0;
  const double size = options.exerciseEffect * random.uniform(0.25, 1);
  return random.uniform() < 0.6 ? size : -size;
}

double elsewhere(const SimulatedTube& tube, ProteinClass kind) {
  switch (kind) {
    case ProteinClass::SolublePlasma:
      return tube.plasma;
    case ProteinClass::Lipoprotein:
      return tube.lipoproteins;
    case ProteinClass::Erythrocyte:
      return tube.redCells;
    case ProteinClass::Keratin:
    case ProteinClass::Unlisted:
      return tube.skin;
    default:
      return 0;
  }
}

double drawAbundance(const SimulatedProtein& protein, const SimulatedTube& tube, double trueChange,
                     const SimulatorOptions& options) {
  const std::string& accession = protein.protein.accession;
  Random ofSubject(seedOf(options), "baseline", accession + tube.subject);
  const double baseline = spread(ofSubject, options.subjectSpread);
  const double response = 1 + 0.2 * ofSubject.normal();
  Random ofBatch(seedOf(options), "batch", accession + tube.batch);
  Random ofTube(seedOf(options), "tube protein", accession + tube.name);
  const double change = tube.timePoint == "post" ? std::exp2(trueChange * response) : 1;
  const double platelets =
      (tube.plateletVesicles + tube.plateletContamination) / (nativePlateletVesicles + options.plateletContamination);
  const double material = protein.fromVesicles * change + protein.fromPlatelets * platelets +
                          protein.fromElsewhere * elsewhere(tube, protein.kind);
  return material * baseline * spread(ofBatch, options.batchSpread) * spread(ofTube, 0.15) * tube.loading;
}

/// log2 of post over pre in a mixture; NaN = in post alone.
double mixtureRatio(const SimulatedProtein& protein, const SimulatorOptions& options) {
  constexpr std::array<double, 3> ratios{1, -2, std::numeric_limits<double>::quiet_NaN()};
  if (protein.kind != ProteinClass::Foreign) return 0;
  return ratios[Random(seedOf(options), "mixture ratio", protein.protein.accession).below(ratios.size())];
}

}  // namespace

double SimulatedTube::plateletFraction() const {
  const double platelets = plateletVesicles + plateletContamination;
  return platelets / (1 + platelets);
}

StudyDesign designStudy(std::vector<SimulatedProtein> proteome, const SimulatorOptions& options) {
  StudyDesign design;
  for (int subject = 0; subject < options.subjects; ++subject) {
    for (const bool after : {false, true}) design.tubes.push_back(drawTube(subject, after, options));
  }
  for (const SimulatedProtein& protein : proteome) {
    design.trueChange.push_back(drawChange(protein, options));
    std::vector<double>& amounts = design.abundances.emplace_back();
    for (const SimulatedTube& tube : design.tubes)
      amounts.push_back(drawAbundance(protein, tube, design.trueChange.back(), options));
  }
  design.proteome = std::move(proteome);
  return design;
}

StudyDesign designMixture(std::vector<SimulatedProtein> proteome, const SimulatorOptions& options) {
  StudyDesign design;
  for (int subject = 0; subject < options.subjects; ++subject) {
    for (const bool after : {false, true}) design.tubes.push_back(usualTube(subject, after, options));
  }
  for (const SimulatedProtein& protein : proteome) {
    const double ratio = design.trueChange.emplace_back(mixtureRatio(protein, options));
    const double pre = protein.fromVesicles + protein.fromPlatelets + protein.fromElsewhere;
    std::vector<double>& amounts = design.abundances.emplace_back();
    for (const SimulatedTube& tube : design.tubes) {
      const bool after = tube.timePoint == "post";
      if (std::isnan(ratio))
        amounts.push_back(after ? pre : 0);
      else
        amounts.push_back(after ? pre * std::exp2(ratio) : pre);
    }
  }
  design.proteome = std::move(proteome);
  return design;
}

bool isMixture(const std::vector<SimulatedProtein>& proteome) {
  return std::any_of(proteome.begin(), proteome.end(),
                     [](const SimulatedProtein& protein) { return protein.kind == ProteinClass::Foreign; });
}

}  // namespace vescargo
