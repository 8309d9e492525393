#include "vescargo/simulate/StudyDesign.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vescargo/base/Error.h"
#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

constexpr double nativePlateletVesicles = 0.01;
constexpr double ownLevelSpread = 0.7;  // log2, of what is shed or released

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
  Random ofInjection(seedOf(options), "injection", tube.name);
  tube.injection = spread(ofInjection, options.injectionSpread);
  return tube;
}

/// Of one tube in eight 8 times more.
double drawContamination(Random& random, double median, double log2Deviation) {
  const double spill = random.uniform() < 0.125 ? 8 : 1;
  return median * spill * spread(random, log2Deviation);
}

/// Red cells and skin, where the options ask for them; streams of their own leave all other draws as they are.
void drawOtherContaminants(SimulatedTube& tube, const SimulatorOptions& options) {
  const double after = tube.timePoint == "post" ? 1 : 0;
  Random ofRedCells(seedOf(options), "red cells", tube.name);
  Random ofSkin(seedOf(options), "skin", tube.name);
  if (options.erythrocyteContamination > 0) {
    tube.redCellContamination =
        drawContamination(ofRedCells, options.erythrocyteContamination, options.erythrocyteSpread) *
        std::exp2(after * options.erythrocyteRise);
    tube.redCells = tube.redCellContamination / usualContamination;
  }
  if (options.keratinContamination > 0) {
    tube.keratinContamination = drawContamination(ofSkin, options.keratinContamination, options.keratinSpread) *
                                std::exp2(after * options.keratinRise);
    tube.skin = tube.keratinContamination / usualContamination;
  }
}

SimulatedTube drawTube(int subject, bool after, const SimulatorOptions& options) {
  SimulatedTube tube = usualTube(subject, after, options);
  Random random(seedOf(options), "tube", tube.name);
  tube.loading = spread(random, 0.2);
  tube.plasma = spread(random, 0.5);
  tube.lipoproteins = spread(random, 0.6);
  tube.redCells = spread(random, 0.8);
  tube.skin = spread(random, 1.0);
  tube.plateletContamination = drawContamination(random, options.plateletContamination, options.plateletSpread);
  Random ofSubject(seedOf(options), "platelet vesicles", tube.subject);
  tube.plateletVesicles = nativePlateletVesicles * spread(ofSubject, 0.3) * std::exp2(after ? options.plateletRise : 0);
  drawOtherContaminants(tube, options);
  Random ofGranules(seedOf(options), "released", tube.name);
  tube.released = spread(ofGranules, ownLevelSpread);
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

/// Platelet material as this protein tells it, 1 = usual.
double platelets(const SimulatedProtein& protein, const SimulatedTube& tube, const SimulatorOptions& options) {
  Random ofShed(seedOf(options), "shed", protein.protein.accession + tube.name);
  switch (protein.fate) {
    case PlateletFate::Shed:
      return spread(ofShed, ownLevelSpread);
    case PlateletFate::Released:
      return tube.released;
    case PlateletFate::Stays:
      break;
  }
  return (tube.plateletVesicles + tube.plateletContamination) /
         (nativePlateletVesicles + options.plateletContamination);
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
  const double material = protein.fromVesicles * change + protein.fromPlatelets * platelets(protein, tube, options) +
                          protein.fromElsewhere * elsewhere(tube, protein.kind) + protein.fromRedCells * tube.redCells +
                          protein.fromSkin * tube.skin;
  return material * baseline * spread(ofBatch, options.batchSpread) * spread(ofTube, 0.15) * tube.loading *
         tube.injection;
}

void requireMaterial(double rise, double contamination, const std::string& name) {
  if (rise > 0 && contamination == 0)
    throw Error(ExitCode::BadParameter, "-" + name + "_rise", "there is none of this material that could rise",
                "give -" + name + "_contamination too");
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
  requireMaterial(options.erythrocyteRise, options.erythrocyteContamination, "erythrocyte");
  requireMaterial(options.keratinRise, options.keratinContamination, "keratin");
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
    const double pre = protein.amount();
    std::vector<double>& amounts = design.abundances.emplace_back();
    for (const SimulatedTube& tube : design.tubes) {
      const bool after = tube.timePoint == "post";
      if (std::isnan(ratio))
        amounts.push_back(after ? pre * tube.injection : 0);
      else
        amounts.push_back((after ? pre * std::exp2(ratio) : pre) * tube.injection);
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
