#include "vescargo/base/xmlEvents.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <xercesc/sax/InputSource.hpp>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "vescargo/base/Error.h"
#include "vescargo/base/TextStream.h"

namespace vescargo {

namespace {

constexpr std::size_t longestMarkup = std::size_t{1} << 24U;
constexpr int deepest = 200;

std::u16string_view viewOf(const XMLCh* text) { return text == nullptr ? std::u16string_view() : text; }

std::u16string_view withoutPrefix(std::u16string_view name) {
  const std::size_t colon = name.rfind(u':');
  return colon == std::u16string_view::npos ? name : name.substr(colon + 1);
}

/// Most names differ in their first letters.
bool isCalled(const XMLCh* text, std::u16string_view name) {
  for (const char16_t letter : name) {
    if (*text++ != letter) return false;
  }
  return *text == 0;
}

/// How far the parser has come. What it holds of one piece of markup lies between the two.
struct Progress {
  std::uint64_t bytes = 0;
  std::uint64_t bytesAtEvent = 0;
};

class InflatedStream final : public xercesc::BinInputStream {
 public:
  InflatedStream(const std::string& path, Progress& progress) : path_(path), stream_(path), progress_(progress) {}

  XMLFilePos curPos() const override { return progress_.bytes; }
  const XMLCh* getContentType() const override { return nullptr; }

  XMLSize_t readBytes(XMLByte* const to, const XMLSize_t most) override {
    const std::size_t got = stream_.read(reinterpret_cast<char*>(to), most);
    progress_.bytes += got;
    if (progress_.bytes - progress_.bytesAtEvent > longestMarkup)
      throw Error(ExitCode::CorruptContent, path_, "has a piece of markup longer than 16 MB",
                  "give the file as its program wrote it");
    return got;
  }

 private:
  const std::string& path_;
  TextStream stream_;
  Progress& progress_;
};

class FileSource final : public xercesc::InputSource {
 public:
  FileSource(const std::string& path, Progress& progress) : path_(path), progress_(progress) {}
  xercesc::BinInputStream* makeStream() const override {
    return std::make_unique<InflatedStream>(path_, progress_).release();
  }

 private:
  const std::string& path_;
  Progress& progress_;
};

class Handler final : public xercesc::DefaultHandler {
 public:
  Handler(const std::string& path, const XmlEvents& events, Progress& progress, std::uint32_t& line)
      : path_(path), events_(events), progress_(progress), line_(line) {}

  void setDocumentLocator(const xercesc::Locator* const locator) override { locator_ = locator; }

  void startElement(const XMLCh* const /*uri*/, const XMLCh* const /*local*/, const XMLCh* const name,
                    const xercesc::Attributes& attributes) override {
    happened();
    if (locator_ != nullptr) line_ = static_cast<std::uint32_t>(locator_->getLineNumber());
    if (++depth_ > deepest) refuse("has elements more than " + std::to_string(deepest) + " deep");
    events_.begin(nameOf(name), XmlAttributes(&attributes));
  }

  void endElement(const XMLCh* const /*uri*/, const XMLCh* const /*local*/, const XMLCh* const name) override {
    happened();
    --depth_;
    events_.end(nameOf(name));
  }

  void characters(const XMLCh* const text, const XMLSize_t length) override {
    happened();
    events_.text({text, length});
  }

  void startDTD(const XMLCh* const /*name*/, const XMLCh* const /*publicId*/,
                const XMLCh* const /*systemId*/) override {
    line_ = locator_ == nullptr ? 1 : static_cast<std::uint32_t>(locator_->getLineNumber());
    refuse("has a document type definition");
  }

  void fatalError(const xercesc::SAXParseException& fault) override {
    std::string reason = toUtf8(viewOf(fault.getMessage()));
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    std::replace(reason.begin(), reason.end(), ';', ',');
    line_ = static_cast<std::uint32_t>(fault.getLineNumber());
    refuse("is cut off or no well-formed XML (" + reason + ")");
  }
  void error(const xercesc::SAXParseException& fault) override { fatalError(fault); }

 private:
  void happened() { progress_.bytesAtEvent = progress_.bytes; }

