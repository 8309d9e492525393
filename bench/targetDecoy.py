#!/usr/bin/env python3
"""targetDecoy.py FASTA... : the proteins and a decoy of each, prefix DECOY_, to stdout.

Every tryptic peptide is reversed but for its last residue, as Vescargo makes its own decoys. The first methionine
stays, [KR]P stays together and no reversed peptide begins with P, so that a decoy protein has the cuts of its target.
Proteins that are decoys already (rev_, DECOY_) are left out."""
import gzip, re, sys


def proteins(path):
    name, lines = None, []
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as file:
        for line in file:
            if line.startswith(">"):
                if name: yield name, "".join(lines)
                name, lines = line[1:].rstrip(), []
            else:
                lines.append(line.strip().rstrip("*").upper())
    if name: yield name, "".join(lines)


def reverse(peptide):
    parts = re.findall("[KR]P+|.", peptide[:-1])[::-1]
    if len(parts) > 1 and parts[0] == "P": parts[0], parts[1] = parts[1], parts[0]
    return "".join(parts) + peptide[-1:]


def decoy(protein):
    start = 1 if protein.startswith("M") else 0
    return protein[:start] + "".join(map(reverse, re.findall(".*?[KR](?!P)|.+", protein[start:])))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for name, sequence in proteins(path):
            if name.startswith(("rev_", "DECOY_")): continue
            print(f">{name}\n{sequence}\n>DECOY_{name}\n{decoy(sequence)}")
