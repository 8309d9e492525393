#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace vescargo {

/// The attributes of an element while it begins.
class XmlAttributes {
 public:
  explicit XmlAttributes(const void* attributes) : attributes_(attributes) {}
  /// Its text in UTF-8; empty where there is none of that name.
  std::string text(std::u16string_view name) const;

 private:
  const void* attributes_;  // of Xerces, which stays out of this header
};

/// Whether `x:a` is called `a`, as namespaces have it, or `x:a`, as readers that know of none see it.
enum class Prefixes { Strip, Keep };

/// What to call while a file is read.
struct XmlEvents {
  std::function<void(std::u16string_view name, const XmlAttributes& attributes)> begin;
  std::function<void(std::u16string_view name)> end;
  std::function<void(std::u16string_view text)> text;  ///< of the element at hand, maybe in pieces
  Prefixes prefixes = Prefixes::Strip;                 ///< of names of elements
};

/// UTF-8 of UTF-16; half a pair becomes U+FFFD.
std::string toUtf8(std::u16string_view text);

/// Reads an XML file, plain or gzipped, from its front to its end, by Xerces-C as SAX2: well-formedness checked,
/// document types refused, nothing outside of the file looked at. Memory is that of its longest piece of markup.
/// `line` is that of the element that began last.
///
/// Throws MissingFile, Unreadable, CorruptContent (with the line: no well-formed XML, a document type definition, a
/// piece of markup above 16 MB, elements more than 200 deep; gzip that is cut off, bzip2), and what the events throw.
void readXml(const std::string& path, const XmlEvents& events, std::uint32_t& line);

}  // namespace vescargo
