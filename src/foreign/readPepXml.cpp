#include "vescargo/foreign/readPepXml.h"

#include <cmath>

#include "HitModifications.h"
#include "XmlNumbers.h"
#include "scores.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/xmlEvents.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

/// One search_hit as it is read.
struct Hit {
  int rank = 1;
  std::uint32_t line = 0;
  std::string peptide;
  double calculatedMass = 0;
  std::vector<std::string> proteins;
  std::vector<PlacedMass> placed;
  HitScores scores;
  std::optional<double> probability;
};

class PepXmlReader {
 public:
  explicit PepXmlReader(const std::string& path) {
    result_.path = path;
    result_.mayHideFixedModifications = true;
  }

  ForeignResult read() {
    const XmlEvents events{[this](std::u16string_view name, const XmlAttributes& element) { begin(name, element); },
                           [this](std::u16string_view name) { end(name); }, [](std::u16string_view /*text*/) {}};
    readXml(result_.path, events, line_);
    numbers_.faults.throwIfAny();
    if (result_.engine.empty()) result_.engine = unnamedEngine;
    result_.measure = measure_.name();
    if (!prophet_.empty()) rankByProbability();
    return std::move(result_);
  }

 private:
  void begin(std::u16string_view name, const XmlAttributes& element) {
    if (!rootSeen_ && name != u"msms_pipeline_analysis")
      throw Error(ExitCode::CorruptContent, result_.path, "is no pepXML", "give a file of the search engine");
    rootSeen_ = true;
    if (name == u"search_score") return takeScore(element.text(u"name"), element.text(u"value"));
    if (name == u"mod_aminoacid_mass") return placeMass(element.text(u"position"), element.text(u"mass"));
    if (name == u"alternative_protein") return hit_.proteins.push_back(element.text(u"protein"));
    if (name == u"search_hit") return beginHit(element);
    if (name == u"modification_info") return placeTerminalMasses(element);
    if (name == u"spectrum_query") return beginQuery(element);
    if (name == u"peptideprophet_result") return takeProbability("peptideprophet", element);
    if (name == u"interprophet_result") return takeProbability("interprophet", element);
    if (name == u"msms_run_summary") return beginRun(element);
    if (name == u"search_summary") return beginSearch(element);
    if (name == u"aminoacid_modification") return addFixedResidue(element);
    if (name == u"terminal_modification") return addFixedTerminus(element);
  }

  void end(std::u16string_view name) {
    if (name == u"search_hit") endHit();
    if (name == u"spectrum_query") endQuery();
  }

  void beginRun(const XmlAttributes& element) {
    baseName_ = element.text(u"base_name");
    nameEngine(element.text(u"search_engine"), "");
    fixed_.clear();
  }

  void beginSearch(const XmlAttributes& element) {
    if (baseName_.empty()) baseName_ = element.text(u"base_name");
    nameEngine(element.text(u"search_engine"), element.text(u"search_engine_version"));
  }

  /// MSFragger and Sipros call themselves X! Tandem, for programs that know no other, and give their names as versions.
  void nameEngine(const std::string& engine, const std::string& version) {
    for (const std::string_view other : {"MSFragger", "Sipros", "MetaMorpheus"}) {
      if (version.starts_with(other)) result_.engine = other;
    }
    if (result_.engine.empty()) result_.engine = engine;
  }

  void addFixedResidue(const XmlAttributes& element) {
    const std::string residue = element.text(u"aminoacid");
    requireFewFixed();
    if (element.text(u"variable") != "N" || residue.size() != 1) return;
    const std::string delta = element.text(u"massdiff");
    fixed_.push_back({residue[0], false, numbers_.number(delta, "massdiff").value_or(0), delta});
  }

  /// More than any search has would only cost time.
  void requireFewFixed() const {
    constexpr std::size_t most = 200;
    if (fixed_.size() >= most)
      throw Error(ExitCode::CorruptContent, result_.path + ":" + std::to_string(line_),
                  "has more than " + std::to_string(most) + " fixed modifications",
                  "give the search engine's own file");
  }

  /// One of a protein's terminus is not on every peptide.
  void addFixedTerminus(const XmlAttributes& element) {
    requireFewFixed();
    const std::string terminus = element.text(u"terminus");
    const std::string ofProtein = element.text(u"protein_terminus");
    const bool everywhere = ofProtein.empty() || ofProtein == "N";
    if (element.text(u"variable") != "N" || terminus.empty() || !everywhere) return;
    const std::string delta = element.text(u"massdiff");
    const bool nTerm = terminus == "n" || terminus == "N";
    fixed_.push_back({'\0', nTerm, numbers_.number(delta, "massdiff").value_or(0), delta});
  }

