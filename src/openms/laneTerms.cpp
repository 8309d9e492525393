#include "vescargo/openms/laneTerms.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string_view>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

struct Term {
  const char* accession;
  const char* name;
};

struct Unit {
  const char* accession;
  const char* name;
};

constexpr Unit nanometer{"UO:0000018", "nanometer"};
constexpr Unit absorbance{"UO:0000269", "absorbance unit"};

void fill(pugi::xml_node param, const Term& term, const std::string& value) {
  param.append_attribute("cvRef") = "MS";
  param.append_attribute("accession") = term.accession;
  param.append_attribute("name") = term.name;
  param.append_attribute("value") = value.c_str();
}

void setUnit(pugi::xml_node param, const Unit& unit) {
  for (const char* name : {"unitAccession", "unitName", "unitCvRef"}) param.remove_attribute(name);
  param.append_attribute("unitCvRef") = "UO";
  param.append_attribute("unitAccession") = unit.accession;
  param.append_attribute("unitName") = unit.name;
}

pugi::xml_node paramOf(pugi::xml_node parent, const char* accession) {
  return parent.find_child_by_attribute("cvParam", "accession", accession);
}

void addSpectrumTerm(pugi::xml_node spectrum, const Term& term, const std::string& value) {
  fill(spectrum.insert_child_before("cvParam", spectrum.child("scanList")), term, value);
}

/// Arrays of m/z and ions become wavelengths and absorbances.
void makeUv(pugi::xml_node spectrum, const SimulatedSpectrum& from) {
  for (const auto& [term, nm] : {std::pair{Term{"MS:1000619", "lowest observed wavelength"}, from.mz.front()},
                                 std::pair{Term{"MS:1000618", "highest observed wavelength"}, from.mz.back()}}) {
    addSpectrumTerm(spectrum, term, formatNumber(nm));
    setUnit(paramOf(spectrum, term.accession), nanometer);
  }
  for (pugi::xml_node array : spectrum.child("binaryDataArrayList").children("binaryDataArray")) {
    if (pugi::xml_node mz = paramOf(array, "MS:1000514")) {
      mz.attribute("accession") = "MS:1000617";
      mz.attribute("name") = "wavelength array";
      setUnit(mz, nanometer);
    } else if (pugi::xml_node intensity = paramOf(array, "MS:1000515")) {
      setUnit(intensity, absorbance);
    }
  }
}

void addTerms(pugi::xml_node spectrum, const WrittenSpectrum& written, const SimulatedLane& lane) {
  const SimulatedSpectrum& from = *written.spectrum;
  if (written.function > 0)
    fill(spectrum.child("scanList").child("scan").prepend_child("cvParam"), {"MS:1000616", "preset scan configuration"},
         std::to_string(written.function));
  if (from.kind == SpectrumKind::LockMass) addSpectrumTerm(spectrum, {"MS:1000928", "calibration spectrum"}, "");
  if (from.kind == SpectrumKind::Uv) return makeUv(spectrum, from);
  if (lane.compensationVoltage)
    addSpectrumTerm(spectrum, {"MS:1001581", "FAIMS compensation voltage"}, formatNumber(*lane.compensationVoltage));
}

struct TextWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
};

/// The index with the places where spectra begin now.
std::string indexed(std::string text, const std::vector<WrittenSpectrum>& written) {
  text.resize(text.find("<indexList "));
  text.resize(text.find_last_not_of(" \t\n") + 1);
  text += "\n<indexList count=\"1\">\n\t<index name=\"spectrum\">\n";
  const std::string offset = std::to_string(text.find("<indexList "));
  std::size_t at = 0;
  for (const WrittenSpectrum& spectrum : written) {
    at = text.find("<spectrum ", at + 1);
    text += "\t\t<offset idRef=\"" + spectrum.nativeId + "\">" + std::to_string(at) + "</offset>\n";
  }
  return text + "\t</index>\n</indexList>\n<indexListOffset>" + offset +
         "</indexListOffset>\n<fileChecksum>0</fileChecksum>\n</indexedmzML>\n";
}

}  // namespace

std::string withLaneTerms(const std::string& mzMl, const std::vector<WrittenSpectrum>& written,
                          const std::vector<SimulatedLane>& lanes) {
  pugi::xml_document document;
  document.load_buffer(mzMl.data(), mzMl.size(), pugi::parse_default | pugi::parse_declaration, pugi::encoding_latin1);
  pugi::xml_node run = document.child("indexedmzML").child("mzML").child("run");
  auto spectrum = written.begin();
  for (pugi::xml_node node : run.child("spectrumList").children("spectrum")) {
    addTerms(node, *spectrum, lanes[spectrum->spectrum->lane]);
    ++spectrum;
  }
  TextWriter writer;
  document.save(writer, "\t", pugi::format_indent, pugi::encoding_latin1);
  return indexed(std::move(writer.text), written);
}

}  // namespace vescargo
