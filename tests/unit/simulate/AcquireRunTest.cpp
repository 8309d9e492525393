#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/simulate/Detector.h"
#include "vescargo/simulate/acquireRun.h"
#include "vescargo/simulate/truthTables.h"
#include "vescargo/table/Study.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

bool sameSpectra(const SimulatedRun& a, const SimulatedRun& b) {
  return std::equal(a.spectra.begin(), a.spectra.end(), b.spectra.begin(), b.spectra.end(),
                    [](const SimulatedSpectrum& x, const SimulatedSpectrum& y) {
                      return x.mz == y.mz && x.intensity == y.intensity && x.rtSeconds == y.rtSeconds &&
                             x.precursorMz == y.precursorMz && x.msLevel == y.msLevel;
                    });
}

/// Intensity in a spectrum within so many ppm of an m/z; 0 = no peak.
double intensityAt(const SimulatedSpectrum& spectrum, double mz, double ppm) {
  double most = 0;
  for (std::size_t i = 0; i < spectrum.mz.size(); ++i) {
    if (std::abs(spectrum.mz[i] - mz) <= mz * ppm * 1e-6) most = std::max<double>(most, spectrum.intensity[i]);
  }
  return most;
}

double mzOf(const SimulatedPeptide& peptide, int charge) { return peptide.mass / charge + 1.007276466621; }

std::size_t surveysOf(const SimulatedRun& run) {
  return static_cast<std::size_t>(std::count_if(run.spectra.begin(), run.spectra.end(),
                                                [](const auto& spectrum) { return spectrum.msLevel == 1; }));
}

/// Share of fragment spectra that hold more than one peptide with at least a tenth of the ions.
double coFragmented(const SimulatedRun& run) {
  double mixed = 0;
  double all = 0;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.msLevel == 1) continue;
    ++all;
    mixed += std::count_if(spectrum.isolated.begin(), spectrum.isolated.end(),
                           [](const IsolatedIon& ion) { return ion.share > 0.1; }) > 1
                 ? 1
                 : 0;
  }
  return mixed / all;
}

/// M, M+1 and M+2 of an ion summed in each survey around a time, as trapezoids to either side until M is gone.
double areaAround(const SimulatedRun& run, double mz, int charge, double rtSeconds) {
  std::vector<std::pair<double, double>> points;  // time, intensity; 0 where M is not seen
  std::size_t middle = 0;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.msLevel != 1) continue;
    if (spectrum.rtSeconds <= rtSeconds) middle = points.size();
    double sum = intensityAt(spectrum, mz, 4);
    for (int k = 1; k < 3 && sum > 0; ++k) sum += intensityAt(spectrum, mz + k * 1.0033548 / charge, 4);
    points.emplace_back(spectrum.rtSeconds, sum);
  }
  std::size_t first = middle;
  std::size_t last = middle;
  while (first > 1 && points[first].second > 0) --first;
  while (last + 2 < points.size() && points[last].second > 0) ++last;
  double area = 0;
  for (std::size_t i = first; i <= last; ++i)
    area += 0.5 * (points[i + 1].first - points[i - 1].first) * points[i].second;
  return area;
}

}  // namespace

TEST_CASE("the same seed gives the same run, whatever was measured before; another seed another") {
  SimulatorOptions options = smallOptions();
  const SimulatedStudy study = studyOf(options);
  const SimulatedRun post = acquireRun(study, 1);
  const SimulatedRun pre = acquireRun(study, 0);
  CHECK(sameSpectra(pre, acquireRun(studyOf(options), 0)));
  CHECK(sameSpectra(post, acquireRun(studyOf(options), 1)));
  CHECK_FALSE(sameSpectra(pre, post));
  options.seed = 99;
  CHECK_FALSE(sameSpectra(pre, acquireRun(studyOf(options), 0)));
}

TEST_CASE("spectra are in order, peaks too, and every peak was a number of ions") {
  const SimulatedRun run = acquireRun(studyOf(smallOptions()), 0);
  REQUIRE(run.spectra.size() > 100);
  double rt = -1;
  int scan = 0;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    CHECK(spectrum.rtSeconds > rt);
    CHECK(spectrum.scan == ++scan);
    rt = spectrum.rtSeconds;
    CHECK(std::is_sorted(spectrum.mz.begin(), spectrum.mz.end(), std::less_equal<>()));
    CHECK(std::all_of(spectrum.intensity.begin(), spectrum.intensity.end(), [](float value) { return value > 0; }));
  }
  CHECK(rt < 200);
}

