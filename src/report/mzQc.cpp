#include "vescargo/report/mzQc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

using Json = nlohmann::ordered_json;

/// The vocabulary that the accessions here were looked up in.
constexpr std::string_view vocabularyVersion = "4.1.133";

Json term(std::string_view accession, std::string_view name) { return {{"accession", accession}, {"name", name}}; }

Json metric(std::string_view accession, std::string_view name, const Json& value, const Json& unit) {
  Json made = term(accession, name);
  made["value"] = value;
  made["unit"] = unit;
  return made;
}

Json metricsOf(const RunQuality& quality) {
  const Json count = term("UO:0000189", "count unit");
  const Json second = term("UO:0000010", "second");
  Json metrics = Json::array();
  metrics.push_back(metric("MS:4000059", "number of MS1 spectra", quality.ms1Spectra, count));
  metrics.push_back(metric("MS:4000060", "number of MS2 spectra", quality.ms2Spectra, count));
  metrics.push_back(metric("MS:1003251", "count of identified spectra", quality.identifiedSpectra, count));
  metrics.push_back(
      metric("MS:4000155", "area under TIC", quality.totalIonCurrent, term("MS:1000043", "intensity unit")));
  if (!std::isnan(quality.rtBeginSeconds) && !std::isnan(quality.rtEndSeconds))
    metrics.push_back(metric("MS:4000070", "retention time acquisition range",
                             Json{quality.rtBeginSeconds, quality.rtEndSeconds}, second));
  if (!std::isnan(quality.peakWidthSeconds))
    metrics.push_back(metric("MS:4000051", "XIC-FWHM quantiles", Json::array({quality.peakWidthSeconds}), second));
  return metrics;
}

/// A path, relative or absolute, as URI (RFC 3986).
std::string uriOf(const std::string& path) {
  constexpr std::string_view kept = "-._~/";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.find(c) != kept.npos;
    if (plain) uri += c;
    if (!plain) uri.append({'%', hex[byte / 16], hex[byte % 16]});
  }
  return uri;
}

/// What kinds of spectra a run's file has, as the fileContent of mzML names them.
Json contentOf(const RunQuality& quality) {
  Json content = Json::array();
  std::set<float> voltages;
  for (const Lane& lane : quality.lanes) {
    if (lane.kind.compensationVoltage) voltages.insert(*lane.kind.compensationVoltage);
  }
  for (const float volts : voltages) {
    content.push_back(term("MS:1001581", "FAIMS compensation voltage"));
    content.back()["value"] = volts;
  }
  if (count(quality.passedOver, PassedOver::NegativeIons) > 0) content.push_back(term("MS:1000129", "negative scan"));
  if (count(quality.passedOver, PassedOver::NoMassSpectrum) > 0)
    content.push_back(term("MS:1000804", "electromagnetic radiation spectrum"));
  return content;
}

Json fileOf(const RunRow& row, const RunRecord& record) {
  const auto found = std::find_if(record.inputs.begin(), record.inputs.end(),
                                  [&](const InputFile& input) { return input.run == row.run; });
  const bool known = found != record.inputs.end();
  const std::string path = known ? found->path : row.run + ".mzML";
  Json file{{"name", path.substr(path.rfind('/') + 1)}, {"location", uriOf(path)}};
  file["fileFormat"] = term("MS:1000584", "mzML format");
  Json properties = contentOf(row.quality);
  if (known) {
    Json checksum = term("MS:1003151", "SHA-256");
    checksum["value"] = found->sha256;
    properties.insert(properties.begin(), checksum);
  }
  if (!properties.empty()) file["fileProperties"] = properties;
  return file;
}

/// A package URL (purl), in which the plus before a build is escaped.
std::string packageUrl(std::string version) {
  if (const std::size_t plus = version.find('+'); plus != std::string::npos) version.replace(plus, 1, "%2B");
  return "pkg:generic/vescargo@" + version;
}

}  // namespace

std::string mzQcJson(const std::vector<RunRow>& rows, const RunRecord& record) {
  Json software = term("MS:1001456", "analysis software");
  software["value"] = "Vescargo";
  software["version"] = record.version;
  software["uri"] = packageUrl(record.version);
  Json runs = Json::array();
  for (const RunRow& row : rows) {
    const Json metadata{{"inputFiles", Json::array({fileOf(row, record)})},
                        {"analysisSoftware", Json::array({software})}};
    runs.push_back({{"metadata", metadata}, {"qualityMetrics", metricsOf(row.quality)}});
  }
  const Json vocabulary{{"name", "Proteomics Standards Initiative Mass Spectrometry Ontology"},
                        {"uri", "http://purl.obolibrary.org/obo/ms/psi-ms.obo"},
                        {"version", vocabularyVersion}};
  Json content{{"version", "1.0.0"}, {"creationDate", "1970-01-01T00:00:00Z"}};
  content["description"] = "Quality of the runs of a study, by Vescargo";
  content["runQualities"] = runs;
  content["controlledVocabularies"] = Json::array({vocabulary});
  return Json{{"mzQC", content}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vescargo
