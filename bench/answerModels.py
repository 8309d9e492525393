"""Parts 7 and 8 of bench/answer: what the prior of the variances should follow, and whether tubes should be weighed."""
import collections
import csv
import functools
import gzip
import math
import os
import random
import statistics
import tempfile

from answerReal import MATRIX, pairOf, samplesBySubject, sheetRow, shuffledPairs, writeSheet
from answerShared import (DATA, RSCRIPT, ROOT, SEEDS, called, compared, distance, heading, line, number, run, share,
                          studies, table, write)

RAMUS = f"{DATA}/lfq_truth/ramus2016IntMaxQuant.tsv.gz"
HYE = f"{DATA}/lfq_truth/hye124_skyline.tsv.gz"
PLASMA = f"{DATA}/plasma_longitudinal/geyer2019_example_weight_loss_LFQ.tsv"
TRENDS = ("none", "abundance", "peptides")
SPIKES = 50


def there(path):
    if os.path.exists(path):
        return True
    print(f"\nThere is no {path}: left out")
    return False


# Part 7


def writeGroups(folder, rows, levelled):
    """Rows (protein, peptides, six log2 values or None, truth) as 3 + 3 samples that are no pairs, each levelled by the
    median over those of the complete rows that `levelled` names of what it has more than the row's median."""
    complete = [values for protein, _, values, truth in rows if None not in values and levelled(truth)]
    shifts = [statistics.median(v[i] - statistics.median(v) for v in complete) for i in range(6)]
    samples = [f"{level}{i}" for level in ("low", "high") for i in (1, 2, 3)]
    write(f"{folder}/cargo.tsv", ["protein", "gene", "peptides", *samples],
          [[protein, "", peptides, *("NA" if v is None else f"{v - shift:.6f}" for v, shift in zip(values, shifts))]
           for protein, peptides, values, _ in sorted(rows)])
    write(f"{folder}/study.tsv", ["run", "sample", "subject", "timepoint"], [[s, s, s, s[:-1]] for s in samples])
    return {protein: truth for protein, _, _, truth in rows}