TEST_CASE("at most top N fragment spectra stand behind a survey scan") {
  SimulatorOptions options = smallOptions();
  for (const int topN : {1, 4}) {
    options.topN = topN;
    const SimulatedRun run = acquireRun(studyOf(options), 0);
    int behind = 0;
    int most = 0;
    for (const SimulatedSpectrum& spectrum : run.spectra) {
      behind = spectrum.msLevel == 1 ? 0 : behind + 1;
      most = std::max(most, behind);
    }
    CHECK(most == topN);
  }
}

TEST_CASE("dynamic exclusion holds: no m/z is fragmented twice within its time") {
  SimulatorOptions options = smallOptions();
  const auto repeats = [](const SimulatedRun& run, double seconds) {
    int count = 0;
    std::vector<std::pair<double, double>> chosen;
    for (const SimulatedSpectrum& spectrum : run.spectra) {
      if (spectrum.msLevel == 1) continue;
      for (const auto& [mz, rt] : chosen) {
        count += std::abs(mz - spectrum.precursorMz) < 9e-6 * mz && spectrum.rtSeconds - rt < seconds ? 1 : 0;
      }
      chosen.emplace_back(spectrum.precursorMz, spectrum.rtSeconds);
    }
    return count;
  };
  options.exclusionSeconds = 12;
  CHECK(repeats(acquireRun(studyOf(options), 0), 12) == 0);
  options.exclusionSeconds = 0;
  CHECK(repeats(acquireRun(studyOf(options), 0), 12) > 50);
}

TEST_CASE("what shares the isolation window is fragmented too, more of it in a wider window") {
  SimulatorOptions options = smallOptions();
  options.isolationWidth = 0.6;
  const double narrow = coFragmented(acquireRun(studyOf(options), 0));
  options.isolationWidth = 6;
  const SimulatedRun wide = acquireRun(studyOf(options), 0);
  CHECK(coFragmented(wide) > narrow + 0.2);
  for (const SimulatedSpectrum& spectrum : wide.spectra) {
    if (spectrum.msLevel == 1) continue;
    CHECK(spectrum.isolationHigh - spectrum.isolationLow == Approx(6).epsilon(1e-9).margin(0));
    double sum = 0;
    for (const IsolatedIon& ion : spectrum.isolated) sum += ion.share;
    CHECK(sum <= 1);
  }
}

TEST_CASE("a fragment spectrum holds the b and y ions of what was isolated") {
  const SimulatedStudy study = studyOf(smallOptions());
  const SimulatedRun run = acquireRun(study, 0);
  int checked = 0;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.msLevel == 1 || spectrum.isolated.empty() || spectrum.isolated[0].share < 0.9) continue;
    if (spectrum.precursorIntensity < 1e6) continue;
    const SimulatedPeptide& peptide = study.peptides[spectrum.isolated[0].peptide];
    CHECK(spectrum.precursorCharge == spectrum.isolated[0].charge);
    const double isotopes =
        (spectrum.precursorMz - mzOf(peptide, spectrum.precursorCharge)) * spectrum.precursorCharge / 1.00335;
    CHECK(std::abs(isotopes - std::round(isotopes)) < 0.05);
    int seen = 0;
    double mass = peptide.mass;
    for (std::size_t bond = 1; bond < peptide.sequence.size(); ++bond) {
      mass -= monoisotopicMass(residueComposition(peptide.sequence[bond - 1]));
      const bool oxidised = std::count(peptide.oxidised.begin(), peptide.oxidised.end(), bond - 1) > 0;
      mass -= oxidised ? 15.99491462 : 0;
      seen += intensityAt(spectrum, mass + 1.00727647, 20) > 0 ? 1 : 0;
    }
    CHECK(seen >= static_cast<int>(peptide.sequence.size()) / 3);
    ++checked;
  }
  CHECK(checked > 10);
}

