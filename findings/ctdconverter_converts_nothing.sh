#!/usr/bin/env bash
# ctdconverter 2.1-5 with python3-ctdopts 1.5-2 (Debian 12): neither of its two formats can be made of a CTD. For Galaxy
# it imports string.strip, which Python 3 has not; for CWL it asks for a member of CTDopts' Parameters that is not there,
# and while it tells so, for a message that exceptions of Python 3 have not. So descriptions of nodes for these hosts
# cannot be made with what Debian 12 has.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq ctdconverter=2.1-5 python3-ctdopts=1.5-2 python3-lxml python3-ruamel.yaml python3-ruamel.yaml.clib \
  python3-pkg-resources >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" root; done
export PYTHONPATH="$folder/root/usr/lib/python3/dist-packages"
cat >Tool.ctd <<'CTD'
<?xml version="1.0" encoding="UTF-8"?>
<tool ctdVersion="1.7" version="1.0" name="Tool" docurl="" category="">
<description>A tool with an input, an output and a number.</description>
<manual>A tool with an input, an output and a number.</manual>
<citations></citations>
<PARAMETERS version="1.6.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <NODE name="Tool" description="A tool">
    <ITEM name="version" value="1.0" type="string" description="Version" required="false" advanced="true" />
    <NODE name="1" description="Instance '1'">
      <ITEM name="in" value="" type="input-file" description="Input" required="true" advanced="false" supported_formats="*.tsv" />
      <ITEM name="out" value="" type="output-file" description="Output" required="true" advanced="false" supported_formats="*.tsv" />
      <ITEM name="number" value="3" type="int" description="A number" required="false" advanced="false" restrictions="0:" />
    </NODE>
  </NODE>
</PARAMETERS>
</tool>
CTD
seen=
for format in galaxy cwl; do
  told=$(/usr/bin/python3 -W ignore root/usr/lib/python3/dist-packages/convert.py $format -i Tool.ctd -o "$folder/out.$format" 2>&1) && code=0 || code=$?
  seen+="$format: exit $code, $(tail -1 <<<"$told" | sed 's/ (.*//')"$'\n'
done
printf '%s' "$seen"
[ "$seen" = "galaxy: exit 1, ImportError: cannot import name 'strip' from 'string'
cwl: exit 1, AttributeError: 'AttributeError' object has no attribute 'msg'
" ] || { echo "it has changed" >&2; exit 1; }
