#include "vescargo/openms/mzTabFile.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/CHEMISTRY/ModificationsDB.h>
#include <OpenMS/CHEMISTRY/ResidueModification.h>
#include <OpenMS/FORMAT/MzTab.h>
#include <OpenMS/FORMAT/MzTabFile.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/bestMatches.h"

namespace vescargo {

namespace {

using namespace OpenMS;

MzTabParameter parameter(const std::string& cell) {
  MzTabParameter parsed;
  parsed.fromCellString(cell);
  return parsed;
}

MzTabParameterList engineOf(const Identifications& identifications) {
  MzTabParameterList list;
  list.set({parameter(identifications.engine.empty() ? "[,,Vescargo," VESCARGO_VERSION "]"
                                                     : "[,," + identifications.engine + ",]")});
  return list;
}

MzTabDouble linear(double log2) {
  MzTabDouble cell;
  if (!std::isnan(log2)) cell.set(std::exp2(log2));
  return cell;
}

/// `[UNIMOD, UNIMOD:35, Oxidation, ]` of "Oxidation (M)".
std::map<Size, MzTabModificationMetaData> modificationsOf(const std::vector<std::string>& names, bool fixed) {
  std::map<Size, MzTabModificationMetaData> listed;
  for (const std::string& name : names) {
    const ResidueModification* known = ModificationsDB::getInstance()->getModification(name);
    MzTabModificationMetaData& entry = listed[listed.size() + 1];
    entry.modification = parameter("[UNIMOD,UNIMOD:" + std::to_string(known->getUniModRecordId()) + "," +
                                   std::string(known->getId()) + ",]");
    if (known->getOrigin() != 'X') entry.site = MzTabString(std::string(1, known->getOrigin()));
    if (known->getTermSpecificity() != ResidueModification::ANYWHERE)
      entry.position = MzTabString(known->getTermSpecificityName());
  }
  if (listed.empty())
    listed[1].modification = parameter(fixed ? "[MS,MS:1002453,No fixed modifications searched,]"
                                             : "[MS,MS:1002454,No variable modifications searched,]");
  return listed;
}

MzTabModificationList modificationsOf(const std::string& modifiedSequence) {
  const AASequence peptide = AASequence::fromString(modifiedSequence);
  std::vector<MzTabModification> found;
  const auto add = [&](std::size_t position, const ResidueModification* known) {
    MzTabModification entry;
    entry.setPositionsAndParameters({{position, MzTabParameter()}});
    entry.setModificationIdentifier(MzTabString("UNIMOD:" + std::to_string(known->getUniModRecordId())));
    found.push_back(entry);
  };
  if (peptide.hasNTerminalModification()) add(0, peptide.getNTerminalModification());
  for (std::size_t i = 0; i < peptide.size(); ++i) {
    if (peptide[i].isModified()) add(i + 1, peptide[i].getModification());
  }
  if (peptide.hasCTerminalModification()) add(peptide.size() + 1, peptide.getCTerminalModification());
  MzTabModificationList list;
  list.set(found);
  return list;
}

/// Samples that are alike in what the study compares.
struct StudyVariable {
  std::string name;
  std::vector<std::size_t> samples;
};

/// The time points, each apart for every group where the study has groups, in order of first appearance.
std::vector<StudyVariable> studyVariables(const Study& study) {
  std::vector<StudyVariable> variables;
  for (const std::string& timePoint : study.timePoints) {
    std::vector<StudyVariable> ofGroups;
    for (std::size_t s = 0; s < study.samples.size(); ++s) {
      const Sample& sample = study.samples[s];
      if (sample.timePoint != timePoint) continue;
      const std::string name = sample.group.empty() ? timePoint : sample.group + ", " + timePoint;
      auto found =
          std::find_if(ofGroups.begin(), ofGroups.end(), [&](const auto& known) { return known.name == name; });
      if (found == ofGroups.end()) found = ofGroups.insert(found, {name, {}});
      found->samples.push_back(s);
    }
    variables.insert(variables.end(), ofGroups.begin(), ofGroups.end());
  }
  return variables;
}

/// A row of a table in linear intensity: a cell a sample, and a cell a study variable, the geometric mean of its
/// samples that have a value.
struct Abundances {
  std::map<Size, MzTabDouble> assays, variables, notKnown;
};

Abundances abundancesOf(const QuantTable& table, std::size_t row, const std::vector<StudyVariable>& variables) {
  Abundances cells;
  const auto value = [&](std::size_t sample) {
    return table.log2(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(sample));
  };
  for (std::size_t s = 0; s < table.samples.size(); ++s) cells.assays[s + 1] = linear(value(s));
  for (const StudyVariable& variable : variables) {
    double sum = 0;
    int seen = 0;
    for (const std::size_t sample : variable.samples) {
      if (std::isnan(value(sample))) continue;
      sum += value(sample);
      ++seen;
    }
    const Size number = cells.variables.size() + 1;
    cells.variables[number] = linear(seen > 0 ? sum / seen : std::nan(""));
    cells.notKnown[number] = MzTabDouble();
  }
  return cells;
}

MzTabMetaData metaDataOf(const Identifications& identifications, const Study& study) {
  MzTabMetaData meta;
  meta.mz_tab_version = MzTabString("1.0.0");
  meta.mz_tab_mode = MzTabString("Summary");
  meta.mz_tab_type = MzTabString("Quantification");
  meta.description = MzTabString("Vesicle cargo by Vescargo " VESCARGO_VERSION);
  meta.software[1].software = parameter("[,,Vescargo," VESCARGO_VERSION "]");
  meta.quantification_method = parameter("[MS,MS:1001834,LC-MS label-free quantitation analysis,]");
  meta.protein_quantification_unit = parameter("[,,intensity,]");
  meta.peptide_quantification_unit = meta.protein_quantification_unit;
  meta.peptide_search_engine_score[1] = parameter("[MS,MS:1001868,distinct peptide-level q-value,]");
  meta.protein_search_engine_score[1] = parameter("[MS,MS:1002373,protein group-level q-value,]");
  meta.psm_search_engine_score[1] = parameter("[MS,MS:1002354,PSM-level q-value,]");
  meta.fixed_mod = modificationsOf(identifications.fixedModifications, true);
  meta.variable_mod = modificationsOf(identifications.variableModifications, false);
  for (const std::string& run : identifications.runs)
    meta.ms_run[meta.ms_run.size() + 1].location = MzTabString("file://" + run + ".mzML");
  for (std::size_t s = 0; s < study.samples.size(); ++s) {
    MzTabAssayMetaData& assay = meta.assay[s + 1];
    assay.quantification_reagent = parameter("[MS,MS:1002038,unlabeled sample,]");
    assay.sample_ref = MzTabString("sample[" + std::to_string(s + 1) + "]");
    meta.sample[s + 1].description = MzTabString(study.samples[s].name + " (subject " + study.samples[s].subject +
                                                 ", " + study.samples[s].timePoint + ")");
    for (std::size_t r = 0; r < identifications.runs.size(); ++r) {
      const auto belongs = [&](const StudyRun& run) {
        return run.run == identifications.runs[r] && run.sample == study.samples[s].name;
      };
      if (std::any_of(study.runs.begin(), study.runs.end(), belongs))
        assay.ms_run_ref.push_back(static_cast<int>(r + 1));
    }
  }
  for (const StudyVariable& variable : studyVariables(study)) {
    MzTabStudyVariableMetaData& entry = meta.study_variable[meta.study_variable.size() + 1];
    entry.description = MzTabString(variable.name);
    for (const std::size_t sample : variable.samples) entry.assay_refs.push_back(static_cast<int>(sample + 1));
  }
  return meta;
}

MzTabProteinSectionRow proteinRow(const QuantTable& cargo, std::size_t row,
                                  const std::vector<StudyVariable>& variables) {
  MzTabProteinSectionRow written;
  const auto accessions = split(cargo.rows[row].accessions, ';');
  written.accession = MzTabString(accessions.front());
  written.description = MzTabString(cargo.rows[row].genes);
  std::vector<MzTabString> others;
  for (std::size_t i = 1; i < accessions.size(); ++i) others.emplace_back(accessions[i]);
  written.ambiguity_members.setSeparator(',');
  written.ambiguity_members.set(others);
  const Abundances cells = abundancesOf(cargo, row, variables);
  written.protein_abundance_assay = cells.assays;
  written.protein_abundance_study_variable = cells.variables;
  written.protein_abundance_stdev_study_variable = written.protein_abundance_std_error_study_variable = cells.notKnown;
  return written;
}

MzTabPSMSectionRow matchRow(const Psm& psm, int number) {
  MzTabPSMSectionRow row;
  row.sequence = MzTabString(psm.sequence);
  row.PSM_ID = MzTabInteger(number);
  row.unique = MzTabBoolean(psm.proteins.size() == 1);
  row.search_engine_score[1] = MzTabDouble(static_cast<double>(psm.qValue));
  row.modifications = modificationsOf(psm.modifiedSequence);
  MzTabDoubleList time;
  time.set({MzTabDouble(static_cast<double>(psm.rtSeconds))});
  row.retention_time = time;
  row.charge = MzTabInteger(psm.charge);
  row.exp_mass_to_charge = MzTabDouble(static_cast<double>(psm.precursorMz));
  row.calc_mass_to_charge = MzTabDouble(static_cast<double>(psm.calculatedMz));
  row.spectra_ref.setMSFile(psm.run + 1);
  row.spectra_ref.setSpecRef(psm.nativeId);
  return row;
}

/// The best match of each modified sequence, whatever its charge.
std::map<std::string, const Psm*> bestOfPeptides(const Identifications& identifications, const AcceptedLimits& limits) {
  std::map<std::string, const Psm*> best;
  for (const auto& [ion, match] : bestMatches(identifications, limits)) {
    const Psm*& kept = best[ion.first];
    if (kept == nullptr || match->qValue < kept->qValue) kept = match;
  }
  return best;
}

/// Charges are summed, so a peptide has neither charge nor m/z.
MzTabPeptideSectionRow peptideRow(const QuantTable& peptides, std::size_t row, const Psm& best,
                                  const std::vector<StudyVariable>& variables) {
  MzTabPeptideSectionRow written;
  written.sequence = MzTabString(best.sequence);
  written.unique = MzTabBoolean(best.proteins.size() == 1);
  written.best_search_engine_score[1] = MzTabDouble(static_cast<double>(best.peptideQValue));
  written.modifications = modificationsOf(best.modifiedSequence);
  written.spectra_ref.setMSFile(best.run + 1);
  written.spectra_ref.setSpecRef(best.nativeId);
  const Abundances cells = abundancesOf(peptides, row, variables);
  written.peptide_abundance_assay = cells.assays;
  written.peptide_abundance_study_variable = cells.variables;
  written.peptide_abundance_stdev_study_variable = written.peptide_abundance_std_error_study_variable = cells.notKnown;
  return written;
}

/// Group q-value by lead accession.
std::map<std::string, double> groupScores(const Identifications& identifications) {
  std::map<std::string, double> scores;
  for (const ProteinGroup& group : identifications.groups)
    scores.emplace(identifications.proteins[group.proteins.front()].accession, static_cast<double>(group.qValue));
  return scores;
}

}  // namespace

void writeMzTab(const Identifications& identifications, const Quantification& tables, const Study& study,
                const AcceptedLimits& limits, const std::string& path) {
  MzTab table;
  table.setMetaData(metaDataOf(identifications, study));
  const auto variables = studyVariables(study);
  const auto scores = groupScores(identifications);
  const MzTabParameterList engine = engineOf(identifications);
  for (std::size_t row = 0; row < tables.proteins.rows.size(); ++row) {
    auto written = proteinRow(tables.proteins, row, variables);
    written.search_engine = engine;
    written.best_search_engine_score[1] = MzTabDouble(scores.at(written.accession.get()));
    table.getProteinSectionRows().push_back(written);
  }
  const auto best = bestOfPeptides(identifications, limits);
  for (std::size_t row = 0; row < tables.peptides.rows.size(); ++row) {
    const Psm& match = *best.at(tables.peptides.rows[row].id);
    auto written = peptideRow(tables.peptides, row, match, variables);
    written.search_engine = engine;
    for (const std::uint32_t protein : match.proteins) {
      written.accession = MzTabString(identifications.proteins[protein].accession);
      table.getPeptideSectionRows().push_back(written);
    }
  }
  int number = 0;
  for (const Psm& psm : identifications.psms) {
    if (!isAccepted(psm, limits)) continue;
    MzTabPSMSectionRow row = matchRow(psm, ++number);
    row.search_engine = engine;
    for (const std::uint32_t protein : psm.proteins) {
      row.accession = MzTabString(identifications.proteins[protein].accession);
      table.getPSMSectionRows().push_back(row);
    }
  }
  writeTextThrough(path, [&](const std::string& pipe) { MzTabFile().store(pipe, table); });
}

}  // namespace vescargo