TEST_CASE("what is abundant is seen and what is scarce is missing, by its number of ions") {
  const SimulatedStudy study = studyOf(smallOptions());
  const SimulatedRun run = acquireRun(study, 0);
  std::map<int, std::pair<double, double>> seenByDecade;
  for (const SimulatedPeptide& peptide : study.peptides) {
    const double mz = mzOf(peptide, 2) * (1 + 1e-6 * run.massOffsetPpm);
    const double ions = peptide.ions[0] * peptide.chargeShare[1];
    if (mz < 360 || mz > 1390 || ions < 1e4) continue;
    const double rt = run.warp.at(peptide.rtSeconds, 200);
    const bool seen = std::any_of(run.spectra.begin(), run.spectra.end(), [&](const SimulatedSpectrum& spectrum) {
      return spectrum.msLevel == 1 && std::abs(spectrum.rtSeconds - rt) < 8 && intensityAt(spectrum, mz, 4) > 0;
    });
    auto& [hits, all] = seenByDecade[std::min(8, static_cast<int>(std::log10(ions)))];
    hits += seen ? 1 : 0;
    ++all;
  }
  const auto share = [&](int decade) { return seenByDecade.at(decade).first / seenByDecade.at(decade).second; };
  CHECK(share(8) > 0.9);
  CHECK(share(7) > share(6));
  CHECK(share(6) > share(5));
  CHECK(share(5) < 0.35);
}

TEST_CASE("masses are off by the run's offset and scatter about it") {
  SimulatorOptions options = smallOptions();
  const auto errors = [&] {
    const SimulatedStudy study = studyOf(options);
    const SimulatedRun run = acquireRun(study, 0);
    std::vector<double> found;
    for (const SimulatedSpectrum& spectrum : run.spectra) {
      if (spectrum.msLevel == 1 || spectrum.isolated[0].share < 0.9) continue;
      const double mz = mzOf(study.peptides[spectrum.isolated[0].peptide], spectrum.precursorCharge);
      const double ppm = (spectrum.precursorMz / mz - 1) * 1e6;
      if (std::abs(ppm) < 60) found.push_back(ppm);
    }
    std::sort(found.begin(), found.end());
    CHECK(found[found.size() / 2] == Approx(run.massOffsetPpm).margin(0.3 * options.massError + 0.1));
    return found[found.size() * 9 / 10] - found[found.size() / 10];
  };
  options.massError = 0;
  CHECK(errors() < 0.6);
  options.massError = 4;
  CHECK(errors() > 2);
}

TEST_CASE("runs bend retention times by about what was asked") {
  SimulatorOptions options = smallOptions();
  options.rtWarpSeconds = 0;
  const RtWarp none = acquireRun(studyOf(options), 0).warp;
  CHECK(none.at(120, 200) == 120);
  options.rtWarpSeconds = 10;
  const RtWarp some = acquireRun(studyOf(options), 0).warp;
  CHECK(std::abs(some.at(60, 200) - 60) + std::abs(some.at(140, 200) - 140) > 1);
  CHECK(RtWarp{2, 3, 0}.at(100, 200) == Approx(105).epsilon(1e-12).margin(0));
}

TEST_CASE("without chemical background its ions are not there") {
  SimulatorOptions options = smallOptions();
  const auto seenIn = [](const SimulatedRun& run) {
    int scans = 0;
    for (const SimulatedSpectrum& spectrum : run.spectra)
      scans += spectrum.msLevel == 1 && intensityAt(spectrum, 445.12003, 8) > 0 ? 1 : 0;
    return scans;
  };
  const SimulatedRun usual = acquireRun(studyOf(options), 0);
  CHECK(seenIn(usual) > static_cast<int>(surveysOf(usual) / 2));
  options.chemicalBackground = 0;
  CHECK(seenIn(acquireRun(studyOf(options), 0)) < 5);
}

