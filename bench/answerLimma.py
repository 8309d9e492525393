"""Parts 5 and 6 of bench/answer: incomplete pairs and speed, beside R's limma."""
import math
import os
import random
import statistics
import tempfile

from answerReal import MATRIX, plateletMembers, samplesBySubject, sheetRow, writeSheet
from answerShared import (BIN, PANELS, RSCRIPT, ROOT, SEEDS, called, compared, heading, line, panel, run, share, studies,
                          table, write)

BASE_BIN = os.environ.get("BASE_BIN")
SPIKES = 50


# Part 5


def incompleteTables(seed, folder, spiked, matrix):
    """full/ has pre and 2h of ten men, part/ lacks one tube of two of them, by chance; spiked/ proteins in 2h."""
    dice = random.Random(f"incomplete {seed}")
    platelets = plateletMembers()
    plain = [row["Protein.Group"] for row in matrix if not set(row["Protein.Group"].split(";")) & platelets]
    spikes = {protein: 2 ** dice.choice((-1, 1)) for protein in dice.sample(plain, SPIKES)} if spiked else {}
    pairs = [(samples[0], samples[3]) for samples in samplesBySubject().values()]
    lost = {dice.choice(pair)["sample"] for pair in dice.sample(pairs, 2)}
    after = {pair[1]["sample"] for pair in pairs}
    for name, without in (("full", set()), ("part", lost)):
        os.mkdir(f"{folder}/{name}")
        rows = [sheetRow(sample, label) for pair in pairs for sample, label in zip(pair, ("pre", "post"))
                if sample["sample"] not in without]
        writeSheet(f"{folder}/{name}", rows)
        samples = [row[1] for row in rows]
        values = [[row["Protein.Group"], row["Genes"], 0,
                   *(f"{math.log2(float(row[s]) * (spikes.get(row['Protein.Group'], 1) if s in after else 1)):.6f}"
                     for s in samples)] for row in matrix]
        write(f"{folder}/{name}/cargo.tsv", ["protein", "gene", "peptides", *samples], values)


def incompleteCalls(spiked, seeds, matrix):
    def work(seed, folder):
        incompleteTables(seed, folder, spiked, matrix)
        return called(compared(f"{folder}/part", f"{folder}/part/cargo.tsv")[0], "q")
    with tempfile.TemporaryDirectory(prefix="answer") as top:
        ours = studies(work, range(seeds), top)
        of = lambda name: [f"{top}/{seed}/{name}" for seed in range(seeds)]
        run([RSCRIPT, f"{ROOT}/bench/answer.R", "paired", *of("full"), *of("part")])
        run([RSCRIPT, f"{ROOT}/bench/answer.R", "blocked", *of("part")])
        limma = lambda name, file: [called(table(f"{folder}/{file}.tsv"), "q") for folder in of(name)]
        return limma("full", "limma"), {"limma, pairs only": limma("part", "limma"),
                                        "limma, duplicateCorrelation": limma("part", "blocked"), "EVCargoComparer": ours}


def incomplete():
    seeds = SEEDS or 40
    print("\n## 5. Eight of ten subjects complete, two without one tube")
    if not RSCRIPT:
        print("\nPart 5 needs Rscript with limma and statmod, which is not there: left out")
        return
    matrix = table(MATRIX)
    heading(f"pre v 2h, {seeds} studies a row: which two tubes are lost, and which {SPIKES} proteins are spiked by +-1 "
            "log2, by chance; q <= 0.05",
            ["table", "way", "calls", "of the calls of limma on the ten pairs", "relative to duplicateCorrelation"])
    for name, spiked in (("spiked", True), ("as it is", False)):
        full, ways = incompleteCalls(spiked, seeds, matrix)
        found = {way: sum(len(calls & whole) for calls, whole in zip(kept, full)) for way, kept in ways.items()}
        theirs = found["limma, duplicateCorrelation"]
        for way, kept in ways.items():
            line(name, way, sum(map(len, kept)), share(found[way], sum(map(len, full))),
                 f"{100 * found[way] / theirs:.1f} %" if theirs else "")


# Part 6


