#include "vescargo/openms/consensusFile.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/FORMAT/ConsensusXMLFile.h>
#include <OpenMS/KERNEL/ConsensusMap.h>
#include <OpenMS/METADATA/PeptideIdentification.h>
#include <OpenMS/METADATA/ProteinIdentification.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "vescargo/base/OutputFile.h"
#include "vescargo/confidence/bestMatches.h"
#include "vescargo/quant/quantifiedIons.h"
#include "vescargo/report/Html.h"

namespace vescargo {

namespace {

using OpenMS::ConsensusFeature;
using OpenMS::ConsensusMap;
using OpenMS::FeatureHandle;
using OpenMS::PeptideIdentification;
using OpenMS::ProteinIdentification;

constexpr const char* searchName = "Vescargo";

/// The format wants dates; no result holds the time of day.
OpenMS::DateTime fixedDate() {
  OpenMS::DateTime date;
  date.set("1970-01-01 00:00:00");
  return date;
}

/// Which map a run is. OpenMS counts fraction groups in the order of their maps, so both are in the order of the study.
std::vector<std::size_t> mapsOf(const std::vector<QuantRun>& runs, const Study& study) {
  std::map<std::string, std::size_t> rowOf;
  for (std::size_t row = 0; row < study.runs.size(); ++row) rowOf.emplace(study.runs[row].run, row);
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(runs[a].sample, rowOf[runs[a].name]) < std::pair(runs[b].sample, rowOf[runs[b].name]);
  });
  std::vector<std::size_t> maps(runs.size());
  for (std::size_t map = 0; map < order.size(); ++map) maps[order[map]] = map;
  return maps;
}

PeptideIdentification matchOf(const Psm& psm, const Identifications& identifications,
                              const std::vector<std::size_t>& maps) {
  OpenMS::PeptideHit hit(static_cast<double>(psm.qValue), 1, psm.charge,
                         OpenMS::AASequence::fromString(psm.modifiedSequence));
  std::vector<OpenMS::PeptideEvidence> evidences(psm.proteins.size());
  for (std::size_t i = 0; i < psm.proteins.size(); ++i)
    evidences[i].setProteinAccession(identifications.proteins[psm.proteins[i]].accession);
  hit.setPeptideEvidences(evidences);
  hit.setMetaValue("target_decoy", "target");
  hit.setMetaValue("peptide_q-value", static_cast<double>(psm.peptideQValue));
  if (!std::isnan(psm.posteriorError))
    hit.setMetaValue("posterior_error_probability", static_cast<double>(psm.posteriorError));
  PeptideIdentification match;
  match.setIdentifier(searchName);
  match.setScoreType("q-value");
  match.setHigherScoreBetter(false);
  match.setRT(static_cast<double>(psm.rtSeconds));
  match.setMZ(static_cast<double>(psm.precursorMz));
  match.setMetaValue("spectrum_reference", psm.nativeId);
  // OpenMS's names for the run that a match is of: among the maps, and among the merged searches.
  match.setMetaValue("id_merge_index", static_cast<int>(maps[psm.run]));
  match.setMetaValue("map_index", static_cast<int>(maps[psm.run]));
  match.insertHit(hit);
  return match;
}

ProteinIdentification proteinsOf(const Identifications& identifications, const StudyTraces& traces,
                                 const AcceptedLimits& limits, const std::vector<std::size_t>& maps) {
  ProteinIdentification written;
  written.setIdentifier(searchName);
  written.setSearchEngine(searchName);
  written.setSearchEngineVersion(VESCARGO_VERSION);
  written.setDateTime(fixedDate());
  written.setScoreType("q-value");
  written.setHigherScoreBetter(false);
  OpenMS::StringList files(identifications.runs.size());
  for (std::size_t run = 0; run < files.size(); ++run) files[maps[run]] = identifications.runs[run] + ".mzML";
  written.setPrimaryMSRunPath(files);
  std::map<std::uint32_t, double> qValueOf;
  for (const PeptideIon& ion : traces.ions.ions) {
    for (const auto protein : ion.proteins) qValueOf.emplace(protein, 1.0);
  }
  for (const ProteinGroup& group : identifications.groups) {
    if (!isAccepted(group, limits)) continue;
    ProteinIdentification::ProteinGroup indistinguishable;
    indistinguishable.probability = 1.0 - static_cast<double>(group.qValue);
    for (const auto member : group.proteins) {
      indistinguishable.accessions.emplace_back(identifications.proteins[member].accession);
      qValueOf[member] = static_cast<double>(group.qValue);
    }
    written.insertIndistinguishableProteins(indistinguishable);
  }
  std::vector<OpenMS::ProteinHit> hits;
  for (const auto& [protein, qValue] : qValueOf) {
    hits.emplace_back(qValue, 0, identifications.proteins[protein].accession, "");
    hits.back().setDescription(identifications.proteins[protein].description);
    hits.back().setMetaValue("target_decoy", "target");
    hits.back().setMetaValue("gene", identifications.proteins[protein].gene);
  }
  written.setHits(hits);
  return written;
}

