#include "vescargo/openms/readForeignIdXml.h"

#include <OpenMS/CONCEPT/Exception.h>
#include <OpenMS/FORMAT/IdXMLFile.h>
#include <OpenMS/METADATA/PeptideIdentification.h>
#include <OpenMS/METADATA/ProteinIdentification.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/openms/xmlDoor.h"

namespace vescargo {

namespace {

using OpenMS::PeptideHit;
using OpenMS::PeptideIdentification;
using OpenMS::ProteinIdentification;
using OpenMS::String;

struct Loaded {
  std::vector<ProteinIdentification> searches;
  std::vector<PeptideIdentification> matches;
};

Loaded load(const std::string& path) {
  requireIdXml(path);
  Loaded loaded;
  try {
    OpenMS::IdXMLFile().load(path, loaded.searches, loaded.matches);
  } catch (const OpenMS::Exception::BaseException& fault) {
    std::string reason = fault.getMessage();
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    std::replace(reason.begin(), reason.end(), ';', ',');
    throw Error(ExitCode::CorruptContent, path, "is no whole idXML file (" + reason + ")",
                "write it again with the search engine");
  }
  return loaded;
}

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

/// The first of these that the match bears; numbers may be written as text.
template <std::size_t N>
float metaNumber(const PeptideHit& hit, const std::array<const char*, N>& names) {
  for (const char* name : names) {
    if (!hit.metaValueExists(name)) continue;
    try {
      return static_cast<float>(String(hit.getMetaValue(name).toString()).toDouble());
    } catch (const OpenMS::Exception::ConversionError&) {
      return unknown;
    }
  }
  return unknown;
}

constexpr std::array matchQValues{"MS:1002354", "MS:1001491", "MS:1002054", "q-value", "q_value"};
constexpr std::array peptideQValues{"MS:1001868", "peptide q-value", "peptide_q-value"};
constexpr std::array errorProbabilities{"MS:1001493", "Posterior Error Probability",
                                        "Posterior Error Probability_score", "posterior_error_probability"};

/// What a score's number means.
enum class ScoreKind { Higher, Lower, Probability, QValue, PosteriorError, PosteriorProbability };

ScoreKind kindOf(const PeptideIdentification& match) {
  String name = match.getScoreType();
  name.toLower();
  const auto has = [&](const char* part) { return name.hasSubstring(part); };
  if (has("q-value") || has("qvalue") || has("q_value") || has("ms:1002354")) return ScoreKind::QValue;
  if (match.isHigherScoreBetter())
    return has("posterior probability") || has("posterior_probability") ? ScoreKind::PosteriorProbability
                                                                        : ScoreKind::Higher;
  if (has("posterior") || has("ms:1001493") || name == "pep") return ScoreKind::PosteriorError;
  return has("expect") || has("value") || has("pep") ? ScoreKind::Probability : ScoreKind::Lower;
}

double higherIsBetter(double score, ScoreKind kind) {
  if (kind == ScoreKind::Higher || kind == ScoreKind::PosteriorProbability) return score;
  return kind == ScoreKind::Lower ? -score : -std::log10(std::max(score, 1e-37));
}

/// Several where they are as good.
std::vector<PeptideHit> bestHits(const PeptideIdentification& match) {
  std::vector<PeptideHit> hits = match.getHits();
  const bool higher = match.isHigherScoreBetter();
  const auto worse = [&](const PeptideHit& a, const PeptideHit& b) {
    return higher ? a.getScore() < b.getScore() : a.getScore() > b.getScore();
  };
  if (hits.empty()) return hits;
  const PeptideHit best = *std::max_element(hits.begin(), hits.end(), worse);
  std::erase_if(hits, [&](const PeptideHit& hit) { return worse(hit, best); });
  return hits;
}

/// Which run of which search a match is of.
class RunNames {
 public:
  explicit RunNames(const std::vector<ProteinIdentification>& searches) {
    for (const auto& search : searches) {
      OpenMS::StringList paths;
      search.getPrimaryMSRunPath(paths);
      runsOf_[search.getIdentifier()].assign(paths.begin(), paths.end());
    }
  }

