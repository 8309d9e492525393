#!/usr/bin/env python3
"""Judges quantified ions and proteins against the truth of a simulated mixture, or replicates against each other.

  judgeQuant.py ions STUDY IONS.tsv [PEER]       errors, CVs and completeness, by true ratio
  judgeQuant.py transfers STUDY IONS.tsv [PEER]  values of ions that the run did not identify, right or wrong
  judgeQuant.py proteins STUDY CARGO.tsv               the same of proteins
  judgeQuant.py replicates SHEET.tsv IONS.tsv [PEER]  CVs and completeness where no truth is known
  judgeQuant.py linked LINKED.tsv                      the same of features that bench/linked took for ions

STUDY is a folder of EVStudySimulator with -foreign, IONS.tsv what bench/ions printed, PEER an mzTab or MSstats table of
ProteomicsLFQ. Each prints rows of Markdown.
"""
import csv
import math
import re
import sys
from collections import Counter, defaultdict
from statistics import mean, median, stdev

NEAR_SECONDS = 10  # 1.5 peak widths: simulated peaks are about 6.5 s wide at half height
FEWEST_SURVEYS = 3
RATIOS = ["0", "1", "-2"]
ACCEPTED = 0.02  # q-value of transfers
STATED = [0.002, 0.005, ACCEPTED, 0.02, 0.05]


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def number(text):
    return math.nan if text in ("NA", "null", "nan", "", None) else float(text)


class Truth:
    def __init__(self, folder):
        self.conditions = defaultdict(list)
        for row in table(folder + "/study.tsv"):
            self.conditions[row["timepoint"]].append(row["run"])
        self.runs = sum(self.conditions.values(), [])
        self.proteins = {row["accession"]: row for row in table(folder + "/truth/proteins.tsv")}
        self.peptides = {(row["peptide"], row["charge"]): row for row in table(folder + "/truth/peptides.tsv")}
        self.traces = {(row["run"], row["peptide"], row["charge"]): row for row in table(folder + "/truth/traces.tsv")}

    def ratio_of(self, accessions):
        """The log2 ratio that all these proteins have; "NA" = in one condition alone, None = they differ."""
        changes = {self.proteins[name]["true_change"] if name in self.proteins else None for name in accessions}
        return changes.pop() if len(changes) == 1 else None

    def ratio(self, ion):
        row = self.peptides.get(ion)
        return row and self.ratio_of(row["proteins"].split(";"))

    def change(self, row):
        """Of a row of truth with a column a sample: log2 of the second condition over the first."""
        first, second = (number(row[runs[0]]) for runs in self.conditions.values())
        return second - first


def our_ions(path):
    """[ion][run] = row; ion = (peptide, charge)."""
    ions = defaultdict(dict)
    for row in table(path):
        ions[row["peptide"], row["charge"]][row["run"]] = {
            "intensity": number(row["intensity"]), "rt": number(row["rt_seconds"]), "q": number(row["q_value"]),
            "transferred": row["transferred"] == "yes"}
    return ions


def mztab_values(path):
    """(peptide, charge), run, intensity and seconds of an mzTab with a study variable a run."""
    runs, header = {}, []
    for line in open(path):
        cells = line.rstrip("\n").split("\t")
        found = re.fullmatch(r"ms_run\[(\d+)\]-location", cells[1]) if cells[0] == "MTD" else None
        if found:
            runs[found[1]] = re.sub(r".*/|\.mzML.*", "", cells[2])
        if cells[0] == "PEH":
            header = cells
        if cells[0] != "PEP":
            continue
        row = dict(zip(header, cells))
        for index, run in runs.items():
            yield ((row["opt_global_cv_MS:1000889_peptidoform_sequence"], row["charge"]), run,
                   number(row[f"peptide_abundance_study_variable[{index}]"]),
                   number(row.get(f"opt_global_retention_time_study_variable[{index}]")))


def msstats_values(path):
    """The same of an MSstats table, which has no times."""
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            yield ((row["PeptideSequence"], row["PrecursorCharge"]), row["Reference"].removesuffix(".mzML"),
                   number(row["Intensity"]), math.nan)


