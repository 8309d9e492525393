#include "vescargo/spectra/MzMlHead.h"

#include <algorithm>
#include <array>
#include <boost/spirit/include/qi_char_class.hpp>
#include <boost/spirit/include/qi_numeric.hpp>
#include <boost/spirit/include/qi_parse.hpp>
#include <charconv>
#include <cstring>

namespace vescargo {

namespace {

constexpr std::string_view closers = "</spectrumList></run></mzML>";

bool isIndexed(const pugi::xml_document& document) { return document.child("indexedmzML") != nullptr; }

pugi::xml_node mzMlOf(const pugi::xml_document& document) {
  const pugi::xml_node indexed = document.child("indexedmzML");
  return (indexed ? indexed : pugi::xml_node(document)).child("mzML");
}

bool parses(pugi::xml_document& document, const std::string& text) {
  return static_cast<bool>(document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8));
}

double secondsOf(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 4> units{
      {{"UO:0000031", 60}, {"MS:1000038", 60}, {"UO:0000032", 3600}, {"UO:0000028", 1e-3}}};
  const auto known = std::find_if(units.begin(), units.end(), [&](const auto& entry) { return entry.first == unit; });
  return known == units.end() ? 1 : known->second;
}

}  // namespace

std::optional<MzMlHead> MzMlHead::parse(const std::string& text) {
  MzMlHead head;
  pugi::xml_document& document = head.document_;
  if (!parses(document, text + std::string(closers)) &&
      (!isIndexed(document) || !parses(document, text + std::string(closers) + "</indexedmzML>")))
    return std::nullopt;
  const pugi::xml_node mzMl = mzMlOf(document);
  const pugi::xml_node list = mzMl.child("run").child("spectrumList");
  if (!list || !std::string_view(mzMl.attribute("version").value()).starts_with("1.1")) return std::nullopt;
  for (const pugi::xml_node group : mzMl.child("referenceableParamGroupList"))
    head.groups_.emplace(group.attribute("id").value(), group);
  head.readProcessing(mzMl.child("dataProcessingList"));
  head.readAnalyzers(mzMl.child("instrumentConfigurationList"));
  head.usualConfiguration_ = mzMl.child("run").attribute("defaultInstrumentConfigurationRef").value();
  head.usualProcessing_ = list.attribute("defaultDataProcessingRef").value();
  const pugi::xml_attribute count = list.attribute("count");
  if (count) head.spectra_ = count.as_ullong();
  return head;
}

bool MzMlHead::isWhole(const std::string& head, const std::string& tail) {
  pugi::xml_document document;
  return parses(document, head + tail);
}

std::vector<SourceFile> MzMlHead::sources() const {
  std::vector<SourceFile> files;
  for (const pugi::xml_node file : mzMlOf(document_).child("fileDescription").child("sourceFileList"))
    files.push_back({file.attribute("name").value(), file.attribute("location").value()});
  return files;
}

bool MzMlHead::isPicked(std::string_view dataProcessing) const {
  return picked_.contains(dataProcessing.empty() ? usualProcessing_ : std::string(dataProcessing));
}

// Most of the markup of a file is cvParams, hence the look at the first letter before the name.
CvTerm MzMlHead::termOf(pugi::xml_node cvParam) {
  CvTerm term;
  term.element = cvParam;
  for (const pugi::xml_attribute attribute : cvParam.attributes()) {
    const char* name = attribute.name();
    const char* value = attribute.value();
    if (name[0] == 'v' && std::strcmp(name, "value") == 0) term.value = value;
    if (name[0] == 'u' && std::strcmp(name, "unitAccession") == 0) term.seconds = secondsOf(value);
    if (name[0] == 'a' && std::strcmp(name, "accession") == 0 && std::strncmp(value, "MS:", 3) == 0)
      std::from_chars(value + 3, value + std::strlen(value), term.accession);
  }
  return term;
}

void MzMlHead::readProcessing(pugi::xml_node list) {
  constexpr std::array<int, 3> peakPicking{1000035, 1000801, 1000802};  // and its two kinds, by area and by height
  for (const pugi::xml_node processing : list) {
    for (const pugi::xml_node method : processing) {
      eachTerm(method, [&](const CvTerm& term) {
        if (std::find(peakPicking.begin(), peakPicking.end(), term.accession) != peakPicking.end())
          picked_.insert(processing.attribute("id").value());
      });
    }
  }
}

Analyzer MzMlHead::analyzerOf(std::string_view configuration) const {
  if (analyzers_.empty()) return Analyzer::Unsaid;
  const auto found = analyzers_.find(configuration.empty() ? usualConfiguration_ : std::string(configuration));
  return found == analyzers_.end() ? Analyzer::Unsaid : found->second;
}

bool MzMlHead::hasSeveralAnalyzers() const {
  return std::any_of(analyzers_.begin(), analyzers_.end(),
                     [&](const auto& entry) { return entry.second != analyzers_.begin()->second; });
}

/// The last analyzer of a configuration is the one that measures.
void MzMlHead::readAnalyzers(pugi::xml_node list) {
  constexpr std::array<std::pair<int, Analyzer>, 9> kinds{{{1000079, Analyzer::FourierTransform},  // FT-ICR
                                                           {1000484, Analyzer::FourierTransform},  // orbitrap
                                                           {1000084, Analyzer::TimeOfFlight},      // of any kind
                                                           {1003379, Analyzer::TimeOfFlight},      // Astral
                                                           {1000264, Analyzer::IonTrap},           // of any kind
                                                           {1000082, Analyzer::IonTrap},           // quadrupole
                                                           {1000291, Analyzer::IonTrap},           // linear
                                                           {1000078, Analyzer::IonTrap},           // axial ejection
                                                           {1000083, Analyzer::IonTrap}}};         // radial ejection
  for (const pugi::xml_node configuration : list) {
    for (const pugi::xml_node analyzer : configuration.child("componentList").children("analyzer")) {
      eachTerm(analyzer, [&](const CvTerm& term) {
        for (const auto& [accession, kind] : kinds) {
          if (accession == term.accession) analyzers_[configuration.attribute("id").value()] = kind;
        }
      });
    }
  }
}

std::optional<double> parseDouble(std::string_view text) {
  namespace qi = boost::spirit::qi;
  double value = 0;
  const char* at = text.data();
  const char* end = at + text.size();
  if (!qi::phrase_parse(at, end, qi::double_, boost::spirit::ascii::space, value) || at != end) return std::nullopt;
  return value;
}

}  // namespace vescargo