def wide(folder, proteins, subjects, missing, tubesLost):
    """Values by chance; the panels' proteins come first, so that every panel has rows."""
    dice = random.Random(6)
    panels = {file.removesuffix(".tsv"): panel(file.removesuffix(".tsv")) for file in sorted(os.listdir(PANELS))}
    names = dict.fromkeys(accession for members in panels.values() for accession in members)
    names = [*names, *(f"X{i:05d}" for i in range(proteins - len(names)))]
    lost = set(dice.sample(range(2 * subjects), tubesLost))
    tubes = [(s, t) for s in range(subjects) for t in ("pre", "post")]
    tubes = [tube for i, tube in enumerate(tubes) if i not in lost]
    samples = [f"S{s}_{t}" for s, t in tubes]
    rows = []
    for name in names:
        subject = [dice.gauss(20, 0.5) for _ in range(subjects)]
        rows.append([name, "", 2, *("NA" if dice.random() < missing else f"{dice.gauss(subject[s], 0.5):.6f}"
                                    for s, _ in tubes)])
    write(f"{folder}/cargo.tsv", ["protein", "gene", "peptides", *samples], rows)
    write(f"{folder}/study.tsv", ["run", "sample", "subject", "timepoint"],
          [[n, n, f"S{s}", t] for n, (s, t) in zip(samples, tubes)])
    sets = [[name, "", *members] for name, members in panels.items()]
    write(f"{folder}/panels.gmt", sets[0], sets[1:])


def timed(command, log):
    """Wall and processor seconds, peak memory in MB, and what the command said."""
    said = run(["/usr/bin/time", "-o", log, "-f", "%e %U %S %M", *command])
    with open(log, encoding="utf-8") as lines:
        wall, user, system, kilobytes = map(float, lines.read().split()[-4:])
    return wall, user + system, kilobytes / 1024, said


def scored(folder, binaries, name):
    """The command that compares, once its samples are scored by the same build."""
    purity = f"{folder}/{name}.purity.tsv"
    given = ["-in", f"{folder}/cargo.tsv", "-study", f"{folder}/study.tsv", "-panels", PANELS]
    run([f"{binaries}/EVPlateletScorer", *given, "-bootstraps", "100", "-out", purity])
    return [f"{binaries}/EVCargoComparer", *given, "-purity", purity, "-out", f"{folder}/{name}.changes.tsv",
            "-out_panels", f"{folder}/{name}.panels.tsv"]


def speedRow(title, folder, repeats):
    """Ways take turns, so that a busy machine is unfair to none; medians."""
    ways = {}
    for name, binaries in (("this", BIN), ("BASE_BIN", BASE_BIN)):
        command = scored(folder, binaries, name) if binaries else []
        for threads in (1, 2) if binaries else ():
            ways[f"EVCargoComparer, {name}, threads {threads}"] = [*command, "-threads", str(threads)]
    if RSCRIPT:
        ways["R limma"] = [RSCRIPT, f"{ROOT}/bench/answer.R", "speed", folder]
    measured = {way: [] for way in ways}
    for _ in range(repeats):
        for way, command in ways.items():
            measured[way].append(timed(command, f"{folder}/time"))
    for way, kept in measured.items():
        wall, cpu, memory = (statistics.median(values) for values in list(zip(*kept))[:3])
        line(title, way, f"{wall:.2f}", f"{cpu:.2f}", f"{memory:.0f}")
    if RSCRIPT:
        stages = measured["R limma"][-1][3].split()[-3:]
        line(title, "R: reading, duplicateCorrelation to eBayes, camera; of the last time", " + ".join(stages), "", "")


def speed():
    repeats = SEEDS or 3
    print(f"\n## 6. Speed, whole programs, median of {repeats} in turn")
    print("\nEVCargoComparer reads, gives both answers, sign flips, intervals and panel tests (9,999 rotations); R reads, and "
          "does duplicateCorrelation, lmFit, contrasts.fit, eBayes and camera (cameraPR where values are missing), one answer.")
    heading("5,000 proteins x 200 samples of 100 subjects", ["table", "way", "wall s", "processor s", "peak MB"])
    for title, missing, lost in (("complete pairs", 0, 0), ("5 % of values and 10 tubes missing", 0.05, 10)):
        with tempfile.TemporaryDirectory(prefix="answer") as folder:
            wide(folder, 5000, 100, missing, lost)
            speedRow(title, folder, repeats)
