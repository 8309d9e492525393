#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "vescargo/report/mzQc.h"

using namespace vescargo;
using Json = nlohmann::json;

namespace {

RunRow goodRun() {
  RunRow row{"a b", "S1", {}};
  row.quality.ms1Spectra = 10;
  row.quality.ms2Spectra = 40;
  row.quality.identifiedSpectra = 30;
  row.quality.totalIonCurrent = 1.5e9;
  row.quality.rtBeginSeconds = 1;
  row.quality.rtEndSeconds = 60;
  row.quality.peakWidthSeconds = 7.5;
  return row;
}

Json parsed(const std::vector<RunRow>& rows) {
  RunRecord record;
  record.tool = "EVPipeline";
  record.version = "1.2.3+ab12";
  record.inputs = {{"/data/other.mzML", 1, "00"}, {"/data/a b.mzML.gz", 2, "abcd", {}, "a b"}};
  return Json::parse(mzQcJson(rows, record)).at("mzQC");
}

/// Value of a metric of a run; null where it has none.
Json valueOf(const Json& run, const std::string& accession) {
  for (const Json& metric : run.at("qualityMetrics")) {
    if (metric.at("accession") == accession) return metric.at("value");
  }
  return nullptr;
}

}  // namespace

TEST_CASE("mzQC names format, vocabulary, software and the run's file with its checksum") {
  const Json content = parsed({goodRun()});
  CHECK(content.at("version") == "1.0.0");
  CHECK(content.at("creationDate") == "1970-01-01T00:00:00Z");
  CHECK(content.at("controlledVocabularies").at(0).at("version") == "4.1.133");
  const Json& metadata = content.at("runQualities").at(0).at("metadata");
  CHECK(metadata.at("analysisSoftware").at(0).at("version") == "1.2.3+ab12");
  CHECK(metadata.at("analysisSoftware").at(0).at("uri") == "pkg:generic/vescargo@1.2.3%2Bab12");
  const Json& file = metadata.at("inputFiles").at(0);
  CHECK(file.at("name") == "a b.mzML.gz");
  CHECK(file.at("location") == "file:///data/a%20b.mzML.gz");
  CHECK(file.at("fileFormat").at("accession") == "MS:1000584");
  CHECK(file.at("fileProperties").at(0).at("accession") == "MS:1003151");
  CHECK(file.at("fileProperties").at(0).at("value") == "abcd");
}

TEST_CASE("mzQC has the metrics that are known, under their terms") {
  RunRow unknown{"other", "S2", {}};
  RunRow absent{"absent", "S3", {}};
  const Json runs = parsed({goodRun(), unknown, absent}).at("runQualities");
  REQUIRE(runs.size() == 3);
  CHECK(valueOf(runs[0], "MS:4000059") == 10);
  CHECK(valueOf(runs[0], "MS:4000060") == 40);
  CHECK(valueOf(runs[0], "MS:1003251") == 30);
  CHECK(valueOf(runs[0], "MS:4000155") == 1.5e9);
  CHECK(valueOf(runs[0], "MS:4000070") == Json{1.0, 60.0});
  CHECK(valueOf(runs[0], "MS:4000051") == Json::array({7.5}));
  CHECK(valueOf(runs[1], "MS:4000059") == 0);
  CHECK(valueOf(runs[1], "MS:4000070").is_null());
  CHECK(valueOf(runs[1], "MS:4000051").is_null());
  const Json& file = runs[2].at("metadata").at("inputFiles").at(0);
  CHECK(file.at("location") == "file:absent.mzML");
  CHECK_FALSE(file.contains("fileProperties"));
}

TEST_CASE("mzQC names the compensation voltages of a run and the spectra that are no MS of positive ions") {
  RunRow run = goodRun();
  for (const float volts : {-60.0F, -45.0F, -60.0F}) run.quality.lanes.emplace_back().kind.compensationVoltage = volts;
  count(run.quality.passedOver, PassedOver::NegativeIons) = 3;
  count(run.quality.passedOver, PassedOver::NoMassSpectrum) = 2;
  const Json properties =
      parsed({run}).at("runQualities").at(0).at("metadata").at("inputFiles").at(0).at("fileProperties");
  std::vector<std::string> accessions;
  for (const Json& property : properties) accessions.push_back(property.at("accession"));
  CHECK(accessions == std::vector<std::string>{"MS:1003151", "MS:1001581", "MS:1001581", "MS:1000129", "MS:1000804"});
  CHECK(properties.at(1).at("value") == -60);
  CHECK(properties.at(2).at("value") == -45);
}