/// A measured ion of a run.
FeatureHandle handleOf(const IonTarget& target, const IonTrace& trace, std::size_t map, std::uint64_t id) {
  FeatureHandle handle;
  handle.setMapIndex(map);
  handle.setUniqueId(id);
  handle.setRT(static_cast<double>(trace.apexRtSeconds));
  handle.setMZ(target.mz * (1 + static_cast<double>(trace.massErrorPpm) * 1e-6));
  handle.setIntensity(static_cast<float>(trace.area));
  handle.setCharge(target.charge);
  handle.setWidth(trace.widthSeconds);
  return handle;
}

/// A feature an ion of the study, those without a handle too.
std::vector<ConsensusFeature> featuresOf(const StudyTraces& traces, const std::vector<std::size_t>& maps,
                                         ConsensusMap::ColumnHeaders& headers) {
  const std::size_t ions = traces.ions.ions.size();
  std::vector<ConsensusFeature> features(ions);
  std::vector<OpenMS::IntList> transferred(ions);
  for (std::size_t run = 0; run < traces.targets.size(); ++run) {
    for (std::size_t t = 0; t < traces.targets[run].size(); ++t) {
      const IonTarget& target = traces.targets[run][t];
      const IonTrace& trace = traces.traces[run][t];
      if (trace.reason != MissingReason::Measured) continue;
      const std::size_t map = maps[run];
      // Ids: ions from 1, then the traces of each map, then the file.
      features[target.ion].insert(handleOf(target, trace, map, (map + 1) * ions + target.ion + 1));
      ++headers[map].size;
      if (target.transferred) transferred[target.ion].push_back(static_cast<int>(map));
    }
  }
  for (std::size_t ion = 0; ion < ions; ++ion) {
    features[ion].computeConsensus();
    features[ion].setUniqueId(ion + 1);
    features[ion].setCharge(traces.ions.ions[ion].charge);
    std::sort(transferred[ion].begin(), transferred[ion].end());
    if (!transferred[ion].empty()) features[ion].setMetaValue("transferred_maps", transferred[ion]);
  }
  return features;
}

ConsensusMap::ColumnHeaders headersOf(const StudyTraces& traces, const Study& study,
                                      const std::vector<std::size_t>& maps) {
  ConsensusMap::ColumnHeaders headers;
  const std::size_t ions = traces.ions.ions.size();
  const auto fractions = fractionNumbers(traces.ions.runs);
  for (std::size_t run = 0; run < traces.ions.runs.size(); ++run) {
    auto& header = headers[maps[run]];
    // OpenMS writes both as they are.
    header.filename = escapeHtml(traces.ions.runs[run].name + ".mzML");
    header.label = escapeHtml(study.samples[traces.ions.runs[run].sample].name);
    header.size = 0;
    header.setMetaValue("fraction", fractions[run]);
    header.setMetaValue("fraction_group", static_cast<int>(traces.ions.runs[run].sample + 1));
    header.unique_id = (traces.ions.runs.size() + 1) * ions + maps[run] + 2;
  }
  return headers;
}

}  // namespace

void writeConsensusXml(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                       const AcceptedLimits& limits, const std::string& path) {
  const auto maps = mapsOf(traces.ions.runs, study);
  auto headers = headersOf(traces, study, maps);
  auto features = featuresOf(traces, maps, headers);
  const auto matches = bestMatches(identifications, limits);
  ConsensusMap map;
  map.setExperimentType("label-free");
  map.setColumnHeaders(headers);
  map.setUniqueId((traces.ions.runs.size() + 1) * traces.ions.ions.size() + 1);
  map.setIdentifier(searchName);
  map.setProteinIdentifications({proteinsOf(identifications, traces, limits, maps)});
  for (std::size_t ion = 0; ion < features.size(); ++ion) {
    if (features[ion].empty()) continue;
    const PeptideIon& known = traces.ions.ions[ion];
    const auto match = matches.find({known.modifiedSequence, known.charge});
    if (match != matches.end())
      features[ion].setPeptideIdentifications({matchOf(*match->second, identifications, maps)});
    map.push_back(features[ion]);
  }
  map.sortByPosition();
  map.updateRanges();
  writeTextThrough(path, [&](const std::string& pipe) { OpenMS::ConsensusXMLFile().store(pipe, map); });
}

}  // namespace vescargo
