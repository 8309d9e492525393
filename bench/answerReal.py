"""Parts 1 to 3 of bench/answer: the real vesicles of ten men, as they are, with shuffled labels, and with spikes."""
import itertools
import math
import os
import random
import statistics

from answerShared import (ALPHA, DATA, SEEDS, Refused, called, compared, distance, having, heading, line, number, panel,
                          share, spearman, studies, table, word, write)

FOLDER = f"{DATA}/exercise_ev"
MATRIX = f"{FOLDER}/report.pg_matrix.tsv"
ANNOTATION = ("Protein.Group", "Protein.Ids", "Protein.Names", "Genes", "First.Protein.Description")
PLATELET_PANELS = ("platelet_core", "platelet_membrane", "platelet_granule", "platelet_cytosol")
SHEET = ("run", "sample", "subject", "timepoint", "haematocrit")


def available(part):
    if os.path.exists(MATRIX):
        return True
    print(f"\nPart {part} needs {MATRIX}, which is not there: left out")
    return False


def samplesBySubject():
    subjects = {}
    for row in table(f"{FOLDER}/study.tsv"):
        subjects.setdefault(row["subject"], []).append(row)
    return subjects


def sheetRow(sample, label):
    return [sample["run"], sample["sample"], sample["subject"], label, sample["haematocrit"]]


def writeSheet(folder, rows):
    """The reference is the first time point of the sheet."""
    write(f"{folder}/study.tsv", SHEET, sorted(rows, key=lambda row: row[3] != "pre"))


def plateletMembers():
    return set().union(*(panel(name, used=False) for name in (*PLATELET_PANELS, "platelet_classic")))


def logs(row, names):
    return [math.log2(float(row[name])) for name in names]


def crudeScores(matrix):
    """Sample -> mean of the z-scores of the platelet core and membrane rows: a score that owes the programs nothing."""
    wanted = set(panel("platelet_core") + panel("platelet_membrane"))
    names = [name for name in matrix[0] if name not in ANNOTATION]
    rows = [logs(row, names) for row in matrix if row["Protein.Group"] in wanted]
    z = [[(v - statistics.mean(row)) / statistics.stdev(row) for v in row] for row in rows]
    return {name: statistics.mean(row[i] for row in z) for i, name in enumerate(names)}


# Part 1


def cells(row):
    value = lambda column: "NA" if number(row[column]) is None else f"{float(row[column]):.3g}"
    return (f"{value('log2_fold_change')} ({value('q')})",
            f"{value('adjusted_log2_fold_change')} ({value('adjusted_q')})", row["verdict"])


def markerTable(changes, contrasts):
    panels = {}
    for name in PLATELET_PANELS:
        for accession in panel(name):
            panels.setdefault(accession, []).append(name.removeprefix("platelet_"))
    heading("Markers of the platelet panels: log2 change (q), at equal score (q), verdict",
            ["protein", "panels", "contrast", "unadjusted", "adjusted", "verdict"])
    shown = [row for row in changes if set(row["protein"].split(";")) & panels.keys() and row["contrast"] in contrasts]
    for row in sorted(shown, key=lambda row: (row["gene"], contrasts.index(row["contrast"]))):
        names = sorted({name for a in row["protein"].split(";") for name in panels.get(a, [])})
        line(row["gene"], ", ".join(names), row["contrast"], *cells(row))
    for verdict in sorted({word(row) for row in shown}):
        proteins = sorted({f"{row['gene']} {row['contrast']}" for row in shown if word(row) == verdict})
        names = f" ({', '.join(proteins)})" if len(proteins) < 10 else ""
        print(f"\n{verdict}: {len(proteins)} of {len(shown)}{names}")


def scoreAgainstSheet(purity):
    heading("Spearman's correlation of the platelet score with the sheet (40 samples; within: less the subject's mean)",
            ["score", "sheet", "samples", "within subjects"])
    scores = [name for name in ("platelet_core", "platelet_membrane", "erythrocyte_core") if name in purity[0]]
    sheet = {row["sample"]: row for row in table(f"{FOLDER}/study.tsv")}
    for score, column in itertools.product(scores, ("platelets", "haematocrit", "ev_log10")):
        known = [row for row in purity if number(row[score]) is not None]
        x = [float(row[score]) for row in known]
        y = [float(sheet[row["sample"]][column]) for row in known]
        subjects = [row["subject"] for row in known]
        within = lambda v: [a - statistics.mean(b for b, t in zip(v, subjects) if t == s) for a, s in zip(v, subjects)]
        line(score, column, f"{spearman(x, y):.3f}", f"{spearman(within(x), within(y)):.3f}")


