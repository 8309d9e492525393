"""Reads pepXML and mzIdentML by ElementTree, on its own, and compares each value with what Vescargo reads.

foreignValues.py make KIND BYTES FILE   writes a large file of made-up matches (pepxml or mzid)
foreignValues.py compare PROGRAM FILE   compares with `PROGRAM dump FILE`
"""
import gzip
import math
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

PROTON = 1.007276466621
RESIDUES = dict(G=57.021463735, A=71.037113805, S=87.032028435, P=97.052763875, V=99.068413945, T=101.047678505,
                C=103.009184505, L=113.084064015, I=113.084064015, N=114.042927470, D=115.026943065, Q=128.058577540,
                K=128.094963050, E=129.042593135, M=131.040484645, H=137.058911875, F=147.068413945, U=150.953633405,
                R=156.101111050, Y=163.063328575, W=186.079312980)
WATER = 18.010564684
HIGHER = ["MS:1002827", "MS:1002662", "MS:1001171", "MS:1001331", "MS:1002252", "MS:1001155"]
LOWER = ["MS:1002053", "MS:1002052", "MS:1002257", "MS:1001330", "MS:1001172", "MS:1001328"]


def opened(path):
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def local(tag):
    return tag.rsplit("}", 1)[-1]


def ours(name):
    """The accession as Vescargo calls it: that between bars of UniProt's names, behind marks of decoys."""
    word = name.split()[0] if name.split() else ""
    found = re.match(r"^((?:DECOY_|rev_|XXX_)?)(?:sp|tr)\|([^|]+)\|[^|]*?((?:_REVERSED)?)$", word)
    return found.group(1) + found.group(2) + found.group(3) if found else word


def mass_of(peptide, delta):
    return WATER + sum(RESIDUES.get(letter, 0) for letter in peptide) + delta


def pepxml(path):
    fixed, base, engine_score, rows, prophet = [], "", None, [], False
    for event, element in ET.iterparse(opened(path), ("start", "end")):
        tag = local(element.tag)
        if event == "start":
            if tag == "msms_run_summary":
                base, fixed = element.get("base_name", ""), []
            if tag == "aminoacid_modification" and element.get("variable") == "N":
                fixed.append((element.get("aminoacid"), element.get("massdiff")))
            continue
        if tag != "spectrum_query":
            continue
        hits = [h for h in element.iter() if local(h.tag) == "search_hit"]
        if not hits:
            element.clear()
            continue
        hit = min(hits, key=lambda h: int(h.get("hit_rank", "1")))
        charge = int(element.get("assumed_charge"))
        scores = {s.get("name"): s.get("value") for s in hit if local(s.tag) == "search_score"}
        engine_score = engine_score or next(n for n in ("expect", "hyperscore", "Score") if n in scores)
        score = float(scores[engine_score])
        score = -math.log10(max(score, 1e-37)) if engine_score == "expect" else score
        error = None
        for one in hit.iter():
            if local(one.tag) in ("peptideprophet_result", "interprophet_result"):
                error, prophet = 1 - float(one.get("probability")), True
        placed, terminal = {}, {}
        for info in (i for i in hit if local(i.tag) == "modification_info"):
            terminal = {k: info.get(k) for k in ("mod_nterm_mass", "mod_cterm_mass") if info.get(k)}
            placed = {int(m.get("position")): m.get("mass") for m in info if local(m.tag) == "mod_aminoacid_mass"}
        text = "n[" + terminal["mod_nterm_mass"] + "]" if "mod_nterm_mass" in terminal else ""
        for i, letter in enumerate(hit.get("peptide"), 1):
            text += letter
            if i in placed:
                text += "[" + placed[i] + "]"
            else:
                text += "".join("[+" + d + "]" for a, d in fixed if a == letter)
        text += "c[" + terminal["mod_cterm_mass"] + "]" if "mod_cterm_mass" in terminal else ""
        proteins = [hit.get("protein")] + [p.get("protein") for p in hit if local(p.tag) == "alternative_protein"]
        named = re.match(r"^(.+)\.\d+\.\d+\.\d+$", element.get("spectrum", ""))
        rows.append([named.group(1) if named else base, element.get("spectrumNativeID", ""),
                     int(element.get("start_scan")), charge,
                     (float(element.get("precursor_neutral_mass")) + charge * PROTON) / charge, text,
                     ";".join(ours(p) for p in proteins), score, None, None, error])
        element.clear()
    if prophet:
        for row in rows:
            row[10] = 1 if row[10] is None else row[10]
            row[7] = 1 - row[10]
    return rows


