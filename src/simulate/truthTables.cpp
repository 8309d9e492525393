#include "vescargo/simulate/truthTables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

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

/// Whether a study has more to tell than what the first simulated studies had.
bool hasContaminants(const StudyDesign& design) {
  return std::any_of(design.tubes.begin(), design.tubes.end(),
                     [](const SimulatedTube& tube) {
                       return tube.redCellContamination > 0 || tube.keratinContamination > 0 || tube.injection != 1;
                     }) ||
         std::any_of(design.proteome.begin(), design.proteome.end(),
                     [](const SimulatedProtein& protein) { return protein.fate != PlateletFate::Stays; });
}

std::string_view elsewhereOf(ProteinClass kind) {
  switch (kind) {
    case ProteinClass::SolublePlasma:
      return "plasma";
    case ProteinClass::Lipoprotein:
      return "lipoproteins";
    case ProteinClass::Erythrocyte:
      return "red_cells";
    default:
      return "skin";
  }
}

/// Where a protein comes from and which part of its usual amount each source gives.
std::string originCells(const SimulatedProtein& protein) {
  const double redCells =
      protein.fromRedCells + (protein.kind == ProteinClass::Erythrocyte ? protein.fromElsewhere : 0);
  const double skin = protein.fromSkin + (elsewhereOf(protein.kind) == "skin" ? protein.fromElsewhere : 0);
  std::vector<std::string> origins;
  if (protein.fromVesicles > 0) origins.emplace_back("vesicles");
  if (protein.fromPlatelets > 0) origins.emplace_back("platelets");
  if (protein.fromElsewhere > 0) origins.emplace_back(elsewhereOf(protein.kind));
  if (protein.fromRedCells > 0) origins.emplace_back("red_cells");
  if (protein.fromSkin > 0) origins.emplace_back("skin");
  const double sum = protein.amount();
  return "\t" + join(origins, ";") + "\t" + number(sum > 0 ? roundDecimals(redCells / sum, 4) : 0) + "\t" +
         number(sum > 0 ? roundDecimals(skin / sum, 4) : 0) + "\t" +
         (protein.fromPlatelets > 0 ? std::string(nameOf(protein.fate)) : "NA");
}

std::string laneCells(const SimulatedLane& lane) {
  std::vector<std::string> boxes;
  for (const MzWindow& box : lane.boxes)
    boxes.push_back(formatNumber(roundDecimals(box.low, 4)) + "-" + formatNumber(roundDecimals(box.high, 4)));
  return lane.name + "\t" + std::string(nameOf(lane.polarity)) + "\t" +
         (lane.compensationVoltage ? number(*lane.compensationVoltage) : "NA") + "\t" +
         (boxes.empty() ? "NA" : join(boxes, ";"));
}

}  // namespace

std::string proteinTruth(const StudyDesign& design) {
  const bool more = hasContaminants(design);
  std::string text = "accession\tgene\tclass\tin_fasta\tplatelet_share\ttrue_change" +
                     std::string(more ? "\torigins\tred_cell_share\tskin_share\tplatelet_fate" : "") +
                     tubeNames(design);
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    const SimulatedProtein& protein = design.proteome[i];
    const double sum = protein.amount();
    text += protein.protein.accession + "\t" + protein.protein.gene + "\t" + std::string(nameOf(protein.kind)) + "\t" +
            yesNo(protein.kind != ProteinClass::Unlisted) + "\t" +
            number(sum > 0 ? roundDecimals(protein.fromPlatelets / sum, 4) : 0) + "\t" +
            number(roundDecimals(design.trueChange[i], 4)) + (more ? originCells(protein) : "") +
            amountCells(design.abundances[i]);
  }
  return text;
}

std::string sampleTruth(const StudyDesign& design) {
  const bool more = hasContaminants(design);
  std::string text =
      "sample\tsubject\ttimepoint\tbatch\tplatelet_fraction\tplatelet_vesicles\tplatelet_contamination\tloading\t"
      "plasma\tlipoproteins\tred_cells\tskin" +
      std::string(more ? "\tred_cell_contamination\tkeratin_contamination\treleased\tinjection" : "") + "\n";
  for (const SimulatedTube& tube : design.tubes) {
    std::vector<std::string> cells{tube.name, tube.subject, tube.timePoint, tube.batch};
    for (const double value : {tube.plateletFraction(), tube.plateletVesicles, tube.plateletContamination, tube.loading,
                               tube.plasma, tube.lipoproteins, tube.redCells, tube.skin})
      cells.push_back(number(value));
    if (more)
      for (const double value : {tube.redCellContamination, tube.keratinContamination, tube.released, tube.injection})
        cells.push_back(number(value));
    text += join(cells, "\t") + "\n";
  }
  return text;
}

