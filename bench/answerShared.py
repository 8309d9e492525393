"""What the parts of bench/answer share: tables, panels, running the programs on a folder, exact intervals."""
import concurrent.futures
import csv
import math
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.environ.get("BIN", os.path.join(ROOT, "build/release/bin"))
PANELS = os.environ.get("PANELS", os.path.join(ROOT, "params/panels"))
DATA = os.environ.get("VESCARGO_DATA", os.path.join(ROOT, "../shared/data"))
RSCRIPT = shutil.which("Rscript")
SEEDS = int(os.environ["SEEDS"]) if "SEEDS" in os.environ else None
OPTIONS = os.environ.get("OPTIONS", "").split()
ALPHA = 0.05
PROCESSES = 2


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def write(path, header, rows):
    with open(path, "w", encoding="utf-8") as out:
        for row in [header, *rows]:
            out.write("\t".join(map(str, row)) + "\n")


def panel(name, used=True):
    """Accessions of a marker panel: those in use, or all that it lists."""
    return [row["accession"] for row in table(f"{PANELS}/{name}.tsv") if not used or row["use"] == "yes"]


def number(cell):
    return None if cell in ("", "NA") else float(cell)


def called(rows, column):
    return {row["protein"] for row in rows if row[column] not in ("", "NA") and float(row[column]) <= ALPHA}


def word(row):
    """The verdict without what it was adjusted for: platelet-explained, red cells-explained -> explained."""
    for ending in ("explained", "unmasked"):
        if row["verdict"].endswith(ending):
            return ending
    return row["verdict"]


def having(rows, verdict):
    return {row["protein"] for row in rows if word(row) == verdict}


class Refused(Exception):
    """A program ended with an error; its last line."""


def run(command):
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode != 0:
        lines = [line for line in ended.stdout.splitlines() if line.strip()]
        raise Refused(lines[-1] if lines else f"{command[0]} ended with {ended.returncode}")
    return ended.stdout


def compared(folder, cargo, options=(), programs=BIN, panels=PANELS):
    """changes.tsv and panels.tsv of a protein table and the study sheet in the folder."""
    run([f"{programs}/EVPlateletScorer", "-in", cargo, "-study", f"{folder}/study.tsv", "-panels", panels,
         "-bootstraps", "100", "-out", f"{folder}/purity.tsv"])
    run([f"{programs}/EVCargoComparer", "-in", cargo, "-study", f"{folder}/study.tsv", "-panels", panels,
         "-purity", f"{folder}/purity.tsv", "-out", f"{folder}/changes.tsv", "-out_panels", f"{folder}/panels.tsv",
         *OPTIONS, *options])
    return table(f"{folder}/changes.tsv"), table(f"{folder}/panels.tsv")


def studies(work, seeds, keep=None):
    """work(seed, folder) for each seed, two at a time; each folder is gone afterwards, or stays as keep/seed."""
    def one(seed):
        if keep:
            os.mkdir(f"{keep}/{seed}")
            return work(seed, f"{keep}/{seed}")
        with tempfile.TemporaryDirectory(prefix="answer") as folder:
            return work(seed, folder)
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(one, seeds))


def incompleteBeta(a, b, x):
    """Regularised, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incompleteBeta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 10000):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            total *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * total


def interval(count, of):
    """Clopper & Pearson 1934, 95 %."""
    def root(a, b, wanted):
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if incompleteBeta(a, b, middle) < wanted else (low, middle)
        return low
    return (0.0 if count == 0 else root(count, of - count + 1, 0.025),
            1.0 if count == of else root(count + 1, of - count, 0.975))


def share(count, of):
    if of == 0:
        return "0 of 0"
    low, high = interval(count, of)
    return f"{count} of {of} = {100 * count / of:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def distance(p):
    """Kolmogorov's distance from the uniform distribution."""
    p = sorted(p)
    return max((max((i + 1) / len(p) - x, x - i / len(p)) for i, x in enumerate(p)), default=0)


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for i in range(begin, end):
            result[order[i]] = (begin + end - 1) / 2
        begin = end
    return result


def pearson(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    top = sum((a - mx) * (b - my) for a, b in zip(x, y))
    under = math.sqrt(sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y))
    return top / under if under > 0 else float("nan")


def spearman(x, y):
    return pearson(ranks(x), ranks(y))


def heading(title, columns):
    print(f"\n{title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns), flush=True)


def line(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
