#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "spectra/MzMlText.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/spectra/readMzMl.h"
#include "vescargo/spectra/sumPeaks.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

Run read(const std::string& spectra, const std::string& lists = "") {
  const Scratch scratch;
  const auto run = readMzMl(scratch.file("a.mzML", mzMl(spectra, 0, lists)), [](RawPeaks&) { return false; });
  REQUIRE(run);
  return *run;
}

/// How a spectrum of one peak is told.
struct Told {
  int level = 1;
  double rtSeconds = 0;
  std::string terms{};             ///< of the spectrum
  std::string scan{};              ///< terms of its scan
  std::vector<MzRange> windows{};  ///< of its scan
  std::string id{};
  double mz = 500;
  double precursor = 0;
};

std::string windowsText(const std::vector<MzRange>& windows) {
  if (windows.empty()) return "";
  std::string text = "<scanWindowList>";
  for (const MzRange& window : windows)
    text += "<scanWindow>" + term("MS:1000501", std::to_string(window.low)) +
            term("MS:1000500", std::to_string(window.high)) + "</scanWindow>";
  return text + "</scanWindowList>";
}

std::string text(const Told& told) {
  const std::string time = told.rtSeconds < 0 ? "" : term("MS:1000016", std::to_string(told.rtSeconds), "UO:0000010");
  std::string children = level(told.level) + told.terms + "<scanList><scan>" + time + told.scan +
                         windowsText(told.windows) + "</scan></scanList>";
  if (told.precursor > 0)
    children += "<precursorList><precursor><selectedIonList><selectedIon>" +
                term("MS:1000744", std::to_string(told.precursor)) +
                "</selectedIon></selectedIonList></precursor></precursorList>";
  return spectrum(told.id.empty() ? "scan=1" : told.id, 1, children, arrays({told.mz}, {1}));
}

std::string text(const std::vector<Told>& all) {
  std::string joined;
  for (const Told& told : all) joined += text(told);
  return joined;
}

std::string volts(int value) { return term("MS:1001581", std::to_string(value)); }

/// Names and sizes of the lanes: "-45 V: 3, -60 V: 3 (reference)".
std::string lanesOf(const Run& run) {
  std::string names;
  for (const Lane& lane : run.lanes)
    names += (names.empty() ? "" : "; ") + nameOf(lane.kind) + ": " + std::to_string(lane.surveys()) +
             (lane.reference ? " (reference)" : "");
  return names;
}

std::vector<std::int32_t> linksOf(const Run& run) {
  std::vector<std::int32_t> links;
  for (const Ms2Header& header : run.ms2Headers) links.push_back(header.ms1);
  return links;
}

}  // namespace

TEST_CASE("a run of one kind of survey, in order, has one lane and stays as it is", "[lanes]") {
  const Run run = read(text({{.rtSeconds = 1, .windows = {{400, 1500}}},
                             {.level = 2, .rtSeconds = 2},
                             {.level = 2, .rtSeconds = 2.5},
                             {.rtSeconds = 3, .windows = {{400, 1500}}},
                             {.level = 2, .rtSeconds = 3}}));
  CHECK(lanesOf(run) == "400-1500 m/z: 2");
  CHECK(run.ms1RtSeconds == std::vector<float>{1, 3});
  CHECK(linksOf(run) == std::vector<std::int32_t>{0, 0, 1});
  CHECK(lanesOf(read(text({{.level = 2, .rtSeconds = 2}}))).empty());
}

TEST_CASE("surveys of each compensation voltage are a lane, whichever way it is told", "[lanes]") {
  std::vector<Told> all;
  for (int cycle = 0; cycle < 3; ++cycle) {
    const double rt = 10 * cycle;
    all.push_back({.rtSeconds = rt, .terms = volts(-45), .mz = 450});
    all.push_back({.level = 2, .rtSeconds = rt + 1, .terms = volts(-45)});
    all.push_back({.rtSeconds = rt + 2, .scan = volts(-60), .mz = 600});
    all.push_back({.level = 2, .rtSeconds = rt + 3, .scan = volts(-60)});
    all.push_back({.level = 2, .rtSeconds = rt + 4, .terms = volts(-45)});
  }
  const Run run = read(text(all));
  CHECK(lanesOf(run) == "-60 V: 3; -45 V: 3");
  CHECK(run.ms1RtSeconds == std::vector<float>{2, 12, 22, 0, 10, 20});
  CHECK(run.ms1.mz == std::vector<float>{600, 600, 600, 450, 450, 450});
  CHECK(linksOf(run) == std::vector<std::int32_t>{3, 0, 3, 4, 1, 4, 5, 2, 5});
  const std::string filter = term("MS:1000512", "FTMS + p NSI cv=-50.00 Full ms [350.0000-1500.0000]");
  CHECK(lanesOf(read(text({{.rtSeconds = 1, .scan = filter}}))) == "-50 V: 1");
}

