#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <OpenMS/KERNEL/OnDiscMSExperiment.h>
#include <omp.h>

#include <catch2/catch.hpp>
#include <iostream>
#include <pugixml.hpp>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/openms/writeSimulatedRun.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A short run as it was made, as OpenMS reads its file, and the file itself.
struct WrittenRun {
  template <class Change>
  explicit WrittenRun(Change&& change) {
    SimulatorOptions options = smallOptions();
    options.runSeconds = 60;
    change(options.lanes);
    lanes = options.lanes;
    run = acquireRun(studyOf(options), 0);
    path = scratch.path("run.mzML");
    writeSimulatedRun(run, path, lanes);
    // OpenMS tells spectra of light from all of its threads at once, which can end the program.
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    OpenMS::MzMLFile().load(path, read);
    omp_set_num_threads(threads);
    REQUIRE(OpenMS::MzMLFile().isValid(path, std::cerr));
    REQUIRE(xml.load_file(path.c_str()));
    for (const auto& node :
         xml.child("indexedmzML").child("mzML").child("run").child("spectrumList").children("spectrum"))
      spectra.push_back(node);
    REQUIRE(spectra.size() == run.spectra.size());
    REQUIRE(read.size() == run.spectra.size());
  }

  Scratch scratch;
  LaneOptions lanes;
  SimulatedRun run;
  std::string path;
  OpenMS::MSExperiment read;
  pugi::xml_document xml;
  std::vector<pugi::xml_node> spectra;
};

pugi::xml_node term(const pugi::xml_node& parent, const char* accession) {
  return parent.find_child_by_attribute("cvParam", "accession", accession);
}

std::string idOf(const pugi::xml_node& spectrum) { return spectrum.attribute("id").value(); }

/// Whether every place in the index is where the spectrum of that name begins, and OpenMS finds it by that.
bool indexHolds(const WrittenRun& written) {
  const std::string text = contentOf(written.path);
  std::size_t next = 0;
  for (const auto& offset : written.xml.child("indexedmzML").child("indexList").child("index").children("offset")) {
    const std::string begin = "<spectrum id=\"" + std::string(offset.attribute("idRef").value()) + "\"";
    const auto at = static_cast<std::size_t>(offset.text().as_ullong());
    if (text.compare(at, begin.size(), begin) != 0 ||
        idOf(written.spectra[next++]) != offset.attribute("idRef").value())
      return false;
  }
  const auto list = written.xml.child("indexedmzML").child("indexListOffset").text().as_ullong();
  OpenMS::OnDiscMSExperiment onDisc;
  return next == written.spectra.size() && text.compare(list, 11, "<indexList ") == 0 &&
         onDisc.openFile(written.path) && onDisc.getNrSpectra() == next &&
         onDisc.getSpectrum(3).size() == written.read[3].size();
}

bool timesAscend(const OpenMS::MSExperiment& read, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (read[i].getRT() < read[i - 1].getRT()) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("FAIMS voltages stand on every spectrum, where ProteoWizard writes them") {
  const WrittenRun written([](LaneOptions& lanes) { lanes.faimsCv = {-40, -55.5}; });
  for (std::size_t i = 0; i < written.spectra.size(); ++i) {
    const auto voltage = term(written.spectra[i], "MS:1001581");
    CHECK(voltage.attribute("name").value() == std::string("FAIMS compensation voltage"));
    CHECK(voltage.attribute("value").as_double() == (written.run.spectra[i].lane == 0 ? -40 : -55.5));
    CHECK(term(written.spectra[i], "MS:1000130"));
    CHECK(idOf(written.spectra[i]) == "scan=" + std::to_string(i + 1));
  }
  CHECK(indexHolds(written));
}

TEST_CASE("negative surveys are marked as such") {
  const WrittenRun written([](LaneOptions& lanes) { lanes.polaritySwitching = true; });
  int negative = 0;
  for (std::size_t i = 0; i < written.spectra.size(); ++i) {
    const bool isNegative = written.run.spectra[i].lane == 1;
    negative += isNegative ? 1 : 0;
    CHECK(!term(written.spectra[i], "MS:1000129").empty() == isNegative);
    CHECK(term(written.spectra[i], "MS:1000130").empty() == isNegative);
    CHECK((written.read[i].getInstrumentSettings().getPolarity() == OpenMS::IonSource::NEGATIVE) == isNegative);
  }
  CHECK(negative > 10);
}

TEST_CASE("box surveys have a scan window a box, full surveys one, and every peak comes back") {
  const WrittenRun written([](LaneOptions& lanes) {
    lanes.boxcarSets = 2;
    lanes.boxcarBoxes = 5;
  });
  for (std::size_t i = 0; i < written.spectra.size(); ++i) {
    const SimulatedSpectrum& made = written.run.spectra[i];
    const auto windows = written.read[i].getInstrumentSettings().getScanWindows();
    const auto& boxes = written.run.lanes[made.lane].boxes;
    CHECK(windows.size() == (made.msLevel > 1 ? 0 : boxes.empty() ? 1 : 5));
    for (std::size_t b = 0; b < boxes.size() && b < windows.size(); ++b) {
      CHECK(windows[b].begin == Approx(boxes[b].low).margin(6e-5));
      CHECK(windows[b].end == Approx(boxes[b].high).margin(6e-5));
    }
    CHECK(!term(written.spectra[i], "MS:1000582").empty() == (made.msLevel == 1 && !boxes.empty()));
    CHECK(written.read[i].getMSLevel() == static_cast<unsigned>(made.msLevel));
    REQUIRE(written.read[i].size() == made.mz.size());
    bool equal = true;
    for (std::size_t p = 0; p < made.mz.size(); ++p)
      equal =
          equal && written.read[i][p].getMZ() == made.mz[p] && written.read[i][p].getIntensity() == made.intensity[p];
    CHECK(equal);
  }
}

TEST_CASE("a lock-mass function has names of functions and is a calibration, among the surveys or behind the run") {
  for (const SpectrumOrder order : {SpectrumOrder::Time, SpectrumOrder::Behind}) {
    const WrittenRun written([&](LaneOptions& lanes) {
      lanes.lockMass = true;
      lanes.spectrumOrder = order;
    });
    CHECK(term(written.xml.child("indexedmzML")
                   .child("mzML")
                   .child("fileDescription")
                   .child("sourceFileList")
                   .child("sourceFile"),
               "MS:1000769"));
    std::size_t calibrations = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < written.spectra.size(); ++i) {
      const auto function = term(written.spectra[i].child("scanList").child("scan"), "MS:1000616");
      const std::string number = function.attribute("value").value();
      CHECK(idOf(written.spectra[i]).starts_with("function=" + number + " process=0 scan="));
      CHECK(!term(written.spectra[i], "MS:1000928").empty() == (number == "3"));
      CHECK(written.read[i].getMSLevel() == (number == "2" ? 2u : 1u));
      if (number != "3") continue;
      last = i;
      CHECK(idOf(written.spectra[i]) == "function=3 process=0 scan=" + std::to_string(++calibrations));
    }
    CHECK(calibrations == 3);
    CHECK((last + 1 == written.spectra.size()) == (order == SpectrumOrder::Behind));
    CHECK(timesAscend(written.read, 0, written.read.size()) == (order == SpectrumOrder::Time));
    CHECK(timesAscend(written.read, 0, written.read.size() - 3));
    CHECK(indexHolds(written));
  }
}

