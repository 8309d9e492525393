#include "vescargo/openms/mzTabFile.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/CHEMISTRY/ModificationsDB.h>
#include <OpenMS/CHEMISTRY/ResidueModification.h>
#include <OpenMS/FORMAT/MzTab.h>
#include <OpenMS/FORMAT/MzTabFile.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/table/OutputFile.h"
#include "vescargo/table/Tsv.h"

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

MzTabMetaData metaDataOf(const Identifications& identifications, const Study& study) {
  MzTabMetaData meta;
  meta.mz_tab_version = MzTabString("1.0.0");
  meta.mz_tab_mode = MzTabString("Summary");
  meta.mz_tab_type = MzTabString("Quantification");
  meta.description = MzTabString("Vesicle cargo by Vescargo " VESCARGO_VERSION);
  meta.software[1].software = parameter("[,,Vescargo," VESCARGO_VERSION "]");
  meta.quantification_method = parameter("[MS,MS:1001834,LC-MS label-free quantitation analysis,]");
  meta.protein_quantification_unit = parameter("[,,intensity,]");
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
  for (std::size_t t = 0; t < study.timePoints.size(); ++t) {
    MzTabStudyVariableMetaData& variable = meta.study_variable[t + 1];
    variable.description = MzTabString(study.timePoints[t]);
    for (std::size_t s = 0; s < study.samples.size(); ++s) {
      if (study.samples[s].timePoint == study.timePoints[t]) variable.assay_refs.push_back(static_cast<int>(s + 1));
    }
  }
  return meta;
}

MzTabProteinSectionRow proteinRow(const QuantTable& cargo, std::size_t row, const Study& study) {
  MzTabProteinSectionRow written;
  const auto accessions = split(cargo.rows[row].accessions, ';');
  written.accession = MzTabString(accessions.front());
  written.description = MzTabString(cargo.rows[row].genes);
  std::vector<MzTabString> others;
  for (std::size_t i = 1; i < accessions.size(); ++i) others.emplace_back(accessions[i]);
  written.ambiguity_members.setSeparator(',');
  written.ambiguity_members.set(others);
  for (std::size_t t = 0; t < study.timePoints.size(); ++t) {
    double sum = 0;
    int seen = 0;
    for (std::size_t s = 0; s < study.samples.size(); ++s) {
      const double value = cargo.log2(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(s));
      if (study.samples[s].timePoint != study.timePoints[t] || std::isnan(value)) continue;
      sum += value;
      ++seen;
    }
    written.protein_abundance_study_variable[t + 1] = linear(seen > 0 ? sum / seen : std::nan(""));
    written.protein_abundance_stdev_study_variable[t + 1] = MzTabDouble();
    written.protein_abundance_std_error_study_variable[t + 1] = MzTabDouble();
  }
  for (std::size_t s = 0; s < study.samples.size(); ++s)
    written.protein_abundance_assay[s + 1] =
        linear(cargo.log2(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(s)));
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

/// Group q-value by lead accession.
std::map<std::string, double> groupScores(const Identifications& identifications) {
  std::map<std::string, double> scores;
  for (const ProteinGroup& group : identifications.groups)
    scores.emplace(identifications.proteins[group.proteins.front()].accession, static_cast<double>(group.qValue));
  return scores;
}

}  // namespace

void writeMzTab(const Identifications& identifications, const QuantTable& cargo, const Study& study,
                const AcceptedLimits& limits, const std::string& path) {
  MzTab table;
  table.setMetaData(metaDataOf(identifications, study));
  const auto scores = groupScores(identifications);
  const MzTabParameterList engine = engineOf(identifications);
  for (std::size_t row = 0; row < cargo.rows.size(); ++row) {
    auto written = proteinRow(cargo, row, study);
    written.search_engine = engine;
    written.best_search_engine_score[1] = MzTabDouble(scores.at(written.accession.get()));
    table.getProteinSectionRows().push_back(written);
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
  writeFileThrough(path, [&](const std::string& temporary) { MzTabFile().store(temporary, table); });
}

}  // namespace vescargo
