#include "vescargo/foreign/readMzIdentMl.h"

#include <algorithm>
#include <cmath>

#include "PeptideWriter.h"
#include "SpectrumTitle.h"
#include "XmlNumbers.h"
#include "scores.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/xmlEvents.h"

namespace vescargo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Elements whose terms and texts mean something.
enum class Element { Other, Software, SoftwareName, DbSequence, Peptide, PeptideSequence, Modification, Result, Item };

/// Sets the value of a number that may be new.
template <class T>
T& at(std::vector<T>& column, std::uint32_t number, const T& fresh) {
  if (column.size() <= number) column.resize(number + 1, fresh);
  return column[number];
}

/// One SpectrumIdentificationItem as it is read.
struct Item {
  int rank = 1;
  std::uint32_t line = 0;
  std::uint32_t peptide = none;  // by its id
  int charge = 0;
  double precursorMz = 0;
  std::vector<std::uint32_t> evidences;  // by their ids
  HitScores scores;
};

class MzIdentMlReader {
 public:
  explicit MzIdentMlReader(const std::string& path) {
    result_.path = path;
    result_.mayHideFixedModifications = true;
  }

  ForeignResult read() {
    const XmlEvents events{[this](std::u16string_view name, const XmlAttributes& element) { begin(name, element); },
                           [this](std::u16string_view name) { end(name); },
                           [this](std::u16string_view text) { take(text); }};
    readXml(result_.path, events, line_);
    numbers_.faults.throwIfAny();
    markDecoys();
    result_.engine = engine();
    result_.measure = measure_.name();
    return std::move(result_);
  }

 private:
  void begin(std::u16string_view name, const XmlAttributes& element) {
    if (parents_.empty()) requireVersion(name, element);
    parents_.push_back(Element::Other);
    Element& kind = parents_.back();
    if (name == u"cvParam") {
      takeTerm(element);
    } else if (name == u"userParam") {
      takeUserParam(element);
    } else if (name == u"PeptideEvidenceRef") {
      item_.evidences.push_back(evidenceIds_.add(element.text(u"peptideEvidence_ref")));
    } else if (name == u"PeptideEvidence") {
      addEvidence(element);
    } else if (name == u"SpectrumIdentificationItem") {
      kind = Element::Item;
      beginItem(element);
    } else if (name == u"SpectrumIdentificationResult") {
      kind = Element::Result;
      beginResult(element);
    } else {
      kind = beginOther(name, element);
    }
  }

  Element beginOther(std::u16string_view name, const XmlAttributes& element) {
    if (name == u"DBSequence") {
      dbSequence_ = dbSequenceIds_.add(element.text(u"id"));
      addDbSequence(element);
      return Element::DbSequence;
    }
    if (name == u"Peptide") {
      peptide_ = peptideIds_.add(element.text(u"id"));
      sequence_.clear();
      placed_.clear();
      return Element::Peptide;
    }
    if (name == u"PeptideSequence" || name == u"peptideSequence") return Element::PeptideSequence;
    if (name == u"Modification") {
      beginModification(element);
      return Element::Modification;
    }
    if (name == u"SubstitutionModification") substitutions_.push_back(substitution(element));
    if (name == u"SpectraData") addSpectraData(element);
    if (name == u"SpectrumIdentificationProtocol") protocolSoftware_ = element.text(u"analysisSoftware_ref");
    if (name == u"AnalysisSoftware") {
      softwareIds_.push_back(element.text(u"id"));
      softwareNames_.push_back(element.text(u"name"));
      return Element::Software;
    }
    return name == u"SoftwareName" ? Element::SoftwareName : Element::Other;
  }

  void end(std::u16string_view /*name*/) {
    const Element kind = parents_.back();
    parents_.pop_back();
    if (kind == Element::Peptide) endPeptide();
    if (kind == Element::Item) endItem();
    if (kind == Element::Result) endResult();
  }

  void take(std::u16string_view text) {
    if (!parents_.empty() && parents_.back() == Element::PeptideSequence) sequence_ += toUtf8(text);
  }

