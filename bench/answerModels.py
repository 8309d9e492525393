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


def logs(values):
    return [None if v in ("", "NA") else math.log2(float(v)) for v in values]


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


def ramusRows(comparison):
    """Protein, peptides, three values of the lower and three of the higher amount, whether it is one of UPS1."""
    rows = []
    with gzip.open(RAMUS, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Original comparison"] != comparison:
                continue
            name = row["Majority protein IDs"].split(";")[0].lstrip(">").split("|")[0].replace("ups", "")
            values = logs(row[f"{level}{i} (raw)"] for level in "BA" for i in (1, 2, 3))
            rows.append((name, int(float(row["Razor + unique peptides"])), values, int(row["Species"] == "UPS")))
    return rows


@functools.cache
def hyeRows():
    """Proteins of one species: log2 of the summed areas of the precursors that are seen in all six runs, whose number
    stands for peptides. Yeast is up by 1, E. coli down by 2."""
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
    return [(protein, len(ions), [math.log2(sum(column)) for column in zip(*ions)], species[protein.rsplit("_", 1)[1]])
            for protein, ions in proteins.items() if protein.rsplit("_", 1)[1] in species]


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
    ranked = [(row["protein"], change[row["protein"]]) for row in known]
    line(name, way, ", ".join(str(mostFound(ranked, truth, rate)) for rate in (0.05, 0.1, 0.2)), right,
         share(len(names) - right, len(names)), f"{100 * sum(p <= 0.05 for p in null) / len(null):.1f}")


def mixtures():
    """Name -> rows, which of them tell the level, and the size of spikes in them."""
    cases = {}
    if there(RAMUS):
        cases |= {f"UPS1, {c.replace('Vs', ' v ')} fmol": (ramusRows(c), lambda truth: True, 0.7)
                  for c in ("25Vs12.5", "50Vs5", "50Vs0.5")}
    if there(HYE):
        # Human proteins are as much in all runs; the median of all proteins is not.
        cases["HYE124"] = (hyeRows(), lambda truth: truth == 0, 0.4)
    return cases


def truths(cases):
    heading("Known amounts, 3 + 3 samples that are no pairs",
            ["mixture", "trend", "changed, at a true false share of 5, 10, 20 %", "changed, at q <= 0.05",
             "false among called", "p <= 0.05 of what is constant, %"])
    for name, (rows, levelled, _) in cases.items():
        with tempfile.TemporaryDirectory(prefix="answer") as folder:
            truth = writeGroups(folder, rows, levelled)
            for trend in TRENDS:
                truthRow(name, trend, compared(folder, f"{folder}/cargo.tsv", ["-trend", trend])[0], truth)
            if RSCRIPT:
                run([RSCRIPT, f"{ROOT}/bench/answer.R", "groups", folder])
                truthRow(name, "limma", table(f"{folder}/limma.tsv"), truth)
            changes = table(f"{folder}/changes.tsv")
        seen = [row for row in changes if number(row["detection_p"]) is not None and float(row["detection_p"]) <= 0.1]
        right = sum(truth[row["protein"]] * (int(row["seen_after"]) - int(row["seen_before"])) > 0 for row in seen)
        line(name, "seen on one side only, p <= 0.1", "", right, share(len(seen) - right, len(seen)), "")


def exchanged(rows, spike):
    """work(seed, folder): constant proteins of a mixture, one run of either side exchanged, a tenth of them spiked."""
    constant = [row for row in rows if row[3] == 0]

    def work(seed, folder):
        dice = random.Random(f"exchanged {seed}")
        order = list(range(6))
        a, b = seed % 3, 3 + seed // 3 % 3
        order[a], order[b] = b, a
        spikes = {row[0]: dice.choice((-1, 1)) for row in dice.sample(constant, len(constant) // 10)}
        lift = lambda protein, place: spikes.get(protein, 0) * spike * (place >= 3)
        truth = writeGroups(folder, [
            (protein, peptides, [None if values[i] is None else values[i] + lift(protein, place)
                                 for place, i in enumerate(order)], spikes.get(protein, 0))
            for protein, peptides, values, _ in constant], lambda truth: True)
        return [judgedTrend(compared(folder, f"{folder}/cargo.tsv", ["-trend", trend])[0], truth) for trend in TRENDS]
    return work


def judgedTrend(changes, truth):
    """Spikes called, other calls, spikes at a true false share of 5 %, p of the others."""
    known = sorted((row for row in changes if number(row["p"]) is not None), key=lambda row: float(row["p"]))
    ranked = [(row["protein"], float(row["log2_fold_change"])) for row in known]
    right = sum(float(row["q"]) <= 0.05 and truth[row["protein"]] * float(row["log2_fold_change"]) > 0 for row in known)
    return (right, len(called(known, "q")) - right, mostFound(ranked, truth, 0.05),
            [float(row["p"]) for row in known if truth[row["protein"]] == 0])


def exchanges(cases):
    heading("Constant proteins of the mixtures, one run of either side exchanged (9 ways), a tenth of them spiked",
            ["mixture, spike in log2", "trend", "spikes called", "false among called",
             "spikes at a true false share of 5 %", "p <= 0.05, <= 0.001 of the others, %"])
    for name, (rows, _, spike) in cases.items():
        kept = studies(exchanged(rows, spike), range(9))
        spiked = 9 * (sum(row[3] == 0 for row in rows) // 10)
        for i, trend in enumerate(TRENDS):
            right, false, ranked = (sum(result[i][j] for result in kept) for j in range(3))
            p = [x for result in kept for x in result[i][3]]
            line(f"{name}, {spike:g}", trend, share(right, spiked), share(false, right + false), share(ranked, spiked),
                 ", ".join(f"{100 * sum(x <= bar for x in p) / len(p):.2f}" for bar in (0.05, 0.001)))


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
    seeds = SEEDS or 30
    cases = mixtures()
    truths(cases)
    exchanges(cases)
    # Neither table counts peptides.
    ways = [["-trend", "none"], ["-trend", "abundance"]]
    if there(MATRIX):
        spikedTable(ways, seeds)
    nullTable(ways, seeds)


# Parts 7 and 8


def spikedStudy(subjects, bad, ways, matrix):
    """work(seed, folder): two of the four draws of some men, labelled by chance; proteins spiked by +-1 log2 in post;
    one tube with noise of SD `bad` on all its proteins. What each way finds."""
    def work(seed, folder):
        dice = random.Random(f"weights {subjects} {seed}")
        spikes = {row["Protein.Group"]: dice.choice((-1, 1)) for row in dice.sample(matrix, SPIKES)}
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
        return [judgedSpikes(compared(folder, f"{folder}/cargo.tsv", way)[0], spikes) for way in ways]
    return work


def judgedSpikes(changes, spikes):
    """Spikes called in their direction and other calls, of `robust` too, and p of the others."""
    sign = {row["protein"]: number(row["log2_fold_change"]) or 0 for row in changes}
    counts = []
    for names in (called(changes, "q"), {row["protein"] for row in changes if row["verdict"] == "robust"}):
        right = sum(sign[name] * spikes.get(name, 0) > 0 for name in names)
        counts += [right, len(names) - right]
    others = [row for row in changes if row["protein"] not in spikes]
    p = lambda column: [float(row[column]) for row in others if number(row[column]) is not None]
    return counts, p("p"), p("adjusted_p")


def spikedTable(ways, seeds):
    matrix = table(MATRIX)
    heading(f"Vesicles of ten men, {SPIKES} proteins spiked by +-1 log2, labels by chance; a bad tube has noise of SD 1 log2 "
            f"on all its proteins; {seeds} studies a row",
            ["pairs", "tubes", "way", "spikes called", "false among called", "spikes robust", "false among robust",
             "p <= 0.05, <= 0.001 of the others, %", "adjusted p, the same"])
    for subjects in (4, 6, 10):
        for bad in (0, 1):
            kept = studies(spikedStudy(subjects, bad, ways, matrix), range(seeds))
            for i, way in enumerate(ways):
                right, false, robust, falseRobust = (sum(result[i][0][j] for result in kept) for j in range(4))
                below = []
                for j in (1, 2):
                    p = [x for result in kept for x in result[i][j]]
                    below.append(", ".join(f"{100 * sum(x <= bar for x in p) / len(p):.2f}" for bar in (0.05, 0.001)))
                line(subjects, "one bad" if bad else "as they are", " ".join(way), share(right, seeds * SPIKES),
                     share(false, right + false), share(robust, seeds * SPIKES), share(falseRobust, robust + falseRobust),
                     *below)


def weights():
    seeds = SEEDS or 30
    print("\n## 8. Weights of samples")
    ways = [["-sample_weights", "none"], ["-sample_weights", "estimated"]]
    spikedTable(ways, seeds)
    nullTable(ways, seeds)
    if RSCRIPT:
        heading("R limma on 500 unchanged proteins, 60 studies a row: p <= 0.05, <= 0.001, %",
                ["part of a common factor", "pairs", "without weights", "arrayWeights"])
        for row in run([RSCRIPT, f"{ROOT}/bench/answer.R", "weighed", "60"]).splitlines():
            line(*row.split("\t"))