def asItIs():
    print("\n## 1. Ten men before and after exercise, as they are")

    def work(_, folder):
        os.symlink(os.path.abspath(f"{FOLDER}/study.tsv"), f"{folder}/study.tsv")
        return (*compared(folder, MATRIX), table(f"{folder}/purity.tsv"))
    changes, panels, purity = studies(work, [0])[0]
    contrasts = list(dict.fromkeys(row["contrast"] for row in changes))
    heading("All proteins", ["contrast", "q <= 0.05", "adjusted q <= 0.05", "verdicts other than unchanged"])
    for contrast in contrasts:
        rows = [row for row in changes if row["contrast"] == contrast]
        verdicts = {}
        for row in rows:
            verdicts.setdefault(row["verdict"], []).append(row["gene"] or row["protein"])
        words = "; ".join(f"{verdict} {len(names)}: {', '.join(sorted(names)[:12])}"
                          for verdict, names in sorted(verdicts.items()) if verdict != "unchanged")
        line(contrast, len(called(rows, "q")), len(called(rows, "adjusted_q")), words)
    paired = [contrast for contrast in contrasts if contrast != "course"]
    markerTable(changes, paired)
    heading("Platelet panels: rotation q",
            ["contrast", "panel", "tested", "unadjusted change", "q", "adjusted change", "q"])
    for contrast, name in itertools.product(paired, PLATELET_PANELS):
        models = {row["model"]: row for row in panels if row["contrast"] == contrast and row["panel"] == name}
        if models:
            line(contrast, name, models["unadjusted"]["tested"],
                 *(models[m][c] for m in ("unadjusted", "adjusted") if m in models
                   for c in ("mean_log2_change", "rotation_q")))
    heading("Proteins of plasma and endothelium", ["protein", "contrast", "unadjusted (q)", "adjusted (q)", "verdict"])
    for gene, contrast in itertools.product(("VWF", "FGB", "FGA"), contrasts):
        for row in changes:
            if row["gene"] == gene and row["contrast"] == contrast:
                line(gene, contrast, *cells(row))
    scoreAgainstSheet(purity)


# Part 2


def pairOf(seed, samples):
    """Two of the four time points, another two with each seed."""
    first, second = list(itertools.combinations(range(4), 2))[seed % 6]
    return [samples[first], samples[second]]


def shuffledPairs(seed, folder, lost=0.0):
    dice = random.Random(f"null {seed}")
    rows = []
    for samples in samplesBySubject().values():
        pair = pairOf(seed, samples)
        dice.shuffle(pair)
        rows += [sheetRow(sample, label) for sample, label in zip(pair, ("pre", "post"))]
    while True:
        kept = [row for row in rows if dice.random() >= lost]
        whole = [row[2] for row in kept]
        if sum(whole.count(subject) == 2 for subject in set(whole)) >= 3:
            break
    writeSheet(folder, kept)


def shuffledReplicates(seed, folder):
    """All four samples of a subject, two by chance called pre and two called post."""
    dice = random.Random(f"replicates {seed}")
    rows = []
    for samples in samplesBySubject().values():
        samples = list(samples)
        dice.shuffle(samples)
        rows += [sheetRow(sample, label) for sample, label in zip(samples, ("pre", "pre", "post", "post"))]
    writeSheet(folder, rows)


NULLS = {
    "complete": (shuffledPairs, []),
    "20 % of tubes lost": (lambda seed, folder: shuffledPairs(seed, folder, 0.2), []),
    "covariate haematocrit": (shuffledPairs, ["-covariates", "haematocrit"]),
    "two replicate draws a label": (shuffledReplicates, []),
}


def panelCalls(panels):
    def anyCall(model, test):
        q = [number(row[f"{test}_q"]) for row in panels if row["model"] == model]
        return any(x is not None and x <= ALPHA for x in q)
    return {f"{model} {test}": anyCall(model, test)
            for model in ("unadjusted", "adjusted") for test in ("competitive", "rotation")}


def nullStudy(make, options):
    def work(seed, folder):
        make(seed, folder)
        try:
            changes, panels = compared(folder, MATRIX, options)
        except Refused as refused:
            return str(refused).replace(f"{folder}/", "")
        p = lambda column: [float(row[column]) for row in changes if number(row[column]) is not None]
        calls = {"unadjusted q": bool(called(changes, "q")), "adjusted q": bool(called(changes, "adjusted_q")),
                 **{verdict: bool(having(changes, verdict)) for verdict in ("robust", "explained", "unmasked")}}
        return calls, panelCalls(panels), p("p"), p("adjusted_p")
    return work


