#include <catch2/catch.hpp>

#include "vescargo/report/runsSection.h"

using namespace vescargo;

namespace {

RunRow runOf(const std::string& name, std::size_t ms2, double width) {
  RunRow row{name, "tube", {}};
  row.quality.ms1Spectra = 100;
  row.quality.ms2Spectra = ms2;
  row.quality.identifiedSpectra = ms2 / 2;
  row.quality.peakWidthSeconds = width;
  return row;
}

bool has(const std::string& html, const std::string& text) { return html.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("runs that stand out by more than twice the median are named and their numbers bold") {
  const std::string html = runsSection({runOf("one", 1000, 8), runOf("two<", 400, 8), runOf("three", 1000, 17)});
  CHECK(has(html, "<strong>400</strong>"));
  CHECK(has(html, "<strong>17</strong>"));
  CHECK(has(html, "Look at two&lt;, three."));
  CHECK_FALSE(has(html, "<strong>1,000"));
  CHECK_FALSE(has(html, "<strong>8"));
}

TEST_CASE("runs alike, or with nothing known, do not stand out; no run, no section") {
  const std::string html = runsSection({runOf("one", 1000, 8), runOf("two", 500, RunQuality::unknown)});
  CHECK(has(html, "No run stands out."));
  CHECK(has(html, "NA"));
  CHECK(runsSection({}).empty());
}

TEST_CASE("kinds of surveys and what was not read are told of the runs that have them") {
  RunRow faims = runOf("faims", 1000, 8);
  faims.lanes = "-60 V (50); -45 V (50)";
  RunRow switching = runOf("switching", 1000, 8);
  switching.lanes = "all (100)";
  switching.quality.passedOver = {0, 1234, 0, 0};
  RunRow cut = runOf("cut", 1000, 8);
  cut.quality.missingSpectra = 77;
  RunRow plain = runOf("plain", 1000, 8);
  plain.lanes = "all (100)";
  const std::string html = runsSection({faims, switching, cut, plain});
  const std::string kinds = html.substr(html.find("Kinds of spectra"));
  CHECK(has(kinds, "-60 V (50); -45 V (50)"));
  CHECK(has(kinds, "1234 of negative ions"));
  CHECK(has(kinds, "77"));
  CHECK_FALSE(has(kinds, "plain"));
  CHECK_FALSE(has(runsSection({plain}), "Kinds of spectra"));
}