def mzid(path):
    names, peptides, evidences, runs, rows, measure = {}, {}, {}, {}, [], None
    for _, element in ET.iterparse(opened(path)):
        tag = local(element.tag)
        if tag == "DBSequence":
            names[element.get("id")] = ours(element.get("accession"))
        elif tag == "Peptide":
            sequence = "".join(next(c for c in element if local(c.tag) == "PeptideSequence").text.split())
            places = [""] * (len(sequence) + 2)
            for one in (c for c in element if local(c.tag) == "Modification"):
                unimod = [t.get("accession") for t in one if t.get("accession", "").startswith("UNIMOD:")]
                delta = one.get("monoisotopicMassDelta", "")
                places[int(one.get("location"))] += "[" + (unimod[0] if unimod else
                                                           delta if delta.startswith("-") else "+" + delta) + "]"
            text = ("n" + places[0] if places[0] else "") + "".join(a + b for a, b in zip(sequence, places[1:]))
            peptides[element.get("id")] = text + ("c" + places[-1] if places[-1] else "")
        elif tag == "PeptideEvidence":
            evidences[element.get("id")] = names[element.get("dBSequence_ref")]
        elif tag == "SpectraData":
            runs[element.get("id")] = element.get("location")
        elif tag == "SpectrumIdentificationResult":
            items = [i for i in element if local(i.tag) == "SpectrumIdentificationItem"]
            rank = min(int(i.get("rank")) for i in items)
            own = {t.get("accession"): t.get("value") for t in element if local(t.tag) == "cvParam"}
            hits = []
            for item in (i for i in items if int(i.get("rank")) == rank):
                terms = {t.get("accession"): t.get("value") for t in item if local(t.tag) == "cvParam"}
                measure = measure or next(t for t in LOWER + HIGHER + ["MS:1002354"] if t in terms)
                score = float(terms[measure])
                score = score if measure in HIGHER else -math.log10(max(score, 1e-37))
                first = lambda *names: next((float(terms[n]) for n in names if n in terms), None)
                refs = [r.get("peptideEvidence_ref") for r in item if local(r.tag) == "PeptideEvidenceRef"]
                hits.append([runs.get(element.get("spectraData_ref"), ""), element.get("spectrumID"),
                             int(own.get("MS:1001115", -1)), int(item.get("chargeState")),
                             float(item.get("experimentalMassToCharge")), peptides[item.get("peptide_ref")],
                             ";".join(evidences[r] for r in refs), score, first("MS:1002354", "MS:1001491", "MS:1002054"),
                             first("MS:1001868", "MS:1002055"), first("MS:1001493")])
            rows += [h for h in hits if h[7] == max(one[7] for one in hits)]
            element.clear()
    return rows


def same(a, b):
    if a is None or (isinstance(b, str) and b == "NA"):
        return a is None and b == "NA"
    if isinstance(a, (int, float)):
        return math.isclose(float(a), float(b), rel_tol=2e-7, abs_tol=1e-7)
    return a == b


def compare(program, path):
    rows = mzid(path) if ".mzid" in path else pepxml(path)
    read = subprocess.run([program, "dump", path], check=True, capture_output=True, text=True).stdout.splitlines()
    read = [line.split("\t") for line in read]
    others = [] if len(read) == len(rows) else ["%d matches, not %d" % (len(read), len(rows))]
    values = 0
    for mine, yours in zip(rows, read):
        for a, b in zip(mine, yours):
            values += 1
            if not same(a, b):
                others.append("%r is read as %r in %r" % (a, b, yours))
    print("%-40s %7d matches %8d values, %d differ" % (path.rsplit("/", 1)[-1], len(rows), values, len(others)))
    for line in others[:3]:
        print("   " + line)
    return not others


