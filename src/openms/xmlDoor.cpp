#include "vescargo/openms/xmlDoor.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/base/xmlEvents.h"

namespace vescargo {

namespace {

using Names = std::vector<std::u16string_view>;

/// Which elements an element may stand in; the root stands in u"".
using Places = std::unordered_map<std::u16string_view, Names>;

struct Format {
  std::string name;
  Places places;
  std::string remedy;
};

/// Reads a file and holds each element to its places.
void requireFormat(const std::string& path, const Format& format) {
  Names open{u""};
  std::uint32_t line = 0;
  const auto begin = [&](std::u16string_view name, const XmlAttributes& /*attributes*/) {
    const auto known = format.places.find(name);
    const bool fits = known != format.places.end() &&
                      std::find(known->second.begin(), known->second.end(), open.back()) != known->second.end();
    if (!fits)
      throw Error(ExitCode::CorruptContent, path + ":" + std::to_string(line),
                  "has an element " + inQuotes(toUtf8(name)) +
                      (open.back().empty() ? " as its root" : " within " + inQuotes(toUtf8(open.back()))) + ", which " +
                      format.name + " has not",
                  name.find(u':') == name.npos ? format.remedy : format.remedy + ", with names that have no prefix");
    open.push_back(known->first);
  };
  const auto end = [&](std::u16string_view /*name*/) { open.pop_back(); };
  // OpenMS passes over an element with a prefix, but not over those in it.
  readXml(path, {begin, end, [](std::u16string_view /*text*/) {}, Prefixes::Keep}, line);
}

Places placesOf(std::initializer_list<std::pair<Names, Names>> rows) {
  Places places;
  for (const auto& [parents, elements] : rows) {
    for (const std::u16string_view element : elements) {
      Names& of = places[element];
      of.insert(of.end(), parents.begin(), parents.end());
    }
  }
  return places;
}

/// Each row: what may stand within which.
Places idXmlPlaces() {
  return placesOf({
      {{u""}, {u"IdXML"}},
      {{u"IdXML"}, {u"SearchParameters", u"IdentificationRun"}},
      {{u"SearchParameters"}, {u"FixedModification", u"VariableModification"}},
      {{u"IdentificationRun"}, {u"ProteinIdentification", u"PeptideIdentification"}},
      {{u"ProteinIdentification"}, {u"ProteinHit"}},
      {{u"PeptideIdentification"}, {u"PeptideHit"}},
      {{u"SearchParameters", u"FixedModification", u"VariableModification", u"ProteinIdentification", u"ProteinHit",
        u"PeptideIdentification", u"PeptideHit"},
       {u"UserParam"}},
  });
}

/// Alone, or as GenericKnimeNodes gives them, within a CTD.
Places parameterPlaces() {
  return placesOf({
      {{u"", u"tool"}, {u"PARAMETERS"}},
      {{u""}, {u"tool"}},
      {{u"tool"},
       {u"description", u"manual", u"citations", u"executableName", u"executablePath", u"cli", u"logs", u"relocators"}},
      {{u"citations"}, {u"citation"}},
      {{u"cli"}, {u"clielement"}},
      {{u"clielement"}, {u"mapping"}},
      {{u"logs"}, {u"log"}},
      {{u"relocators"}, {u"relocator"}},
      {{u"PARAMETERS", u"NODE"}, {u"NODE", u"ITEM", u"ITEMLIST"}},
      {{u"ITEMLIST"}, {u"LISTITEM"}},
  });
}

/// Of mzML, what stands around its spectra and chromatograms.
Places mzMlHeadPlaces() {
  return placesOf({
      {{u""}, {u"indexedmzML", u"mzML"}},
      {{u"indexedmzML"}, {u"mzML", u"indexList", u"indexListOffset", u"fileChecksum"}},
      {{u"indexList"}, {u"index"}},
      {{u"index"}, {u"offset"}},
      {{u"mzML"},
       {u"cvList", u"fileDescription", u"referenceableParamGroupList", u"sampleList", u"softwareList",
        u"scanSettingsList", u"acquisitionSettingsList", u"instrumentConfigurationList", u"instrumentList",
        u"dataProcessingList", u"run"}},
      {{u"cvList"}, {u"cv"}},
      {{u"fileDescription"}, {u"fileContent", u"sourceFileList", u"contact"}},
      {{u"sourceFileList"}, {u"sourceFile"}},
      {{u"referenceableParamGroupList"}, {u"referenceableParamGroup"}},
      {{u"sampleList"}, {u"sample"}},
      {{u"softwareList"}, {u"software"}},
      {{u"software"}, {u"softwareParam"}},
      {{u"scanSettingsList"}, {u"scanSettings"}},
      {{u"acquisitionSettingsList"}, {u"acquisitionSettings"}},
      {{u"scanSettings", u"acquisitionSettings"}, {u"sourceFileRefList", u"targetList"}},
      {{u"sourceFileRefList"}, {u"sourceFileRef"}},
      {{u"targetList"}, {u"target"}},
      {{u"instrumentConfigurationList", u"instrumentList"}, {u"instrumentConfiguration", u"instrument"}},
      {{u"instrumentConfiguration", u"instrument"}, {u"componentList", u"softwareRef", u"instrumentSoftwareRef"}},
      {{u"componentList"}, {u"source", u"analyzer", u"detector"}},
      {{u"dataProcessingList"}, {u"dataProcessing"}},
      {{u"dataProcessing"}, {u"processingMethod"}},
      {{u"run"}, {u"spectrumList", u"chromatogramList", u"sourceFileRefList"}},
  });
}

/// Its spectra and chromatograms; no element of these is in the others.
Places mzMlRunPlaces() {
  return placesOf({
      {{u"spectrumList"}, {u"spectrum"}},
      {{u"chromatogramList"}, {u"chromatogram"}},
      {{u"spectrum"}, {u"spectrumDescription", u"productList"}},
      {{u"spectrum", u"spectrumDescription"}, {u"scanList", u"acquisitionList", u"precursorList", u"scan"}},
      {{u"scanList"}, {u"scan"}},
      {{u"acquisitionList"}, {u"acquisition"}},
      {{u"scan"}, {u"scanWindowList", u"selectionWindowList"}},
      {{u"scanWindowList"}, {u"scanWindow"}},
      {{u"selectionWindowList"}, {u"selectionWindow"}},
      {{u"precursorList", u"chromatogram"}, {u"precursor"}},
      {{u"productList", u"chromatogram"}, {u"product"}},
      {{u"precursor"}, {u"isolationWindow", u"selectedIonList", u"ionSelection", u"activation"}},
      {{u"product"}, {u"isolationWindow"}},
      {{u"selectedIonList"}, {u"selectedIon"}},
      {{u"spectrum", u"chromatogram"}, {u"binaryDataArrayList"}},
      {{u"binaryDataArrayList"}, {u"binaryDataArray"}},
      {{u"binaryDataArray"}, {u"binary"}},
  });
}

/// Adds what tells of elements by terms, which may stand in most.
void addTerms(Places& places) {
  const Names described{u"fileContent",
                        u"sourceFile",
                        u"contact",
                        u"sample",
                        u"software",
                        u"scanSettings",
                        u"acquisitionSettings",
                        u"target",
                        u"instrumentConfiguration",
                        u"instrument",
                        u"source",
                        u"analyzer",
                        u"detector",
                        u"dataProcessing",
                        u"processingMethod",
                        u"run",
                        u"spectrum",
                        u"spectrumDescription",
                        u"scanList",
                        u"acquisitionList",
                        u"scan",
                        u"acquisition",
                        u"scanWindow",
                        u"selectionWindow",
                        u"precursor",
                        u"isolationWindow",
                        u"selectedIon",
                        u"ionSelection",
                        u"activation",
                        u"binaryDataArray",
                        u"chromatogram",
                        u"referenceableParamGroup"};
  for (const std::u16string_view term : {u"cvParam", u"userParam"}) places[term] = described;
  places[u"referenceableParamGroupRef"] = Names(described.begin(), described.end() - 1);
}

Places mzMlPlaces() {
  Places places = mzMlHeadPlaces();
  places.merge(mzMlRunPlaces());
  addTerms(places);
  return places;
}

}  // namespace

void requireIdXml(const std::string& path) {
  static const Format format{"idXML", idXmlPlaces(), "write it again with the program that made it"};
  requireFormat(path, format);
}

void requireParameters(const std::string& path) {
  static const Format format{"a file of parameters (INI)", parameterPlaces(), "write it again with -write_ini"};
  requireFormat(path, format);
}

void requireMzMl(const std::string& path) {
  static const Format format{"mzML", mzMlPlaces(), "convert the run again"};
  requireFormat(path, format);
}

}  // namespace vescargo
