#!/usr/bin/env python3
"""repeatSpectra.py COUNT mzML... : one indexed mzML with COUNT MS2 spectra to stdout, the given ones over and over.

The copies are no free lunch for an engine that remembers: each precursor moves by up to 3 ppm, and in every other
round by up to 10 whole daltons too, where it meets other candidates. An MS1 spectrum comes before every tenth MS2."""
import re, sys

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<indexedmzML xmlns="http://psi.hupo.org/ms/mzml">
<mzML xmlns="http://psi.hupo.org/ms/mzml" version="1.1.0">
<cvList count="2"><cv id="MS" fullName="PSI-MS" URI="psi-ms.obo"/><cv id="UO" fullName="Unit Ontology" URI="uo.obo"/></cvList>
<fileDescription><fileContent><cvParam cvRef="MS" accession="MS:1000580" name="MSn spectrum" value=""/></fileContent></fileDescription>
<softwareList count="1"><software id="bench" version="1"><cvParam cvRef="MS" accession="MS:1000799" name="custom unreleased software tool" value=""/></software></softwareList>
<instrumentConfigurationList count="1"><instrumentConfiguration id="IC1"><cvParam cvRef="MS" accession="MS:1000556" name="LTQ Orbitrap XL" value=""/></instrumentConfiguration></instrumentConfigurationList>
<dataProcessingList count="1"><dataProcessing id="DP1"><processingMethod order="0" softwareRef="bench"><cvParam cvRef="MS" accession="MS:1000544" name="Conversion to mzML" value=""/></processingMethod></dataProcessing></dataProcessingList>
<run id="repeated" defaultInstrumentConfigurationRef="IC1">
"""
VALUE = r'(name="%s"[^>]*?value=")([^"]+)"'


def level(spectrum):
    return int(re.search(VALUE % "ms level", spectrum)[2])


def plain(spectrum):
    """Without references to the header and to other spectra."""
    return re.sub(r' (dataProcessingRef|sourceFileRef|spectrumRef|instrumentConfigurationRef)="[^"]*"', "", spectrum)


def jitter(n):
    """A number from -1 to 1 that depends on n only."""
    return ((n * 2654435761) % 2**32) / 2**31 - 1


def moved(spectrum, scan, copy):
    charge = re.search(VALUE % "charge state", spectrum)
    daltons = round(10 * jitter(scan)) * 1.00045 if copy % 2 else 0
    def move(match):
        mz = float(match[2]) + daltons / (int(charge[2]) if charge else 2)
        return f'{match[1]}{mz * (1 + 3e-6 * jitter(scan + 7)):.6f}"'
    return re.sub(VALUE % "selected ion m/z", move, spectrum) if copy else spectrum


def main(count, paths):
    ms1, ms2 = [], []
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            for spectrum in map(plain, re.findall(r"<spectrum .*?</spectrum>", file.read(), re.S)):
                (ms1 if level(spectrum) == 1 else ms2).append(spectrum)
    chosen = []
    for i in range(count):
        if ms1 and i % 10 == 0: chosen.append((ms1[i // 10 % len(ms1)], 0))
        chosen.append((ms2[i % len(ms2)], i // len(ms2)))
    offsets, at = [], 0
    def write(text):
        nonlocal at
        data = text.encode()
        at += len(data)
        sys.stdout.buffer.write(data)
    write(HEAD + f'<spectrumList count="{len(chosen)}" defaultDataProcessingRef="DP1">\n')
    for i, (spectrum, copy) in enumerate(chosen):
        scan = f"controllerType=0 controllerNumber=1 scan={i + 1}"
        length = re.search(r'defaultArrayLength="\d+"', spectrum)[0]
        spectrum = re.sub(r"<spectrum [^>]*>", f'<spectrum index="{i}" id="{scan}" {length}>', spectrum, count=1)
        time = 'name="scan start time" value="%.4f" unitCvRef="UO" unitAccession="UO:0000010" unitName="second"' % (i * 0.3)
        spectrum = re.sub(r'name="scan start time"[^>]*?(?=/>)', time, spectrum, count=1)
        offsets.append((scan, at))
        write(moved(spectrum, i, copy) + "\n")
    write("</spectrumList>\n</run>\n</mzML>\n")
    index = at
    write('<indexList count="1"><index name="spectrum">\n')
    for scan, offset in offsets: write(f'<offset idRef="{scan}">{offset}</offset>\n')
    write(f"</index></indexList>\n<indexListOffset>{index}</indexListOffset>\n<fileChecksum>0</fileChecksum>\n</indexedmzML>\n")


main(int(sys.argv[1]), sys.argv[2:])