  void beginQuery(const XmlAttributes& element) {
    best_.clear();
    query_ = {};
    query_.line = line_;
    query_.spectrum = element.text(u"spectrumNativeID");
    query_.charge = static_cast<int>(numbers_.within(element.text(u"assumed_charge"), "assumed_charge", 0, 99));
    query_.scan = static_cast<std::int64_t>(numbers_.within(element.text(u"start_scan"), "start_scan", 0, 1e12));
    const double mass = numbers_.within(element.text(u"precursor_neutral_mass"), "precursor_neutral_mass", 0, 1e6);
    if (mass > 0 && query_.charge > 0) query_.precursorMz = ionMz(mass, query_.charge);
    if (const std::string time = element.text(u"retention_time_sec"); !time.empty())
      query_.rtSeconds = static_cast<float>(numbers_.number(time, "retention_time_sec").value_or(0));
    const auto id = readMatchId(element.text(u"spectrum"));
    if (id && query_.scan == 0) query_.scan = id->scan;
    if (query_.scan == 0) query_.scan = -1;
    query_.run = addRun(result_, {id ? id->run : baseName_, baseName_});
  }

  void beginHit(const XmlAttributes& element) {
    hit_ = {};
    hit_.line = line_;
    hit_.peptide = element.text(u"peptide");
    hit_.proteins.push_back(element.text(u"protein"));
    const std::string rank = element.text(u"hit_rank");
    hit_.rank = rank.empty() ? 1 : static_cast<int>(numbers_.within(rank, "hit_rank", 0, 1e6));
    hit_.calculatedMass = parseNumber(element.text(u"calc_neutral_pep_mass")).value_or(0);
  }

  void placeMass(const std::string& place, const std::string& mass) {
    const auto at = static_cast<std::size_t>(numbers_.within(place, "position", 0, 1e5));
    hit_.placed.push_back({at, numbers_.number(mass, "mass").value_or(0), mass});
  }

  void placeTerminalMasses(const XmlAttributes& element) {
    const std::string nTerm = element.text(u"mod_nterm_mass");
    const std::string cTerm = element.text(u"mod_cterm_mass");
    if (!nTerm.empty()) hit_.placed.push_back({0, numbers_.number(nTerm, "mod_nterm_mass").value_or(0), nTerm});
    if (!cTerm.empty())
      hit_.placed.push_back({hit_.peptide.size() + 1, numbers_.number(cTerm, "mod_cterm_mass").value_or(0), cTerm});
  }

  void takeScore(const std::string& name, const std::string& text) {
    if (const auto known = scoreOfName(name)) {
      if (const auto value = numbers_.score(*known, text)) hit_.scores.take(*known, *value);
    }
  }

  /// Of both, iProphet's, which stands behind.
  void takeProbability(const std::string& analysis, const XmlAttributes& element) {
    // Below zero where there is no model of the charge.
    const std::string text = element.text(u"probability");
    if (!text.starts_with('-')) hit_.probability = numbers_.within(text, "probability", 0, 1);
    const auto known = scoreOfName(analysis);
    if (!prophet_.ends_with("iProphet")) prophet_ = known->name;
  }

  void endHit() {
    best_.offer(std::move(hit_), measure_);
    hit_ = {};
  }

  void endQuery() {
    for (Hit& hit : best_.hits()) addMatch(query_, hit);
    best_.clear();
  }

  void addMatch(ForeignMatch match, Hit& hit) {
    for (const std::string& protein : hit.proteins) addProtein(result_, match, protein);
    const auto score = measure_.of(hit.scores);
    const std::string where = result_.path + ":" + std::to_string(hit.line);
    if (hit.peptide.empty() || match.proteins.empty())
      numbers_.faults.add(where, "a search_hit has no " + std::string(hit.peptide.empty() ? "peptide" : "protein"),
                          "give results that name both");
    else if (!score && !hit.probability)
      numbers_.faults.add(where,
                          measure_.name().empty() ? "a search_hit has no score that is known"
                                                  : "a search_hit has no " + measure_.name(),
                          "write expectation values (expect) or q-values");
    match.score = score.value_or(0);
    hit.scores.give(match);
    if (hit.probability) match.posteriorError = static_cast<float>(1 - *hit.probability);
    match.peptide = result_.peptides.add(writeModified(hit.peptide, std::move(hit.placed), fixed_, hit.calculatedMass));
    result_.matches.push_back(std::move(match));
  }

  /// PeptideProphet gives hits that it has no model for no probability.
  void rankByProbability() {
    for (ForeignMatch& match : result_.matches) {
      if (std::isnan(match.posteriorError)) match.posteriorError = 1;
      match.score = 1 - match.posteriorError;
    }
    result_.measure = prophet_;
  }

  ForeignResult result_;
  std::uint32_t line_ = 0;
  XmlNumbers numbers_{result_.path, line_};
  bool rootSeen_ = false;
  std::string baseName_;
  std::vector<FixedModification> fixed_;
  ForeignMatch query_;
  Hit hit_;
  BestHits<Hit> best_;
  Measure measure_;
  std::string prophet_;  // what the probabilities are; empty where there are none
};

}  // namespace

ForeignResult readPepXml(const std::string& path) { return PepXmlReader(path).read(); }

}  // namespace vescargo
