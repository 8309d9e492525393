#include <OpenMS/FORMAT/MzTab.h>
#include <OpenMS/FORMAT/MzTabFile.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "base/Scratch.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readStudyCargo.h"
#include "vescargo/openms/mzTabFile.h"

using namespace vescargo;
using test::Scratch;

namespace {

/// Two subjects at pre and post; the first tube was measured in two fractions.
Study exampleStudy() {
  Study study;
  study.runs = {
      {"a1", "A_pre", "1"}, {"a2", "A_pre", "2"}, {"b", "A_post", ""}, {"c", "B_pre", ""}, {"d", "B_post", ""}};
  study.samples = {{"A_pre", "A", "pre", "", "", {}},
                   {"A_post", "A", "post", "", "", {}},
                   {"B_pre", "B", "pre", "", "", {}},
                   {"B_post", "B", "post", "", "", {}}};
  study.timePoints = {"pre", "post"};
  study.subjects = {"A", "B"};
  return study;
}

Psm matchOf(std::uint32_t run, std::uint32_t spectrum, const std::string& modified,
            std::vector<std::uint32_t> proteins) {
  Psm psm;
  psm.run = run;
  psm.spectrum = spectrum;
  psm.nativeId = "controllerType=0 controllerNumber=1 scan=" + std::to_string(spectrum + 1);
  psm.sequence = std::regex_replace(modified, std::regex(R"(\([A-Za-z]+\)|\.)"), "");
  psm.modifiedSequence = modified;
  psm.proteins = std::move(proteins);
  psm.charge = 3;
  psm.rtSeconds = 61.5F;
  psm.precursorMz = 500.25F;
  psm.calculatedMz = 500.125F;
  psm.qValue = psm.peptideQValue = 0.0078125F;
  return psm;
}

Identifications exampleIdentifications() {
  Identifications ids;
  ids.runs = {"a1", "a2", "b", "c", "d"};
  ids.proteins = {
      {"DECOY_P1", "", "", ""}, {"P1", "GA", "", ""}, {"P2", "GB", "", ""}, {"P3", "GA", "", ""}, {"P4", "GC", "", ""}};
  ids.psms = {matchOf(0, 4, ".(Acetyl)AM(Oxidation)C(Carbamidomethyl)K", {1, 2, 3}), matchOf(1, 0, "AAAAK", {4}),
              matchOf(2, 1, "REFUSEDK", {1}), matchOf(3, 2, "DECOYK", {0})};
  ids.psms[2].qValue = 0.02F;
  ids.psms[3].decoy = true;
  ids.groups = {{{1, 2, 3}, 1, 1, 1, 9, 0.00390625F, false}, {{4}, 1, 1, 1, 8, 0.0078125F, false}};
  ids.fixedModifications = {"Carbamidomethyl (C)"};
  ids.variableModifications = {"Oxidation (M)", "Acetyl (Protein N-term)"};
  return ids;
}

QuantTable exampleCargo() {
  QuantTable cargo;
  cargo.rows = {{"P1;P2;P3", "P1;P2;P3", "GA;GB", 1}, {"P4", "P4", "GC", 1}};
  cargo.samples = {"A_pre", "A_post", "B_pre", "B_post"};
  cargo.log2.resize(2, 4);
  const double na = std::nan("");
  cargo.log2 << 10, 11, 12, na, na, 5, na, 8;
  return cargo;
}

Quantification exampleTables() {
  Quantification tables;
  tables.proteins = exampleCargo();
  tables.peptides = exampleCargo();
  tables.peptides.rows = {{".(Acetyl)AM(Oxidation)C(Carbamidomethyl)K", "P1;P2;P3", "GA;GB", 1},
                          {"AAAAK", "P4", "GC", 1}};
  return tables;
}

OpenMS::MzTab written(const Identifications& ids, const Study& study = exampleStudy()) {
  const Scratch scratch;
  writeMzTab(ids, exampleTables(), study, {}, scratch.path("study.mzTab"));
  CHECK(scratch.names() == std::vector<std::string>{"study.mzTab"});
  OpenMS::MzTab table;
  OpenMS::MzTabFile().load(scratch.path("study.mzTab"), table);
  return table;
}

/// A part of the metadata as the file says it, by number.
template <class Parts, class Text>
std::vector<std::string> textsOf(const Parts& parts, Text text) {
  std::vector<std::string> all;
  for (const auto& [number, part] : parts) {
    CHECK(number == all.size() + 1);
    all.push_back(text(part));
  }
  return all;
}

std::string modificationText(const OpenMS::MzTabModificationMetaData& part) {
  return part.modification.toCellString() + " " + part.site.toCellString() + " " + part.position.toCellString();
}

/// Abundances as log2, by number; NaN is null in the file.
std::vector<std::string> log2Of(const std::map<OpenMS::Size, OpenMS::MzTabDouble>& cells) {
  return textsOf(cells, [](const OpenMS::MzTabDouble& cell) {
    return cell.isNull() ? "null" : formatNumber(std::log2(cell.get()), 6);
  });
}

}  // namespace

