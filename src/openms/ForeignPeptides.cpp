#include "vescargo/openms/ForeignPeptides.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/CHEMISTRY/ModificationsDB.h>
#include <OpenMS/CHEMISTRY/ResidueDB.h>
#include <OpenMS/CHEMISTRY/ResidueModification.h>
#include <OpenMS/CONCEPT/Exception.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

using OpenMS::AASequence;
using OpenMS::ResidueModification;
using Place = ResidueModification::TermSpecificity;

const std::vector<Place> nTermPlaces{ResidueModification::N_TERM, ResidueModification::PROTEIN_N_TERM};
const std::vector<Place> cTermPlaces{ResidueModification::C_TERM, ResidueModification::PROTEIN_C_TERM};

/// Without "K." and ".R" around it, if these are there; dots within brackets are none of them.
std::string withoutFlanks(const std::string& written) {
  std::string text = written;
  if (text.size() > 2 && text[1] == '.') text.erase(0, 2);
  if (text.size() > 2 && text[text.size() - 2] == '.') text.erase(text.size() - 2);
  return text;
}

/// Half of the last digit that was written, in Da.
double halfDigit(const std::string& number) {
  const std::size_t dot = number.find('.');
  const auto decimals = dot == std::string::npos ? 0 : static_cast<double>(number.size() - dot - 1);
  return 0.5 * std::pow(10.0, -decimals) * 1.0001;
}

/// Name of the modification with that difference of mass, empty where there is none.
std::string nameOfDelta(double delta, double tolerance, const std::string& residue, const std::vector<Place>& places) {
  auto* database = OpenMS::ModificationsDB::getInstance();
  std::optional<std::tuple<double, int, std::string>> best;
  for (const Place place : places) {
    std::vector<const ResidueModification*> found;
    database->searchModificationsByDiffMonoMass(found, delta, tolerance, residue, place);
    for (const ResidueModification* known : found) {
      if (known->getUniModRecordId() <= 0) continue;
      const double off = std::round(std::abs(known->getDiffMonoMass() - delta) * 1e4);
      const std::tuple<double, int, std::string> rank{off, known->getUniModRecordId(), known->getId()};
      best = best ? std::min(*best, rank) : rank;
    }
  }
  return best ? std::get<2>(*best) : "";
}

/// Whether a record of Unimod may stand on a residue ('X' = on none in particular) at a place.
bool isKnownAt(int record, char residue, const std::vector<Place>& places) {
  static const std::multimap<int, const ResidueModification*> records = [] {
    std::multimap<int, const ResidueModification*> all;
    const auto* database = OpenMS::ModificationsDB::getInstance();
    for (OpenMS::Size i = 0; i < database->getNumberOfModifications(); ++i) {
      const ResidueModification* known = database->getModification(i);
      if (known->getUniModRecordId() > 0) all.emplace(known->getUniModRecordId(), known);
    }
    return all;
  }();
  const auto [first, last] = records.equal_range(record);
  return std::any_of(first, last, [&](const auto& entry) {
    const ResidueModification& known = *entry.second;
    return known.getOrigin() == residue &&
           std::find(places.begin(), places.end(), known.getTermSpecificity()) != places.end();
  });
}

/// Goes through a sequence and writes it anew in OpenMS notation.
class Rewriter {
 public:
  Rewriter(const std::string& written, const PeptideNotation& notation, const std::string& where)
      : written_(written), text_(withoutFlanks(written)), notation_(notation), where_(where) {}

  std::string rewrite() {
    if (text_.find('?') != std::string::npos)
      refuse("a modification has no place in it", "give results that say where modifications are");
    while (at_ < text_.size()) step();
    addCarbamidomethyl();
    return nTerm_ + residues_ + cTerm_;
  }

