#include "vescargo/openms/requireArraysOfOpenMs.h"

#include <optional>
#include <pugixml.hpp>

#include "vescargo/base/Error.h"
#include "vescargo/spectra/ArrayFormat.h"
#include "vescargo/spectra/SpectrumSplitter.h"

namespace vescargo {

namespace {

std::string whyNot(const ArrayTerms& terms) {
  std::string unreadable = whyUnreadable(terms);
  if (!unreadable.empty()) return unreadable;
  const ArrayFormat& format = terms.format;
  const bool isPlain = format.transform == ArrayTransform::None || format.isNumpress();
  if (!isPlain || format.packing == ArrayPacking::Zstd)
    return "is compressed by " + nameOf(terms.compression) + ", which OpenMS does not know";
  const bool isInteger = format.type == NumberType::Int32 || format.type == NumberType::Int64;
  // It takes integers of other kinds (charges, for one) for what they are.
  if (isInteger && !format.isNumpress() && terms.kind != ArrayKind::Other)
    return "is of integers, which OpenMS does not take";
  return {};
}

class Check {
 public:
  Check(const MzMlHead& head, const std::string& path, const std::string& whatToDo)
      : head_(head), path_(path), whatToDo_(whatToDo) {}

  /// The elements of a list that have arrays; whether one lacks m/z or intensities.
  bool operator()(pugi::xml_node list) const {
    bool lacks = false;
    for (const pugi::xml_node owner : list.children()) {
      int told = 0;
      for (const pugi::xml_node array : owner.child("binaryDataArrayList").children("binaryDataArray")) {
        const ArrayTerms terms = arrayTermsOf(head_, array);
        told += terms.kind == ArrayKind::Other ? 0 : 1;
        const std::string fault = whyNot(terms);
        if (!fault.empty())
          throw Error(
              ExitCode::CorruptContent, path_,
              "an array of " + std::string(owner.name()) + " " + inQuotes(owner.attribute("id").value()) + " " + fault,
              whatToDo_);
      }
      lacks = lacks || told < 2;
    }
    return lacks;
  }

 private:
  const MzMlHead& head_;
  const std::string& path_;
  const std::string& whatToDo_;
};

}  // namespace

bool requireArraysOfOpenMs(const std::string& path, const std::string& whatToDo) {
  SpectrumSplitter splitter(path);
  if (!splitter.isMzMl()) return false;
  const std::optional<MzMlHead> head = MzMlHead::parse(splitter.head());
  if (!head) return false;
  const Check check(*head, path, whatToDo);
  pugi::xml_document document;
  std::string piece;
  bool lacks = false;
  // What is no XML is told by OpenMS.
  while (splitter.next(piece)) {
    if (document.load_buffer_inplace(piece.data(), piece.size(), pugi::parse_default | pugi::parse_fragment,
                                     pugi::encoding_utf8))
      lacks = check(document) || lacks;
  }
  const std::string text = splitter.head() + splitter.tail();
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) return lacks;
  const pugi::xml_node indexed = document.child("indexedmzML");
  check((indexed ? indexed : pugi::xml_node(document)).child("mzML").child("run").child("chromatogramList"));
  return lacks;
}

}  // namespace vescargo