def peer_ions(path, ours):
    """[ion][run] of ProteomicsLFQ; where a run has an ion twice, the larger. Transferred is what we say."""
    ions = defaultdict(dict)
    for ion, run, intensity, rt in (mztab_values if path.endswith(".mzTab") else msstats_values)(path):
        if intensity > ions[ion].get(run, {"intensity": 0})["intensity"]:
            known = ours.get(ion, {}).get(run)
            ions[ion][run] = {"intensity": intensity, "rt": rt, "q": math.nan,
                              "transferred": not known or known["transferred"]}
    return ions


def programs(ions, peer):
    """Names and [ion][run] of what is judged, with the values that are there."""
    def there(table, wanted=lambda value: True):
        return {ion: {run: value for run, value in table.get(ion, {}).items()
                      if value["intensity"] > 0 and wanted(value)} for ion in ions}
    yield "Vescargo", there(ions, lambda value: not value["transferred"] or value["q"] <= ACCEPTED)
    yield "Vescargo, without transfer", there(ions, lambda value: not value["transferred"])
    if peer:
        yield "ProteomicsLFQ", there(peer_ions(peer[0], ions))


def cv(values):
    return stdev(values) / mean(values)


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else math.nan


def cells(*values):
    print("| " + " | ".join(f"{v:.3f}" if isinstance(v, float) else str(v) for v in values) + " |")


def middle_deviation(replicates):
    """Median of the sample SD of normal numbers over their SD (Wilson & Hilferty 1931)."""
    return (1 - 2 / (9 * (replicates - 1))) ** 1.5


def accuracy(truth, ions, values):
    """Of the ions: how many; shares in all runs, and that FEWEST_SURVEYS of all runs can show; share of all values;
    median and 90th percentile of |error|, share above 0.5, median error; CV and its floor."""
    def visible(ion, run):
        return int(truth.traces.get((run, *ion), {"surveys": 0})["surveys"]) >= FEWEST_SURVEYS
    shares = [mean(all(visible(ion, run) for run in truth.runs) for ion in ions),
              mean(len(values[ion]) / len(truth.runs) for ion in ions)]
    complete = [ion for ion in ions if len(values[ion]) == len(truth.runs)]
    errors, cvs, floors = [], [], []
    for ion in complete:
        logs = [mean(math.log2(values[ion][run]["intensity"]) for run in runs) for runs in truth.conditions.values()]
        errors.append(logs[1] - logs[0] - truth.change(truth.peptides[ion]))
        for runs in truth.conditions.values():
            cvs.append(cv([values[ion][run]["intensity"] for run in runs]))
            known = [number(truth.traces[run, *ion]["relative_sd"]) for run in runs if visible(ion, run)]
            if known:
                floors.append(mean(known) * middle_deviation(len(runs)))
    if not complete:
        return [len(ions), 0.0] + shares + ["-"] * 6
    size = list(map(abs, errors))
    return [len(ions), len(complete) / len(ions), *shares, median(size), quantile(size, 0.9),
            sum(error > 0.5 for error in size) / len(size), median(errors), median(cvs), median(floors)]


def judge_ions(folder, ions_path, *peer):
    truth, ions = Truth(folder), our_ions(ions_path)
    ratio = {ion: truth.ratio(ion) for ion in ions}
    for name, values in programs(ions, peer):
        cells(name, "all", *accuracy(truth, [ion for ion in ions if ratio[ion] in RATIOS], values))
        for wanted in RATIOS if name != "Vescargo, without transfer" else []:
            cells(name, wanted, *accuracy(truth, [ion for ion in ions if ratio[ion] == wanted], values))


def verdict(truth, ion, run, value):
    """Of a transferred value."""
    if ion not in truth.peptides:
        return "no such ion"
    if truth.ratio(ion) == "NA" and number(truth.peptides[ion][run]) != number(truth.peptides[ion][run]):
        return "not in the tube"
    trace = truth.traces.get((run, *ion))
    if trace is None:
        return "too little of it"
    return "right" if abs(value["rt"] - number(trace["rt_seconds"])) <= NEAR_SECONDS else "another place"