  std::string of(const PeptideIdentification& match) const {
    const auto runs = runsOf_.find(match.getIdentifier());
    if (runs == runsOf_.end() || runs->second.empty()) return "";
    const std::size_t index = match.metaValueExists("id_merge_index")
                                  ? static_cast<std::size_t>(static_cast<int>(match.getMetaValue("id_merge_index")))
                                  : 0;
    return index < runs->second.size() ? runs->second[index] : "";
  }

 private:
  std::map<std::string, std::vector<std::string>> runsOf_;
};

ForeignMatch matchOf(const PeptideIdentification& read, const PeptideHit& hit, const std::string& run,
                     ForeignResult& result) {
  const ScoreKind kind = kindOf(read);
  ForeignMatch match;
  match.run = addRun(result, {run, ""});
  match.spectrum = read.getMetaValue("spectrum_reference").toString();
  match.peptide = result.peptides.add(std::string(hit.getSequence().toString()));
  for (const auto& evidence : hit.getPeptideEvidences()) addProtein(result, match, evidence.getProteinAccession());
  if (read.hasRT()) match.rtSeconds = static_cast<float>(read.getRT());
  if (read.hasMZ()) match.precursorMz = read.getMZ();
  match.charge = std::max(0, hit.getCharge());
  match.decoy = hit.metaValueExists("target_decoy") && hit.getMetaValue("target_decoy") == "decoy";
  match.score = static_cast<float>(higherIsBetter(hit.getScore(), kind));
  match.qValue = kind == ScoreKind::QValue ? static_cast<float>(hit.getScore()) : metaNumber(hit, matchQValues);
  match.peptideQValue = metaNumber(hit, peptideQValues);
  match.posteriorError = kind == ScoreKind::PosteriorError         ? static_cast<float>(hit.getScore())
                         : kind == ScoreKind::PosteriorProbability ? static_cast<float>(1 - hit.getScore())
                                                                   : metaNumber(hit, errorProbabilities);
  return match;
}

/// What of a match cannot be; empty where nothing is so.
std::string faultOf(const PeptideIdentification& read, const ForeignMatch& match) {
  if (match.spectrum.empty() && !read.hasRT()) return "no spectrum and no time";
  if (match.proteins.empty()) return "no protein";
  if (std::isnan(match.score)) return "a score that is no number";
  for (const auto& [value, what] : {std::pair{match.qValue, "a q-value"},
                                    {match.peptideQValue, "a peptide's q-value"},
                                    {match.posteriorError, "a posterior error"}}) {
    if (value < 0 || value > 1)
      return what + std::string(" of ") + formatNumber(static_cast<double>(value), 6) + ", which is not within 0 to 1";
  }
  return {};
}

std::vector<Protein> proteinsOf(const std::vector<ProteinIdentification>& searches) {
  std::vector<Protein> proteins;
  for (const auto& search : searches) {
    for (const auto& hit : search.getHits())
      proteins.push_back(proteinOfHeader(hit.getAccession() + " " + hit.getDescription()));
  }
  return proteins;
}

}  // namespace

ForeignResult readForeignIdXml(const std::string& path) {
  const Loaded loaded = load(path);
  ForeignResult result;
  result.path = path;
  result.engine = loaded.searches.empty() ? "" : std::string(loaded.searches.front().getSearchEngine());
  if (result.engine.empty()) result.engine = unnamedEngine;
  result.proteins = proteinsOf(loaded.searches);
  const RunNames runs(loaded.searches);
  for (const auto& read : loaded.matches) {
    for (const PeptideHit& hit : bestHits(read)) {
      if (result.matches.empty()) result.measure = read.getScoreType();
      ForeignMatch match = matchOf(read, hit, runs.of(read), result);
      const std::string fault = faultOf(read, match);
      if (!fault.empty())
        throw Error(ExitCode::CorruptContent, path,
                    "holds a match (" + std::string(result.peptides[match.peptide]) +
                        (match.spectrum.empty() ? "" : ", " + match.spectrum) + ") with " + fault,
                    "give the file as the search engine wrote it");
      result.matches.push_back(std::move(match));
    }
  }
  return result;
}

}  // namespace vescargo
