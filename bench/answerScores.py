"""Part 9 of bench/answer: the same studies adjusted for other platelet scores."""
import functools
import os

import answerReal as real
import answerSimulated as simulated
from answerShared import (SEEDS, compared, having, heading, line, panel, share, studies, table)

PARTS = ("platelet_membrane", "platelet_granule", "platelet_cytosol")
SCENARIO = "dirty, platelets rise by 1"


def ways():
    """Name -> how a study is compared."""
    found = {"one factor of all platelet proteins": ["-adjust", "platelets"],
             "core alone": ["-adjust", "platelet_core"],
             "several: membrane, granule, cytosol": ["-adjust", *PARTS],
             "every contaminant (auto)": []}
    compare = {name: functools.partial(compared, options=options) for name, options in found.items()}
    base = os.environ.get("BASE_BIN")
    if base:
        panels = os.environ.get("BASE_PANELS", os.path.join(base, "../../../params/panels"))
        compare["the other build"] = functools.partial(compared, programs=base, panels=panels)
    return compare


def asItIs(compare):
    """(platelet panel proteins that are robust at any time, all that are robust)."""
    def work(_, folder):
        os.symlink(os.path.abspath(f"{real.FOLDER}/study.tsv"), f"{folder}/study.tsv")
        return compare(folder, real.MATRIX)[0]
    platelets = set().union(*(panel(name) for name in real.PLATELET_PANELS))
    robust = [row for row in studies(work, [0])[0] if having([row], "robust")]
    return sum(bool(set(row["protein"].split(";")) & platelets) for row in robust), len(robust)


def inSpikes(compare, seeds, matrix, scores):
    kept = studies(real.spikedStudy(1.0, 10, matrix, scores, compare), range(seeds))
    return [sum(result["robust"][i] for result in kept) for i in range(2)]


def inSimulated(compare, seeds, pairs):
    """(robust, of them true, really changed proteins)."""
    def work(seed, folder):
        truth = simulated.make(folder, simulated.SCENARIOS[SCENARIO], pairs, f"answer {SCENARIO} {pairs} {seed}")
        changes = compare(folder, f"{folder}/cargo.tsv")[0]
        calls, right, _ = simulated.judge(truth, changes, None)["robust"]
        return calls, right, sum(truth[row["protein"]][1] != 0 for row in changes)
    kept = studies(work, range(seeds))
    return [sum(result[i] for result in kept) for i in range(3)]


def scores():
    seeds = SEEDS or 20
    print(f"\n## 9. Other platelet scores, {seeds} studies a row")
    print(f"\nSpikes: {real.SPIKES} proteins by 1 log2, platelets rise in 10 of 10 pairs. Simulated: {SCENARIO}.")
    matrix = table(real.MATRIX)
    crude = real.crudeScores(matrix)
    heading("`robust` by what is adjusted for",
            ["adjusted for", "ten men: platelet proteins of all robust", "spikes found", "false", "simulated, 10 pairs: "
             "changed ones found", "false", "20 pairs: found", "false"])
    for name, compare in ways().items():
        platelets, robust = asItIs(compare)
        true, false = inSpikes(compare, seeds, matrix, crude)
        cells = [f"{platelets} of {robust}", share(true, seeds * real.SPIKES), share(false, true + false)]
        for pairs in (10, 20):
            calls, right, changed = inSimulated(compare, seeds, pairs)
            cells += [share(right, changed), share(calls - right, calls)]
        line(name, *cells)
