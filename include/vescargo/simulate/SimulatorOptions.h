#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "vescargo/base/Options.h"
#include "vescargo/simulate/LaneOptions.h"

namespace vescargo {

enum class SpectrumOutput { Centroid, Profile };
template <>
struct EnumNames<SpectrumOutput> {
  static constexpr std::array<std::pair<SpectrumOutput, std::string_view>, 2> value{
      {{SpectrumOutput::Centroid, "centroid"}, {SpectrumOutput::Profile, "profile"}}};
};

enum class RunFormat { GzippedMzml, Mzml };
template <>
struct EnumNames<RunFormat> {
  static constexpr std::array<std::pair<RunFormat, std::string_view>, 2> value{
      {{RunFormat::GzippedMzml, "mzML.gz"}, {RunFormat::Mzml, "mzML"}}};
};

/// A paired vesicle study with a known answer; the defaults are the study in test_mzml.
/// Spreads are standard deviations of log2 amounts.
struct SimulatorOptions {
  int seed = 1;
  int subjects = 6;

  double changedShare = 0.25;
  double exerciseEffect = 2;
  double plateletRise = 0;
  double plateletContamination = 0.03;
  double plateletSpread = 1.0;
  double shedShare = 0;
  double erythrocyteContamination = 0;
  double erythrocyteRise = 0;
  double erythrocyteSpread = 1.0;
  double keratinContamination = 0;
  double keratinRise = 0;
  double keratinSpread = 1.0;
  double subjectSpread = 0.3;
  int batches = 2;
  double batchSpread = 0.2;
  double injectionSpread = 0;

  int absentProteins = 300;
  int unlistedProteins = 60;

  double runSeconds = 600;
  double rtWarpSeconds = 8;
  double massError = 2;
  double detectorNoise = 0.05;
  double chemicalBackground = 1;
  int topN = 3;
  double exclusionSeconds = 15;
  double isolationWidth = 1.6;
  SpectrumOutput spectrumOutput = SpectrumOutput::Centroid;
  RunFormat runFormat = RunFormat::GzippedMzml;
  LaneOptions lanes;

  static constexpr std::string_view topic = "Simulation";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("seed", self.seed, basic("Same seed, same bytes"), Limits{0, 2147483647});
    visit("subjects", self.subjects, basic("Subjects, each with a tube before and one after exercise"), Limits{1, 200});
    visit("changed_share", self.changedShare, basic("Share of the vesicle cargo that exercise changes"), Limits{0, 1});
    visit("exercise_effect", self.exerciseEffect,
          basic("Largest true change by exercise in log2; a quarter of it is the smallest; 0 = none"), Limits{0, 6});
    visit("platelet_rise", self.plateletRise, basic("True rise of platelet vesicles with exercise in log2; 0 = none"),
          Limits{0, 6});
    visit("platelet_contamination", self.plateletContamination,
          basic("Median platelet material added to a tube, relative to its vesicles"), Limits{0, 10});
    visit("platelet_spread", self.plateletSpread,
          "Spread (log2) of the platelet material from tube to tube, independent of exercise", Limits{0, 5});
    visit("shed_share", self.shedShare,
          "Share of the platelet proteins that are shed or released (GP1BA, PF4, PPBP, GP5, GP6 first) and do not "
          "follow the platelets of their tube",
          Limits{0, 1});
    visit("erythrocyte_contamination", self.erythrocyteContamination,
          "Median red-cell material added to a tube, relative to its vesicles; some vesicle proteins are then red "
          "cells' too; 0 = red-cell proteins alone, as plasma has them",
          Limits{0, 10});
    visit("erythrocyte_rise", self.erythrocyteRise, "Rise of the red-cell material with exercise in log2; 0 = none",
          Limits{0, 6});
    visit("erythrocyte_spread", self.erythrocyteSpread, "Spread (log2) of the red-cell material from tube to tube",
          Limits{0, 5});
    visit("keratin_contamination", self.keratinContamination,
          "Median material of skin added to a tube, relative to its vesicles; some vesicle proteins are then skin's "
          "too; 0 = keratins alone, as every bench has them",
          Limits{0, 10});
    visit("keratin_rise", self.keratinRise, "Rise of the material of skin with exercise in log2; 0 = none",
          Limits{0, 6});
    visit("keratin_spread", self.keratinSpread, "Spread (log2) of the material of skin from tube to tube",
          Limits{0, 5});
    visit("subject_spread", self.subjectSpread, "Spread (log2) of a protein's baseline from subject to subject",
          Limits{0, 5});
    visit("batches", self.batches, basic("Measurement batches; the tubes of a subject are in one"), Limits{1, 50});
    visit("batch_spread", self.batchSpread, "Spread (log2) of a protein from batch to batch", Limits{0, 5});
    visit("injection_spread", self.injectionSpread,
          "Spread (log2) of the amount injected from run to run, all proteins alike", Limits{0, 5});
    visit("absent_proteins", self.absentProteins,
          "Synthetic proteins that are in the FASTA and in no tube; without effect on a given FASTA",
          Limits{0, 100000});
    visit("unlisted_proteins", self.unlistedProteins, "Proteins that are in the tubes and not in the FASTA",
          Limits{0, 10000});
    visit("run_seconds", self.runSeconds, basic("Length of a run in seconds"), Limits{60, 20000});
    visit("rt_warp_seconds", self.rtWarpSeconds, "Retention times bend so many seconds from run to run",
          Limits{0, 1000});
    visit("mass_error", self.massError,
          "Spread of the runs' mass offsets in ppm; peaks scatter by a third of it, weak ones by more", Limits{0, 100});
    visit("detector_noise", self.detectorNoise, "Relative noise of an intensity beyond ion counting", Limits{0, 2});
    visit("chemical_background", self.chemicalBackground, "Chemical background; 1 = usual, 0 = none", Limits{0, 100});
    visit("top_n", self.topN, "Most fragment spectra behind a survey scan", Limits{1, 50});
    visit("exclusion_seconds", self.exclusionSeconds, "A fragmented ion is not chosen again for so long",
          Limits{0, 10000});
    visit("isolation_width", self.isolationWidth, "Isolation window in m/z; what else is in it is fragmented too",
          Limits{0.2, 50});
    visit("spectrum_output", self.spectrumOutput, "Spectra as peaks or as profiles");
    visit("run_format", self.runFormat, basic("Files of the runs"));
    LaneOptions::describe(self.lanes, visit);
  }

  /// Throws BadParameter where the lanes do.
  void verify() const { lanes.verify(); }
};

}  // namespace vescargo
