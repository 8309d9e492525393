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

  /// The elements of a list that have arrays.
  void operator()(pugi::xml_node list) const {
    for (const pugi::xml_node owner : list.children()) {
      for (const pugi::xml_node array : owner.child("binaryDataArrayList").children("binaryDataArray")) {
        const std::string fault = whyNot(arrayTermsOf(head_, array));
        if (!fault.empty())
          throw Error(
              ExitCode::CorruptContent, path_,
              "an array of " + std::string(owner.name()) + " " + inQuotes(owner.attribute("id").value()) + " " + fault,
              whatToDo_);
      }
    }
  }

 private:
  const MzMlHead& head_;
  const std::string& path_;
  const std::string& whatToDo_;
};

}  // namespace

void requireArraysOfOpenMs(const std::string& path, const std::string& whatToDo) {
  SpectrumSplitter splitter(path);
  if (!splitter.isMzMl()) return;
  const std::optional<MzMlHead> head = MzMlHead::parse(splitter.head());
  if (!head) return;
  const Check check(*head, path, whatToDo);
  pugi::xml_document document;
  std::string piece;
  // What is no XML is told by OpenMS.
  while (splitter.next(piece)) {
    if (document.load_buffer_inplace(piece.data(), piece.size(), pugi::parse_default | pugi::parse_fragment,
                                     pugi::encoding_utf8))
      check(document);
  }
  const std::string text = splitter.head() + splitter.tail();
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) return;
  const pugi::xml_node indexed = document.child("indexedmzML");
  check((indexed ? indexed : pugi::xml_node(document)).child("mzML").child("run").child("chromatogramList"));
}

}  // namespace vescargo