 private:
  void step() {
    const char letter = text_[at_];
    if (letter == '(' || letter == '[') return modification(nextIsTerm_);
    // Terminal modifications: n[42.01]PEPTIDE, [+42.01]-PEPTIDE, .(Acetyl)PEPTIDE and their likes at the end.
    nextIsTerm_ = letter == 'n' || letter == 'c' || letter == '-' || letter == '.';
    if (!nextIsTerm_) {
      if (letter < 'A' || letter > 'Z' || letter == 'X' || letter == 'B' || letter == 'Z' || letter == 'J')
        refuse(inQuotes(std::string(1, letter)) + " is no residue with a mass",
               "search sequences without such letters");
      addCarbamidomethyl();
      last_ = letter;
      residues_ += letter;
    }
    ++at_;
  }

  void modification(bool terminal) {
    const char closing = text_[at_] == '(' ? ')' : ']';
    const std::size_t end = closingBracket(closing);
    const std::string content = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (last_ == '-' && !terminal) refuse("a residue bears two modifications", "search with their sum");
    bool atStart = last_ == 0;
    std::string name = nameOf(content, closing == ')', terminal || atStart);
    if (name.empty() && residues_.size() == 1 && nTerm_.empty() && !terminal) {
      // Pyro-glutamate and its likes are told of the first residue, and known of the N-terminus with that residue.
      name = nameOf(content, false, false, true);
      atStart = !name.empty();
    }
    if (name.empty())
      refuse("no Unimod modification of " + placeName(terminal || last_ == 0) + " has the mass " + content,
             "search with modifications of Unimod");
    if (atStart) {
      nTerm_ = ".(" + name + ")";
    } else if (terminal) {
      cTerm_ = ".(" + name + ")";
    } else {
      residues_ += "(" + name + ")";
      last_ = '-';
    }
    nextIsTerm_ = false;
  }

  std::size_t closingBracket(char closing) const {
    int depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      depth += text_[i] == text_[at_] ? 1 : text_[i] == closing ? -1 : 0;
      if (depth == 0) return i;
    }
    refuse("a bracket does not close", "give the results as the engine wrote them");
  }

  /// Empty for a mass that no modification has. `firstResidue`: of the N-terminus with the residue written last.
  std::string nameOf(const std::string& content, bool named, bool terminal, bool firstResidue = false) const {
    if (named) return content;
    if (content.starts_with("UNIMOD:")) return unimodName(content.substr(7), terminal, firstResidue);
    const bool isSigned = content.starts_with('+') || content.starts_with('-');
    const std::string digits = content.starts_with('+') ? content.substr(1) : content;
    const auto number = parseNumber(digits);
    if (!number || !std::isfinite(*number)) return content;
    const double delta = *number - (isSigned || notation_.unsignedDeltas ? 0 : massOfBare(terminal));
    const double tolerance = std::max(modificationTolerance, halfDigit(digits));
    if (firstResidue) return nameOfDelta(delta, tolerance, std::string(1, last_), nTermPlaces);
    return nameAt(delta, tolerance, terminal);
  }

  /// Empty for the first residue's where Unimod knows it of the N-terminus with that residue only.
  std::string unimodName(const std::string& record, bool terminal, bool firstResidue) const {
    std::string name = "UniMod:" + record;
    const int number = static_cast<int>(parseNumber(record).value_or(0));
    if (terminal || residues_.size() != 1 || isKnownAt(number, last_, {ResidueModification::ANYWHERE})) return name;
    const bool ofTerminus = isKnownAt(number, last_, nTermPlaces) || isKnownAt(number, 'X', nTermPlaces);
    return ofTerminus && !firstResidue ? "" : name;
  }

  std::string nameAt(double delta, double tolerance, bool terminal) const {
    if (!terminal) return nameOfDelta(delta, tolerance, std::string(1, last_), {ResidueModification::ANYWHERE});
    const auto& places = last_ == 0 ? nTermPlaces : cTermPlaces;
    const std::size_t first = text_.find_first_of("ACDEFGHIKLMNOPQRSTUVWY", at_);
    const char residue = last_ != 0 ? last_ : first == std::string::npos ? 'X' : text_[first];
    std::string name = nameOfDelta(delta, tolerance, "X", places);
    return name.empty() ? nameOfDelta(delta, tolerance, std::string(1, residue), places) : name;
  }

  /// Mass of what bears the modification, in Da: a residue within a chain, or the hydrogen or hydroxyl at its end.
  double massOfBare(bool terminal) const {
    if (terminal) return last_ == 0 ? 1.00782503 : 17.00273965;
    return OpenMS::ResidueDB::getInstance()
        ->getResidue(OpenMS::String(last_))
        ->getMonoWeight(OpenMS::Residue::Internal);
  }

  std::string placeName(bool terminal) const {
    if (!terminal) return std::string(1, last_);
    return last_ == 0 ? "an N-terminus" : "a C-terminus";
  }

  /// On the residue that was written last, when it is a cysteine that bears nothing.
  void addCarbamidomethyl() {
    if (notation_.carbamidomethyl && last_ == 'C') residues_ += "(Carbamidomethyl)";
    last_ = last_ == 'C' && notation_.carbamidomethyl ? '-' : last_;
  }

  [[noreturn]] void refuse(const std::string& what, const std::string& whatToDo) const {
    throw Error(ExitCode::CorruptContent, where_, "peptide " + inQuotes(written_) + ": " + what, whatToDo);
  }

  const std::string& written_;
  std::string text_;
  const PeptideNotation& notation_;
  const std::string& where_;
  std::size_t at_ = 0;
  char last_ = 0;  ///< residue before `at_`; 0 at the start, '-' once it bears a modification
  bool nextIsTerm_ = false;
  std::string nTerm_, residues_, cTerm_;
};

