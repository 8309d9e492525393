#include "vescargo/openms/arraysForOpenMs.h"

#include <OpenMS/FORMAT/Base64.h>

#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/spectra/ArrayDecoder.h"
#include "vescargo/spectra/ArrayFormat.h"
#include "vescargo/spectra/SpectrumSplitter.h"

namespace vescargo {

namespace {

constexpr unsigned parseOptions = pugi::parse_default | pugi::parse_fragment;

bool isKnownToOpenMs(const ArrayTerms& terms) {
  const ArrayFormat& format = terms.format;
  const bool isPlain = format.transform == ArrayTransform::None || format.isNumpress();
  const bool isInteger = format.type == NumberType::Int32 || format.type == NumberType::Int64;
  // It takes integers of other kinds (charges, for one) for what they are.
  return isPlain && format.packing != ArrayPacking::Zstd &&
         (!isInteger || format.isNumpress() || terms.kind == ArrayKind::Other);
}

[[noreturn]] void refuse(const std::string& path, pugi::xml_node owner, const std::string& fault) {
  throw Error(ExitCode::CorruptContent, path,
              "an array of " + std::string(owner.name()) + " " + inQuotes(owner.attribute("id").value()) + " " + fault,
              "convert the run again, with zlib compression");
}

/// Notes what the arrays of a list are; whether some element has not both m/z and intensities.
void look(const MzMlHead& head, pugi::xml_node list, const std::string& path, ArraysSeen& seen) {
  for (const pugi::xml_node owner : list.children()) {
    int told = 0;
    for (const pugi::xml_node array : owner.child("binaryDataArrayList").children("binaryDataArray")) {
      const ArrayTerms terms = arrayTermsOf(head, array);
      told += terms.kind == ArrayKind::Other ? 0 : 1;
      const std::string fault = whyUnreadable(terms);
      if (!fault.empty()) refuse(path, owner, fault);
      seen.unknownToOpenMs = seen.unknownToOpenMs || !isKnownToOpenMs(terms);
    }
    seen.lackMzOrIntensity = seen.lackMzOrIntensity || told < 2;
  }
}

/// Where the chromatograms stand in the text behind the spectra; empty where there are none.
std::string_view chromatogramsIn(std::string_view tail) {
  constexpr std::string_view endTag = "</chromatogramList>";
  const std::size_t begin = tail.find("<chromatogramList");
  const std::size_t end = tail.find(endTag);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return tail.substr(begin, end + endTag.size() - begin);
}

struct TextWriter : pugi::xml_writer {
  explicit TextWriter(const TextSink& sink) : sink_(sink) {}
  void write(const void* data, std::size_t size) override { sink_({static_cast<const char*>(data), size}); }
  const TextSink& sink_;
};

/// Rewrites elements with arrays.
class Rewriter {
 public:
  Rewriter(const MzMlHead& head, const std::string& path) : head_(head), path_(path) {}

  /// The text of spectra, or of the list of chromatograms, with other arrays.
  void rewrite(std::string text, const TextSink& write) {
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size(), parseOptions, pugi::encoding_utf8)) return write(text);
    const pugi::xml_node list = document.child("chromatogramList");
    for (const pugi::xml_node owner : (list ? list : document).children()) {
      for (const pugi::xml_node array : owner.child("binaryDataArrayList").children("binaryDataArray"))
        rewriteArray(owner, array);
    }
    TextWriter writer(write);
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  }

 private:
  void rewriteArray(pugi::xml_node owner, pugi::xml_node array) {
    const ArrayTerms terms = arrayTermsOf(head_, array);
    if (isKnownToOpenMs(terms)) return;
    ArrayFormat format = terms.format;
    const pugi::xml_attribute length = array.attribute("arrayLength");
    format.length = (length ? length : owner.attribute("defaultArrayLength")).as_uint();
    const std::string fault = decoder_.decode(array.child_value("binary"), format, numbers_);
    if (!fault.empty()) refuse(path_, owner, fault);
    restateTerms(array);
    OpenMS::String text;
    base64_.encode(numbers_, OpenMS::Base64::BYTEORDER_LITTLEENDIAN, text, true);
    array.child("binary").text().set(text.c_str());
    array.remove_attribute("encodedLength");
    array.append_attribute("encodedLength") = static_cast<unsigned long long>(text.size());
  }

  /// All that the array and the groups that it refers to say, but for how its numbers were written.
  void restateTerms(pugi::xml_node array) const {
    std::vector<pugi::xml_node> kept;
    head_.eachTerm(array, [&](const CvTerm& term) {
      if (!isOfFormat(term)) kept.push_back(term.element);
    });
    const pugi::xml_node binary = array.child("binary");
    for (const pugi::xml_node term : kept) array.insert_copy_before(term, binary);
    for (const auto& [accession, name] :
         {std::pair("MS:1000523", "64-bit float"), {"MS:1000574", "zlib compression"}}) {
      pugi::xml_node term = array.insert_child_before("cvParam", binary);
      term.append_attribute("cvRef") = "MS";
      term.append_attribute("accession") = accession;
      term.append_attribute("name") = name;
    }
    std::size_t stated = kept.size() + 2;
    for (pugi::xml_node child = binary.previous_sibling(); child;) {
      const pugi::xml_node before = child.previous_sibling();
      const std::string_view name = child.name();
      if (stated > 0) {
        --stated;
      } else if (name == "cvParam" || name == "referenceableParamGroupRef") {
        array.remove_child(child);
      }
      child = before;
    }
  }

  const MzMlHead& head_;
  const std::string& path_;
  ArrayDecoder decoder_;
  OpenMS::Base64 base64_;
  std::vector<double> numbers_;
};

}  // namespace

ArraysSeen lookThroughArrays(const std::string& path) {
  SpectrumSplitter splitter(path);
  ArraysSeen seen;
  if (!splitter.isMzMl()) return seen;
  const std::optional<MzMlHead> head = MzMlHead::parse(splitter.head());
  if (!head) return seen;
  pugi::xml_document document;
  std::string piece;
  // What is no XML is told by OpenMS.
  while (splitter.next(piece)) {
    if (document.load_buffer_inplace(piece.data(), piece.size(), parseOptions, pugi::encoding_utf8))
      look(*head, document, path, seen);
  }
  const std::string_view chromatograms = chromatogramsIn(splitter.tail());
  ArraysSeen ofChromatograms;
  if (document.load_buffer(chromatograms.data(), chromatograms.size(), parseOptions, pugi::encoding_utf8))
    look(*head, document.child("chromatogramList"), path, ofChromatograms);
  seen.unknownToOpenMs = seen.unknownToOpenMs || ofChromatograms.unknownToOpenMs;
  return seen;
}

void rewriteArrays(const std::string& path, const std::string& out) {
  SpectrumSplitter splitter(path);
  const std::optional<MzMlHead> head = MzMlHead::parse(splitter.head());
  writeText(out, [&](const TextSink& write) {
    write(splitter.head());
    if (!head) return;
    Rewriter rewriter(*head, path);
    std::string piece;
    while (splitter.next(piece)) rewriter.rewrite(piece, write);
    const std::string_view tail = splitter.tail();
    const std::string_view chromatograms = chromatogramsIn(tail);
    const std::size_t at =
        chromatograms.empty() ? tail.size() : static_cast<std::size_t>(chromatograms.data() - tail.data());
    write(tail.substr(0, at));
    if (!chromatograms.empty()) rewriter.rewrite(std::string(chromatograms), write);
    write(tail.substr(at + chromatograms.size()));
  });
}

}  // namespace vescargo