  std::u16string_view nameOf(const XMLCh* name) const {
    return events_.prefixes == Prefixes::Keep ? viewOf(name) : withoutPrefix(viewOf(name));
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ExitCode::CorruptContent, path_ + ":" + std::to_string(line_), what,
                "copy the file again, or write it again");
  }

  const std::string& path_;
  const XmlEvents& events_;
  Progress& progress_;
  std::uint32_t& line_;
  const xercesc::Locator* locator_ = nullptr;
  int depth_ = 0;
};

void appendUtf8(char32_t letter, std::string& text) {
  const auto put = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((letter >> shift) & 0x3FU)); };
  if (letter < 0x80U) {
    put(letter);
  } else if (letter < 0x800U) {
    put(0xC0U | (letter >> 6U));
    tail(0);
  } else if (letter < 0x10000U) {
    put(0xE0U | (letter >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (letter >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

void requireFile(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  if (std::filesystem::is_directory(path, ignored))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
}

void refuseBzip2(const std::string& path) {
  std::string beginning;
  TextStream(path).read(beginning, 3);
  if (beginning == "BZh")
    throw Error(ExitCode::CorruptContent, path, "is packed with bzip2, which is not read",
                "unpack it with bunzip2, or pack it with gzip");
}

/// Xerces needs it once; it counts who asks, and OpenMS asks too.
void startXerces() {
  static const bool started = [] {
    xercesc::XMLPlatformUtils::Initialize();
    return true;
  }();
  static_cast<void>(started);
}

}  // namespace

std::string toUtf8(std::u16string_view text) {
  std::string utf8;
  utf8.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t letter = text[i];
    if (letter < 0x80U) {
      utf8 += static_cast<char>(letter);
      continue;
    }
    const bool high = letter >= 0xD800U && letter < 0xDC00U;
    if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00U && text[i + 1] < 0xE000U) {
      letter = 0x10000U + ((letter - 0xD800U) << 10U) + (text[++i] - 0xDC00U);
    } else if (letter >= 0xD800U && letter < 0xE000U) {
      letter = 0xFFFDU;
    }
    appendUtf8(letter, utf8);
  }
  return utf8;
}

std::string XmlAttributes::text(std::u16string_view name) const {
  const auto& attributes = *static_cast<const xercesc::Attributes*>(attributes_);
  const XMLSize_t count = attributes.getLength();
  for (XMLSize_t i = 0; i < count; ++i) {
    if (isCalled(attributes.getQName(i), name)) return toUtf8(viewOf(attributes.getValue(i)));
  }
  return "";
}

void readXml(const std::string& path, const XmlEvents& events, std::uint32_t& line) {
  requireFile(path);
  refuseBzip2(path);
  startXerces();
  Progress progress;
  Handler handler(path, events, progress, line);
  const std::unique_ptr<xercesc::SAX2XMLReader> reader(xercesc::XMLReaderFactory::createXMLReader());
  using xercesc::XMLUni;
  for (const XMLCh* feature : {XMLUni::fgSAX2CoreValidation, XMLUni::fgSAX2CoreNameSpaces, XMLUni::fgXercesSchema,
                               XMLUni::fgXercesLoadExternalDTD, XMLUni::fgXercesLoadSchema})
    reader->setFeature(feature, false);
  reader->setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
  // No entity but XML's own is known without a document type; the limit stands behind that.
  xercesc::SecurityManager limits;
  limits.setEntityExpansionLimit(1);
  reader->setProperty(XMLUni::fgXercesSecurityManager, &limits);
  reader->setContentHandler(&handler);
  reader->setLexicalHandler(&handler);
  reader->setErrorHandler(&handler);
  const auto refuse = [&](const std::string& reason) {
    throw Error(ExitCode::CorruptContent, path + ":" + std::to_string(line), "cannot be read as XML (" + reason + ")",
                "copy the file again, or write it again");
  };
  try {
    reader->parse(FileSource(path, progress));
  } catch (const xercesc::OutOfMemoryException&) {
    throw std::bad_alloc();
  } catch (const xercesc::SAXException& fault) {
    refuse(toUtf8(viewOf(fault.getMessage())));
  } catch (const xercesc::XMLException& fault) {
    refuse(toUtf8(viewOf(fault.getMessage())));
  }
}

}  // namespace vescargo