TEST_CASE("detector noise scatters the intensities of equal packets") {
  const auto scatter = [](double noise) {
    SimulatorOptions options;
    options.detectorNoise = noise;
    const Detector detector(60000, 0, options);
    Random random(1, "noise");
    std::vector<IonPacket> packets;
    for (int i = 0; i < 400; ++i) packets.push_back({400 + i * 2.0, 1e6});
    double sum = 0;
    for (const IonPacket& peak : detector.detect(packets, random)) sum += std::pow(std::log(peak.ions / 1e6), 2);
    return std::sqrt(sum / 400);
  };
  CHECK(scatter(0) == Approx(0.001).epsilon(0.15));
  CHECK(scatter(0.1) == Approx(0.1).epsilon(0.15));
}

TEST_CASE("peaks nearer than the resolution are one, and few ions are none") {
  SimulatorOptions options;
  options.massError = options.detectorNoise = 0;
  const Detector detector(60000, 0, options);
  Random random(1, "merge");
  CHECK(detector.peakWidth(200) == Approx(200.0 / 60000).epsilon(1e-9).margin(0));
  const auto peaks = detector.detect({{500, 1e4}, {500.001, 1e4}, {500.1, 1e4}, {600, 0.5}}, random);
  REQUIRE(peaks.size() == 2);
  CHECK(peaks[0].mz == Approx(500.0005).epsilon(1e-7).margin(0));
  CHECK(peaks[0].ions == Approx(2e4).epsilon(0.05).margin(0));
}

TEST_CASE("a profile run is the centroided run as profiles: same scans, same precursors") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 100;
  const SimulatedRun centroids = acquireRun(studyOf(options), 0);
  options.spectrumOutput = SpectrumOutput::Profile;
  const SimulatedRun profiles = acquireRun(studyOf(options), 0);
  REQUIRE(centroids.spectra.size() == profiles.spectra.size());
  for (std::size_t i = 0; i < profiles.spectra.size(); ++i) {
    const SimulatedSpectrum& profile = profiles.spectra[i];
    CHECK(profile.profile);
    CHECK(profile.precursorMz == centroids.spectra[i].precursorMz);
    CHECK(std::is_sorted(profile.mz.begin(), profile.mz.end(), std::less_equal<>()));
    for (std::size_t p = 0; p < centroids.spectra[i].mz.size(); p += 20)
      CHECK(intensityAt(profile, centroids.spectra[i].mz[p], 25) > 0);
  }
}

TEST_CASE("longer runs have more scans, and the run length is the gradient") {
  SimulatorOptions options = smallOptions();
  const SimulatedStudy shorter = studyOf(options);
  options.runSeconds = 400;
  const SimulatedStudy longer = studyOf(options);
  CHECK(acquireRun(longer, 0).spectra.size() > 1.5 * static_cast<double>(acquireRun(shorter, 0).spectra.size()));
  REQUIRE(longer.peptides.size() == shorter.peptides.size());
  CHECK(longer.peptides[5].rtSeconds == Approx(2 * shorter.peptides[5].rtSeconds).epsilon(1e-9).margin(0));
}

TEST_CASE("spectra of proteins that are not in the FASTA are there") {
  const SimulatedStudy study = studyOf(smallOptions());
  int unlisted = 0;
  for (const SimulatedSpectrum& spectrum : acquireRun(study, 0).spectra) {
    if (spectrum.msLevel == 2 && !study.peptides[spectrum.isolated[0].peptide].listed) ++unlisted;
  }
  CHECK(unlisted > 5);
}

