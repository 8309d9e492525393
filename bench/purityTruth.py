"""Compares purity tables with the truth of a simulated study, or with the classic index of real plasma; bench/purity
runs it."""
import csv
import math
import statistics
import sys


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


def spearman(xs, ys):
    pairs = [(x, y) for x, y in zip(xs, ys) if not math.isnan(x + y)]
    if len(pairs) < 3:
        return math.nan
    def ranks(values):
        order = sorted(values)
        return [order.index(v) + (order.count(v) - 1) / 2 for v in values]
    a, b = (ranks([pair[i] for pair in pairs]) for i in (0, 1))
    mean = (len(pairs) - 1) / 2
    def dot(u, v):
        return sum((x - mean) * (y - mean) for x, y in zip(u, v))
    return dot(a, b) / math.sqrt(dot(a, a) * dot(b, b))


def study(truthPath, purityPath):
    truth = {row["sample"]: number(row["platelet_fraction"]) for row in table(truthPath)}
    rows = table(purityPath)
    fractions = [truth[row["sample"]] for row in rows]
    print(f"\nThrough spectra: {len(rows)} tubes of {100 * min(fractions):.2g} to {100 * max(fractions):.2g} % platelets")
    for column in ("platelet_core", "platelet_material", "platelet_share"):
        print(f"  Spearman of {column} with the fraction: {spearman([number(r[column]) for r in rows], fractions):.3f}")
    for row, fraction in sorted(zip(rows, fractions), key=lambda pair: pair[1]):
        print(f"  {row['sample']} {100 * fraction:6.2f} %  {row['platelet_core']:>10} {row['platelet_material']:>9} "
              f"{row['verdict']:8} {row['platelet_kind']}")


def withinSd(values, subjects):
    """Pooled SD of the values within subjects."""
    groups = {}
    for value, subject in zip(values, subjects):
        if not math.isnan(value):
            groups.setdefault(subject, []).append(value)
    squares = sum((v - statistics.fmean(g)) ** 2 for g in groups.values() for v in g)
    return math.sqrt(squares / sum(len(g) - 1 for g in groups.values()))


def plasma(tablePath, panels, allPath, *withoutPaths):
    rows, scores = table(tablePath), table(allPath)
    names = [row["sample"] for row in scores]
    subjects = [row["subject"] for row in scores]
    geneColumn = next(name for name in rows[0] if name.lower().startswith("gene"))
    genesOf = [set(row[geneColumn].split(";")) for row in rows]
    values = {name: [number(row["LFQ_" + name]) for row in rows] for name in names}
    panel = [row["gene"] for row in table(panels + "/platelet_classic.tsv")]

    def index(genes):
        found = [i for i, own in enumerate(genesOf) if own & set(genes)]
        return [sum(values[n][i] for i in found if not math.isnan(values[n][i])) /
                sum(v for v in values[n] if not math.isnan(v)) for n in names]
    marker = {}
    for path in withoutPaths:
        gene = path.rsplit("without_", 1)[1][:-4]
        found = [i for i, own in enumerate(genesOf) if gene in own]
        seen = [max((values[n][i] for i in found), key=lambda v: -1 if math.isnan(v) else v, default=math.nan)
                for n in names]
        # Relative to all protein, as the index is.
        own = [s / sum(v for v in values[n] if not math.isnan(v)) for s, n in zip(seen, names)]
        if sum(not math.isnan(v) for v in own) >= 0.2 * len(names):
            marker[gene] = (own, [number(row["platelet_core"]) for row in table(path)])
    withGelsolin = index(panel)
    without = index([g for g in panel if g != "GSN"])
    core = [number(row["platelet_core"]) for row in scores]
    known = [2 ** v for v in core if not math.isnan(v)]
    print(f"\nReal plasma: {len(names)} samples of {len(set(subjects))} subjects, {len(rows)} rows; the core score is known "
          f"in {len(known)}\n")
    print("| | classic index with gelsolin | without | core score |\n|---|---|---|---|")
    print(f"| max / median | {max(withGelsolin) / statistics.median(withGelsolin):.1f} | "
          f"{max(without) / statistics.median(without):.1f} | {max(known) / statistics.median(known):.1f} |")
    logs = [[math.log2(v) if v > 0 else math.nan for v in column] for column in (withGelsolin, without)] + [core]
    print("| SD within subjects, log2 | " + " | ".join(f"{withinSd(v, subjects):.2f}" for v in logs) + " |")
    print("| SD over all, log2 | " + " | ".join(
        f"{statistics.stdev([x for x in v if not math.isnan(x)]):.2f}" for v in logs) + " |")
    for gene, (own, left) in sorted(marker.items()):
        free = index([g for g in panel if g not in ("GSN", gene)])
        count = sum(not math.isnan(v) for v in own)
        print(f"| Spearman with {gene} ({count} samples), itself left out | "
              f"{spearman(index([g for g in panel if g != gene]), own):.2f} | {spearman(free, own):.2f} | "
              f"{spearman(left, own):.2f} |")


if __name__ == "__main__":
    {"study": study, "plasma": plasma}[sys.argv[1]](*sys.argv[2:])