def make_peptide(rng):
    return "".join(rng.choice("ACDEFGHILMNPQSTVWY") for _ in range(rng.randrange(6, 24))) + rng.choice("KR")


def make_pepxml(size, path):
    rng = random.Random(1)
    with open(path, "w") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<msms_pipeline_analysis date="2026-01-01T00:00:00" summary_xml="x" xmlns="http://regis-web.systemsbiology.net/pepXML">\n'
                  '<msms_run_summary base_name="/data/run" raw_data_type="raw" raw_data=".mzML">\n'
                  '<sample_enzyme name="Trypsin"><specificity cut="KR" no_cut="P" sense="C"/></sample_enzyme>\n'
                  '<search_summary base_name="/data/run" search_engine="Comet" precursor_mass_type="monoisotopic" '
                  'fragment_mass_type="monoisotopic" search_id="1">\n<search_database local_path="x.fasta" type="AA"/>\n'
                  '<aminoacid_modification aminoacid="C" massdiff="57.021464" mass="160.030649" variable="N"/>\n</search_summary>\n')
        index = 0
        while out.tell() < size:
            index += 1
            charge = rng.randrange(2, 5)
            hits = ""
            for rank in range(1, 3):
                peptide = make_peptide(rng)
                masses = "".join('<mod_aminoacid_mass position="%d" mass="%.6f"/>\n' % (i, 160.030649 if a == "C" else 147.035385)
                                 for i, a in enumerate(peptide, 1) if a == "C" or (a == "M" and rng.random() < .5))
                others = "".join('<alternative_protein protein="sp|Q%05d|X_HUMAN"/>\n' % rng.randrange(10**5)
                                 for _ in range(rng.randrange(3)))
                hits += ('<search_hit hit_rank="%d" peptide="%s" peptide_prev_aa="K" peptide_next_aa="A" protein="sp|P%05d|Y_HUMAN" '
                         'num_tot_proteins="1" num_matched_ions="7" tot_num_ions="20" massdiff="0.001" num_missed_cleavages="0">\n%s%s'
                         '<search_score name="xcorr" value="%.3f"/>\n<search_score name="deltacn" value="0.1"/>\n'
                         '<search_score name="spscore" value="300.5"/>\n<search_score name="expect" value="%.2E"/>\n</search_hit>\n'
                         % (rank, peptide, rng.randrange(10**5), others,
                            "<modification_info>\n" + masses + "</modification_info>\n" if masses else "",
                            rng.random() * 5, 10**rng.uniform(-9, 1)))
            out.write('<spectrum_query spectrum="run.%05d.%05d.%d" spectrumNativeID="controllerType=0 controllerNumber=1 scan=%d" '
                      'start_scan="%d" end_scan="%d" precursor_neutral_mass="%.6f" assumed_charge="%d" index="%d" '
                      'retention_time_sec="%.2f">\n<search_result>\n%s</search_result>\n</spectrum_query>\n'
                      % (index, index, charge, index, index, index, rng.uniform(700, 4000), charge, index, index * .1, hits))
        out.write("</msms_run_summary>\n</msms_pipeline_analysis>\n")


