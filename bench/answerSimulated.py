"""Part 4 of bench/answer: protein tables of simulated studies, whose truth is known, judged beside R's limma.

A protein of a tube is the sum of what vesicles carry and of what platelets, red cells and skin in the tube add, as
linear amounts; each contaminant has its own median, spread and rise with exercise. Vesicles of other cells share
proteins with the contaminants. Shed platelet markers have a level of their own in each tube, released ones one for all
of them. A tube's injection moves all its proteins; the table is normalised by the median, as the quantifier does, so
what a contaminant adds to many proteins takes from the others."""
import collections
import math
import os
import random
import statistics
import sys
import tempfile

from answerShared import (PANELS, RSCRIPT, ROOT, SEEDS, called, compared, having, heading, line, number, run, share,
                          studies, table, write)

CARGO = 600
CHANGED = 0.15       # of the cargo, by 0.4 to 1.6 log2
SHED = ("GP1BA", "GP5", "GP6")  # the outer part is cut off, in the body
RELEASED = ("PF4", "PF4V1", "PPBP", "CCL5", "CXCL1", "CXCL3", "CXCL5", "BDNF", "EGF")  # leave with the granules
LIMIT = 18.0         # log2; half of what is there is seen
# Of the cargo, the part that a contaminant carries too, and the most that it has of it per amount, log2.
CARRIED = {"platelets": (0.35, 4.3), "red cells": (0.15, 4.3), "skin": (0.05, 3.3)}

Contaminant = collections.namedtuple("Contaminant", "median spread rise")  # relative to vesicles; log2; log2
CLEAN = {"platelets": Contaminant(0.003, 0.5, 0), "red cells": Contaminant(0.003, 0.5, 0),
         "skin": Contaminant(0.003, 1, 0)}
DIRTY = {"platelets": Contaminant(0.05, 1, 0), "red cells": Contaminant(0.05, 1, 0), "skin": Contaminant(0.03, 1.5, 0)}


def rising(**rises):
    return {name: what._replace(rise=rises.get(name.replace(" ", ""), 0)) for name, what in DIRTY.items()}


SCENARIOS = {
    "clean tubes": CLEAN,
    "dirty tubes": DIRTY,
    "dirty, platelets rise by 1": rising(platelets=1),
    "dirty, red cells rise by 1": rising(redcells=1),
    "dirty, all rise (1, 0.7, 0.7)": rising(platelets=1, redcells=0.7, skin=0.7),
}


def genes(name):
    return {row["accession"]: row["gene"] for row in table(f"{PANELS}/{name}.tsv") if row["use"] == "yes"}


def proteome(dice):
    """Accession -> (class, gene, log2 amount, what sources give relative to it). The first panel of a protein decides."""
    kinds = [("platelets", "platelet_core"), ("platelets", "platelet_membrane"), ("platelets", "platelet_granule"),
             ("platelets", "platelet_cytosol"), ("red cells", "erythrocyte_core"), ("skin", "keratin"),
             ("plasma", "lipoprotein"), ("plasma", "soluble_plasma"), ("cargo", "ev_positive")]
    proteins = {}
    for kind, name in kinds:
        for accession, gene in genes(name).items():
            if accession in proteins:
                continue
            kind = "shed" if gene in SHED else "released" if gene in RELEASED else kind
            proteins[accession] = (kind, gene, 18.5 + 5 * dice.random(), {})
    for i in range(CARGO):
        proteins[f"X{i:04d}"] = ("cargo", "", 17.5 + 6 * dice.random(), {})
    reference = set(genes("ev_positive"))
    for accession, (kind, _, _, carried) in proteins.items():
        for source, (part, most) in CARRIED.items():
            if kind == "cargo" and accession not in reference and dice.random() < part:
                carried[source] = 2 ** dice.uniform(-1, most)
    return proteins


