#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/steps.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;
using OpenMS::MSExperiment;
using OpenMS::MSSpectrum;

namespace {

using Change = std::function<MSExperiment(const MSExperiment&)>;
using Spectra = std::vector<MSSpectrum>;

const std::vector<std::string> names{"S01_post", "S01_pre", "S02_post", "S02_pre"};

/// What the simulated study gives.
struct Answer {
  QuantTable peptides;
  std::vector<RunQuality> quality;
};

/// Two subjects of test_mzml, changed, identified and quantified.
Answer answerOf(const Change& change) {
  const test::Scratch scratch;
  std::vector<std::string> paths;
  std::string sheet = "run\tsample\tsubject\ttimepoint\n";
  for (const std::string& name : names) {
    MSExperiment run;
    OpenMS::MzMLFile file;
    file.setLogType(OpenMS::ProgressLogger::NONE);
    file.load(test::inSource("test_mzml/" + name + ".mzML.gz"), run);
    paths.push_back(scratch.path(name + ".mzML"));
    file.store(paths.back(), change(run));
    sheet += name + "\t" + name + "\t" + name.substr(0, 3) + "\t" + name.substr(4) + "\n";
  }
  const std::string fasta = test::inSource("test_mzml/proteome.fasta");
  Journal journal(RunRecord{});
  RunFiles files;
  for (std::size_t i = 0; i < paths.size(); ++i) files[names[i]] = paths[i];
  RunReader runs("", files, {}, journal);
  const auto ids = StudySearch(runs, {{fasta}, {}, {}}, {}, journal).identify({});
  const AcceptedLimits limits = acceptStudy(ids, 0.01, journal);
  QuantOptions options;
  options.normalize = Normalization::None;
  const auto surveys = [&](std::uint32_t run) { return indexSurveys(readRun(paths[run])); };
  const auto quantified =
      quantifyStudy(ids, surveys, readStudy(scratch.file("study.tsv", sheet)), {options, 0.01, limits, {}}, journal);
  return {quantified.tables.peptides, quantified.traces.quality};
}

const Answer& plain() {
  static const Answer answer = answerOf([](const MSExperiment& run) { return run; });
  return answer;
}

std::map<std::pair<std::string, std::size_t>, double> valuesOf(const QuantTable& table) {
  std::map<std::pair<std::string, std::size_t>, double> values;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
      const double value = table.log2(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(sample));
      if (!std::isnan(value)) values[{table.rows[row].id, sample}] = value;
    }
  }
  return values;
}

/// How the values of a changed study agree with those of the plain one.
struct Agreement {
  double kept = 0;     ///< share of the plain study's values that are there
  double center = 0;   ///< median difference, log2
  double within = 0;   ///< share of the common values within 0.2 of the median
  double largest = 0;  ///< difference
};

Agreement agreementOf(const Answer& answer) {
  const auto before = valuesOf(plain().peptides);
  const auto after = valuesOf(answer.peptides);
  std::vector<double> differences;
  Agreement agreement;
  for (const auto& [cell, value] : before) {
    const auto found = after.find(cell);
    if (found == after.end()) continue;
    differences.push_back(found->second - value);
    agreement.largest = std::max(agreement.largest, std::abs(differences.back()));
  }
  agreement.kept = static_cast<double>(differences.size()) / static_cast<double>(before.size());
  agreement.center = median(differences);
  const auto near = std::count_if(differences.begin(), differences.end(),
                                  [&](double difference) { return std::abs(difference - agreement.center) <= 0.2; });
  agreement.within = static_cast<double>(near) / static_cast<double>(differences.size());
  return agreement;
}

void checkSame(const Answer& answer) { CHECK(valuesOf(answer.peptides) == valuesOf(plain().peptides)); }

MSExperiment runOf(const Spectra& spectra) {
  MSExperiment run;
  for (const MSSpectrum& spectrum : spectra) run.addSpectrum(spectrum);
  return run;
}

/// Each spectrum is replaced by what `add` adds for it.
MSExperiment changed(const MSExperiment& run, const std::function<void(const MSSpectrum&, Spectra&)>& add) {
  Spectra spectra;
  for (const MSSpectrum& spectrum : run) add(spectrum, spectra);
  return runOf(spectra);
}

bool isSurvey(const MSSpectrum& spectrum) { return spectrum.getMSLevel() == 1; }

MSSpectrum later(MSSpectrum spectrum, double seconds) {
  spectrum.setRT(spectrum.getRT() + seconds);
  return spectrum;
}

MSSpectrum scaled(MSSpectrum spectrum, const std::function<float(double)>& factor) {
  for (auto& peak : spectrum) peak.setIntensity(peak.getIntensity() * factor(peak.getMZ()));
  return spectrum;
}