def ramus(comparison, folder):
    """UPS1 in constant yeast; A is the higher amount, so that more is up."""
    rows = []
    with gzip.open(RAMUS, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Original comparison"] != comparison:
                continue
            name = row["Majority protein IDs"].split(";")[0].lstrip(">").split("|")[0].replace("ups", "")
            values = [row[f"{level}{i} (raw)"] for level in "BA" for i in (1, 2, 3)]
            rows.append((name, int(float(row["Razor + unique peptides"])),
                         [None if v in ("", "NA") else math.log2(float(v)) for v in values],
                         1 if row["Species"] == "UPS" else 0))
    return writeGroups(folder, rows, lambda truth: True)


def hye(folder):
    """Proteins of one species: log2 of the summed areas of the precursors that are seen in all six runs, whose number
    stands for peptides. Yeast is up by 1, E. coli down by 2; levelled by human ones, of which as much is in all runs."""
    areas = collections.defaultdict(dict)
    with gzip.open(HYE, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            names = row["ProteinName"].split("/")[1:]
            if len(names) == 1 and float(row["TotalArea"] or 0) > 0:
                ion = (names[0], row["ModifiedSequence"], row["PrecursorCharge"])
                areas[ion][int(row["FileName"].rsplit("_", 1)[1].split(".")[0])] = float(row["TotalArea"])
    proteins = collections.defaultdict(list)
    for (protein, *_), byRun in areas.items():
        if len(byRun) == 6:
            proteins[protein].append([byRun[r] for r in (8, 10, 12, 7, 9, 11)])
    species = {"HUMAN": 0, "YEAS8": 1, "YEAST": 1, "ECOLI": -2}
    rows = [(protein, len(ions), [math.log2(sum(column)) for column in zip(*ions)], species[protein.rsplit("_", 1)[1]])
            for protein, ions in proteins.items() if protein.rsplit("_", 1)[1] in species]
    return writeGroups(folder, rows, lambda truth: truth == 0)


def mostFound(ranked, truth, rate):
    """Most changed proteins among the first k in rank of which no more than `rate` are false."""
    best = right = 0
    for k, (protein, change) in enumerate(ranked, 1):
        right += truth[protein] * change > 0
        if k - right <= rate * k:
            best = right
    return best


def truthRow(name, way, rows, truth):
    known = sorted((row for row in rows if number(row["p"]) is not None), key=lambda row: float(row["p"]))
    change = {row["protein"]: float(row["log2_fold_change"]) for row in known}
    names = called(known, "q")
    right = sum(truth[protein] * change[protein] > 0 for protein in names)
    null = [float(row["p"]) for row in known if truth[row["protein"]] == 0]
    line(name, way, mostFound([(row["protein"], change[row["protein"]]) for row in known], truth, 0.05), right,
         share(len(names) - right, len(names)), f"{100 * sum(p <= 0.05 for p in null) / len(null):.1f}")


def truths():
    cases = {}
    if there(RAMUS):
        cases |= {f"UPS1, {c.replace('Vs', ' v ')} fmol": functools.partial(ramus, c)
                  for c in ("25Vs12.5", "50Vs5", "50Vs0.5")}
    if there(HYE):
        cases["HYE124"] = hye
    heading("Known amounts, 3 + 3 samples that are no pairs",
            ["mixture", "trend", "changed, at a true false share of 5 %", "changed, at q <= 0.05", "false among called",
             "p <= 0.05 of what is constant, %"])
    for name, make in cases.items():
        with tempfile.TemporaryDirectory(prefix="answer") as folder:
            truth = make(folder)
            for trend in TRENDS:
                truthRow(name, trend, compared(folder, f"{folder}/cargo.tsv", ["-trend", trend])[0], truth)
            if RSCRIPT:
                run([RSCRIPT, f"{ROOT}/bench/answer.R", "groups", folder])
                truthRow(name, "limma", table(f"{folder}/limma.tsv"), truth)
            changes = table(f"{folder}/changes.tsv")
        seen = [row for row in changes if (number(row["detection_p"]) or 1) <= 0.1]
        right = sum(truth[row["protein"]] * (1 if row["seen_after"] > row["seen_before"] else -1) > 0 for row in seen)
        line(name, "seen on one side only, p <= 0.1", "", right, share(len(seen) - right, len(seen)), "")


def plasmaPairs(subjects, seed, folder):
    """The first two time points of some subjects of the plasma table, in either order by chance."""
    dice = random.Random(f"plasma {subjects} {seed}")
    with open(PLASMA, encoding="utf-8") as lines:
        names = lines.readline().rstrip("\n").split("\t")
    runs = {name[4:] for name in names if name.startswith("LFQ_")}
    whole = sorted({run.rsplit("_TP", 1)[0] for run in runs if run.endswith("_TP1")
                    and f"{run.rsplit('_TP', 1)[0]}_TP2" in runs})
    rows = []
    for subject in dice.sample(whole, min(subjects, len(whole))):
        pair = [f"{subject}_TP1", f"{subject}_TP2"]
        dice.shuffle(pair)
        rows += [[run, run, subject, time] for run, time in zip(pair, ("pre", "post"))]
    write(f"{folder}/study.tsv", ["run", "sample", "subject", "timepoint"], sorted(rows, key=lambda row: row[3] != "pre"))


def nullRow(name, make, cargo, options, seeds):
    def work(seed, folder):
        make(seed, folder)
        changes, _ = compared(folder, cargo, options)
        return bool(called(changes, "q")), [float(row["p"]) for row in changes if number(row["p"]) is not None]
    kept = studies(work, range(seeds))
    p = [x for _, own in kept for x in own]
    line(name, " ".join(options), share(sum(any_ for any_, _ in kept), seeds),
         *(f"{100 * sum(x <= bar for x in p) / len(p):.2f}" for bar in (0.05, 0.001)), f"{distance(p):.4f}",
         f"{statistics.mean(distance(own) for _, own in kept):.3f}")


def nullTable(choices, seeds):
    heading(f"Nothing changes: time points in an order by chance, {seeds} studies a row",
            ["pairs", "way", "studies with any call at 5 %", "p <= 0.05, %", "p <= 0.001, %",
             "distance from uniform, all p", "the same, mean over studies"])
    cases = []
    if there(MATRIX):
        cases.append(("10 of vesicles", shuffledPairs, MATRIX))
    if there(PLASMA):
        cases += [(f"{n} of plasma", functools.partial(plasmaPairs, n), PLASMA) for n in (6, 51)]
    for name, make, cargo in cases:
        for options in choices:
            nullRow(name, make, cargo, options, seeds)


def trends():
    print("\n## 7. What the prior of the variances follows")
    truths()
    # Neither table counts peptides.
    nullTable([["-trend", "none"], ["-trend", "abundance"]], SEEDS or 40)


# Part 8


def weighedStudy(subjects, bad, spiked, matrix):
    """Two of the four draws of some men, labelled by chance; proteins spiked in post; one tube with `bad` more noise."""
    def work(seed, folder):
        dice = random.Random(f"weights {subjects} {seed}")
        spikes = {row["Protein.Group"]: dice.choice((-1, 1)) * spiked for row in dice.sample(matrix, SPIKES)}
        rows, post = [], set()
        for samples in dice.sample(list(samplesBySubject().values()), subjects):
            pair = pairOf(seed, samples)
            dice.shuffle(pair)
            post.add(pair[1]["sample"])
            rows += [sheetRow(sample, label) for sample, label in zip(pair, ("pre", "post"))]
        writeSheet(folder, rows)
        tube = dice.choice(rows)[1]
        noise = random.Random(f"bad tube {subjects} {seed}")
        lift = lambda row, sample: ((spikes.get(row["Protein.Group"], 0) if sample in post else 0)
                                    + (noise.gauss(0, bad) if sample == tube else 0))
        names = [row[1] for row in rows]
        write(f"{folder}/cargo.tsv", ["protein", "gene", "peptides", *names],
              [[row["Protein.Group"], row["Genes"], 0,
                *(f"{math.log2(float(row[name])) + lift(row, name):.6f}" for name in names)] for row in matrix])
        return [weighed(compared(folder, f"{folder}/cargo.tsv", ["-sample_weights", way])[0], spikes)
                for way in ("none", "estimated")]
    return work


def weighed(changes, spikes):
    """Spikes called in their direction and other calls, of `robust` too, and p of the others."""
    sign = {row["protein"]: number(row["log2_fold_change"]) or 0 for row in changes}
    counts = []
    for names in (called(changes, "q"), {row["protein"] for row in changes if row["verdict"] == "robust"}):
        right = sum(sign[name] * spikes.get(name, 0) > 0 for name in names)
        counts += [right, len(names) - right]
    others = [row for row in changes if row["protein"] not in spikes]
    p = lambda column: [float(row[column]) for row in others if number(row[column]) is not None]
    return counts, p("p"), p("adjusted_p")


def weights():
    seeds = SEEDS or 30
    print(f"\n## 8. Weights of samples, {seeds} studies a row")
    matrix = table(MATRIX)
    heading(f"{SPIKES} proteins spiked by +-1 log2, labels by chance; a bad tube has noise of SD 1 log2 on all its proteins",
            ["pairs", "tubes", "weights", "spikes called", "false among called", "spikes robust", "false among robust",
             "p <= 0.05, <= 0.001 of the others, %", "adjusted p, the same"])
    for subjects in (4, 6, 10):
        for bad in (0, 1):
            kept = studies(weighedStudy(subjects, bad, 1, matrix), range(seeds))
            for i, way in enumerate(("none", "estimated")):
                right, false, robust, falseRobust = (sum(result[i][0][j] for result in kept) for j in range(4))
                below = []
                for j in (1, 2):
                    p = [x for result in kept for x in result[i][j]]
                    below.append(", ".join(f"{100 * sum(x <= bar for x in p) / len(p):.2f}" for bar in (0.05, 0.001)))
                line(subjects, "one bad" if bad else "as they are", way, share(right, seeds * SPIKES),
                     share(false, right + false), share(robust, seeds * SPIKES), share(falseRobust, robust + falseRobust),
                     *below)
    nullTable([["-sample_weights", "none"], ["-sample_weights", "estimated"]], seeds)