def tubesOf(subjects, contaminants, dice):
    tubes = []
    for s in range(subjects):
        for time in ("pre", "post"):
            tube = {name: what.median * 2 ** (dice.gauss(0, what.spread) + (what.rise if time == "post" else 0))
                    for name, what in contaminants.items()}
            tube |= {"name": f"S{s:02d}_{time}", "subject": s, "post": time == "post", "plasma": dice.gauss(0, 0.4),
                     "released": dice.gauss(0, 0.8), "injection": dice.gauss(0, 0.3)}
            tubes.append(tube)
    return tubes


def amount(protein, change, tube, medians):
    """log2, without noise. A contaminant's own protein has its amount at 0.05 of the contaminant, and hardly any in
    vesicles; what is shed or released has it in any tube."""
    kind, _, level, carried = protein
    if kind == "plasma":
        return level + tube["plasma"]
    if kind == "released":
        return level + tube["released"]
    if kind == "shed":
        return level
    if kind in medians:
        return level + math.log2(tube[kind] / 0.05 + 0.05)
    own = 2 ** (change if tube["post"] else 0)
    return level + math.log2(own + sum(much * tube[source] for source, much in carried.items()))


def make(folder, contaminants, subjects, key):
    dice = random.Random(key)
    proteins = proteome(dice)
    tubes = tubesOf(subjects, contaminants, dice)
    rows, truth = [], {}
    for accession, protein in proteins.items():
        changes = protein[0] == "cargo" and dice.random() < CHANGED
        change = dice.choice((-1, 1)) * dice.uniform(0.4, 1.6) if changes else 0
        truth[accession] = (protein[0], change, "+".join(sorted(protein[3])))
        sd = 0.25 * math.sqrt(8 / dice.gammavariate(4, 2))
        subject = [dice.gauss(0, 0.4) for _ in range(subjects)]
        shed = [dice.gauss(0, 0.6) if protein[0] == "shed" else 0 for _ in tubes]
        row = []
        for tube, own in zip(tubes, shed):
            value = amount(protein, change, tube, contaminants) + subject[tube["subject"]] + own + dice.gauss(0, sd)
            seen = dice.random() < 1 / (1 + math.exp(-(value - LIMIT) / 0.4))
            row.append(value + tube["injection"] if seen else None)
        if any(value is not None for value in row):
            rows.append((accession, protein[1], row))
    complete = [row for _, _, row in rows if None not in row]
    shifts = [statistics.median(row[i] - statistics.median(row) for row in complete) for i in range(len(tubes))]
    write(f"{folder}/cargo.tsv", ["protein", "gene", "peptides", *(tube["name"] for tube in tubes)],
          [[accession, gene, 2, *("NA" if value is None else f"{value - shift:.6f}" for value, shift in zip(row, shifts))]
           for accession, gene, row in sorted(rows)])
    sheet = [[t["name"], t["name"], f"S{t['subject']:02d}", "post" if t["post"] else "pre"] for t in tubes]
    write(f"{folder}/study.tsv", ["run", "sample", "subject", "timepoint"], sheet)
    return truth


def judge(truth, changes, limma):
    """Way -> (calls, of them really changed in that direction, of the rest those that a contaminant carries)."""
    unadjusted = {row["protein"]: number(row["log2_fold_change"]) or 0 for row in changes}
    adjusted = {row["protein"]: number(row["adjusted_log2_fold_change"]) or 0 for row in changes}
    ways = {"unadjusted q": (called(changes, "q"), unadjusted), "adjusted q": (called(changes, "adjusted_q"), adjusted)}
    if limma is not None:
        ways["limma"] = (limma, unadjusted)
    ways["robust"] = (having(changes, "robust"), unadjusted)
    for verdict in sorted({row["verdict"] for row in changes} - {"robust", "unchanged", "not tested"}):
        names = {row["protein"] for row in changes if row["verdict"] == verdict}
        ways[verdict] = (names, adjusted if verdict.endswith("unmasked") else unadjusted)
    found = {}
    for way, (names, direction) in ways.items():
        right = {name for name in names if truth[name][1] * direction[name] > 0}
        ofContaminants = {name for name in names - right if truth[name][0] != "cargo" or truth[name][2]}
        found[way] = (len(names), len(right), len(ofContaminants))
    return found