/// Which modifications stand where, and which places are bare.
class ModificationCount {
 public:
  void add(const AASequence& peptide) {
    addPlace("N", peptide.hasNTerminalModification() ? peptide.getNTerminalModification() : nullptr);
    addPlace("C", peptide.hasCTerminalModification() ? peptide.getCTerminalModification() : nullptr);
    for (const OpenMS::Residue& residue : peptide) addPlace(residue.getOneLetterCode(), residue.getModification(), "r");
  }

  SeenModifications take() const {
    SeenModifications seen;
    for (const auto& [name, place] : placeOf_) {
      const bool everywhere = !bare_.contains(place) && modificationsAt_.at(place).size() == 1;
      (everywhere ? seen.fixed : seen.variable).push_back(name);
    }
    return seen;
  }

 private:
  void addPlace(const std::string& letter, const ResidueModification* modification, const std::string& kind = "t") {
    const std::string place = kind + letter;
    if (modification == nullptr) {
      bare_.insert(place);
      return;
    }
    placeOf_.emplace(modification->getFullId(), place);
    modificationsAt_[place].insert(modification->getFullId());
  }

  std::set<std::string> bare_;
  std::map<std::string, std::string> placeOf_;
  std::map<std::string, std::set<std::string>> modificationsAt_;
};

AASequence parsed(const std::string& written, const PeptideNotation& notation, const std::string& where) {
  const std::string text = Rewriter(written, notation, where).rewrite();
  try {
    AASequence peptide = AASequence::fromString(text);
    if (!peptide.empty()) return peptide;
  } catch (const OpenMS::Exception::BaseException&) {
    // Told below, with the place that OpenMS does not know of.
  }
  throw Error(ExitCode::CorruptContent, where, "peptide " + inQuotes(written) + " is not understood",
              "write modifications as masses or by their Unimod names");
}

struct ParsedOrFault {
  AASequence peptide;
  std::string fault;  ///< empty = there is none
};

ParsedOrFault parsedOrFault(const std::string& written, const PeptideNotation& notation, const std::string& where) {
  try {
    return {parsed(written, notation, where), ""};
  } catch (const Error& fault) {
    return {{}, fault.what()};
  }
}

KnownPeptide knownOf(const AASequence& peptide) {
  return {peptide.toUnmodifiedString(), peptide.toString(), peptide.getMonoWeight()};
}