  /// mzIdentML 1.0 names its peptides in other places.
  void requireVersion(std::u16string_view name, const XmlAttributes& element) const {
    const std::string version = element.text(u"version");
    if (name == u"MzIdentML" && !version.starts_with("1.0")) return;
    const bool old = name == u"mzIdentML" || name == u"MzIdentML";
    throw Error(ExitCode::CorruptContent, result_.path,
                old ? "is mzIdentML " + version + " of a draft or before 1.1" : "is no mzIdentML",
                old ? "write it as mzIdentML 1.1 or later" : "give a file of the search engine");
  }

  Element parent() const { return parents_.size() < 2 ? Element::Other : parents_[parents_.size() - 2]; }

  void takeTerm(const XmlAttributes& element) {
    switch (parent()) {
      case Element::Item:
        return takeScore(scoreOfTerm(element.text(u"accession")), element);
      case Element::Result:
        return takeResultTerm(element.text(u"accession"), element);
      case Element::Modification:
        return nameModification(element);
      case Element::SoftwareName:
        return nameSoftware(element.text(u"name"));
      case Element::DbSequence:
        if (element.text(u"accession") == "MS:1001088") describe(element.text(u"value"));
        return;
      default:
        return;
    }
  }

  void takeUserParam(const XmlAttributes& element) {
    if (parent() == Element::Item) takeScore(scoreOfName(element.text(u"name")), element);
    if (parent() == Element::SoftwareName) nameSoftware(element.text(u"name"));
  }

  void nameSoftware(const std::string& name) {
    if (!softwareNames_.empty() && !name.empty()) softwareNames_.back() = name;
  }

  void takeScore(const std::optional<KnownScore>& known, const XmlAttributes& element) {
    if (!known) return;
    if (const auto value = numbers_.score(*known, element.text(u"value"))) item_.scores.take(*known, *value);
  }

  void takeResultTerm(const std::string& accession, const XmlAttributes& element) {
    if (accession == "MS:1001115" || accession == "MS:1000797" || accession == "MS:1003057") {
      if (const auto value = parseNumber(element.text(u"value")); value && *value >= 0 && *value < 1e12)
        scan_ = static_cast<std::int64_t>(*value);
    } else if (accession == "MS:1000796") {
      title_ = readTitle(element.text(u"value"));
    } else if (accession == "MS:1000016" || accession == "MS:1000894" || accession == "MS:1001114") {
      const double unit = element.text(u"unitAccession") == "UO:0000031" ? 60 : 1;
      if (const auto value = parseNumber(element.text(u"value"))) rtSeconds_ = static_cast<float>(*value * unit);
    }
  }

  void addDbSequence(const XmlAttributes& element) {
    const std::string accession = element.text(u"accession");
    ForeignMatch named;
    addProtein(result_, named, accession);
    at(nameOfSequence_, dbSequence_, none) = named.proteins.empty() ? none : named.proteins.front();
    accession_ = accession;
  }

  void describe(const std::string& description) {
    Protein protein = proteinOfHeader(accession_ + " " + description);
    if (!protein.gene.empty()) result_.proteins.push_back(std::move(protein));
  }

  /// Of a modification without location: where the peptide has one such residue only.
  std::size_t onlyPlaceOf(const std::string& residues) {
    std::erase_if(sequence_, [](unsigned char letter) { return std::isspace(letter) != 0; });
    const std::size_t at = sequence_.find_first_of(residues);
    const bool one = at != std::string::npos && sequence_.find_first_of(residues, at + 1) == std::string::npos;
    return one ? at + 1 : anyPlace;
  }

  void beginModification(const XmlAttributes& element) {
    PlacedModification one;
    const std::string location = element.text(u"location");
    one.place = location.empty() ? onlyPlaceOf(element.text(u"residues"))
                                 : static_cast<std::size_t>(numbers_.within(location, "location", 0, 1e6));
    one.deltaText = element.text(u"monoisotopicMassDelta");
    one.delta = one.deltaText.empty() ? one.delta : numbers_.number(one.deltaText, "monoisotopicMassDelta").value_or(0);
    placed_.push_back(std::move(one));
  }

  void nameModification(const XmlAttributes& element) {
    constexpr std::string_view unimod = "UNIMOD:";
    constexpr std::string_view unknown = "MS:1001460";
    const std::string accession = element.text(u"accession");
    PlacedModification& one = placed_.back();
    if (accession.starts_with(unimod)) one.unimod = accession.substr(unimod.size());
    if (one.name.empty() && accession != unknown) one.name = element.text(u"name");
  }

