#!/usr/bin/env bash
# PeakPickerHiRes of OpenMS 2.6.0 (Debian 12, topp 2.6.0+cleaned1-3+b4): the FAIMS compensation voltage of a spectrum
# (MS:1001581) is in what it writes where the spectrum was centroided before, and is not where it picked the peaks.
# OpenMS reads the voltage as the spectrum's drift time, and its algorithm of that name makes a new spectrum with the
# settings, the time and the level of the old one, not with its drift time. Of a run with two voltages in turn, what is
# left looks like one series of surveys.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=2.6.0+cleaned1-3+b4
apt-get download -qq topp=$version libopenms2.6.0=$version openms-common=${version%+b*} >/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib" OPENMS_DATA_PATH="$folder/root/usr/share/OpenMS" OPENMS_DISABLE_UPDATE_CHECK=ON
ldd root/usr/bin/PeakPickerHiRes | grep -q 'not found' && { echo "the libraries that topp needs are not installed" >&2; exit 77; }
python3 - <<'P'
import base64, math, struct

def spectrum(index, term):
    mz = [500 + 0.01 * i for i in range(41)]
    height = [1e6 * math.exp(-((m - 500.2) / 0.03) ** 2 / 2) for m in mz]
    arrays = ""
    for accession, name, numbers in (("MS:1000514", "m/z array", mz), ("MS:1000515", "intensity array", height)):
        text = base64.b64encode(struct.pack("<41d", *numbers)).decode()
        arrays += (f'<binaryDataArray encodedLength="{len(text)}">'
                   '<cvParam cvRef="MS" accession="MS:1000523" name="64-bit float"/>'
                   '<cvParam cvRef="MS" accession="MS:1000576" name="no compression"/>'
                   f'<cvParam cvRef="MS" accession="{accession}" name="{name}"/><binary>{text}</binary></binaryDataArray>')
    return (f'<spectrum index="{index}" id="scan={index + 1}" defaultArrayLength="41">'
            '<cvParam cvRef="MS" accession="MS:1000511" name="ms level" value="1"/>'
            f'<cvParam cvRef="MS" {term}/>'
            '<cvParam cvRef="MS" accession="MS:1001581" name="FAIMS compensation voltage" value="-45" '
            'unitCvRef="UO" unitAccession="UO:0000218" unitName="volt"/>'
            '<scanList count="1"><cvParam cvRef="MS" accession="MS:1000795" name="no combination"/><scan>'
            '<cvParam cvRef="MS" accession="MS:1000016" name="scan start time" value="1" unitCvRef="UO" '
            'unitAccession="UO:0000010" unitName="second"/></scan></scanList>'
            f'<binaryDataArrayList count="2">{arrays}</binaryDataArrayList></spectrum>')

for name, term in (("profile", 'accession="MS:1000128" name="profile spectrum"'),
                   ("centroid", 'accession="MS:1000127" name="centroid spectrum"')):
    with open(name + ".mzML", "w") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?><mzML xmlns="http://psi.hupo.org/ms/mzml" version="1.1.0">'
                  '<cvList count="2"><cv id="MS" fullName="PSI-MS" URI="psi-ms.obo"/><cv id="UO" fullName="UO" URI="uo.obo"/></cvList>'
                  '<fileDescription><fileContent><cvParam cvRef="MS" accession="MS:1000579" name="MS1 spectrum"/></fileContent></fileDescription>'
                  '<softwareList count="1"><software id="s" version="1"><cvParam cvRef="MS" accession="MS:1000799" name="custom unreleased software tool"/></software></softwareList>'
                  '<instrumentConfigurationList count="1"><instrumentConfiguration id="i"/></instrumentConfigurationList>'
                  '<dataProcessingList count="1"><dataProcessing id="d"><processingMethod order="0" softwareRef="s"><cvParam cvRef="MS" accession="MS:1000544" name="Conversion to mzML"/></processingMethod></dataProcessing></dataProcessingList>'
                  '<run id="r" defaultInstrumentConfigurationRef="i"><spectrumList count="1" defaultDataProcessingRef="d">'
                  + spectrum(0, term) + '</spectrumList></run></mzML>')
P
for kind in profile centroid; do
  root/usr/bin/PeakPickerHiRes -in $kind.mzML -out $kind.picked.mzML >/dev/null 2>&1
  echo "$kind: $(grep -c 'MS:1001581' $kind.picked.mzML || true) spectra with a voltage, $(grep -c '<spectrum ' $kind.picked.mzML) in all"
done | tee seen.txt
[ "$(cat seen.txt)" = "$(printf 'profile: 0 spectra with a voltage, 1 in all\ncentroid: 1 spectra with a voltage, 1 in all')" ] ||
  { echo "it has changed" >&2; exit 1; }