TEST_CASE("mzTab's metadata say what was searched, measured and compared") {
  const OpenMS::MzTab table = written(exampleIdentifications());
  const OpenMS::MzTabMetaData& meta = table.getMetaData();
  CHECK(meta.mz_tab_version.get() == "1.0.0");
  CHECK(meta.mz_tab_mode.get() == "Summary");
  CHECK(meta.mz_tab_type.get() == "Quantification");
  CHECK(meta.software.at(1).software.toCellString().hasPrefix("[, , Vescargo, "));
  CHECK(meta.quantification_method.getAccession() == "MS:1001834");
  CHECK(meta.protein_search_engine_score.at(1).getAccession() == "MS:1002373");
  CHECK(meta.psm_search_engine_score.at(1).getAccession() == "MS:1002354");
  CHECK(
      textsOf(meta.ms_run, [](const auto& run) { return std::string(run.location.get()); }) ==
      std::vector<std::string>{"file://a1.mzML", "file://a2.mzML", "file://b.mzML", "file://c.mzML", "file://d.mzML"});
}

TEST_CASE("mzTab's assays are the samples with all their runs, its study variables the time points") {
  const OpenMS::MzTab table = written(exampleIdentifications());
  const OpenMS::MzTabMetaData& meta = table.getMetaData();
  const auto numbers = [](const std::vector<int>& list) {
    std::string text;
    for (const int number : list) text += std::to_string(number) + " ";
    return text;
  };
  CHECK(textsOf(meta.sample, [](const auto& sample) { return std::string(sample.description.get()); }) ==
        std::vector<std::string>{"A_pre (subject A, pre)", "A_post (subject A, post)", "B_pre (subject B, pre)",
                                 "B_post (subject B, post)"});
  CHECK(textsOf(meta.assay, [&](const auto& assay) { return std::string(assay.sample_ref.get()); }) ==
        std::vector<std::string>{"sample[1]", "sample[2]", "sample[3]", "sample[4]"});
  CHECK(textsOf(meta.assay, [&](const auto& assay) { return numbers(assay.ms_run_ref); }) ==
        std::vector<std::string>{"1 2 ", "3 ", "4 ", "5 "});
  CHECK(textsOf(meta.study_variable, [](const auto& variable) { return std::string(variable.description.get()); }) ==
        std::vector<std::string>{"pre", "post"});
  CHECK(textsOf(meta.study_variable, [&](const auto& variable) { return numbers(variable.assay_refs); }) ==
        std::vector<std::string>{"1 3 ", "2 4 "});
}

TEST_CASE("mzTab's study variables are groups and time points where the study has groups") {
  Study study = exampleStudy();
  study.samples[0].group = study.samples[1].group = "run";
  study.samples[2].group = study.samples[3].group = "rest";
  const OpenMS::MzTab table = written(exampleIdentifications(), study);
  const auto& variables = table.getMetaData().study_variable;
  CHECK(textsOf(variables, [](const auto& variable) { return std::string(variable.description.get()); }) ==
        std::vector<std::string>{"run, pre", "rest, pre", "run, post", "rest, post"});
  CHECK(textsOf(variables, [](const auto& variable) { return std::to_string(variable.assay_refs.at(0)); }) ==
        std::vector<std::string>{"1", "3", "2", "4"});
  CHECK(log2Of(table.getProteinSectionRows()[0].protein_abundance_study_variable) ==
        std::vector<std::string>{"10", "12", "11", "null"});
}

TEST_CASE("mzTab's peptides have the intensities of their assays and study variables, a row for each protein") {
  const OpenMS::MzTab table = written(exampleIdentifications());
  CHECK(table.getMetaData().peptide_search_engine_score.at(1).getAccession() == "MS:1001868");
  const auto rows = table.getPeptideSectionRows();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].sequence.get() == "AMCK");
  CHECK(rows[0].accession.get() == "P1");
  CHECK(rows[2].accession.get() == "P3");
  CHECK_FALSE(rows[0].unique.get());
  CHECK(rows[0].modifications.toCellString() == "0-UNIMOD:1,2-UNIMOD:35,3-UNIMOD:4");
  CHECK(rows[0].best_search_engine_score.at(1).get() == 0.0078125);
  CHECK(rows[0].charge.isNull());
  CHECK(log2Of(rows[0].peptide_abundance_assay) == std::vector<std::string>{"10", "11", "12", "null"});
  CHECK(rows[3].accession.get() == "P4");
  CHECK(rows[3].unique.get());
  CHECK(log2Of(rows[3].peptide_abundance_study_variable) == std::vector<std::string>{"null", "6.5"});
}

