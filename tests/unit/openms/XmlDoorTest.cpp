#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/openms/xmlDoor.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

using Door = void (*)(const std::string&);

std::string refusalOf(Door door, const std::string& text) {
  const Scratch scratch;
  return errorOf([&] { door(scratch.file("a.xml", text)); }, scratch.path(""));
}

std::string utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char letter : text) wide += {letter, '\0'};
  return wide;
}

const std::string hit =
    R"(<PeptideHit sequence="PEPTIDEK" charge="2" score="1"><UserParam type="int" name="a" value="1"/></PeptideHit>)";

std::string idXml(const std::string& matches) {
  return R"(<IdXML version="1.5"><SearchParameters id="SP_0"><FixedModification name="C"/></SearchParameters>)"
         R"(<IdentificationRun search_engine="X"><ProteinIdentification><ProteinHit id="PH_0"/></ProteinIdentification>)" +
         matches + "</IdentificationRun></IdXML>";
}

const std::string matched = idXml("<PeptideIdentification>" + hit + "</PeptideIdentification>");
const std::string parameters =
    R"(<PARAMETERS><NODE name="a"><NODE name="b"><ITEM name="c" value="1" type="int"/><ITEMLIST name="d" type="string">)"
    R"(<LISTITEM value="x"/></ITEMLIST></NODE></NODE></PARAMETERS>)";

std::string mzMl(const std::string& spectrum) {
  return R"(<indexedmzML><mzML version="1.1.0"><run><spectrumList count="1"><spectrum id="scan=1">)" + spectrum +
         "</spectrum></spectrumList></run></mzML><indexList/></indexedmzML>";
}

const std::string precursor =
    "<precursorList><precursor><cvParam/><userParam/><isolationWindow><cvParam/></"
    "isolationWindow><selectedIonList><selectedIon><cvParam/>"
    "</selectedIon></selectedIonList><activation><cvParam/></activation></precursor></precursorList>";
const std::string arrays =
    "<binaryDataArrayList><binaryDataArray><cvParam/><binary>AAAA</binary></binaryDataArray></binaryDataArrayList>";

}  // namespace

TEST_CASE("XML as its format has it goes through", "[xmlDoor]") {
  for (const std::string& encoded : {matched, utf16(matched)}) CHECK(refusalOf(requireIdXml, encoded) == "no error");
  CHECK(refusalOf(requireParameters, parameters) == "no error");
  // As GenericKnimeNodes writes it.
  CHECK(refusalOf(requireParameters, "<tool><description/><manual/><cli><clielement><mapping/></clielement></cli>" +
                                         parameters + "</tool>") == "no error");
  CHECK(refusalOf(requireMzMl, mzMl("<scanList><scan><cvParam/></scan></scanList>" + precursor + arrays)) ==
        "no error");
  CHECK(refusalOf(requireMzMl, mzMl("<spectrumDescription><scan/>" + precursor + "</spectrumDescription>" + arrays)) ==
        "no error");
}

TEST_CASE("elements elsewhere than their format has them are refused", "[xmlDoor]") {
  const std::string idXmlRemedy = "; write it again with the program that made it";
  CHECK(refusalOf(requireIdXml, idXml(hit)) ==
        "3|a.xml:1: has an element \"PeptideHit\" within \"IdentificationRun\", which idXML has not" + idXmlRemedy);
  CHECK(refusalOf(requireIdXml, idXml("\n<Hit/>")) ==
        "3|a.xml:2: has an element \"Hit\" within \"IdentificationRun\", which idXML has not" + idXmlRemedy);
  CHECK(refusalOf(requireIdXml, parameters) ==
        "3|a.xml:1: has an element \"PARAMETERS\" as its root, which idXML has not" + idXmlRemedy);
  CHECK(refusalOf(requireParameters, "<PARAMETERS>\n<LISTITEM value=\"x\"/></PARAMETERS>") ==
        "3|a.xml:2: has an element \"LISTITEM\" within \"PARAMETERS\", which a file of parameters (INI) has not; write "
        "it again with -write_ini");
  CHECK(refusalOf(requireMzMl, mzMl("<selectedIon/>")) ==
        "3|a.xml:1: has an element \"selectedIon\" within \"spectrum\", which mzML has not; convert the run again");
}

TEST_CASE("elements with a prefix, which OpenMS does not know as its own, are refused", "[xmlDoor]") {
  CHECK(refusalOf(requireIdXml, R"(<x:IdXML xmlns:x="y"/>)")
            .starts_with("3|a.xml:1: has an element \"x:IdXML\" as its root"));
  CHECK(refusalOf(requireMzMl, R"(<mzML xmlns:x="y"><x:run/></mzML>)")
            .starts_with("3|a.xml:1: has an element \"x:run\""));
}

TEST_CASE("document types, XML that is cut off and bzip2 are refused before OpenMS sees them", "[xmlDoor]") {
  const std::string typed = "<!DOCTYPE a []>" + matched;
  const std::string refusal = "3|a.xml:1: has a document type definition; copy the file again, or write it again";
  for (const Door door : {requireIdXml, requireParameters, requireMzMl}) {
    CHECK(refusalOf(door, typed) == refusal);
    CHECK(refusalOf(door, utf16(typed)) == refusal);
    CHECK(refusalOf(door, "").starts_with("3|a.xml:"));
  }
  for (std::size_t size = 1; size < matched.size(); size += 7)
    CHECK(refusalOf(requireIdXml, matched.substr(0, size)).starts_with("3|a.xml:1: is cut off or no well-formed XML"));
  CHECK(refusalOf(requireMzMl, "BZh91AY") ==
        "3|a.xml: is packed with bzip2, which is not read; unpack it with bunzip2, or pack it with gzip");
}