TEST_CASE("true traces are as large as the spectra show, and scatter as they say") {
  SimulatorOptions options = smallOptions();
  options.chemicalBackground = 0;
  options.detectorNoise = 0.15;
  const SimulatedStudy study = mixtureOf(options);
  std::vector<double> ratios;
  std::vector<double> deviations;
  const SimulatedRun run = acquireRun(study, 0);
  for (const TrueTrace& trace : run.traces) {
    const SimulatedPeptide& peptide = study.peptides[trace.peptide];
    REQUIRE(peptide.ions[0] > 0);
    CHECK(trace.mostIons >= 2);
    CHECK((trace.surveys > 0) == (trace.mostIons >= Detector::leastIons));
    if (trace.surveys < 8) continue;
    const double mz = mzOf(peptide, trace.charge) * (1 + 1e-6 * run.massOffsetPpm);
    const double area = areaAround(run, mz, trace.charge, trace.apexRtSeconds);
    ratios.push_back(area / trace.area);
    deviations.push_back(std::abs(area / trace.area - 1) / trace.relativeSd);
  }
  REQUIRE(ratios.size() > 100);
  const auto middle = [](std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  CHECK(middle(ratios) == Approx(1).margin(0.03));
  CHECK(middle(deviations) / 0.6745 == Approx(1).margin(0.3));
}

TEST_CASE("a mixture's true traces know what is not in a tube") {
  const SimulatedStudy study = mixtureOf(smallOptions());
  const auto postOnly = [&](const SimulatedRun& run) {
    return std::count_if(run.traces.begin(), run.traces.end(), [&](const TrueTrace& trace) {
      const auto& proteins = study.peptides[trace.peptide].proteins;
      return std::all_of(proteins.begin(), proteins.end(),
                         [&](std::size_t protein) { return std::isnan(study.design.trueChange[protein]); });
    });
  };
  CHECK(postOnly(acquireRun(study, 0)) == 0);
  CHECK(postOnly(acquireRun(study, 1)) > 3);
}

TEST_CASE("truth tables say what the study holds") {
  SimulatorOptions options = smallOptions();
  options.subjects = 2;
  const SimulatedStudy study = studyOf(options);
  const Scratch scratch;

  const TsvFile proteins = readTsv(scratch.file("proteins.tsv", proteinTruth(study.design)));
  REQUIRE(proteins.rows.size() == study.design.proteome.size());
  const auto change = proteins.requiredColumn("true_change");
  const auto amount = proteins.requiredColumn("S02_post");
  for (std::size_t i = 0; i < proteins.rows.size(); ++i) {
    CHECK(*parseNumber(proteins.rows[i].cells[change]) == Approx(study.design.trueChange[i]).margin(1e-4));
    if (study.design.proteome[i].kind == ProteinClass::Absent)
      CHECK(proteins.rows[i].cells[amount] == "NA");
    else
      CHECK(*parseNumber(proteins.rows[i].cells[amount]) ==
            Approx(std::log2(study.design.abundances[i][3])).margin(0.006));
  }

  const TsvFile samples = readTsv(scratch.file("samples.tsv", sampleTruth(study.design)));
  REQUIRE(samples.rows.size() == 4);
  CHECK(*parseNumber(samples.rows[2].cells[samples.requiredColumn("platelet_fraction")]) ==
        Approx(study.design.tubes[2].plateletFraction()).epsilon(1e-5).margin(0));

  const TsvFile peptides = readTsv(scratch.file("peptides.tsv", peptideTruth(study)));
  const auto& row = peptides.rows.front();
  const int charge = static_cast<int>(*parseNumber(row.cells[peptides.requiredColumn("charge")]));
  CHECK(row.cells[0] == study.peptides[0].modifiedSequence);
  CHECK(*parseNumber(row.cells[peptides.requiredColumn("mz")]) ==
        Approx(mzOf(study.peptides[0], charge)).epsilon(1e-8).margin(0));
  CHECK(*parseNumber(row.cells[peptides.requiredColumn("rt_seconds")]) ==
        Approx(study.peptides[0].rtSeconds).margin(0.006));

  const Study sheet = readStudy(scratch.file("study.tsv", studySheet(study.design)));
  CHECK(sheet.timePoints == std::vector<std::string>{"pre", "post"});
  CHECK(sheet.samples.size() == 4);
  CHECK(sheet.samples[1].batch == study.design.tubes[1].batch);

  const SimulatedRun run = acquireRun(study, 0);
  const TsvFile traces = readTsv(scratch.file("traces.tsv", traceTruth(study, {run})));
  REQUIRE(traces.rows.size() == run.traces.size());
  CHECK(*parseNumber(traces.rows[7].cells[traces.requiredColumn("rt_seconds")]) ==
        Approx(run.traces[7].apexRtSeconds).margin(0.006));
  CHECK(*parseNumber(traces.rows[7].cells[traces.requiredColumn("surveys")]) == run.traces[7].surveys);

  const TsvFile runs = readTsv(scratch.file("runs.tsv", runTruth({run}, options)));
  CHECK(*parseNumber(runs.rows[0].cells[runs.requiredColumn("ms1")]) == static_cast<double>(surveysOf(run)));
}
