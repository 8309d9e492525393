"""Makes protein tables with a known answer and judges what was found in them; bench/compare runs it.

A protein of a tube is what vesicles carry and what platelets in the tube add, as linear amounts, with subject effects,
noise of its own size and values missing below a limit. `log` makes the platelets' part a factor instead of a sum, which
is what the adjustment assumes."""
import csv
import glob
import gzip
import math
import random
import statistics
import sys

PROTEINS = 800
SUBJECTS = 8
MARKERS = 14
REFERENCE = 20
LADEN = 200  # proteins that platelets have too
CHANGED = 80


def panel(path):
    with open(path, encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [row["accession"] for row in rows if row["use"] == "yes" and "platelet-high" not in row["role"]]


# median contamination, its log2 spread from tube to tube, its rise with exercise in log2, model, changed proteins
SCENARIOS = {
    "clean": (0.001, 0.5, 0, "sum", CHANGED),
    "tubes differ": (0.05, 1.5, 0, "sum", CHANGED),
    "tubes differ, factor": (0.05, 1.5, 0, "log", CHANGED),
    "confounded": (0.05, 1, 1.5, "sum", CHANGED),
    "confounded, factor": (0.05, 1, 1.5, "log", CHANGED),
    "null, clean": (0.001, 0.5, 0, "sum", 0),
    "null, tubes differ": (0.05, 1.5, 0, "sum", 0),
}


def write(path, header, rows):
    with open(path, "w", encoding="utf-8") as out:
        for row in [header, *rows]:
            out.write("\t".join(row) + "\n")


def make(folder, panels, scenario, seed):
    dice = random.Random(f"{scenario} {seed}")
    median, spread, rise, model, changed = SCENARIOS[scenario]
    core = panel(panels + "/platelet_core.tsv")[:MARKERS]
    names = core + panel(panels + "/ev_positive.tsv")[:REFERENCE]
    names += [f"X{i:04d}" for i in range(PROTEINS - len(names))]
    tubes = [(s, t) for s in range(SUBJECTS) for t in ("pre", "post")]
    contamination = [median * 2 ** (spread * dice.gauss(0, 1) + (rise if t == "post" else 0)) for _, t in tubes]
    truth, rows = [], []
    for i, name in enumerate(names):
        marker = i < MARKERS
        laden = marker or MARKERS + REFERENCE <= i < MARKERS + REFERENCE + LADEN
        change = 0
        if MARKERS + REFERENCE <= i and (i * 7919) % (PROTEINS - MARKERS - REFERENCE) < changed:
            change = dice.choice((-1, 1)) * dice.uniform(0.4, 1.6)
        level = 18 + 6 * dice.random()
        sd = 0.25 * math.sqrt(8 / dice.gammavariate(4, 2))
        # Of a marker vesicles have hardly anything; of a laden protein platelets have up to 20 times as much.
        share = 200 if marker else 2 ** dice.uniform(-1, 4.3) if laden else 0
        cells = []
        subject = [0.4 * dice.gauss(0, 1) for _ in range(SUBJECTS)]
        for (s, t), dirt in zip(tubes, contamination):
            own = level + subject[s] + (change if t == "post" else 0)
            if model == "sum":
                value = own + math.log2(1 + share * dirt * 2 ** (-change if t == "post" else 0))
            else:
                value = own + (min(1, share / 8) * math.log2(dirt / median) if laden else 0)
            value += sd * dice.gauss(0, 1)
            lost = value < 18 + 0.7 * dice.gauss(0, 1)
            cells.append("NA" if lost else f"{value:.6f}")
        rows.append([name, "", "2", *cells])
        truth.append([name, f"{change:.3f}", "marker" if marker else "laden" if laden else "other"])
    samples = [f"S{s}_{t}" for s, t in tubes]
    write(folder + "/cargo.tsv", ["protein", "gene", "peptides", *samples], sorted(rows))
    write(folder + "/study.tsv", ["run", "sample", "subject", "timepoint"],
          [[n, n, f"S{s}", t] for n, (s, t) in zip(samples, tubes)])
    write(folder + "/truth.tsv", ["protein", "change", "kind"], truth)


def flipped(plasma, folder, seed):
    """TP1 and TP2 of each subject of the plasma table in either order, by chance."""
    dice = random.Random(seed)
    with open(plasma, encoding="utf-8") as lines:
        names = lines.readline().rstrip("\n").split("\t")
    runs = [name[4:] for name in names if name.startswith("LFQ_")]
    rows = []
    for subject in sorted({run.rsplit("_TP", 1)[0] for run in runs}):
        pair = [f"{subject}_TP1", f"{subject}_TP2"]
        if not all(run in runs for run in pair):
            continue
        if dice.random() < 0.5:
            pair.reverse()
        rows += [[run, run, subject, time] for run, time in zip(pair, ("pre", "post"))]
    rows.sort(key=lambda row: row[3] != "pre")
    write(folder + "/study.tsv", ["run", "sample", "subject", "timepoint"], rows)


def spiked(ramus, comparison, folder):
    """One comparison of the spike-in table as unpaired samples; B is the higher amount, so that more is up."""
    rows, truth = [], []
    with gzip.open(ramus, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Original comparison"] != comparison:
                continue
            name = row["Majority protein IDs"].split(";")[0].lstrip(">").split("|")[0].replace("ups", "")
            values = [row[f"{level}{i} (raw)"] for level in "BA" for i in (1, 2, 3)]
            rows.append([name, [None if v in ("", "NA") else math.log2(float(v)) for v in values]])
            truth.append([name, row["Species"], row["Species"]])
    # As the quantifier does: the median over complete proteins of what a run has more than the protein's median.
    complete = [values for _, values in rows if None not in values]
    shifts = [statistics.median(v[i] - statistics.median(v) for v in complete) for i in range(6)]
    rows = [[name, "", "0", *["NA" if v is None else f"{v - shift:.6f}" for v, shift in zip(values, shifts)]]
            for name, values in rows]
    samples = [f"{level}{i}" for level in ("low", "high") for i in (1, 2, 3)]
    write(folder + "/cargo.tsv", ["protein", "gene", "peptides", *samples], sorted(rows))
    write(folder + "/study.tsv", ["run", "sample", "subject", "timepoint"], [[s, s, s, s[:-1]] for s in samples])
    write(folder + "/truth.tsv", ["protein", "change", "kind"], truth)


def spikeSummary(comparison, folder):
    truth = {row["protein"]: row["change"] for row in table(folder + "/truth.tsv")}
    changes = table(folder + "/changes.tsv")
    with open(folder + "/limma.txt", encoding="utf-8") as lines:
        limma = set(lines.read().split())
    detected = {row["protein"] for row in changes if row["detection_p"] != "NA" and float(row["detection_p"]) <= 0.1}
    for way, called in {"moderated t": found(changes, "q"), "limma": limma, "seen on one side only": detected}.items():
        spikes = sum(truth[name] == "UPS" for name in called)
        wrong = 100 * (len(called) - spikes) / max(1, len(called))
        print(f"| {comparison} | {way} | {len(called)} | {spikes} | {wrong:.1f} |")


def wide(folder, proteins, subjects, missing):
    dice = random.Random(5)
    samples = [(s, t) for s in range(subjects) for t in ("pre", "post")]
    names = [f"S{s}_{t}" for s, t in samples]
    core = panel(sys.argv[3] + "/platelet_core.tsv")[:MARKERS] + panel(sys.argv[3] + "/ev_positive.tsv")[:REFERENCE]
    rows = []
    for i in range(proteins):
        cells = ["NA" if dice.random() < missing else f"{20 + dice.gauss(0, 1):.6f}" for _ in names]
        rows.append([core[i] if i < len(core) else f"X{i:05d}", "", "2", *cells])
    write(folder + "/cargo.tsv", ["protein", "gene", "peptides", *names], sorted(rows))
    write(folder + "/study.tsv", ["run", "sample", "subject", "timepoint"],
          [[n, n, f"S{s}", t] for n, (s, t) in zip(names, samples)])


def uniformity(paths):
    for column in ("p", "adjusted_p"):
        over, calls, pooled = 0, 0, []
        for path in paths:
            rows = table(path)
            p = [float(row[column]) for row in rows if row[column] != "NA"]
            pooled += p
            over += distance(p) * math.sqrt(len(p)) > 1.36
            calls += bool(found(rows, column.replace("p", "q") if column == "p" else "adjusted_q"))
        below = sum(x <= 0.05 for x in pooled) / len(pooled)
        print(f"| {column} | {len(paths)} | {calls} | {100 * below:.1f} | {distance(pooled):.3f} | {over} |")


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def found(rows, column):
    return {row["protein"] for row in rows if row[column] != "NA" and float(row[column]) <= 0.05}


def distance(p):
    """Kolmogorov's distance from the uniform distribution."""
    p = sorted(p)
    return max(max((i + 1) / len(p) - x, x - i / len(p)) for i, x in enumerate(p))


def judge(folders):
    """Mean over studies of the false discovery proportion and of the true changes found, for each way."""
    ways = {}
    distances = {"p": [], "adjusted_p": []}
    for folder in folders:
        truth = {row["protein"]: row for row in table(folder + "/truth.tsv")}
        changes = table(folder + "/changes.tsv")
        calls = {"unadjusted": found(changes, "q"), "adjusted": found(changes, "adjusted_q"),
                 "robust": {row["protein"] for row in changes if row["verdict"] == "robust"}}
        with open(folder + "/limma.txt", encoding="utf-8") as lines:
            calls["limma"] = set(lines.read().split())
        for way, called in calls.items():
            called = {name for name in called if truth[name]["kind"] != "marker"}
            right = sum(float(truth[name]["change"]) != 0 for name in called)
            laden = sum(truth[name]["kind"] == "laden" and float(truth[name]["change"]) == 0 for name in called)
            ways.setdefault(way, []).append((len(called), right, laden))
        for column, kept in distances.items():
            p = [float(row[column]) for row in changes if row[column] != "NA"]
            kept.append(distance(p) * math.sqrt(len(p)))
    return ways, distances


def summary(scenario, folders):
    ways, distances = judge(folders)
    for way, counts in ways.items():
        proportions = [(called - right) / called if called else 0 for called, right, _ in counts]
        error = statistics.stdev(proportions) / math.sqrt(len(proportions))
        mean = lambda i: statistics.mean(count[i] for count in counts)
        print(f"| {scenario} | {way} | {mean(0):.1f} | {mean(1):.1f} | {mean(2):.1f} | "
              f"{100 * statistics.mean(proportions):.1f} +- {100 * error:.1f} |")
    if SCENARIOS[scenario][4] == 0:
        for column, kept in distances.items():
            over = sum(d > 1.36 for d in kept)
            print(f"  {scenario}: {column} is told from uniform at 5 % in {over} of {len(kept)} studies (Kolmogorov)")


if __name__ == "__main__":
    task = sys.argv[1]
    if task == "scenarios":
        print("\n".join(SCENARIOS))
    elif task == "make":
        make(*sys.argv[2:5], int(sys.argv[5]))
    elif task == "judge":
        summary(sys.argv[2], sorted(glob.glob(sys.argv[3])))
    elif task == "flip":
        flipped(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    elif task == "uniform":
        uniformity(sorted(glob.glob(sys.argv[2])))
    elif task == "spike":
        spiked(*sys.argv[2:5])
    elif task == "spikes":
        spikeSummary(sys.argv[2], sys.argv[3])
    elif task == "wide":
        wide(sys.argv[2], int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]))