def nulls():
    seeds = SEEDS or 200
    print(f"\n## 2. Nothing changes: time points shuffled within each subject, {seeds} studies a row")
    heading("Studies with any call at 5 %", ["labels", "call", "studies"])
    results = {}
    refusals = []
    for name, (make, options) in NULLS.items():
        kept = studies(nullStudy(make, options), range(seeds))
        refused = [result for result in kept if isinstance(result, str)]
        if refused:
            refusals.append(f"{name}: {len(refused)} of {seeds} studies refused, the first with: {refused[0]}")
        results[name] = [result for result in kept if not isinstance(result, str)]
        for i in (0, 1):
            for call in results[name][0][i] if results[name] else ():
                line(name, call if i == 0 else f"panels, {call}",
                     share(sum(result[i][call] for result in results[name]), len(results[name])))
    print("".join(f"\n{refusal}" for refusal in refusals))
    heading("p of all proteins and studies (proteins of a study go together: read the shares over many studies)",
            ["labels", "p", "number", "p <= 0.05, %", "distance from uniform, all p", "the same, mean over studies"])
    for name, kept in results.items():
        for i, column in ((2, "unadjusted"), (3, "adjusted")):
            p = [x for result in kept for x in result[i]]
            if p:
                line(name, column, len(p), f"{100 * sum(x <= 0.05 for x in p) / len(p):.2f}", f"{distance(p):.4f}",
                     f"{statistics.mean(distance(result[i]) for result in kept if result[i]):.3f}")


# Part 3

SPIKES = 50


def spikedStudy(effect, turned, matrix, scores, compare=compared):
    """`turned` of the ten pairs have their higher platelet score in post, the others in pre; None = labels by chance."""
    platelets = plateletMembers()
    plain = [row["Protein.Group"] for row in matrix if not set(row["Protein.Group"].split(";")) & platelets]

    def work(seed, folder):
        dice = random.Random(f"spikes {seed}")
        spikes = {protein: dice.choice((-1, 1)) * effect for protein in dice.sample(plain, SPIKES)}
        score = lambda sample: scores[sample["sample"]]
        pairs = [sorted(dice.sample(samples, 2), key=score) for samples in samplesBySubject().values()]
        against = set(dice.sample(range(len(pairs)), len(pairs) - (turned or len(pairs))))
        rows, post = [], []
        for i, pair in enumerate(pairs):
            byChance = dice.random() < 0.5
            if i in against or (turned is None and byChance):
                pair.reverse()
            rows += [sheetRow(sample, label) for sample, label in zip(pair, ("pre", "post"))]
            post.append(pair[1]["sample"])
        writeSheet(folder, rows)
        header = list(matrix[0])
        factors = {protein: 2 ** change for protein, change in spikes.items()}
        write(f"{folder}/report.pg_matrix.tsv", header,
              [[f"{float(row[c]) * factors.get(row['Protein.Group'], 1):.6g}" if c in post else row[c] for c in header]
               for row in matrix])
        changes, _ = compare(folder, f"{folder}/report.pg_matrix.tsv")
        return judged(changes, spikes, platelets)
    return work


def judged(changes, spikes, platelets):
    """Way -> (spikes called in their direction, other proteins called, platelet proteins among these)."""
    sign = {row["protein"]: number(row["log2_fold_change"]) or 0 for row in changes}
    adjusted = {row["protein"]: number(row["adjusted_log2_fold_change"]) or 0 for row in changes}
    sets = {"unadjusted q": (called(changes, "q"), sign), "adjusted q": (called(changes, "adjusted_q"), adjusted),
            "robust": (having(changes, "robust"), sign), "unmasked": (having(changes, "unmasked"), adjusted)}
    result = {}
    for way, (names, direction) in sets.items():
        true = {name for name in names if name in spikes and direction[name] * spikes[name] > 0}
        false = names - true
        result[way] = (len(true), len(false), sum(bool(set(name.split(";")) & platelets) for name in false))
    for verdict in ("explained", "not separable", "marker"):
        names = having(changes, verdict)
        result[verdict] = (len(names & spikes.keys()), len(names - spikes.keys()), 0)
    return result


def spikes():
    seeds = SEEDS or 40
    print(f"\n## 3. Platelets that rise with the label, {SPIKES} proteins spiked in post, {seeds} studies a row")
    print("\nThe two samples of a subject are two of its four draws by chance, the same with each way to label them.")
    matrix = table(MATRIX)
    scores = crudeScores(matrix)
    heading("Calls at 5 % (spikes called in the right direction of all spikes; false: all other calls of all calls)",
            ["spike, log2", "labels", "way", "spikes found", "false among called", "of them platelet proteins",
             "mean false proportion, %"])
    for effect in (1.0, 0.7):
        for turned, labels in ((None, "by chance"), (8, "platelets rise in 8 of 10"), (10, "platelets rise in 10 of 10")):
            kept = studies(spikedStudy(effect, turned, matrix, scores), range(seeds))
            for way in ("unadjusted q", "adjusted q", "robust", "unmasked"):
                true, false, platelet = (sum(result[way][i] for result in kept) for i in range(3))
                mean = statistics.mean(result[way][1] / max(1, result[way][0] + result[way][1]) for result in kept)
                line(f"{effect:g}", labels, way, share(true, seeds * SPIKES), share(false, true + false), platelet,
                     f"{100 * mean:.1f}")
            for way in ("explained", "not separable", "marker"):
                true, other = (sum(result[way][i] for result in kept) for i in range(2))
                line(f"{effect:g}", labels, way, f"{share(true, seeds * SPIKES)} lost", f"{other} others", "", "")