def make_mzid(size, path):
    rng = random.Random(2)
    count = size // 1900
    with open(path, "w") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<MzIdentML xmlns="http://psidev.info/psi/pi/mzIdentML/1.1" version="1.1.0" id="x">\n'
                  '<AnalysisSoftwareList><AnalysisSoftware version="1" id="s" name="MS-GF+"><SoftwareName><cvParam accession="MS:1002048" '
                  'cvRef="PSI-MS" name="MS-GF+"/></SoftwareName></AnalysisSoftware></AnalysisSoftwareList>\n<SequenceCollection>\n')
        proteins = max(1, count // 20)
        for i in range(proteins):
            out.write('<DBSequence accession="sp|P%06d|Y_HUMAN" searchDatabase_ref="db" length="300" id="DBSeq%d"/>\n' % (i, i))
        for i in range(count):
            peptide = make_peptide(rng)
            places = "".join('<Modification location="%d" monoisotopicMassDelta="57.021464">\n<cvParam accession="UNIMOD:4" cvRef="UNIMOD" '
                             'name="Carbamidomethyl"/>\n</Modification>\n' % j for j, a in enumerate(peptide, 1) if a == "C")
            out.write('<Peptide id="Pep_%d">\n<PeptideSequence>%s</PeptideSequence>\n%s</Peptide>\n' % (i, peptide, places))
        for i in range(count):
            out.write('<PeptideEvidence isDecoy="false" post="A" pre="K" end="30" start="20" peptide_ref="Pep_%d" dBSequence_ref="DBSeq%d" '
                      'id="PepEv_%d_1"/>\n' % (i, rng.randrange(proteins), i))
        out.write('</SequenceCollection>\n<AnalysisCollection><SpectrumIdentification id="si" spectrumIdentificationProtocol_ref="p" '
                  'spectrumIdentificationList_ref="l" activityDate="2026-01-01T00:00:00"><InputSpectra spectraData_ref="SID_1"/>'
                  '<SearchDatabaseRef searchDatabase_ref="db"/></SpectrumIdentification></AnalysisCollection>\n'
                  '<AnalysisProtocolCollection><SpectrumIdentificationProtocol id="p" analysisSoftware_ref="s"><SearchType>'
                  '<cvParam accession="MS:1001083" cvRef="PSI-MS" name="ms-ms search"/></SearchType><Threshold><cvParam '
                  'accession="MS:1001494" cvRef="PSI-MS" name="no threshold"/></Threshold></SpectrumIdentificationProtocol>'
                  '</AnalysisProtocolCollection>\n<DataCollection><Inputs><SearchDatabase location="x.fasta" id="db"/>'
                  '<SpectraData location="run.mzML" id="SID_1"/></Inputs>\n'
                  '<AnalysisData><SpectrumIdentificationList id="l">\n')
        for i in range(count):
            terms = "".join('<cvParam cvRef="PSI-MS" accession="%s" name="%s" value="%s"/>\n' % one for one in (
                ("MS:1002049", "MS-GF:RawScore", "120"), ("MS:1002050", "MS-GF:DeNovoScore", "150"),
                ("MS:1002052", "MS-GF:SpecEValue", "%.6g" % 10**rng.uniform(-20, -5)),
                ("MS:1002053", "MS-GF:EValue", "%.6g" % 10**rng.uniform(-10, 1)), ("MS:1002054", "MS-GF:QValue", "%.5f" % rng.random()),
                ("MS:1002055", "MS-GF:PepQValue", "%.5f" % rng.random())))
            users = "".join('<userParam name="%s" value="%d"/>\n' % (name, rng.randrange(100)) for name in
                            ("IsotopeError", "AssumedDissociationMethod", "ExplainedIonCurrentRatio", "NTermIonCurrentRatio",
                             "CTermIonCurrentRatio", "MS2IonCurrent", "NumMatchedMainIons", "MeanErrorTop7"))
            out.write('<SpectrumIdentificationResult spectraData_ref="SID_1" spectrumID="controllerType=0 controllerNumber=1 scan=%d" '
                      'id="SIR_%d">\n<SpectrumIdentificationItem passThreshold="true" rank="1" peptide_ref="Pep_%d" '
                      'calculatedMassToCharge="500.5" experimentalMassToCharge="%.6f" chargeState="2" id="SII_%d_1">\n'
                      '<PeptideEvidenceRef peptideEvidence_ref="PepEv_%d_1"/>\n%s%s</SpectrumIdentificationItem>\n'
                      '<cvParam cvRef="PSI-MS" accession="MS:1001115" name="scan number(s)" value="%d"/>\n</SpectrumIdentificationResult>\n'
                      % (i + 1, i, i, rng.uniform(300, 1500), i, i, terms, users, i + 1))
        out.write("</SpectrumIdentificationList></AnalysisData></DataCollection></MzIdentML>\n")


if sys.argv[1] == "make":
    (make_mzid if sys.argv[2] == "mzid" else make_pepxml)(int(sys.argv[3]), sys.argv[4])
else:
    sys.exit(0 if compare(sys.argv[2], sys.argv[3]) else 1)
