#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/table/Study.h"

using namespace vescargo;
using test::errorOf;

namespace {

const std::string sheet = "run\tsample\tsubject\ttimepoint\nr1\ta\tM\xC3\xBCller\tpre\nr2\tb\tM\xC3\xBCller\tpost\n";

std::string utf16(const std::string& text, bool bigEndian) {
  std::string bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned unit = static_cast<unsigned char>(text[i]);
    if (unit >= 0xC0) unit = (unit & 0x1FU) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
    const char high = static_cast<char>(unit >> 8U), low = static_cast<char>(unit & 0xFFU);
    bytes += bigEndian ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::string refusal(const std::string& bytes) {
  return errorOf([&] { parseStudy(bytes, "s"); });
}

}  // namespace

TEST_CASE("a sheet is read as editors and spreadsheets of any system write text") {
  for (const std::string& bytes :
       {sheet, "\xEF\xBB\xBF" + sheet, utf16(sheet, false), utf16(sheet, true), replaced(sheet, "\n", "\r\n"),
        replaced(sheet, "\n", "\r"), replaced(sheet, "\xC3\xBC", "\xFC"), "# made by hand\n\n" + sheet,
        replaced(sheet, "M\xC3\xBCller", "\"M\xC3\xBCller\""), replaced(sheet, "run", "\"run\"")}) {
    const Study study = parseStudy(bytes, "s");
    CHECK(study.subjects == std::vector<std::string>{"M\xC3\xBCller"});
    CHECK(study.sampleNames() == std::vector<std::string>{"a", "b"});
  }
  CHECK(parseStudy(replaced(sheet, "M\xC3\xBCller", "'=A1"), "s").subjects[0] == "=A1");
  CHECK(parseStudy(replaced(sheet, "M\xC3\xBCller", "\"the \"\"first\"\"\""), "s").subjects[0] == "the \"first\"");
}

TEST_CASE("what is no text separated by tabs is called by its name, with what to do") {
  const std::string todo = "; save the sheet as text that is separated by tabs (TSV)";
  CHECK(refusal("PK\x03\x04.....[Content_Types].xml") == "3|s: is an Excel workbook (.xlsx), not text" + todo);
  CHECK(refusal("PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK") ==
        "3|s: is a LibreOffice workbook (.ods), not text" + todo);
  CHECK(refusal("PK\x03\x04....") == "3|s: is a zip archive, not text" + todo);
  CHECK(refusal("\xD0\xCF\x11\xE0....") == "3|s: is an old Excel workbook (.xls), not text" + todo);
  CHECK(refusal("\x1F\x8B....") == "3|s: is a gzip archive, not text" + todo);
  CHECK(refusal("%PDF-1.4") == "3|s: is a PDF, not text" + todo);
  CHECK(refusal(std::string("run\0sample", 10)) == "3|s: is a binary file, not text" + todo);
  CHECK(refusal(utf16(sheet, false) + "x") == "3|s: is broken or cut UTF-16 text; save it as UTF-8 text");
  CHECK(refusal(replaced(sheet, "\t", ","))
            .starts_with("3|s: is separated by commas; save it as text that is separated by tabs"));
  CHECK(refusal(replaced(sheet, "\t", ";")).starts_with("3|s: is separated by semicolons; "));
  CHECK(refusal(replaced(sheet, "\t", "  ")).starts_with("3|s: is separated by blanks; "));
  CHECK(refusal("") == "4|s: is empty; a table with a header line is needed");
  CHECK(refusal("\t\t\n \n") == "4|s: is empty; a table with a header line is needed");
  CHECK(refusal("run\tsample\n\t\n") == "4|s: has a header and no row; fill in at least one row");
}