/// The first match of each peptide, for messages.
std::vector<const ForeignMatch*> firstMatches(const ForeignResult& result) {
  std::vector<const ForeignMatch*> first(result.peptides.size(), nullptr);
  for (const ForeignMatch& match : result.matches) {
    if (first[match.peptide] == nullptr) first[match.peptide] = &match;
  }
  return first;
}

/// Whether cysteines of a file that says nothing of them are carbamidomethylated.
bool hidesCarbamidomethyl(const ForeignResult& result) {
  const auto first = firstMatches(result);
  std::array<std::vector<double>, 2> masses;
  for (std::uint32_t peptide = 0; peptide < first.size(); ++peptide) {
    const std::string written(result.peptides[peptide]);
    const bool cysteine = first[peptide] != nullptr && withoutFlanks(written).find('C') != std::string::npos;
    for (const bool carbamidomethyl : {false, true}) {
      const auto read =
          cysteine ? parsedOrFault(written, {result.unsignedDeltas, carbamidomethyl}, result.where(*first[peptide]))
                   : ParsedOrFault{};
      masses[carbamidomethyl ? 1 : 0].push_back(read.peptide.empty() ? 0 : read.peptide.getMonoWeight());
    }
  }
  std::array<std::size_t, 2> fitting{};
  for (const ForeignMatch& match : result.matches) {
    if (masses[0][match.peptide] == masses[1][match.peptide]) continue;
    for (std::size_t carbamidomethyl = 0; carbamidomethyl < fitting.size(); ++carbamidomethyl) {
      Psm psm;
      psm.charge = match.charge;
      psm.precursorMz = static_cast<float>(match.precursorMz);
      psm.calculatedMz = static_cast<float>(ionMz(masses[carbamidomethyl][match.peptide], match.charge));
      fitting[carbamidomethyl] += fitsPrecursor(psm) ? 1 : 0;
    }
  }
  return fitting[1] > fitting[0];
}

/// Takes out matches of peptides that cannot be read; refuses the file where these are more than half. `firstFault` is
/// that of the first of them.
void leaveOutUnread(ForeignResult& result, const std::vector<char>& unread, const std::string& firstFault) {
  const std::size_t before = result.matches.size();
  std::erase_if(result.matches, [&](const ForeignMatch& match) { return unread[match.peptide] != 0; });
  const std::size_t leftOut = before - result.matches.size();
  const std::string counts = std::to_string(leftOut) + " of " + std::to_string(before) + " matches";
  if (2 * leftOut > before) throw Error(ExitCode::CorruptContent, firstFault + " (as with " + counts + ")");
  if (leftOut > 0)
    result.warnings.push_back(counts + " are left out, their peptides cannot be read; the first: " + firstFault);
}

}  // namespace

KnownPeptide readPeptide(const std::string& written, const PeptideNotation& notation, const std::string& where) {
  return knownOf(parsed(written, notation, where));
}

SeenModifications readPeptides(std::vector<ForeignResult>& results) {
  ModificationCount count;
  for (ForeignResult& result : results) {
    PeptideNotation notation{result.unsignedDeltas, false};
    if (result.mayHideFixedModifications && hidesCarbamidomethyl(result)) {
      notation.carbamidomethyl = true;
      result.sentences.push_back(result.path +
                                 " does not write that its cysteines are carbamidomethylated; their masses say so");
    }
    const auto first = firstMatches(result);
    result.known.resize(first.size());
    std::vector<char> unread(first.size(), 0);
    std::string firstFault;
    for (std::uint32_t peptide = 0; peptide < first.size(); ++peptide) {
      if (first[peptide] == nullptr) continue;
      const auto [read, fault] =
          parsedOrFault(std::string(result.peptides[peptide]), notation, result.where(*first[peptide]));
      unread[peptide] = fault.empty() ? 0 : 1;
      if (firstFault.empty()) firstFault = fault;
      if (!fault.empty()) continue;
      count.add(read);
      result.known[peptide] = knownOf(read);
    }
    leaveOutUnread(result, unread, firstFault);
  }
  return count.take();
}

}  // namespace vescargo