TEST_CASE("spectra out of order are put in order, with each fragment spectrum at its survey", "[lanes]") {
  const Run run = read(text({{.rtSeconds = 20, .mz = 420},
                             {.level = 2, .rtSeconds = 21, .mz = 121},
                             {.level = 2, .rtSeconds = 11, .mz = 111},
                             {.rtSeconds = 0, .mz = 400},
                             {.rtSeconds = 10, .mz = 410},
                             {.level = 2, .rtSeconds = 1, .mz = 101}}));
  CHECK(run.ms1RtSeconds == std::vector<float>{0, 10, 20});
  CHECK(run.ms1.mz == std::vector<float>{400, 410, 420});
  CHECK(run.ms2.mz == std::vector<float>{101, 111, 121});
  CHECK(linksOf(run) == std::vector<std::int32_t>{0, 1, 2});
}

TEST_CASE("fragment spectra that stand behind all surveys belong to the last survey before them in time", "[lanes]") {
  const Run run = read(text({{.rtSeconds = 0},
                             {.rtSeconds = 10},
                             {.level = 2, .rtSeconds = 1, .id = "scan=7"},
                             {.level = 2, .rtSeconds = 11, .id = "scan=8"}}));
  CHECK(linksOf(run) == std::vector<std::int32_t>{0, 1});
  CHECK(run.ms2Headers[1].nativeId == "scan=8");
}

TEST_CASE("scan windows make lanes, and a precursor is of one that has it", "[lanes]") {
  const std::vector<MzRange> odd{{400, 412}, {424, 436}};
  const std::vector<MzRange> even{{412, 424}, {436, 448}};
  std::vector<Told> all;
  for (int cycle = 0; cycle < 2; ++cycle) {
    const double rt = 10 * cycle;
    all.push_back({.rtSeconds = rt, .windows = {{350, 1500}}});
    all.push_back({.rtSeconds = rt + 1, .windows = odd});
    all.push_back({.rtSeconds = rt + 2, .windows = even});
    all.push_back({.level = 2, .rtSeconds = rt + 3, .precursor = 405});
    all.push_back({.level = 2, .rtSeconds = rt + 4, .precursor = 440});
    all.push_back({.level = 2, .rtSeconds = rt + 5, .precursor = 700});
    all.push_back({.level = 2, .rtSeconds = rt + 6, .precursor = 1600});
  }
  const Run run = read(text(all));
  CHECK(lanesOf(run) == "350-1500 m/z: 2; 400-412 + 424-436 m/z: 2; 412-424 + 436-448 m/z: 2");
  CHECK(linksOf(run) == std::vector<std::int32_t>{2, 4, 0, 4, 3, 5, 1, 5});
}

TEST_CASE("windows that are nearly the same, or what was observed, make no lanes", "[lanes]") {
  std::vector<Told> near;
  std::vector<Told> observed;
  for (int i = 0; i < 60; ++i) {
    near.push_back({.rtSeconds = 1.0 * i, .windows = {{static_cast<float>(400 + i % 3), 1500}}});
    const auto low = static_cast<float>(300 + 37 * (i * i % 59));
    observed.push_back({.rtSeconds = 1.0 * i, .windows = {{low, low + 1000}}});
  }
  CHECK(lanesOf(read(text(near))) == "400-1500 m/z: 60");
  CHECK(lanesOf(read(text(observed))) == "all: 60");
}

TEST_CASE("segments of a method, one behind the other, are one lane", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 6; ++i) all.push_back({.rtSeconds = 1.0 * i, .windows = {{i < 3 ? 300.0F : 500.0F, 1500}}});
  CHECK(lanesOf(read(text(all))) == "300-1500 m/z: 6");
  for (int i = 3; i < 6; ++i) all[static_cast<std::size_t>(i)].windows = {{1000, 2000}};
  CHECK(lanesOf(read(text(all))) == "300-1500 + 1000-2000 m/z: 6");
  std::vector<Told> back;
  for (int i = 0; i < 30; ++i)
    back.push_back({.rtSeconds = 1.0 * i, .windows = {{i < 10 || i >= 20 ? 300.0F : 900.0F, 1500}}});
  CHECK(lanesOf(read(text(back))) == "300-1500 + 900-1500 m/z: 30");
}