MSSpectrum atVoltage(MSSpectrum spectrum, double volts) {
  spectrum.setDriftTime(volts);
  spectrum.setDriftTimeUnit(decltype(spectrum.getDriftTimeUnit())::FAIMS_COMPENSATION_VOLTAGE);
  return spectrum;
}

}  // namespace

TEST_CASE("a study whose spectra stand in another order gives the same values", "[lanesStudy]") {
  checkSame(answerOf([](const MSExperiment& run) {
    Spectra spectra(run.begin(), run.end());
    std::stable_sort(spectra.begin(), spectra.end(), [](const MSSpectrum& a, const MSSpectrum& b) {
      const auto key = [](const MSSpectrum& s) { return std::fmod(s.getRT() * 7919, 100); };
      return key(a) < key(b);
    });
    return runOf(spectra);
  }));
}

TEST_CASE("spectra of negative ions and of radiation between the others change no value", "[lanesStudy]") {
  const Answer answer = answerOf([](const MSExperiment& run) {
    return changed(run, [](const MSSpectrum& spectrum, Spectra& spectra) {
      spectra.push_back(spectrum);
      if (!isSurvey(spectrum)) return;
      MSSpectrum negative = later(scaled(spectrum, [](double mz) { return mz < 700 ? 9.0F : 0.3F; }), 0.1);
      negative.getInstrumentSettings().setPolarity(OpenMS::IonSource::NEGATIVE);
      spectra.push_back(negative);
      MSSpectrum radiation = later(spectrum, 0.2);
      radiation.getInstrumentSettings().setScanMode(OpenMS::InstrumentSettings::EMR);
      spectra.push_back(radiation);
    });
  });
  checkSame(answer);
  const RunQuality& quality = answer.quality[0];
  CHECK(count(quality.passedOver, PassedOver::NegativeIons) == quality.ms1Spectra);
  CHECK(count(quality.passedOver, PassedOver::NoMassSpectrum) == quality.ms1Spectra);
}

TEST_CASE("a lock mass, its times starting again behind the run, changes no value", "[lanesStudy]") {
  for (const double every : {1.0, 10.0}) {
    const Answer answer = answerOf([&](const MSExperiment& run) {
      Spectra spectra;
      for (MSSpectrum spectrum : run) {
        spectrum.setNativeID("function=" + std::to_string(spectrum.getMSLevel()) +
                             " process=0 scan=" + std::to_string(spectra.size()));
        spectra.push_back(spectrum);
      }
      const double end = run.getSpectra().back().getRT();
      for (double rt = 0.3; rt < end; rt += every) {
        MSSpectrum lock;
        lock.setMSLevel(1);
        lock.setRT(rt);
        lock.setNativeID("function=3 process=0 scan=" + std::to_string(spectra.size()));
        lock.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
        lock.emplace_back(278.1141, 1e6F);
        lock.emplace_back(556.2771, 1e8F);
        lock.emplace_back(557.2802, 3e7F);
        spectra.push_back(lock);
      }
      return runOf(spectra);
    });
    checkSame(answer);
    REQUIRE(answer.quality[0].lanes.size() == 2);
    CHECK(answer.quality[0].lanes[1].reference);
  }
}

TEST_CASE("an ion is measured at the compensation voltage that it passes best, in all runs", "[lanesStudy]") {
  // Each voltage lets through a third of the m/z, in steps of 60, and of the rest a little.
  const auto passing = [](int voltage) {
    return [voltage](double mz) { return static_cast<int>(mz / 60) % 3 == voltage ? 1.0F : 0.2F; };
  };
  const Answer answer = answerOf([&](const MSExperiment& run) {
    return changed(run, [&](const MSSpectrum& spectrum, Spectra& spectra) {
      if (!isSurvey(spectrum)) {
        const int voltage = static_cast<int>(spectrum.getPrecursors().at(0).getMZ() / 60) % 3;
        spectra.push_back(atVoltage(spectrum, -45 - 15 * voltage));
        return;
      }
      for (int voltage = 0; voltage < 3; ++voltage)
        spectra.push_back(later(atVoltage(scaled(spectrum, passing(voltage)), -45 - 15 * voltage), 0.05 * voltage));
    });
  });
  REQUIRE(answer.quality[0].lanes.size() == 3);
  CHECK(nameOf(answer.quality[0].lanes[0].kind) == "-75 V");
  const Agreement agreement = agreementOf(answer);
  CHECK(agreement.kept > 0.97);
  CHECK(agreement.within > 0.97);
  CHECK(std::abs(agreement.center) < 0.001);
}