def report(scenario, pairs, kept, seeds):
    changed = sum(result[1] for result in kept)
    ways = list(dict.fromkeys(way for result in kept for way in result[0]))
    for way in ways:
        results = [result[0].get(way, (0, 0, 0)) for result in kept]
        calls, right, carried = (sum(result[i] for result in results) for i in range(3))
        proportions = [(c - r) / c if c else 0 for c, r, _ in results]
        error = statistics.stdev(proportions) / math.sqrt(seeds) if seeds > 1 else float("nan")
        line(scenario, pairs, way, share(calls - right, calls),
             f"{100 * statistics.mean(proportions):.1f} +- {100 * error:.1f}", carried, share(right, changed))


def limmaAt(proportion, ranked):
    """(calls, right ones) of the longest list of smallest q over all studies with at most that false proportion."""
    best, right = (0, 0), 0
    for at, (_, isRight) in enumerate(sorted(ranked), 1):
        right += isRight
        if at - right <= proportion * at:
            best = (at, right)
    return best


def reportLimma(scenario, pairs, kept):
    """limma held to as many false calls as `robust` and `unmasked` have together."""
    ours = [sum(result[0].get(way, (0, 0, 0))[i] for result in kept for way in ("robust", "unmasked")) for i in (0, 1)]
    if not ours[0]:
        return
    proportion = (ours[0] - ours[1]) / ours[0]
    calls, right = limmaAt(proportion, [entry for result in kept for entry in result[2]])
    changed = sum(result[1] for result in kept)
    for way, c, r in (("robust and unmasked", *ours), ("limma at that false proportion", calls, right)):
        line(scenario, pairs, way, share(c - r, c), "", "", share(r, changed))


def row(scenario, pairs, seeds):
    """What judge() says of each study, the number of changed proteins in its table, and limma's (q, right or not) of each
    protein; limma sees all in one go."""
    def work(seed, folder):
        truth = make(folder, SCENARIOS[scenario], pairs, f"answer {scenario} {pairs} {seed}")
        return truth, compared(folder, f"{folder}/cargo.tsv")[0]
    with tempfile.TemporaryDirectory(prefix="answer") as top:
        made = studies(work, range(seeds), top)
        folders = [f"{top}/{seed}" for seed in range(seeds)]
        if RSCRIPT:
            run([RSCRIPT, f"{ROOT}/bench/answer.R", "paired", *folders])
        limma = [table(f"{folder}/limma.tsv") if RSCRIPT else None for folder in folders]
    results = []
    for (truth, changes), rows in zip(made, limma):
        ranked = [(float(one["q"]), truth[one["protein"]][1] * float(one["log2_fold_change"]) > 0) for one in rows or ()]
        results.append((judge(truth, changes, called(rows, "q") if rows else None),
                        sum(truth[one["protein"]][1] != 0 for one in changes), ranked))
    return results


def simulated():
    seeds = SEEDS or 30
    print(f"\n## 4. Simulated studies with a known answer, {seeds} studies a row")
    print(f"\n{CARGO} proteins of vesicles and those of the panels. " +
          ("limma: lmFit and eBayes (trend by abundance) on the pairs' differences, BH." if RSCRIPT else "No Rscript, so nothing of limma."))
    heading("Calls at 5 %. False: not changed in its vesicle part, or in the other direction; power: of the changed "
            "proteins in the table",
            ["tubes", "pairs", "way", "false among called", "mean false proportion, %",
             "false that a contaminant carries", "really changed found"])
    for scenario in SCENARIOS:
        for pairs in (6, 10, 20):
            kept = row(scenario, pairs, seeds)
            report(scenario, pairs, kept, seeds)
            if RSCRIPT:
                reportLimma(scenario, pairs, kept)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    kinds = make(sys.argv[1], SCENARIOS[sys.argv[2]], int(sys.argv[3]), sys.argv[4])
    write(f"{sys.argv[1]}/truth.tsv", ["protein", "class", "change", "carried_by"], [[k, *v] for k, v in kinds.items()])