  struct Substitution {
    std::size_t place = 0;
    char replacement = 0;
  };

  Substitution substitution(const XmlAttributes& element) {
    const std::string replacement = element.text(u"replacementResidue");
    return {static_cast<std::size_t>(numbers_.within(element.text(u"location"), "location", 0, 1e6)),
            replacement.empty() ? '\0' : replacement[0]};
  }

  void endPeptide() {
    std::erase_if(sequence_, [](unsigned char letter) { return std::isspace(letter) != 0; });
    for (const Substitution& one : substitutions_) {
      if (one.place >= 1 && one.place <= sequence_.size() && one.replacement != 0)
        sequence_[one.place - 1] = one.replacement;
    }
    substitutions_.clear();
    at(textOfPeptide_, peptide_, none) = result_.peptides.add(writeModified(sequence_, placed_));
  }

  void addEvidence(const XmlAttributes& element) {
    const std::uint32_t evidence = evidenceIds_.add(element.text(u"id"));
    at(peptideOfEvidence_, evidence, none) = peptideIds_.add(element.text(u"peptide_ref"));
    at(sequenceOfEvidence_, evidence, none) = dbSequenceIds_.add(element.text(u"dBSequence_ref"));
    const std::string decoy = element.text(u"isDecoy");
    at(decoyOfEvidence_, evidence, char{0}) = decoy == "true" || decoy == "1" ? 1 : 0;
  }

  /// Proteins all of whose evidences are of decoys.
  void markDecoys() {
    std::vector<char> kinds(result_.names.size(), 0);
    for (std::uint32_t evidence = 0; evidence < decoyOfEvidence_.size(); ++evidence) {
      const std::uint32_t sequence = sequenceOfEvidence_[evidence];
      if (sequence >= nameOfSequence_.size() || nameOfSequence_[sequence] == none) continue;
      char& kind = kinds[nameOfSequence_[sequence]];
      kind = std::max(kind, decoyOfEvidence_[evidence] != 0 ? char{1} : char{2});
    }
    for (std::uint32_t name = 0; name < kinds.size(); ++name) {
      if (kinds[name] == 1) result_.decoys.push_back(name);
    }
  }

  void addSpectraData(const XmlAttributes& element) {
    const std::uint32_t data = spectraDataIds_.add(element.text(u"id"));
    at(runOfData_, data, none) = addRun(result_, {element.text(u"location"), element.text(u"name")});
  }

  void beginResult(const XmlAttributes& element) {
    best_.clear();
    spectrum_ = element.text(u"spectrumID");
    const auto data = spectraDataIds_.find(element.text(u"spectraData_ref"));
    run_ = data ? runOfData_[*data] : addRun(result_, {});
    scan_ = -1;
    title_ = {};
    rtSeconds_ = std::numeric_limits<float>::quiet_NaN();
  }

  void beginItem(const XmlAttributes& element) {
    item_ = {};
    item_.line = line_;
    const std::string rank = element.text(u"rank");
    item_.rank = rank.empty() ? 1 : static_cast<int>(numbers_.within(rank, "rank", 0, 1e6));
    item_.charge = static_cast<int>(numbers_.within(element.text(u"chargeState"), "chargeState", 0, 99));
    item_.precursorMz = numbers_.within(element.text(u"experimentalMassToCharge"), "experimentalMassToCharge", 0, 1e6);
    if (const std::string peptide = element.text(u"peptide_ref"); !peptide.empty())
      item_.peptide = peptideIds_.add(peptide);
  }

  void endItem() { best_.offer(std::move(item_), measure_); }

  void endResult() {
    for (const Item& item : best_.hits()) addMatch(item);
    best_.clear();
  }

  void addMatch(const Item& item) {
    ForeignMatch match;
    match.line = item.line;
    match.run = title_.run.empty() ? run_ : addRun(result_, {title_.run, runOf(result_, run_).name});
    match.spectrum = title_.nativeId.empty() ? spectrum_ : title_.nativeId;
    match.scan = scan_ >= 0 ? scan_ : title_.scan;
    match.rtSeconds = rtSeconds_;
    match.charge = item.charge;
    match.precursorMz = item.precursorMz;
    item.scores.give(match);
    const auto score = measure_.of(item.scores);
    match.score = score.value_or(0);
    const std::string lacks = nameProteins(match, item);
    if (!lacks.empty())
      numbers_.faults.add(result_.where(match), "a match has no " + lacks,
                          "give results that name spectrum, peptide and proteins");
    else if (!score)
      numbers_.faults.add(
          result_.where(match),
          measure_.name().empty() ? "a match has no score that is known" : "a match has no " + measure_.name(),
          "write expectation values or q-values");
    result_.matches.push_back(std::move(match));
  }

