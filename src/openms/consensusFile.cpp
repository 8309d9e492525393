#include "vescargo/openms/consensusFile.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/FORMAT/ConsensusXMLFile.h>
#include <OpenMS/KERNEL/ConsensusMap.h>
#include <OpenMS/METADATA/PeptideIdentification.h>
#include <OpenMS/METADATA/ProteinIdentification.h>

#include <map>
#include <vector>

#include "vescargo/base/OutputFile.h"
#include "vescargo/confidence/bestMatches.h"
#include "vescargo/quant/quantifiedIons.h"

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

PeptideIdentification matchOf(const Psm& psm, const Identifications& identifications) {
  OpenMS::PeptideHit hit(static_cast<double>(psm.qValue), 1, psm.charge,
                         OpenMS::AASequence::fromString(psm.modifiedSequence));
  std::vector<OpenMS::PeptideEvidence> evidences(psm.proteins.size());
  for (std::size_t i = 0; i < psm.proteins.size(); ++i)
    evidences[i].setProteinAccession(identifications.proteins[psm.proteins[i]].accession);
  hit.setPeptideEvidences(evidences);
  hit.setMetaValue("target_decoy", "target");
  hit.setMetaValue("peptide_q-value", static_cast<double>(psm.peptideQValue));
  hit.setMetaValue("posterior_error_probability", static_cast<double>(psm.posteriorError));
  PeptideIdentification match;
  match.setIdentifier(searchName);
  match.setScoreType("q-value");
  match.setHigherScoreBetter(false);
  match.setRT(static_cast<double>(psm.rtSeconds));
  match.setMZ(static_cast<double>(psm.precursorMz));
  match.setMetaValue("spectrum_reference", psm.nativeId);
  // OpenMS's names for the run that a match is of: among the maps, and among the merged searches.
  match.setMetaValue("id_merge_index", static_cast<int>(psm.run));
  match.setMetaValue("map_index", static_cast<int>(psm.run));
  match.insertHit(hit);
  return match;
}

ProteinIdentification proteinsOf(const Identifications& identifications, const StudyTraces& traces,
                                 const AcceptedLimits& limits) {
  ProteinIdentification written;
  written.setIdentifier(searchName);
  written.setSearchEngine(searchName);
  written.setSearchEngineVersion(VESCARGO_VERSION);
  written.setDateTime(fixedDate());
  written.setScoreType("q-value");
  written.setHigherScoreBetter(false);
  OpenMS::StringList files;
  for (const std::string& run : identifications.runs) files.push_back(run + ".mzML");
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
FeatureHandle handleOf(const IonTarget& target, const IonTrace& trace, std::size_t run, std::uint64_t id) {
  FeatureHandle handle;
  handle.setMapIndex(run);
  handle.setUniqueId(id);
  handle.setRT(static_cast<double>(trace.apexRtSeconds));
  handle.setMZ(target.mz * (1 + static_cast<double>(trace.massErrorPpm) * 1e-6));
  handle.setIntensity(static_cast<float>(trace.area));
  handle.setCharge(target.charge);
  handle.setWidth(trace.widthSeconds);
  return handle;
}

/// A feature an ion of the study, those without a handle too.
std::vector<ConsensusFeature> featuresOf(const StudyTraces& traces, ConsensusMap::ColumnHeaders& headers) {
  const std::size_t ions = traces.ions.ions.size();
  std::vector<ConsensusFeature> features(ions);
  std::vector<OpenMS::IntList> transferred(ions);
  for (std::size_t run = 0; run < traces.targets.size(); ++run) {
    for (std::size_t t = 0; t < traces.targets[run].size(); ++t) {
      const IonTarget& target = traces.targets[run][t];
      const IonTrace& trace = traces.traces[run][t];
      if (trace.reason != MissingReason::Measured) continue;
      // Ids: ions from 1, then the traces of each run, then the file.
      features[target.ion].insert(handleOf(target, trace, run, (run + 1) * ions + target.ion + 1));
      ++headers[run].size;
      if (target.transferred) transferred[target.ion].push_back(static_cast<int>(run));
    }
  }
  for (std::size_t ion = 0; ion < ions; ++ion) {
    features[ion].computeConsensus();
    features[ion].setUniqueId(ion + 1);
    features[ion].setCharge(traces.ions.ions[ion].charge);
    if (!transferred[ion].empty()) features[ion].setMetaValue("transferred_maps", transferred[ion]);
  }
  return features;
}

ConsensusMap::ColumnHeaders headersOf(const StudyTraces& traces, const Study& study) {
  ConsensusMap::ColumnHeaders headers;
  const std::size_t ions = traces.ions.ions.size();
  const auto fractions = fractionNumbers(traces.ions.runs);
  for (std::size_t run = 0; run < traces.ions.runs.size(); ++run) {
    headers[run].filename = traces.ions.runs[run].name + ".mzML";
    headers[run].label = study.samples[traces.ions.runs[run].sample].name;
    headers[run].size = 0;
    headers[run].setMetaValue("fraction", fractions[run]);
    headers[run].setMetaValue("fraction_group", static_cast<int>(traces.ions.runs[run].sample + 1));
    headers[run].unique_id = (traces.ions.runs.size() + 1) * ions + run + 2;
  }
  return headers;
}

}  // namespace

void writeConsensusXml(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                       const AcceptedLimits& limits, const std::string& path) {
  auto headers = headersOf(traces, study);
  auto features = featuresOf(traces, headers);
  const auto matches = bestMatches(identifications, limits);
  ConsensusMap map;
  map.setExperimentType("label-free");
  map.setColumnHeaders(headers);
  map.setUniqueId((traces.ions.runs.size() + 1) * traces.ions.ions.size() + 1);
  map.setIdentifier(searchName);
  map.setProteinIdentifications({proteinsOf(identifications, traces, limits)});
  for (std::size_t ion = 0; ion < features.size(); ++ion) {
    if (features[ion].empty()) continue;
    const PeptideIon& known = traces.ions.ions[ion];
    const auto match = matches.find({known.modifiedSequence, known.charge});
    if (match != matches.end()) features[ion].setPeptideIdentifications({matchOf(*match->second, identifications)});
    map.push_back(features[ion]);
  }
  map.sortByPosition();
  map.updateRanges();
  writeTextThrough(path, [&](const std::string& pipe) { OpenMS::ConsensusXMLFile().store(pipe, map); });
}

}  // namespace vescargo