TEST_CASE("mzTab lists fixed and variable modifications with site and position, and says when there are none") {
  const OpenMS::MzTab some = written(exampleIdentifications());
  CHECK(textsOf(some.getMetaData().fixed_mod, modificationText) ==
        std::vector<std::string>{"[UNIMOD, UNIMOD:4, Carbamidomethyl, ] C null"});
  CHECK(textsOf(some.getMetaData().variable_mod, modificationText) ==
        std::vector<std::string>{"[UNIMOD, UNIMOD:35, Oxidation, ] M null",
                                 "[UNIMOD, UNIMOD:1, Acetyl, ] null Protein N-term"});
  Identifications ids = exampleIdentifications();
  ids.fixedModifications.clear();
  ids.variableModifications.clear();
  const OpenMS::MzTab none = written(ids);
  CHECK(textsOf(none.getMetaData().fixed_mod, modificationText) ==
        std::vector<std::string>{"[MS, MS:1002453, No fixed modifications searched, ] null null"});
  CHECK(textsOf(none.getMetaData().variable_mod, modificationText) ==
        std::vector<std::string>{"[MS, MS:1002454, No variable modifications searched, ] null null"});
}

TEST_CASE("mzTab's proteins have linear intensities, null where not measured, and the group's other members") {
  const auto rows = written(exampleIdentifications()).getProteinSectionRows();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].accession.get() == "P1");
  CHECK(rows[0].description.get() == "GA;GB");
  CHECK(rows[0].best_search_engine_score.at(1).get() == 0.00390625);
  CHECK(rows[0].ambiguity_members.toCellString() == "P2,P3");
  CHECK(log2Of(rows[0].protein_abundance_assay) == std::vector<std::string>{"10", "11", "12", "null"});
  // The geometric mean of the samples that have a value.
  CHECK(log2Of(rows[0].protein_abundance_study_variable) == std::vector<std::string>{"11", "11"});
  CHECK(rows[1].accession.get() == "P4");
  CHECK(rows[1].ambiguity_members.isNull());
  CHECK(log2Of(rows[1].protein_abundance_assay) == std::vector<std::string>{"null", "5", "null", "8"});
  CHECK(log2Of(rows[1].protein_abundance_study_variable) == std::vector<std::string>{"null", "6.5"});
}

TEST_CASE("mzTab repeats a match for each of its proteins under one number, and leaves out what is not accepted") {
  const auto rows = written(exampleIdentifications()).getPSMSectionRows();
  REQUIRE(rows.size() == 4);
  std::vector<std::string> accessions;
  for (std::size_t i = 0; i < 3; ++i) {
    accessions.emplace_back(rows[i].accession.get());
    CHECK(rows[i].PSM_ID.get() == 1);
    CHECK_FALSE(rows[i].unique.get());
    CHECK(rows[i].sequence.get() == "AMCK");
    CHECK(rows[i].modifications.toCellString() == "0-UNIMOD:1,2-UNIMOD:35,3-UNIMOD:4");
    CHECK(rows[i].spectra_ref.toCellString() == "ms_run[1]:controllerType=0 controllerNumber=1 scan=5");
    CHECK(rows[i].search_engine_score.at(1).get() == 0.0078125);
    CHECK(rows[i].charge.get() == 3);
    CHECK(rows[i].retention_time.toCellString() == "61.5");
    CHECK(rows[i].exp_mass_to_charge.get() == 500.25);
    CHECK(rows[i].calc_mass_to_charge.get() == 500.125);
  }
  CHECK(accessions == std::vector<std::string>{"P1", "P2", "P3"});
  CHECK(rows[3].accession.get() == "P4");
  CHECK(rows[3].PSM_ID.get() == 2);
  CHECK(rows[3].unique.get());
  CHECK(rows[3].modifications.isNull());
  CHECK(rows[3].spectra_ref.getMSFile() == 2);
}

TEST_CASE("mzTab reads back as the cargo that it was written from") {
  const Scratch scratch;
  Quantification tables = exampleTables();
  QuantTable& cargo = tables.proteins;
  cargo.log2(0, 0) = 20.123456;
  cargo.log2(1, 1) = 31.987654;
  writeMzTab(exampleIdentifications(), tables, exampleStudy(), {}, scratch.path("study.mzTab"));
  const StudyCargo read = readStudyCargo(scratch.path("study.mzTab"), exampleStudy());
  CHECK(read.program == "mzTab");
  CHECK(read.table.samples == cargo.samples);
  REQUIRE(read.table.rows.size() == cargo.rows.size());
  for (Eigen::Index row = 0; row < cargo.log2.rows(); ++row) {
    const auto& name = cargo.rows[static_cast<std::size_t>(row)];
    CHECK(read.table.rows[static_cast<std::size_t>(row)].id == name.id);
    CHECK(read.table.rows[static_cast<std::size_t>(row)].genes == name.genes);
    for (Eigen::Index column = 0; column < cargo.log2.cols(); ++column) {
      INFO(row << " " << column);
      if (std::isnan(cargo.log2(row, column))) {
        CHECK(std::isnan(read.table.log2(row, column)));
      } else {
        CHECK(std::abs(read.table.log2(row, column) - cargo.log2(row, column)) < 1e-6);
      }
    }
  }
}
