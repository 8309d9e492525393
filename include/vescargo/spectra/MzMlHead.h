#pragma once

#include <cstring>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// One cvParam of the PSI-MS vocabulary.
struct CvTerm {
  int accession = 0;  ///< digits of "MS:1000511"; 0 = of another vocabulary
  const char* value = "";
  double seconds = 1;      ///< in the unit of a time: minutes (UO:0000031, or MS:1000038 of old), hours, milliseconds
  pugi::xml_node element;  ///< the cvParam itself
};

/// A file that an mzML file was made from, as it is written.
struct SourceFile {
  std::string name, location;
};

/// What stands before the spectra of an mzML file and is needed to understand them.
class MzMlHead {
 public:
  /// `text` is all before the first spectrum. Empty when it is no well-formed beginning of
  /// an mzML 1.1 file with a list of spectra.
  static std::optional<MzMlHead> parse(const std::string& text);

  /// True when head and tail make a well-formed document once the spectra are taken out.
  static bool isWhole(const std::string& head, const std::string& tail);

  /// The list of source files.
  std::vector<SourceFile> sources() const;

  /// How many spectra there should be; empty when the file does not say.
  std::optional<std::size_t> spectra() const { return spectra_; }

  /// True when the processing that a spectrum names, or else that of the list, picked peaks.
  bool isPicked(std::string_view dataProcessing) const;

  /// That of an instrument configuration, or of the usual one where `configuration` is empty.
  Analyzer analyzerOf(std::string_view configuration) const;

  /// Whether configurations measure with different analyzers.
  bool hasSeveralAnalyzers() const;

  /// Calls visit(CvTerm) for the terms of an element, in order, those of the parameter
  /// groups that it refers to as well.
  template <class Visit>
  void eachTerm(pugi::xml_node element, Visit&& visit) const {
    for (const pugi::xml_node child : element) {
      if (std::strcmp(child.name(), "cvParam") == 0) {
        visit(termOf(child));
      } else if (std::strcmp(child.name(), "referenceableParamGroupRef") == 0) {
        const auto group = groups_.find(child.attribute("ref").value());
        if (group == groups_.end()) continue;
        for (const pugi::xml_node term : group->second.children("cvParam")) visit(termOf(term));
      }
    }
  }

 private:
  static CvTerm termOf(pugi::xml_node cvParam);
  void readProcessing(pugi::xml_node list);
  void readAnalyzers(pugi::xml_node list);

  pugi::xml_document document_;  // holds the groups
  std::unordered_map<std::string, pugi::xml_node> groups_;
  std::unordered_set<std::string> picked_;
  std::string usualProcessing_;
  std::unordered_map<std::string, Analyzer> analyzers_;
  std::string usualConfiguration_;
  std::optional<std::size_t> spectra_;
};

/// The whole of `text` as a number, white space around it left out. By Boost.Spirit as in
/// OpenMS, because strtod differs from it in the last bit now and then.
std::optional<double> parseDouble(std::string_view text);

}  // namespace vescargo