  /// Peptide and proteins of an item; says what is not there.
  std::string nameProteins(ForeignMatch& match, const Item& item) {
    std::uint32_t peptide = item.peptide;
    if (peptide == none && !item.evidences.empty() && item.evidences.front() < peptideOfEvidence_.size())
      peptide = peptideOfEvidence_[item.evidences.front()];
    if (peptide == none || peptide >= textOfPeptide_.size() || textOfPeptide_[peptide] == none) return "peptide";
    match.peptide = textOfPeptide_[peptide];
    const auto& evidences = item.evidences.empty() ? evidencesOf(peptide) : item.evidences;
    match.decoy = !evidences.empty();
    for (const std::uint32_t evidence : evidences) {
      if (evidence >= sequenceOfEvidence_.size()) return "protein";
      const std::uint32_t sequence = sequenceOfEvidence_[evidence];
      if (sequence >= nameOfSequence_.size() || nameOfSequence_[sequence] == none) return "protein";
      match.proteins.push_back(nameOfSequence_[sequence]);
      match.decoy = match.decoy && decoyOfEvidence_[evidence] != 0;
    }
    if (match.proteins.empty()) return "protein";
    return match.spectrum.empty() && match.scan < 0 && std::isnan(match.rtSeconds) ? "spectrum" : "";
  }

  /// For matches that do not list their evidences.
  const std::vector<std::uint32_t>& evidencesOf(std::uint32_t peptide) {
    if (evidencesOfPeptide_.empty()) {
      evidencesOfPeptide_.resize(peptideIds_.size());
      for (std::uint32_t evidence = 0; evidence < peptideOfEvidence_.size(); ++evidence) {
        if (peptideOfEvidence_[evidence] != none) evidencesOfPeptide_[peptideOfEvidence_[evidence]].push_back(evidence);
      }
    }
    return at(evidencesOfPeptide_, peptide, {});
  }

  std::string engine() const {
    for (std::size_t i = 0; i < softwareIds_.size(); ++i) {
      if (softwareIds_[i] == protocolSoftware_ && !softwareNames_[i].empty()) return plainName(softwareNames_[i]);
    }
    const bool named = !softwareNames_.empty() && !softwareNames_.front().empty();
    return named ? plainName(softwareNames_.front()) : std::string(unnamedEngine);
  }

  /// The vocabulary escapes what it need not: "X\!Tandem".
  static std::string plainName(std::string name) {
    std::erase(name, '\\');
    return name;
  }

  ForeignResult result_;
  std::uint32_t line_ = 0;
  XmlNumbers numbers_{result_.path, line_};
  std::vector<Element> parents_;
  Measure measure_;

  std::vector<std::string> softwareIds_, softwareNames_;
  std::string protocolSoftware_;

  // Columns by the number of an id.
  TextIndex dbSequenceIds_, peptideIds_, evidenceIds_, spectraDataIds_;
  std::vector<std::uint32_t> nameOfSequence_, textOfPeptide_, peptideOfEvidence_, sequenceOfEvidence_, runOfData_;
  std::vector<char> decoyOfEvidence_;
  std::vector<std::vector<std::uint32_t>> evidencesOfPeptide_;

  // Of the element at hand.
  std::uint32_t dbSequence_ = 0;
  std::string accession_;
  std::uint32_t peptide_ = 0;
  std::string sequence_;
  std::vector<PlacedModification> placed_;
  std::vector<Substitution> substitutions_;
  std::string spectrum_;
  std::uint32_t run_ = 0;
  std::int64_t scan_ = -1;
  SpectrumTitle title_;
  float rtSeconds_ = 0;
  Item item_;
  BestHits<Item> best_;
};

}  // namespace

ForeignResult readMzIdentMl(const std::string& path) { return MzIdentMlReader(path).read(); }

}  // namespace vescargo