TEST_CASE("functions stand one behind the other, each by time") {
  const WrittenRun written([](LaneOptions& lanes) {
    lanes.polaritySwitching = lanes.lockMass = lanes.uvSpectra = true;
    lanes.spectrumOrder = SpectrumOrder::Function;
  });
  std::vector<std::string> functions;
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < written.spectra.size(); ++i) {
    const std::string id = idOf(written.spectra[i]);
    const std::string function = id.substr(0, id.find(' '));
    if (functions.empty() || functions.back() != function) functions.push_back(function), begins.push_back(i);
    CHECK(id == function + " process=0 scan=" + std::to_string(i - begins.back() + 1));
  }
  CHECK(functions == std::vector<std::string>{"function=1", "function=2", "function=3", "function=4", "function=5"});
  begins.push_back(written.spectra.size());
  for (std::size_t f = 0; f < functions.size(); ++f) CHECK(timesAscend(written.read, begins[f], begins[f + 1]));
  CHECK_FALSE(timesAscend(written.read, 0, written.read.size()));
  CHECK(indexHolds(written));
}

TEST_CASE("UV spectra have wavelengths and absorbances and no level, by time or behind the run") {
  for (const SpectrumOrder order : {SpectrumOrder::Time, SpectrumOrder::Behind}) {
    const WrittenRun written([&](LaneOptions& lanes) {
      lanes.uvSpectra = true;
      lanes.spectrumOrder = order;
    });
    int light = 0;
    int ions = 0;
    std::size_t changes = 0;
    for (std::size_t i = 0; i < written.spectra.size(); ++i) {
      const pugi::xml_node spectrum = written.spectra[i];
      const bool uv = !term(spectrum, "MS:1000804").empty();
      const auto x = spectrum.child("binaryDataArrayList").first_child();
      changes += i > 0 && uv != !term(written.spectra[i - 1], "MS:1000804").empty() ? 1 : 0;
      if (!uv) {
        CHECK(idOf(spectrum) == "controllerType=0 controllerNumber=1 scan=" + std::to_string(++ions));
        CHECK(term(x, "MS:1000514"));
        continue;
      }
      CHECK(idOf(spectrum) == "controllerType=4 controllerNumber=1 scan=" + std::to_string(++light));
      CHECK(term(spectrum, "MS:1000511").empty());
      CHECK(term(spectrum, "MS:1000130").empty());
      CHECK(term(spectrum, "MS:1000619").attribute("value").as_double() == 200);
      CHECK(term(spectrum, "MS:1000618").attribute("unitName").value() == std::string("nanometer"));
      CHECK(term(x, "MS:1000514").empty());
      CHECK(term(x, "MS:1000617").attribute("unitAccession").value() == std::string("UO:0000018"));
      CHECK(term(x.next_sibling(), "MS:1000515").attribute("unitName").value() == std::string("absorbance unit"));
      CHECK(spectrum.attribute("defaultArrayLength").as_int() == 101);
      CHECK(written.read[i].getRT() == light - 1);
      CHECK(written.read[i].getInstrumentSettings().getScanMode() == OpenMS::InstrumentSettings::EMR);
    }
    CHECK(light == 60);
    CHECK(static_cast<std::size_t>(ions) == written.spectra.size() - 60);
    CHECK((changes == 1) == (order == SpectrumOrder::Behind));
    CHECK(indexHolds(written));
  }
}

TEST_CASE("a run without lanes is written as ever, whatever the number of boxes") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  const SimulatedRun run = acquireRun(studyOf(options), 0);
  const Scratch scratch;
  writeSimulatedRun(run, scratch.path("a.mzML"));
  options.lanes.boxcarBoxes = 7;
  writeSimulatedRun(run, scratch.path("b.mzML"), options.lanes);
  CHECK(contentOf(scratch.path("a.mzML")) == contentOf(scratch.path("b.mzML")));
  CHECK(contentOf(scratch.path("a.mzML")).find("scanWindow") == std::string::npos);
}
