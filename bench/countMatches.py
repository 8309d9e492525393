#!/usr/bin/env python3
"""countMatches.py [-e ENTRAPMENT -r RATIO] [-p] TARGETS ENGINE FILE... : what a search found, counted alike for all engines.

Takes the best match of each spectrum by the engine's main score (comet, tandem: E-value; sse: hyperscore; ours: the
rescored score; hyperscore: ours without rescoring; chimeric: ours, the second peptides of spectra too), peptides of 7 to 40 residues. A match is a decoy if all its proteins
are and no target protein has it as a tryptic peptide, I = L. Prints tab-separated: PSMs where decoys / targets is last
at most 1 %, PSMs where (decoys + 1) / targets is, and of the first set distinct peptides, the fewest proteins that
explain them (greedy), and with -e: PSMs that no target but an ENTRAPMENT protein has, their share (lower bound, %) and
the combined estimate (%), RATIO being entrapment peptides / target peptides. With -p: the ranked matches instead.
countMatches.py --ratio TARGETS ENTRAPMENT prints RATIO: distinct tryptic peptides, those of both taken as targets."""
import argparse, re, sys
from targetDecoy import proteins


def attribute(name, text):
    match = re.search(rf'\b{name}="([^"]*)"', text)
    return match[1] if match else ""


def readComet(text):
    lines = [line.split("\t") for line in text.splitlines()]
    column = {name: i for i, name in enumerate(lines[1])}
    for row in lines[2:]:
        get = lambda name: row[column[name]]
        if get("num") == "1":
            score = (-float(get("e-value")), float(get("xcorr")))
            yield get("scan"), score, get("plain_peptide"), get("protein").split(",")


def readTandem(text):
    for group in re.findall(r'<group id="\d+".*?tandem mass spectrum', text, re.S):
        scan = re.search(r'<note label="Description">[^<]*(?:scan|spectrum)=(\d+)', group)[1]
        best = max(((-float(e), float(h)) for e, h in re.findall(r'<domain [^>]*expect="([^"]*)"[^>]* hyperscore="([^"]*)"', group)))
        of = {}
        for protein in re.findall(r"<protein .*?</protein>", group, re.S):
            for domain in re.findall(r"<domain [^>]*", protein):
                if (-float(attribute("expect", domain)), float(attribute("hyperscore", domain))) == best:
                    of.setdefault(attribute("seq", domain), []).append(attribute("label", protein).split(" ")[0])
        peptide = min(of, key=lambda p: p[::-1])
        yield scan, best, peptide, of[peptide]


def readIdXml(text, name, all=False):
    accession = dict(re.findall(r'<ProteinHit id="([^"]*)" accession="([^"]*)"', text))
    for spectrum in re.findall(r"<PeptideIdentification .*?</PeptideIdentification>", text, re.S):
        hit = re.search(r"<PeptideHit .*?</PeptideHit>", spectrum, re.S)
        if not hit: continue
        score = float(re.search(rf'name="{name}" value="([^"]*)"', hit[0])[1] if name else attribute("score", hit[0]))
        peptide = re.sub(r"\([^)]*\)|[^A-Z]", "", attribute("sequence", hit[0]))
        scan = re.search(r"(?:scan|spectrum)=(\d+)", spectrum)
        rank = re.search(r'name="spectrum_rank" value="(\d+)"', hit[0]) if all else None
        yield scan[1] + (f"#{rank[1]}" if rank else ""), (score,), peptide, [accession[p] for p in attribute("protein_refs", hit[0]).split()]


READERS = {"comet": readComet, "tandem": readTandem, "sse": lambda text: readIdXml(text, ""),
           "ours": lambda text: readIdXml(text, "rescored"),
           "chimeric": lambda text: readIdXml(text, "rescored", all=True), "hyperscore": lambda text: readIdXml(text, "hyperscore")}


class Proteome:
    """Tells whether a peptide is tryptic in some protein, I = L."""

    def __init__(self, path):
        self.text = "|" + "|".join(sequence.replace("I", "L") for _, sequence in proteins(path)) + "|"

    def has(self, peptide):
        peptide, at = peptide.replace("I", "L"), -1
        while (at := self.text.find(peptide, at + 1)) >= 0:
            before = self.text[max(0, at - 2):at]
            if before[-1] == "|" or before == "|M" or (before[-1] in "KR" and peptide[0] != "P"): return True
        return False


def bestMatches(found, targets):
    best = {}
    for match in found:
        if 7 <= len(match[2]) <= 40 and (match[0] not in best or match[1] > best[match[0]][1]): best[match[0]] = match
    isDecoy = lambda m: all(p.startswith("DECOY_") for p in m[3]) and not targets.has(m[2])
    return sorted(((*m, isDecoy(m)) for m in best.values()), key=lambda m: m[1], reverse=True)


def accepted(matches, extra):
    """The most targets before a tie's end where (decoys + extra) / targets is at most 1 %."""
    decoys = most = 0
    for i, match in enumerate(matches):
        decoys += match[4]
        tied = i + 1 < len(matches) and matches[i + 1][1] == match[1]
        if not tied and decoys + extra <= 0.01 * (i + 1 - decoys): most = i + 1
    return [m for m in matches[:most] if not m[4]]


def fewestProteins(matches):
    left, of = {m[2] for m in matches}, {}
    for m in matches:
        for p in m[3]:
            if not p.startswith("DECOY_"): of.setdefault(p, set()).add(m[2])
    count = 0
    while of:
        lead = max(of, key=lambda p: (len(of[p] & left), p))
        if not of[lead] & left: break
        left -= of.pop(lead)
        count += 1
    return count


def digest(path):
    found = set()
    for _, sequence in proteins(path):
        parts = re.findall(".*?[KR](?!P)|.+", sequence.replace("I", "L"))
        for i in range(len(parts)):
            for j in range(i + 1, min(i + 3, len(parts)) + 1):
                if 7 <= len(peptide := "".join(parts[i:j])) <= 40: found.add(peptide)
    return found


def main():
    if sys.argv[1] == "--ratio":
        targets, traps = digest(sys.argv[2]), digest(sys.argv[3])
        print(f"{len(traps - targets) / len(targets):.4f}")
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("-e"), parser.add_argument("-r", type=float), parser.add_argument("-p", action="store_true")
    for name in "targets", "engine": parser.add_argument(name)
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    targets = Proteome(args.targets)
    found = []
    for path in args.files:
        with open(path) as file: found += [(f"{path}:{m[0]}", *m[1:]) for m in READERS[args.engine](file.read())]
    matches = bestMatches(found, targets)
    if args.p:
        for m in matches: print(m[0], *m[1], m[2], ",".join(m[3]), "decoy" if m[4] else "target", sep="\t")
        return
    taken = accepted(matches, 0)
    row = [len(taken), len(accepted(matches, 1)), len({m[2].replace("I", "L") for m in taken}), fewestProteins(taken)]
    if args.e:
        trap = Proteome(args.e)
        trapped = sum(not targets.has(m[2]) and trap.has(m[2]) for m in taken)
        share = 100 * trapped / max(1, len(taken))
        row += [trapped, f"{share:.2f}", f"{share * (1 + 1 / args.r):.2f}"]
    print(*row, sep="\t")


main()
