#include "vescargo/simulate/truthTables.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// About what a quiet part of a run can just show.
constexpr double leastListedIons = 4e5;

std::string number(double value) { return formatNumber(value, 6); }

/// The tubes' log2 amounts, a cell each.
std::string amountCells(const std::vector<double>& amounts) {
  std::string cells;
  for (const double amount : amounts)
    cells += "\t" + number(amount > 0 ? roundDecimals(std::log2(amount), 2) : std::numeric_limits<double>::quiet_NaN());
  return cells + "\n";
}

std::string tubeNames(const StudyDesign& design) {
  std::string cells;
  for (const SimulatedTube& tube : design.tubes) cells += "\t" + tube.name;
  return cells + "\n";
}

std::string yesNo(bool yes) { return yes ? "yes" : "no"; }

}  // namespace

std::string proteinTruth(const StudyDesign& design) {
  std::string text = "accession\tgene\tclass\tin_fasta\tplatelet_share\ttrue_change" + tubeNames(design);
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    const SimulatedProtein& protein = design.proteome[i];
    const double sum = protein.fromVesicles + protein.fromPlatelets + protein.fromElsewhere;
    text += protein.protein.accession + "\t" + protein.protein.gene + "\t" + std::string(nameOf(protein.kind)) + "\t" +
            yesNo(protein.kind != ProteinClass::Unlisted) + "\t" +
            number(sum > 0 ? roundDecimals(protein.fromPlatelets / sum, 4) : 0) + "\t" +
            number(roundDecimals(design.trueChange[i], 4)) + amountCells(design.abundances[i]);
  }
  return text;
}

std::string sampleTruth(const StudyDesign& design) {
  std::string text =
      "sample\tsubject\ttimepoint\tbatch\tplatelet_fraction\tplatelet_vesicles\tplatelet_contamination\tloading\t"
      "plasma\tlipoproteins\tred_cells\tskin\n";
  for (const SimulatedTube& tube : design.tubes) {
    std::vector<std::string> cells{tube.name, tube.subject, tube.timePoint, tube.batch};
    for (const double value : {tube.plateletFraction(), tube.plateletVesicles, tube.plateletContamination, tube.loading,
                               tube.plasma, tube.lipoproteins, tube.redCells, tube.skin})
      cells.push_back(number(value));
    text += join(cells, "\t") + "\n";
  }
  return text;
}

std::string peptideTruth(const SimulatedStudy& study) {
  std::string text = "peptide\tproteins\tin_fasta\tcharge\tmz\trt_seconds" + tubeNames(study.design);
  for (const SimulatedPeptide& peptide : study.peptides) {
    std::vector<std::string> accessions;
    for (const std::size_t protein : peptide.proteins)
      accessions.push_back(study.design.proteome[protein].protein.accession);
    for (int charge = 1; charge <= SimulatedPeptide::maxCharge; ++charge) {
      const double share = peptide.chargeShare[static_cast<std::size_t>(charge - 1)];
      std::vector<double> ions = peptide.ions;
      for (double& amount : ions) amount *= share;
      if (*std::max_element(ions.begin(), ions.end()) < leastListedIons) continue;
      text += peptide.modifiedSequence + "\t" + join(accessions, ";") + "\t" + yesNo(peptide.listed) + "\t" +
              std::to_string(charge) + "\t" + formatNumber(roundDecimals(peptide.mass / charge + 1.007276466621, 6)) +
              "\t" + number(roundDecimals(peptide.rtSeconds, 2)) + amountCells(ions);
    }
  }
  return text;
}

std::string runTruth(const std::vector<SimulatedRun>& runs, const SimulatorOptions& options) {
  std::string text = "run\tsample\tmass_offset_ppm\trt_shift\trt_bend\trt_wave\trun_seconds\tms1\tms2\n";
  for (const SimulatedRun& run : runs) {
    std::size_t surveys = 0;
    for (const SimulatedSpectrum& spectrum : run.spectra) surveys += spectrum.msLevel == 1 ? 1 : 0;
    text += run.name + "\t" + run.name + "\t" + number(run.massOffsetPpm) + "\t" + number(run.warp.shift) + "\t" +
            number(run.warp.bend) + "\t" + number(run.warp.wave) + "\t" + number(options.runSeconds) + "\t" +
            std::to_string(surveys) + "\t" + std::to_string(run.spectra.size() - surveys) + "\n";
  }
  return text;
}

std::string traceTruth(const SimulatedStudy& study, const std::vector<SimulatedRun>& runs) {
  std::string text = "run\tpeptide\tcharge\trt_seconds\tapex_intensity\tmost_ions\tsurveys\tarea\trelative_sd\n";
  for (const SimulatedRun& run : runs) {
    for (const TrueTrace& trace : run.traces) {
      text += run.name + "\t" + study.peptides[trace.peptide].modifiedSequence + "\t" + std::to_string(trace.charge) +
              "\t" + number(roundDecimals(trace.apexRtSeconds, 2)) + "\t" + formatNumber(trace.apexIntensity, 4) +
              "\t" + formatNumber(trace.mostIons, 3) + "\t" + std::to_string(trace.surveys) + "\t" +
              formatNumber(trace.area, 5) + "\t" + formatNumber(trace.relativeSd, 3) + "\n";
    }
  }
  return text;
}

std::string studySheet(const StudyDesign& design) {
  std::string text = "run\tsample\tsubject\ttimepoint\tbatch\n";
  for (const SimulatedTube& tube : design.tubes)
    text += join({tube.name, tube.name, tube.subject, tube.timePoint, tube.batch}, "\t") + "\n";
  return text;
}

}  // namespace vescargo