TEST_CASE("boxes beside full scans keep the ratios, whether they are weaker or stronger", "[lanesStudy]") {
  const auto windowsOf = [](MSSpectrum spectrum, int first) {
    MSSpectrum box = spectrum;
    box.clear(false);
    std::vector<OpenMS::ScanWindow> windows;
    for (int i = first; i < 14; i += 2) {
      OpenMS::ScanWindow window;
      window.begin = 400 + 80 * i - 1;
      window.end = 400 + 80 * (i + 1) + 1;
      windows.push_back(window);
    }
    for (const auto& peak : spectrum) {
      const bool inside = std::any_of(windows.begin(), windows.end(), [&](const OpenMS::ScanWindow& window) {
        return peak.getMZ() >= window.begin && peak.getMZ() <= window.end;
      });
      if (inside) box.push_back(peak);
    }
    box.getInstrumentSettings().setScanWindows(windows);
    return box;
  };
  for (const float factor : {0.5F, 4.0F}) {
    const Answer answer = answerOf([&](const MSExperiment& run) {
      return changed(run, [&](const MSSpectrum& spectrum, Spectra& spectra) {
        spectra.push_back(spectrum);
        if (!isSurvey(spectrum)) return;
        OpenMS::ScanWindow full;
        full.begin = 350;
        full.end = 1600;
        spectra.back().getInstrumentSettings().setScanWindows({full});
        const MSSpectrum strong = scaled(spectrum, [&](double) { return factor; });
        spectra.push_back(later(windowsOf(strong, 0), 0.05));
        spectra.push_back(later(windowsOf(strong, 1), 0.1));
      });
    });
    REQUIRE(answer.quality[0].lanes.size() == 3);
    const Agreement agreement = agreementOf(answer);
    CHECK(agreement.kept > 0.99);
    // Ions that a box cuts are measured in the full scans.
    CHECK(agreement.center == (factor > 1 ? 2 : 0));
    CHECK(agreement.within > (factor > 1 ? 0.88 : 0.999));
  }
}

TEST_CASE("a study whose surveys are of two functions, one behind the other, keeps the ratios", "[lanesStudy]") {
  const Answer answer = answerOf([](const MSExperiment& run) {
    std::array<Spectra, 3> functions;
    for (const MSSpectrum& spectrum : run) {
      const std::size_t function = isSurvey(spectrum) ? functions[0].size() + functions[1].size() : 0;
      Spectra& to = isSurvey(spectrum) ? functions[function % 2] : functions[2];
      to.push_back(spectrum);
      to.back().setNativeID("function=" + std::to_string(isSurvey(spectrum) ? function % 2 + 1 : 3) +
                            " process=0 scan=" + std::to_string(to.size()));
    }
    for (const std::size_t f : {1U, 2U})
      functions[0].insert(functions[0].end(), functions[f].begin(), functions[f].end());
    return runOf(functions[0]);
  });
  REQUIRE(answer.quality[0].lanes.size() == 2);
  const Agreement agreement = agreementOf(answer);
  CHECK(agreement.kept > 0.9);
  CHECK(agreement.within > 0.9);
  CHECK(std::abs(agreement.center) < 0.05);
}

TEST_CASE("a picked run has the lanes of the run, by both readers", "[lanesStudy]") {
  const test::Scratch scratch;
  MSExperiment run;
  for (int i = 0; i < 6; ++i) {
    MSSpectrum survey;
    survey.setMSLevel(1);
    survey.setRT(i);
    survey.setNativeID("scan=" + std::to_string(i));
    survey.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
    survey.emplace_back(500 + i, 10.0F);
    OpenMS::ScanWindow window;
    window.begin = 400;
    window.end = 1400;
    survey.getInstrumentSettings().setScanWindows({window});
    survey.getAcquisitionInfo().push_back(OpenMS::Acquisition());  // OpenMS writes no voltage without
    if (i % 2 == 1) survey.setMetaValue("filter string", "ITMS + p NSI Full ms [400.00-1400.00]");
    survey.getInstrumentSettings().setPolarity(i == 4 ? OpenMS::IonSource::NEGATIVE : OpenMS::IonSource::POSITIVE);
    run.addSpectrum(atVoltage(survey, i % 2 == 0 ? -40 : -50));
  }
  const std::string in = scratch.path("a.mzML");
  OpenMS::MzMLFile().store(in, run);
  pickFile(in, scratch.path("b.mzML"), {});
  const Run direct = readRun(in);
  REQUIRE(direct.lanes.size() == 2);
  CHECK(nameOf(direct.lanes[0].kind) == "-50 V, 400-1400 m/z, ion trap");
  CHECK(direct.lanes[1].surveys() == 2);
  CHECK((readRun(scratch.path("b.mzML")).lanes == direct.lanes));
  CHECK((readRunThroughOpenMs(in).lanes == direct.lanes));
  CHECK((readRunThroughOpenMs(in).ms1.mz == direct.ms1.mz));
}
