#include <OpenMS/FORMAT/ConsensusXMLFile.h>
#include <OpenMS/KERNEL/ConsensusMap.h>

#include <catch2/catch.hpp>
#include <set>

#include "base/Scratch.h"
#include "quant/TracedStudy.h"
#include "vescargo/openms/consensusFile.h"

using namespace vescargo;
using test::Scratch;

namespace {

Identifications matchedIdentifications() {
  Identifications ids = test::fractionedIdentifications();
  for (const float qValue : {0.004F, 0.002F, 0.5F}) {
    Psm psm;
    psm.run = 2;
    psm.nativeId = "scan=" + std::to_string(ids.psms.size() + 1);
    psm.modifiedSequence = "AC(Carbamidomethyl)K";
    psm.sequence = "ACK";
    psm.charge = 2;
    psm.proteins = {0, 1};
    psm.rtSeconds = 101.5F;
    psm.precursorMz = 400.25F;
    psm.qValue = qValue;
    psm.peptideQValue = 0.001F;
    ids.psms.push_back(psm);
  }
  return ids;
}

OpenMS::ConsensusMap written(const StudyTraces& traces, const Study& study = test::fractionedStudy()) {
  const Scratch scratch;
  for (const char* name : {"study.consensusXML", "again.consensusXML"})
    writeConsensusXml(matchedIdentifications(), traces, study, {}, scratch.path(name));
  CHECK(test::contentOf(scratch.path("study.consensusXML")) == test::contentOf(scratch.path("again.consensusXML")));
  OpenMS::ConsensusMap map;
  OpenMS::ConsensusXMLFile().load(scratch.path("study.consensusXML"), map);
  return map;
}

const OpenMS::ConsensusFeature& featureOf(const OpenMS::ConsensusMap& map, OpenMS::UInt64 id) {
  for (const auto& feature : map) {
    if (feature.getUniqueId() == id) return feature;
  }
  FAIL("no feature " << id);
  return map[0];
}

}  // namespace

TEST_CASE("consensusXML has a map a run and a feature a measured ion, with ids that stand once") {
  const OpenMS::ConsensusMap map = written(test::fractionedTraces());
  REQUIRE(map.getColumnHeaders().size() == 4);
  CHECK(map.getExperimentType() == "label-free");
  const auto& first = map.getColumnHeaders().at(0);
  CHECK(first.filename == "a1.mzML");
  CHECK(first.label == "A,pre");
  CHECK(first.size == 3);
  CHECK(static_cast<int>(map.getColumnHeaders().at(1).getMetaValue("fraction")) == 2);
  CHECK(static_cast<int>(map.getColumnHeaders().at(1).getMetaValue("fraction_group")) == 1);
  CHECK(map.size() == 4);
  std::set<OpenMS::UInt64> ids{map.getUniqueId()};
  std::size_t count = 1;
  for (const auto& feature : map) {
    ids.insert(feature.getUniqueId());
    for (const auto& handle : feature.getFeatures()) ids.insert(handle.getUniqueId());
    count += 1 + feature.size();
  }
  CHECK(ids.size() == count);
}

TEST_CASE(
    "maps of consensusXML and their fraction groups are in the order of the samples, whatever the names of runs") {
  const Scratch scratch;
  StudyTraces traces = test::fractionedTraces();
  Study study = test::fractionedStudy();
  std::swap(study.samples[0], study.samples[2]);
  std::swap(study.runs[0], study.runs[1]);
  for (QuantRun& run : traces.ions.runs) run.sample = 2 - run.sample;
  writeConsensusXml(matchedIdentifications(), traces, study, {}, scratch.path("s.consensusXML"));
  OpenMS::ConsensusMap map;
  OpenMS::ConsensusXMLFile().load(scratch.path("s.consensusXML"), map);
  std::vector<std::string> files, labels;
  std::vector<int> groups;
  for (const auto& [index, header] : map.getColumnHeaders()) {
    files.push_back(header.filename);
    labels.push_back(header.label);
    groups.push_back(static_cast<int>(header.getMetaValue("fraction_group")));
  }
  CHECK(files == std::vector<std::string>{"c.mzML", "b.mzML", "a2.mzML", "a1.mzML"});
  CHECK(labels == std::vector<std::string>{"B_pre", "A_post", "A,pre", "A,pre"});
  CHECK(groups == std::vector<int>{1, 2, 3, 3});
  OpenMS::StringList sources;
  map.getProteinIdentifications()[0].getPrimaryMSRunPath(sources);
  CHECK(std::string(sources.front()) == "c.mzML");
  const auto& match = featureOf(map, 1).getPeptideIdentifications()[0];
  CHECK(static_cast<int>(match.getMetaValue("map_index")) == 1);  // the match is of run b
  CHECK(featureOf(map, 1).getFeatures().rbegin()->getMapIndex() == 3);
}

TEST_CASE("a consensus feature has a handle for each run that measured the ion, and its best match") {
  StudyTraces traces = test::fractionedTraces();
  traces.targets[2][0].transferred = true;
  const OpenMS::ConsensusMap map = written(traces);
  const auto& feature = featureOf(map, 1);
  CHECK(feature.getCharge() == 2);
  CHECK(feature.getRT() == 101);
  REQUIRE(feature.size() == 2);
  const auto& handle = *feature.getFeatures().rbegin();
  CHECK(handle.getMapIndex() == 2);
  CHECK(handle.getRT() == 102);
  CHECK(handle.getIntensity() == 2000);
  CHECK(handle.getMZ() == Approx(400.25 * (1 + 2e-6)).epsilon(1e-9));
  CHECK(feature.getMetaValue("transferred_maps").toIntList() == OpenMS::IntList{2});
  REQUIRE(feature.getPeptideIdentifications().size() == 1);
  const auto& match = feature.getPeptideIdentifications()[0];
  CHECK(match.getMetaValue("spectrum_reference") == "scan=2");
  CHECK(match.getHits()[0].getSequence().toString() == "AC(Carbamidomethyl)K");
  CHECK(match.getHits()[0].getScore() == Approx(0.002).epsilon(1e-6));
  CHECK(match.getHits()[0].extractProteinAccessionsSet().size() == 2);
  CHECK_FALSE(featureOf(map, 3).metaValueExists("transferred_maps"));
  CHECK(featureOf(map, 3).getPeptideIdentifications().empty());
  CHECK(map.getUnassignedPeptideIdentifications().empty());
  REQUIRE(map.getProteinIdentifications().size() == 1);
  CHECK(map.getProteinIdentifications()[0].getIndistinguishableProteins().size() == 2);
  CHECK(map.getProteinIdentifications()[0].getHits().size() == 4);
}

TEST_CASE("names that are markup in XML are read as they were") {
  Study study = test::fractionedStudy();
  auto traces = test::fractionedTraces();
  const std::string name = "R&D <\"pre\"> &amp;";
  for (Sample& sample : study.samples) sample.name = name + sample.name;
  for (QuantRun& run : traces.ions.runs) run.name = name + run.name;
  const OpenMS::ConsensusMap map = written(traces, study);
  CHECK(map.getColumnHeaders().at(0).label == name + "A,pre");
  CHECK(map.getColumnHeaders().at(0).filename == name + "a1.mzML");
}