std::string peptideTruth(const SimulatedStudy& study) {
  const auto lanes = study.options.lanes.plain() ? std::vector<SimulatedLane>{} : lanesOf(study.options.lanes);
  std::string text = "peptide\tproteins\tin_fasta\tcharge\tmz\trt_seconds";
  for (const SimulatedLane& lane : lanes) text += "\tshare_" + lane.name;
  text += tubeNames(study.design);
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
              "\t" + number(roundDecimals(peptide.rtSeconds, 2));
      for (const SimulatedLane& lane : lanes)
        text += "\t" + number(roundDecimals(laneShare(lane, peptide, charge, study.options.seed), 4));
      text += amountCells(ions);
    }
  }
  return text;
}

std::string runTruth(const std::vector<SimulatedRun>& runs, const SimulatorOptions& options) {
  std::string text = "run\tsample\tmass_offset_ppm\trt_shift\trt_bend\trt_wave\trun_seconds\tms1\tms2\n";
  for (const SimulatedRun& run : runs) {
    std::size_t surveys = 0, fragments = 0;
    for (const SimulatedSpectrum& spectrum : run.spectra) {
      if (spectrum.kind == SpectrumKind::Ions) ++(spectrum.msLevel == 1 ? surveys : fragments);
    }
    text += run.name + "\t" + run.name + "\t" + number(run.massOffsetPpm) + "\t" + number(run.warp.shift) + "\t" +
            number(run.warp.bend) + "\t" + number(run.warp.wave) + "\t" + number(options.runSeconds) + "\t" +
            std::to_string(surveys) + "\t" + std::to_string(fragments) + "\n";
  }
  return text;
}

std::string laneTruth(const std::vector<SimulatedRun>& runs, const LaneOptions& options) {
  std::string text = "run\tlane\tpolarity\tcompensation_voltage\tboxes\tfunction\tspectra\tms2\n";
  for (const SimulatedRun& run : runs) {
    std::map<int, std::size_t> spectra;  // of each function
    std::vector<std::size_t> fragments(run.lanes.size());
    for (const SimulatedSpectrum& spectrum : run.spectra) {
      ++spectra[functionOf(spectrum, run)];
      fragments[spectrum.lane] += spectrum.msLevel > 1 ? 1 : 0;
    }
    const auto row = [&](const std::string& lane, int function, std::size_t ms2) {
      text += run.name + "\t" + lane + "\t" + (options.functions() ? std::to_string(function) : "NA") + "\t" +
              std::to_string(spectra[function]) + "\t" + std::to_string(ms2) + "\n";
    };
    for (std::size_t i = 0; i < run.lanes.size(); ++i)
      row(laneCells(run.lanes[i]), static_cast<int>(i) + 1, fragments[i]);
    const int last = static_cast<int>(run.lanes.size()) + 1;
    if (options.lockMass) row("lock_mass\tpositive\tNA\tNA", last + 1, 0);
    if (options.uvSpectra) row("uv\tNA\tNA\tNA", last + 2, 0);
  }
  return text;
}

std::string traceTruth(const SimulatedStudy& study, const std::vector<SimulatedRun>& runs) {
  const bool lanes = !study.options.lanes.plain();
  std::string text = "run\tpeptide\tcharge\t" + std::string(lanes ? "lane\t" : "") +
                     "rt_seconds\tapex_intensity\tmost_ions\tsurveys\tarea\trelative_sd\n";
  for (const SimulatedRun& run : runs) {
    for (const TrueTrace& trace : run.traces) {
      text += run.name + "\t" + study.peptides[trace.peptide].modifiedSequence + "\t" + std::to_string(trace.charge) +
              "\t" + (lanes ? run.lanes[trace.lane].name + "\t" : "") + number(roundDecimals(trace.apexRtSeconds, 2)) +
              "\t" + formatNumber(trace.apexIntensity, 4) + "\t" + formatNumber(trace.mostIons, 3) + "\t" +
              std::to_string(trace.surveys) + "\t" + formatNumber(trace.area, 5) + "\t" +
              formatNumber(trace.relativeSd, 3) + "\n";
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
