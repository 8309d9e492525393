#pragma once

#include <string>

#include "Made.h"
#include "base/Scratch.h"
#include "vescargo/foreign/readMzIdentMl.h"
#include "vescargo/foreign/readPepXml.h"

namespace vescargo::test {

/// One hit of pepXML: `inside` stands between its tags.
inline std::string pepXmlHit(const std::string& attributes, const std::string& inside) {
  return "<search_hit " + attributes + ">" + inside + "</search_hit>";
}

/// A spectrum_query with hits.
inline std::string pepXmlQuery(const std::string& attributes, const std::string& hits) {
  return "<spectrum_query " + attributes + ">\n<search_result>" + hits + "</search_result>\n</spectrum_query>\n";
}

inline std::string pepXmlRun(const std::string& baseName, const std::string& search, const std::string& queries) {
  return "<msms_run_summary base_name=\"" + baseName + "\" raw_data=\".mzML\">\n" + search + queries +
         "</msms_run_summary>\n";
}

inline std::string pepXml(const std::string& runs) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<msms_pipeline_analysis "
         "xmlns=\"http://regis-web.systemsbiology.net/pepXML\">\n" +
         runs + "</msms_pipeline_analysis>\n";
}

inline ForeignResult readPepXmlText(const std::string& text) {
  const Scratch scratch;
  ForeignResult result = readPepXml(scratch.file("x.pep.xml", text));
  result.path = "x.pep.xml";
  return result;
}

/// An mzIdentML of two peptides in three proteins of which one is a decoy; `results` are its matches.
inline std::string mzIdentMl(const std::string& spectraData, const std::string& results,
                             const std::string& peptides = "") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<MzIdentML xmlns="http://psidev.info/psi/pi/mzIdentML/1.1" version="1.1.0" id="x">
<AnalysisSoftwareList><AnalysisSoftware id="other" name="a writer"/><AnalysisSoftware id="soft" name="x">
<SoftwareName><cvParam accession="MS:1002251" cvRef="PSI-MS" name="Comet"/></SoftwareName></AnalysisSoftware></AnalysisSoftwareList>
<SequenceCollection>
<DBSequence id="d1" accession="sp|P1|A_HUMAN"><cvParam accession="MS:1001088" name="protein description" value="Albumin GN=ALB"/></DBSequence>
<DBSequence id="d2" accession="sp|P2|B_HUMAN"/>
<DBSequence id="d3" accession="rev_sp|P1|A_HUMAN"/>
<Peptide id="p1"><PeptideSequence>ACMK</PeptideSequence>
<Modification location="0" monoisotopicMassDelta="42.010565"><cvParam accession="UNIMOD:1" cvRef="UNIMOD" name="Acetyl"/></Modification>
<Modification location="2" monoisotopicMassDelta="57.021464" residues="C"><cvParam accession="UNIMOD:4" cvRef="UNIMOD" name="Carbamidomethyl"/></Modification>
<Modification location="3" monoisotopicMassDelta="15.9949" residues="M"><cvParam accession="MS:1001460" name="unknown modification"/></Modification></Peptide>
<Peptide id="p2"><PeptideSequence>MCAK</PeptideSequence><Modification location="5" monoisotopicMassDelta="-0.984016"><cvParam accession="UNIMOD:2" name="Amidated"/></Modification></Peptide>
)" + peptides +
         R"(<PeptideEvidence id="e1" peptide_ref="p1" dBSequence_ref="d1" isDecoy="false"/>
<PeptideEvidence id="e2" peptide_ref="p1" dBSequence_ref="d2" isDecoy="false"/>
<PeptideEvidence id="e3" peptide_ref="p2" dBSequence_ref="d3" isDecoy="true"/>
</SequenceCollection>
<AnalysisProtocolCollection><SpectrumIdentificationProtocol id="s" analysisSoftware_ref="soft"/></AnalysisProtocolCollection>
<DataCollection><Inputs>)" +
         spectraData + "</Inputs>\n<AnalysisData><SpectrumIdentificationList id=\"l\">\n" + results +
         "</SpectrumIdentificationList></AnalysisData></DataCollection></MzIdentML>\n";
}

/// A SpectrumIdentificationResult; `terms` are its own.
inline std::string mzIdResult(const std::string& spectrum, const std::string& items, const std::string& terms = "") {
  return "<SpectrumIdentificationResult id=\"r\" spectraData_ref=\"sd\" spectrumID=\"" + spectrum + "\">\n" + items +
         terms + "</SpectrumIdentificationResult>\n";
}

inline std::string mzIdItem(const std::string& peptide, const std::string& evidences, const std::string& scores,
                            int rank = 1) {
  return "<SpectrumIdentificationItem id=\"i\" rank=\"" + std::to_string(rank) +
         "\" chargeState=\"2\" experimentalMassToCharge=\"400.25\" peptide_ref=\"" + peptide + "\">" + evidences +
         scores + "</SpectrumIdentificationItem>\n";
}

inline const std::string mzIdData = "<SpectraData id=\"sd\" location=\"file:///C:/data/S01%20pre.mzML\" name=\"x\"/>";
inline const std::string mzIdExpect =
    "<cvParam accession=\"MS:1002257\" name=\"Comet:expectation value\" value=\"0.001\"/>";
inline const std::string mzIdBoth =
    "<PeptideEvidenceRef peptideEvidence_ref=\"e1\"/><PeptideEvidenceRef peptideEvidence_ref=\"e2\"/>";
inline const std::string mzIdDecoy = "<PeptideEvidenceRef peptideEvidence_ref=\"e3\"/>";

inline ForeignResult readMzIdText(const std::string& text) {
  const Scratch scratch;
  ForeignResult result = readMzIdentMl(scratch.file("x.mzid", text));
  result.path = "x.mzid";
  return result;
}

}  // namespace vescargo::test