TEST_CASE("windows that vary without order make no lanes where they are mostly the same", "[lanes]") {
  std::vector<Told> all;
  std::vector<Told> turns;
  for (int i = 0; i < 60; ++i) {
    const int odd = i * i % 59 % 3;
    all.push_back({.rtSeconds = 1.0 * i, .windows = {{350.0F + 30 * odd, 1400}}});
    turns.push_back({.rtSeconds = 1.0 * i, .windows = {{350.0F + 30 * (i % 3), 1400}}});
  }
  CHECK(lanesOf(read(text(all))) == "350-1400 m/z: 60");
  CHECK(lanesOf(read(text(turns))) == "350-1400 m/z: 20; 380-1400 m/z: 20; 410-1400 m/z: 20");
  for (const int at : {3, 17, 40}) all[static_cast<std::size_t>(at)].windows = {{500, 520}};
  CHECK(lanesOf(read(text(all))) == "350-1400 m/z: 57; 500-520 m/z: 3");
}

TEST_CASE("surveys that do not say what the others say are of their lane", "[lanes]") {
  const std::string filter = term("MS:1000512", "FTMS + p NSI Full ms [350.0000-1400.0000]");
  std::vector<Told> filtered;
  std::vector<Told> windows;
  for (int i = 0; i < 20; ++i) {
    filtered.push_back({.rtSeconds = 1.0 * i, .scan = i % 2 == 0 ? filter : ""});
    windows.push_back({.rtSeconds = 1.0 * i});
    if (i % 2 == 0) windows.back().windows = {{350, 1400}};
  }
  CHECK(lanesOf(read(text(filtered))) == "all: 20");
  CHECK(lanesOf(read(text(windows))) == "350-1400 m/z: 20");
}

TEST_CASE("a voltage that varies by hundredths is one setting", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 20; ++i) {
    const std::string volts = term("MS:1001581", (i % 2 == 0 ? "-45.0" : "-60.0") + std::to_string(i % 5));
    all.push_back({.rtSeconds = 2.0 * i, .terms = volts});
    all.push_back({.level = 2, .rtSeconds = 2.0 * i + 1, .terms = term("MS:1001581", i % 2 == 0 ? "-45" : "-60")});
  }
  const Run run = read(text(all));
  CHECK(run.lanes.size() == 2);
  CHECK(run.lanes[0].surveys() == 10);
  for (std::size_t i = 0; i < 20; ++i)
    CHECK(run.ms1RtSeconds[static_cast<std::size_t>(linksOf(run)[i])] == 2.0F * static_cast<float>(i));
}

TEST_CASE("a spectrum whose level is not said is one of fragments where it has a precursor", "[lanes]") {
  std::string unsaid = text(Told{.level = 2, .rtSeconds = 2, .precursor = 500});
  unsaid.erase(unsaid.find(level(2)), level(2).size());
  const Run run = read(text({{.rtSeconds = 1}}) + unsaid);
  CHECK(run.ms1RtSeconds == std::vector<float>{1});
  CHECK(linksOf(run) == std::vector<std::int32_t>{0});
}

