"""Whether ProteinQuantifier and MzTabExporter of OpenMS find our numbers in study.consensusXML, sample by sample in the
order of the study: FOLDER with cargo.tsv, ions.tsv and what OpenMS made, and the study sheet."""
import csv
import math
import re
import sys

folder, sheet = sys.argv[1:3]


def table(path):
    lines = [line for line in open(path) if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


sample_of = {row["run"]: row["sample"] for row in table(sheet)}
samples = list(dict.fromkeys(sample_of.values()))
areas = {}
for row in table(folder + "/ions.tsv"):
    if row["area"] != "NA":
        key = row["peptide"].strip("."), sample_of[row["run"]]
        areas[key] = areas.get(key, 0) + float(row["area"])


def agree(theirs, peptide, sample):
    ours = areas.get((peptide, sample), 0)
    return math.isclose(theirs, ours, rel_tol=1e-4)


compared = 0
for row in table(folder + "/peptides.csv"):
    for n, sample in enumerate(samples, 1):
        assert agree(float(row[f"abundance_{n}"]), row["peptide"].strip("."), sample), (row["peptide"], sample)
        compared += 1
assert compared > 1000, compared

# Proteins, by the change from one sample to the next: ours is a median polish or MaxLFQ, theirs a sum.
ours = {row["protein"]: row for row in table(folder + "/cargo.tsv")}
pairs = []
for row in table(folder + "/proteins.csv"):
    own = ours.get(row["protein"].replace("/", ";"))
    for n, (a, b) in enumerate(zip(samples, samples[1:]), 1):
        before, after = float(row[f"abundance_{n}"]), float(row[f"abundance_{n + 1}"])
        if own and "NA" not in (own[a], own[b]) and before > 0 and after > 0:
            pairs.append((float(own[b]) - float(own[a]), math.log2(after / before)))
large = [(x, y) for x, y in pairs if abs(x) > 1]
same = sum(x * y > 0 for x, y in large)
assert len(large) > 50 and same > 0.9 * len(large), (same, len(large))

# mzTab: the runs of each study variable, and the abundance of each peptide there, charges apart.
runs, refs, assays, exported = {}, {}, {}, {}
for line in open(folder + "/exported.mzTab"):
    cells = line.rstrip("\n").split("\t")
    if cells[0] == "MTD":
        at = re.findall(r"\d+", cells[1])
        if cells[1].endswith("-location"):
            runs[at[0]] = re.sub(r".*/|\.mzML$", "", cells[2])
        elif cells[1].endswith("-ms_run_ref"):
            refs[at[0]] = re.findall(r"\[(\d+)\]", cells[2])
        elif cells[1].endswith("-assay_refs"):
            assays[at[0]] = re.findall(r"\[(\d+)\]", cells[2])
    elif cells[0] == "PEH":
        header = cells
    elif cells[0] == "PEP":
        row = dict(zip(header, cells))
        for variable in assays:
            value = row[f"peptide_abundance_study_variable[{variable}]"]
            key = row["sequence"], variable
            exported[key] = exported.get(key, 0) + (0 if value == "null" else float(value))
of_variable = {v: {sample_of[runs[r]] for a in assays[v] for r in refs[a]} for v in assays}
assert [of_variable[str(n)] for n, _ in enumerate(samples, 1)] == [{s} for s in samples], of_variable
bare = {}
for (peptide, sample), area in areas.items():
    key = re.sub(r"\([^)]*\)", "", peptide), sample
    bare[key] = bare.get(key, 0) + area
for (peptide, variable), value in exported.items():
    if len(sample_of) > len(samples):
        break  # MzTabExporter gives the area of one fraction, whichever comes last
    sample = samples[int(variable) - 1]
    assert math.isclose(value, bare.get((peptide, sample), 0), rel_tol=1e-4), (peptide, sample, value)