def judge_transfers(folder, ions_path, *peer):
    truth, ions = Truth(folder), our_ions(ions_path)
    verdicts = ("right", "another place", "too little of it", "not in the tube", "no such ion")
    ours = [(value["q"], verdict(truth, ion, run, value)) for ion in ions for run, value in ions[ion].items()
            if value["transferred"] and value["intensity"] > 0]
    judged = [("Vescargo", f"{stated:g}", Counter(kind for q, kind in ours if q <= stated)) for stated in STATED]
    if peer:
        judged.append(("ProteomicsLFQ", "-", Counter(
            verdict(truth, ion, run, value) for ion, row in peer_ions(peer[0], ions).items() for run, value in row.items()
            if ion in ions and value["transferred"])))
    for name, stated, counts in judged:
        kinds = [counts[kind] for kind in verdicts]
        wrong = sum(kinds[1:4])
        cells(name, stated, *kinds, wrong / (wrong + kinds[0]) if wrong + kinds[0] else "-",
              (wrong + kinds[4]) / sum(kinds) if sum(kinds) else "-")


def judge_proteins(folder, path):
    truth = Truth(folder)
    for wanted in ["all"] + RATIOS:
        rows = [row for row in table(path) if truth.ratio_of(row["protein"].split(";")) in RATIOS]
        rows = [row for row in rows if wanted in ("all", truth.ratio_of(row["protein"].split(";")))]
        errors, cvs = [], []
        for row in rows:
            logs = [[number(row[run]) for run in runs] for runs in truth.conditions.values()]
            if not any(map(math.isnan, sum(logs, []))):
                errors.append(mean(logs[1]) - mean(logs[0]) - number(truth.ratio_of(row["protein"].split(";"))))
                cvs += [cv([2 ** value for value in values]) for values in logs]
        size = list(map(abs, errors))
        cells(wanted, len(rows), len(errors) / len(rows), median(size), quantile(size, 0.9), median(errors), median(cvs))


def scaled(rows):
    """Rows of complete values, each column divided by its median ratio to the row's median."""
    factors = [median(row[c] / median(row) for row in rows) for c in range(len(rows[0]))]
    return [[value / factor for value, factor in zip(row, factors)] for row in rows]


def judge_replicates(sheet, ions_path, *peer):
    runs = {row["run"]: (row["sample"], row["fraction"]) for row in table(sheet)}
    samples = {fraction: sorted({s for s, f in runs.values() if f == fraction}) for _, fraction in runs.values()}
    ions = our_ions(ions_path)
    complete = {}  # [program][ion, fraction] = a value a sample
    for name, values in programs(ions, peer):
        complete[name] = {}
        for ion in values:
            for fraction, wanted in samples.items():
                row = {runs[run][0]: value["intensity"] for run, value in values[ion].items() if runs[run][1] == fraction}
                if len(row) == len(wanted):
                    complete[name][ion, fraction] = [row[sample] for sample in wanted]
    print_replicates(len(ions), complete)


def print_replicates(ions, complete):
    """complete: [program][ion] = a value a run."""
    both = set.intersection(*(set(rows) for rows in complete.values()))
    for name, rows in complete.items():
        spreads = [median(map(cv, scaled(chosen))) if chosen else "-"
                   for chosen in (list(rows.values()), [rows[key] for key in both])]
        cells(name, ions, len(rows), spreads[0], len(both), spreads[1])


def judge_linked(path):
    rows = table(path)
    runs = sorted({row["run"] for row in rows})
    complete = {}
    for name, column in (("Vescargo", "intensity"), ("FeatureFinderCentroided", "feature_intensity")):
        features = defaultdict(dict)
        for row in rows:
            if number(row[column]) > 0:
                features[row["peptide"]][row["run"]] = number(row[column])
        complete[name] = {key: [row[run] for run in runs] for key, row in features.items() if len(row) == len(runs)}
    print_replicates(len({row["peptide"] for row in rows}), complete)
    held = Counter("not found" if math.isnan(number(row["rt_seconds"])) else "right"
                   if abs(number(row["rt_seconds"]) - number(row["feature_rt"])) <= NEAR_SECONDS else "another place"
                   for row in rows if row["transferred"] == "yes" and number(row["feature_rt"]) > 0)
    print(f"\nHeld out and transferred: {held['right']} right, {held['another place']} from another place, "
          f"{held['not found']} not found.")


if __name__ == "__main__":
    {"ions": judge_ions, "transfers": judge_transfers, "proteins": judge_proteins,
     "replicates": judge_replicates, "linked": judge_linked}[sys.argv[1]](*sys.argv[2:])