namespace {

/// Function 1 surveys every second what varies, function 3 what the lock mass gives, every `every` seconds from
/// `begin`.
std::vector<Told> withLockMass(int every, double begin, double lockMz) {
  std::vector<Told> all;
  for (int i = 0; i < 40; ++i) {
    all.push_back({.rtSeconds = 1.0 * i, .id = "function=1 process=0 scan=1", .mz = 500.0 + i});
    all.push_back({.level = 2, .rtSeconds = i + 0.6, .id = "function=2 process=0 scan=1", .precursor = 500.0 + i});
  }
  for (int i = 0; i * every < 40; ++i)
    all.push_back({.rtSeconds = begin + i * every + 0.5,
                   .id = "function=3 process=0 scan=1",
                   .mz = lockMz > 0 ? lockMz : 500.0 + i});
  return all;
}

bool linkedToFirst(const Run& run) {
  for (std::size_t i = 0; i < run.ms2Headers.size(); ++i) {
    if (run.ms2Headers[i].ms1 != static_cast<std::int32_t>(i)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a lock mass is a reference, sparse or dense, and takes no precursor", "[lanes]") {
  for (const int every : {1, 2, 10}) {
    const Run run = read(text(withLockMass(every, 0, 556.2771)));
    CHECK(lanesOf(run) == "function 1: 40; function 3: " + std::to_string((39 / every) + 1) + " (reference)");
    CHECK(run.ms2Headers.size() == 40);
    CHECK(linkedToFirst(run));
  }
  std::vector<Told> one;
  for (int i = 0; i < 40; ++i)
    one.push_back({.rtSeconds = 1.0 * i, .windows = {{600, i == 20 ? 3000.0F : 2000.0F}}, .mz = 700.0 + i});
  CHECK(lanesOf(read(text(one))) == "600-2000 m/z: 39; 600-3000 m/z: 1");  // too few to tell
  const Run sparse = read(text(withLockMass(10, 0, 0)));
  CHECK(lanesOf(sparse) == "function 1: 40; function 3: 4 (reference)");
}

TEST_CASE("another function that surveys what varies, as often, is a lane like the first", "[lanes]") {
  CHECK(lanesOf(read(text(withLockMass(1, 0, 0)))) == "function 1: 40; function 3: 40");
}

TEST_CASE("what is no mass spectrum, of negative ions or of a higher level is passed over and counted", "[lanes]") {
  const std::string radiation =
      spectrum("uv", 1, term("MS:1000804") + scanAt("1"),
               array(term("MS:1000617") + term("MS:1000523") + term("MS:1000576"), packed<double>({220})) +
                   array(intensityOf32, packed<float>({1})));
  std::string unnamed = radiation;
  unnamed.erase(unnamed.find(term("MS:1000804")), term("MS:1000804").size());
  const std::string absorbing = spectrum("pda", 1, term("MS:1000806") + level(1) + scanAt("1"), arrays({220}, {1}));
  const Run run = read(radiation + unnamed + absorbing +
                       text({{.rtSeconds = 1},
                             {.rtSeconds = 2, .terms = term("MS:1000129")},
                             {.level = 2, .rtSeconds = 2, .terms = term("MS:1000129")},
                             {.rtSeconds = 2, .scan = term("MS:1000512", "FTMS - p NSI Full ms [300.0000-1500.0000]")},
                             {.rtSeconds = 3, .terms = term("MS:1000130")},
                             {.level = 2, .rtSeconds = 3},
                             {.level = 3, .rtSeconds = 3}}));
  CHECK(run.passedOver == PassedOverCounts{3, 3, 1, 0, 1, 0});
  CHECK(run.ms1RtSeconds == std::vector<float>{1, 3});
  CHECK(linksOf(run) == std::vector<std::int32_t>{1});
}

TEST_CASE("a survey without a time is passed over where others have one, a fragment spectrum has its survey's",
          "[lanes]") {
  const Run run = read(text({{.rtSeconds = 1}, {.level = 2, .rtSeconds = -1}, {.rtSeconds = -1}, {.rtSeconds = 3}}));
  CHECK(run.ms1RtSeconds == std::vector<float>{1, 3});
  CHECK(count(run.passedOver, PassedOver::NoTime) == 1);
  CHECK(run.ms2Headers[0].rtSeconds == 1);
  CHECK(run.ms2Headers[0].ms1 == 0);
}

TEST_CASE("an ion trap's surveys are another lane, and precursors are of the better analyzer", "[lanes]") {
  const auto analyzer = [](const std::string& id, const std::string& accession) {
    return "<instrumentConfiguration id=\"" + id + "\"><componentList><analyzer>" + term(accession) +
           "</analyzer></componentList></instrumentConfiguration>";
  };
  const std::string lists = "<instrumentConfigurationList>" + analyzer("i", "MS:1000484") +
                            analyzer("trap", "MS:1000291") + "</instrumentConfigurationList>";
  std::vector<std::string> spectra;
  for (int i = 0; i < 3; ++i) {
    spectra.push_back(text(Told{.rtSeconds = 3.0 * i}));
    spectra.push_back(text(Told{.rtSeconds = 3.0 * i + 1}));
    spectra.push_back(text(Told{.level = 2, .rtSeconds = 3.0 * i + 2}));
    std::string& trap = spectra[spectra.size() - 2];
    trap.insert(trap.find("<scan>") + 5, " instrumentConfigurationRef=\"trap\"");
  }
  const Run run = read(join(spectra, ""), lists);
  CHECK(lanesOf(run) == "all: 3; ion trap: 3");
  CHECK(linksOf(run) == std::vector<std::int32_t>{0, 1, 2});
}

TEST_CASE("scans of one frame by ion mobility are one survey, and one fragment spectrum a precursor", "[lanes]") {
  std::vector<Told> all;
  for (int frame = 0; frame < 2; ++frame) {
    for (int scan = 0; scan < 3; ++scan)
      all.push_back({.rtSeconds = 1.0 * frame, .scan = term("MS:1002815", "0.9"), .mz = 500 + 0.001 * scan});
    for (int scan = 0; scan < 4; ++scan)
      all.push_back({.level = 2,
                     .rtSeconds = frame + 0.5,
                     .scan = term("MS:1002815", "0.9"),
                     .id = "frame=" + std::to_string(frame) + " scan=" + std::to_string(scan),
                     .mz = 300,
                     .precursor = scan < 2 ? 500.0 : 600.0});
  }
  const Run run = read(text(all));
  CHECK(lanesOf(run) == "frames summed over ion mobility: 2");
  CHECK(run.ms1.offset == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(run.ms1.mz[0] == Approx(500.001).epsilon(1e-7));
  CHECK(run.ms1.intensity == std::vector<float>{3, 3});
  REQUIRE(run.ms2Headers.size() == 4);
  CHECK(run.ms2Headers[3].nativeId == "frame=1 scan=2");
  CHECK(run.ms2.intensity == std::vector<float>{2, 2, 2, 2});
  CHECK(linksOf(run) == std::vector<std::int32_t>{0, 0, 1, 1});
}

TEST_CASE("peaks at several ion mobilities of one spectrum are summed", "[lanes]") {
  const std::string mobility =
      array(term("MS:1003006") + term("MS:1000523") + term("MS:1000576"), packed<double>({0.8, 0.9, 1, 0.8}));
  const Run run =
      read(spectrum("s", 4, level(1) + scanAt("1"), arrays({500, 500.002, 500.004, 600}, {1, 5, 2, 7}) + mobility));
  CHECK(run.ms1.intensity == std::vector<float>{8, 7});
  CHECK(run.ms1.mz[0] == Approx(500.00225).epsilon(1e-7));
}

TEST_CASE("a sum takes what is within reach of its highest peak, and no more", "[lanes]") {
  std::vector<double> mz{500, 500.005, 500.01, 500.015};
  std::vector<float> intensity{1, 4, 2, 3};
  sumPeaks(mz, intensity);
  CHECK(intensity == std::vector<float>{7, 3});
  CHECK(mz[0] == Approx((500 + 4 * 500.005 + 2 * 500.01) / 7).epsilon(1e-12));
  CHECK(mz[1] == 500.015);
  mz = {};
  intensity = {};
  sumPeaks(mz, intensity);
  CHECK(mz.empty());
}

TEST_CASE("a contaminant that is the highest peak of a survey function makes no reference of it", "[lanes]") {
  // m/z 445.12 is in every survey of function 1, beside as much of other peaks.
  const auto survey = [](int function, double rt, const std::vector<double>& mz, MzRange window) {
    const std::string scan = "<scanList><scan>" + term("MS:1000016", std::to_string(rt), "UO:0000010") +
                             windowsText({window}) + "</scan></scanList>";
    std::vector<double> intensity(mz.size(), 1);
    intensity[0] = 2;
    return spectrum("function=" + std::to_string(function) + " process=0 scan=1", mz.size(), level(1) + scan,
                    arrays(mz, intensity));
  };
  std::string spectra;
  for (int i = 0; i < 40; ++i) {
    spectra += survey(1, i, {445.12, 460.0 + i, 470.0 + i, 480.0 + i}, {350, 620});
    spectra += survey(2, i + 0.5, {650.0 + i, 700.0 + i}, {600, 1400});
    spectra += text(Told{.level = 2, .rtSeconds = i + 0.7, .precursor = 460.0 + i});
  }
  CHECK(lanesOf(read(spectra)) == "350-620 m/z, function 1: 40; 600-1400 m/z, function 2: 40");
}

TEST_CASE("a function that brings precursors is no reference, however constant", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 40; ++i) {
    all.push_back({.rtSeconds = 1.0 * i, .windows = {{350, 620}}, .id = "function=1 process=0 scan=1", .mz = 445.12});
    all.push_back(
        {.rtSeconds = i + 0.5, .windows = {{600, 1400}}, .id = "function=2 process=0 scan=1", .mz = 700.0 + i});
    all.push_back({.level = 2, .rtSeconds = i + 0.7, .precursor = i % 2 == 0 ? 400.0 + i : 700.0 + i});
  }
  CHECK(lanesOf(read(text(all))) == "350-620 m/z, function 1: 40; 600-1400 m/z, function 2: 40");
}

TEST_CASE("a survey that says no voltage has that of its fragment spectra, where they agree", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 20; ++i) {
    const int value = i % 2 == 0 ? -45 : -60;
    all.push_back({.rtSeconds = 3.0 * i, .terms = i % 5 == 0 ? "" : volts(value)});
    all.push_back({.level = 2, .rtSeconds = 3.0 * i + 1, .terms = volts(value)});
    all.push_back({.level = 2, .rtSeconds = 3.0 * i + 2, .terms = volts(i == 15 ? -45 : value)});
  }
  CHECK(lanesOf(read(text(all))) == "all: 1; -60 V: 9; -45 V: 10");
}

TEST_CASE("a voltage that drifts is one setting", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 40; ++i)
    all.push_back(
        {.rtSeconds = 1.0 * i, .terms = term("MS:1001581", std::to_string((i % 2 == 0 ? -45 : -60) + 0.03 * i))});
  const Run run = read(text(all));
  REQUIRE(run.lanes.size() == 2);
  CHECK(run.lanes[0].surveys() == 20);
}

TEST_CASE("times of one kind that start again are told, those of two functions or without order are not", "[lanes]") {
  std::vector<Told> all;
  for (int i = 0; i < 60; ++i) all.push_back({.rtSeconds = 1.0 * (i % 30), .mz = 500.0 + i});
  CHECK(read(text(all)).timesStartAgain);
  for (int i = 0; i < 60; ++i)
    all[static_cast<std::size_t>(i)].id = "function=" + std::to_string(1 + i / 30) + " scan=1";
  CHECK(!read(text(all)).timesStartAgain);
  for (int i = 0; i < 60; ++i) all[static_cast<std::size_t>(i)] = {.rtSeconds = 1.0 * (i * 17 % 60)};
  CHECK(!read(text(all)).timesStartAgain);
  for (int i = 0; i < 60; ++i) all[static_cast<std::size_t>(i)] = {.rtSeconds = 1.0 * (i < 3 ? 57 + i : i - 3)};
  CHECK(!read(text(all)).timesStartAgain);
}

TEST_CASE("fragment spectra without a precursor, or with several, are counted and kept", "[lanes]") {
  const std::string ion = "<selectedIon>" + term("MS:1000744", "500") + "</selectedIon>";
  const auto fragments = [&](const std::string& precursors) {
    return spectrum("s", 1, level(2) + scanAt("2") + "<precursorList>" + precursors + "</precursorList>",
                    arrays({200}, {1}));
  };
  const std::string window = "<isolationWindow>" + term("MS:1000827", "501") + "</isolationWindow>";
  const std::string zero =
      "<selectedIonList><selectedIon>" + term("MS:1000744", "0") + "</selectedIon></selectedIonList>";
  const Run run = read(text({{.rtSeconds = 1}, {.level = 2, .rtSeconds = 2}}) +
                       fragments("<precursor><selectedIonList>" + ion + ion + "</selectedIonList></precursor>") +
                       fragments("<precursor>" + window + zero + "</precursor>"));
  CHECK(run.ms2Headers.size() == 3);
  CHECK(run.ms2Headers[2].precursorMz == 501);
  CHECK(count(run.passedOver, PassedOver::NoPrecursor) == 1);
  CHECK(count(run.passedOver, PassedOver::MorePrecursors) == 1);
}

TEST_CASE("times may be in hours and milliseconds", "[lanes]") {
  const auto at = [](const std::string& value, const std::string& unit) {
    return spectrum("s", 1, level(1) + "<scanList><scan>" + term("MS:1000016", value, unit) + "</scan></scanList>",
                    arrays({500}, {1}));
  };
  CHECK(read(at("1500", "UO:0000028") + at("0.5", "UO:0000031") + at("0.5", "UO:0000032")).ms1RtSeconds ==
        std::vector<float>{1.5, 30, 1800});
}
