#!/usr/bin/env python3
"""Protein tables of other programs: what `imported` (bench/imported.cpp) makes of each, against a reading of our own.

foreignTables.py compare IMPORTED FOLDER...   every file below the folders that is a table known here
foreignTables.py make FOLDER                  made-up tables of every program, in several encodings
foreignTables.py report BYTES FILE SHEET      a made-up report.tsv of DIA-NN of that size, and its study sheet

The reading takes the csv module and regular expressions, and nothing of the project: rules are those of
docs/formats.md.
"""
import collections
import csv
import io
import math
import os
import random
import re
import subprocess
import sys
import tempfile

csv.field_size_limit(1 << 28)
MISSING = {"", "na", "nan", "filtered", "#n/a", "n/a", "null", "none", "0", "0.0"}
MARK = r"(?i:rev__|(?:contaminants?|contam|cont|crap)[-_]+|con_+)?"


def text_of(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig", "replace")


def table_of(text):
    lines = [line for line in re.split(r"\r\n|\n|\r", text) if line.strip() and not line.startswith(("#!{",))]
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    if not lines:
        return [], []
    head = lines[0]
    delimiter = "\t" if "\t" in head else max(",;", key=head.count)
    quoting = csv.QUOTE_MINIMAL if delimiter != "\t" or head.startswith('"') else csv.QUOTE_NONE
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, quoting=quoting))
    header = [cell.strip() for cell in rows[0]]
    return header, [dict(zip(header, [cell.strip() for cell in row] + [""] * len(header))) for row in rows[1:]]


def number(cell, decimal_comma=False):
    if cell.lower() in MISSING:
        return None
    value = float(cell.replace(",", ".") if decimal_comma else cell)
    return value if value != 0 else None


def log2(value):
    return None if value is None else math.log2(value)


def accession(name):
    name = name.strip().lstrip(">").split(" ")[0]
    found = re.match(r"^(%s)(?:sp|tr)\|([^|]+)\|" % MARK, name)
    return found.group(1) + found.group(2) if found else name


def group(cell, separators=";"):
    parts = re.split("[%s]" % re.escape(separators), cell) if "|" in separators and "sp|" not in cell else re.split("[;,]", cell)
    return ";".join(dict.fromkeys(accession(part) for part in parts if part.strip()))


def is_decoy(cell):
    return all(re.match(r"(?i)#*(rev|decoy|reverse|xxx|random|shuffled?)[_:#-]", part) for part in cell.split(";"))


class Reading:
    """Values of proteins by column."""

    def __init__(self):
        self.values = {}
        self.columns = []

    def matrix(self, rows, columns, id_of, convert=log2, comma=False):
        self.columns = [name for _, name in columns]
        for row in rows:
            identity = id_of(row)
            self.values[identity] = [convert(number(row[column], comma)) for column, _ in columns]
        return self


def named(header, before="", behind="", but=()):
    return [(name, name[len(before):len(name) - len(behind) or None]) for name in header
            if name.startswith(before) and name.endswith(behind) and len(name) > len(before) + len(behind)
            and not name.endswith(tuple(but))]


def filled(rows, columns):
    return any(number(row[column].replace(",", ".")) for row in rows for column, _ in columns)


def first_filled(rows, *kinds):
    return next((columns for columns in kinds if columns and filled(rows, columns)), [])


def max_quant(header, rows):
    rows = [row for row in rows if row.get("Reverse") != "+" and not is_decoy(row["Majority protein IDs"])]
    columns = first_filled(rows, named(header, "LFQ intensity "), named(header, "LFQ_"), named(header, "Intensity "))
    return Reading().matrix(rows, columns, lambda row: group(row["Majority protein IDs"]))


def frag_pipe(header, rows):
    rows = [row for row in rows if not is_decoy(row.get("Protein") or row["Protein ID"])]
    parts = ("MaxLFQ Intensity", "Total Intensity", "Unique Intensity", "Razor Intensity")
    columns = first_filled(rows, named(header, behind=" MaxLFQ Intensity"), named(header, behind=" Intensity", but=parts),
                           named(header, behind=" Razor Intensity"))

    def identity(row):
        protein = row.get("Protein", "")
        mark = re.match(MARK, protein).group(0) if protein else ""
        own = row["Protein ID"] or protein
        own = own if re.match(MARK, own).group(0) else mark + own
        others = [part for part in row.get("Indistinguishable Proteins", "").split(",") if part.strip()]
        return group(";".join([own] + others))

    return Reading().matrix(rows, columns, identity)


def others(header, describing):
    return [(name, name) for name in header if name and name not in describing]


def diann_matrix(header, rows):
    describing = {"Protein.Group", "Protein.Ids", "Protein.Names", "Genes", "First.Protein.Description", "N.Sequences",
                  "N.Proteotypic.Sequences"}
    rows = [row for row in rows if not is_decoy(row["Protein.Group"])]
    return Reading().matrix(rows, others(header, describing), lambda row: group(row["Protein.Group"]))


def diann_genes(header, rows):
    columns = others(header, {"Genes", "N.Sequences", "N.Proteotypic.Sequences"})
    sums = collections.OrderedDict()
    for row in rows:
        gene = ";".join(dict.fromkeys(part.strip() for part in row["Genes"].split(";") if part.strip()))
        if gene:
            sums.setdefault(gene, []).append([number(row[column]) for column, _ in columns])
    reading = Reading()
    reading.columns = [name for _, name in columns]
    for gene, lists in sums.items():  # of values as they stand in a table, with six decimals in log2
        totals = [[2 ** round(math.log2(value), 6) for value in values if value is not None] for values in zip(*lists)]
        reading.values[gene] = [math.log2(sum(values)) if values else None for values in totals]
    return reading


def long_table(rows, run, identity, value, counts, convert=log2):
    found = collections.defaultdict(dict)
    runs = []
    for row in rows:
        if row[run] not in runs:
            runs.append(row[run])
        if counts(row):
            found[group(row[identity])][row[run]] = convert(number(row[value], True))
    reading = Reading()
    reading.columns = runs
    reading.values = {key: [values.get(name) for name in runs] for key, values in found.items()}
    return reading


def low(row, names):
    values = [number(row[name], True) for name in names if name in row and (row[name].lower() not in ("nan", ""))]
    missing = any(row.get(name, "0").lower() in ("nan", "") for name in names if name in row)
    return not missing and all((value or 0) <= 0.01 for value in values)


def diann_report(header, rows):
    names = ["Q.Value", "PG.Q.Value", "Global.PG.Q.Value", "Lib.PG.Q.Value"]
    return long_table(rows, "Run", "Protein.Group", "PG.MaxLFQ", lambda row: low(row, names) and row.get("Decoy") != "1")


def spectronaut_report(header, rows):
    return long_table(rows, "R.FileName", "PG.ProteinGroups", "PG.Quantity",
                      lambda row: low(row, ["PG.Qvalue", "EG.Qvalue"]) and row.get("EG.IsDecoy") not in ("True", "1"))


def spectronaut_pivot(header, rows):
    columns = named(header, behind=".PG.Quantity")
    comma = not any("." in row[column] for row in rows for column, _ in columns)
    columns = [(column, re.sub(r"^\[\d+\] ", "", name)) for column, name in columns]
    return Reading().matrix(rows, columns, lambda row: group(row["PG.ProteinGroups"]), comma=comma)


def proteome_discoverer(header, rows):
    rows = [row for row in rows if row.get("Master", "IsMasterProtein") == "IsMasterProtein"
            and row.get("Protein FDR Confidence: Combined", "High") in ("High", "")]
    columns = first_filled(rows, named(header, "Abundances (Normalized): "), named(header, "Abundance: "))
    columns = [(column, name.split(":")[0]) for column, name in columns]
    return Reading().matrix(rows, columns, lambda row: group(row["Accession"]))


def flash_lfq(header, rows):
    key = "Protein Groups" if "Protein Groups" in header else "Protein Accession"
    rows = [row for row in rows if row.get("Protein Decoy/Contaminant/Target") != "D"
            and (number(row.get("Protein QValue", "0")) or 0) <= 0.01]
    return Reading().matrix(rows, named(header, "Intensity_"), lambda row: group(row[key], ";|"))


def plain(key):
    def matrix_by(header, rows):
        kept = [row for row in rows if not is_decoy(row[key])]
        return Reading().matrix(kept, others(header, {key}), lambda row: group(row[key]))
    return matrix_by


def alpha_pept(header, rows):
    rows = [row for row in rows if not is_decoy(row[""])]
    return Reading().matrix(rows, named(header, behind="_LFQ"), lambda row: group(row[""]))


def levels(header, rows):
    return long_table(rows, "originalRUN", "Protein", "LogIntensities", lambda row: True, convert=lambda value: value)


KINDS = [("Majority protein IDs", max_quant), ("R.FileName", spectronaut_report), ("PG.ProteinGroups", spectronaut_pivot),
         ("Precursor.Id", diann_report), ("Protein.Group", diann_matrix), ("Genes", diann_genes),
         ("Protein ID", frag_pipe), ("Protein Groups", flash_lfq), ("Protein Accession", flash_lfq),
         ("Accession", proteome_discoverer), ("LogIntensities", levels), ("pg", plain("pg")), ("protein", plain("protein"))]


def read(path):
    header, rows = table_of(text_of(path))
    for name, reader in KINDS:
        if name in header and rows and not ("gene" in header and "peptides" in header):
            return reader.__name__, reader(header, rows)
    if header and header[0] == "" and any(name.endswith("_LFQ") for name in header):
        return alpha_pept.__name__, alpha_pept(header, rows)
    return None, None


def bare(name):
    name = re.split(r"[\\/]", name)[-1]
    return re.sub(r"(?i)(\.(raw|d|mzml|gz|wiff|dia|htrms))+$", "", re.sub(r"-calib$", "", name))


def imported(program, path, columns, folder):
    sheet, out = os.path.join(folder, "study.tsv"), os.path.join(folder, "cargo.tsv")
    with open(sheet, "w", encoding="utf-8") as file:
        file.write("run\tsample\tsubject\ttimepoint\n")
        for i, name in enumerate(columns):
            file.write("%s\tsample_%d\tS%d\tpre\n" % (bare(name), i, i))
    done = subprocess.run([program, path, sheet, out], capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip(), None
    header, rows = table_of(text_of(out))
    return "", {row["protein"]: [None if row[name] == "NA" else float(row[name]) for name in header[3:]] for row in rows}


def differences(ours, theirs):
    """Proteins of one side only, and values that differ."""
    if set(ours) != set(theirs):
        yield "proteins of one side only: %s" % sorted(set(ours) ^ set(theirs))[:3]
    for identity in sorted(set(ours) & set(theirs)):
        for column, (a, b) in enumerate(zip(ours[identity], theirs[identity])):
            if (a is None) != (b is None) or (a is not None and abs(a - b) > 6e-7):
                yield "%s, column %d: %s and %s" % (identity, column, a, b)


RUNS = ["R%02d" % i for i in range(8)]


def made_proteins(count=400):
    """Proteins with their gene, mark, and an intensity, 0 or nothing in each run."""
    draw = random.Random(3)
    for i in range(count):
        level = draw.gauss(20, 3)
        values = [draw.choice([None, 0]) if draw.random() < 0.2 else round(2 ** (level + draw.gauss(0, 0.5)), 3) for _ in RUNS]
        yield "P%05d" % i, "G%d" % i, draw.choice([""] * 9 + ["Cont_"]), values


def cell(value, missing="", comma=False):
    if value is None:
        return missing
    return str(value).replace(".", ",") if comma else str(value)


def made_matrix(head, lead, column, missing="", comma=False):
    """Lines of a table with a row a protein: lead(protein, gene, mark), then a cell a run."""
    yield "\t".join(head + [column % ((i + 1, run) if "%d" in column else run) for i, run in enumerate(RUNS)])
    for protein, gene, mark, values in made_proteins():
        yield "\t".join(lead(protein, gene, mark) + [cell(value, missing, comma) for value in values])


def made_long(head, row):
    yield "\t".join(head)
    for protein, gene, mark, values in made_proteins():
        for run, value in zip(RUNS, values):
            if value is not None:
                for number_of_row in range(2):
                    yield "\t".join(row(mark + protein, gene, run, value, number_of_row))


def make(folder):
    name = lambda protein, mark: "%ssp|%s|X%s_HUMAN" % (mark, protein, protein[1:])
    tables = {
        "proteinGroups.txt": made_matrix(["Protein IDs", "Majority protein IDs", "Fasta headers", "Peptides"],
                                         lambda p, g, m: [name(p, m), name(p, m), name(p, m) + " x OS=y GN=" + g, "3"],
                                         "LFQ intensity %s", "NaN"),
        "combined_protein.tsv": made_matrix(["Protein", "Protein ID", "Entry Name", "Gene"],
                                            lambda p, g, m: [name(p, m), p, "X_HUMAN", g], "%s MaxLFQ Intensity"),
        "combined_old.tsv": made_matrix(["Protein", "Protein ID", "Entry Name", "Gene Names"],
                                        lambda p, g, m: [name(p, m), "", "X_HUMAN", g], "%s Razor Intensity"),
        "report.pg_matrix.tsv": made_matrix(["Protein.Group", "Protein.Names", "Genes", "First.Protein.Description"],
                                            lambda p, g, m: [m + p, "X_HUMAN", g, "text"], "C:\\data\\%s.raw"),
        "report.gg_matrix.tsv": made_matrix(["Genes"], lambda p, g, m: [g[:-1] + "0" if g[-1] in "01" else g], "%s.mzML"),
        "pivot.tsv": made_matrix(["PG.ProteinGroups", "PG.Genes"], lambda p, g, m: [m + p, g], "[%d] %s.raw.PG.Quantity",
                                 "Filtered"),
        "pivot.csv": (line.replace("\t", ";") for line in
                      made_matrix(["PG.ProteinGroups", "PG.Genes"], lambda p, g, m: [m + p, g], "[%d] %s.raw.PG.Quantity",
                                  "NaN", comma=True)),
        "Proteins.txt": ("\t".join('"%s"' % part for part in line.split("\t")) for line in
                         made_matrix(["Master", "Accession", "Description"],
                                     lambda p, g, m: ["IsMasterProtein", m + p, "x GN=" + g], "Abundance: F%d: Sample, %s")),
        "AllQuantifiedProteinGroups.tsv": made_matrix(["Protein Accession", "Gene", "Protein QValue"],
                                                      lambda p, g, m: [m + p + "|Q" + p[1:], g, "0.001"], "Intensity_%s-calib"),
        "pg.matrix.tsv": made_matrix(["pg"], lambda p, g, m: [m + p], "%s"),
        "x.protein_intensities.tsv": made_matrix(["protein"], lambda p, g, m: [m + p + ";Q" + p[1:]], "%s", "0.0"),
        "results_proteins.csv": (line.replace("\t", ",") for line in
                                 made_matrix([""], lambda p, g, m: ['"%s,%s"' % (name(p, m), name("Q" + p[1:], ""))], "%s_LFQ")),
        "report.tsv": made_long(["Run", "Protein.Group", "Genes", "PG.MaxLFQ", "Q.Value", "PG.Q.Value", "Precursor.Id"],
                                lambda p, g, run, value, i: [run, p, g, cell(value), "0.001", "0.5" if p[-1] == "7" else "0",
                                                             "%s%d" % (p, i)]),
        "long.tsv": made_long(["R.FileName", "PG.ProteinGroups", "PG.Quantity", "EG.Qvalue", "EG.IsDecoy"],
                              lambda p, g, run, value, i: [run, p, cell(value), "NaN" if p[-1] == "7" else "0.01",
                                                           str(p[-1] == "8")]),
        "levels.csv": (line.replace("\t", ",") for line in
                       made_long(["RUN", "Protein", "LogIntensities", "originalRUN"],
                                 lambda p, g, run, value, i: ["1", p, repr(math.log2(value)) if value else "NA", run]))}
    for name_of_file, lines in tables.items():
        text = "\n".join(lines) + "\n"
        with open(os.path.join(folder, name_of_file), "w", encoding="utf-8") as file:
            file.write(text)
        if name_of_file == "proteinGroups.txt":
            with open(os.path.join(folder, "utf16.txt"), "w", encoding="utf-16") as file:
                file.write(text.replace("\n", "\r"))
        if name_of_file == "pivot.tsv":
            with open(os.path.join(folder, "cut.tsv"), "w", encoding="utf-8") as file:
                file.write(re.sub(r"(\tFiltered)+\n", "\n", text))


def make_report(size, path, sheet):
    """12 runs, 13 precursors a protein, 60 columns, 680 bytes a row."""
    rng = random.Random(7)
    runs = ["20240101_EV_S%02d_%s" % (subject, time) for subject in range(1, 7) for time in ("pre", "post")]
    head = ["File.Name", "Run", "Protein.Group", "Protein.Names", "Genes", "First.Protein.Description", "Stripped.Sequence",
            "Modified.Sequence", "Precursor.Id", "Q.Value", "PG.Q.Value", "Global.PG.Q.Value", "Lib.PG.Q.Value", "PG.MaxLFQ"]
    more = ["Other.%d" % i for i in range(46)]
    proteins = []
    for i in range(max(1, int(size / 680 / 13 / len(runs)))):
        peptides = ["".join(rng.choice("ACDEFGHILMNPQSTVWY") for _ in range(rng.randint(7, 22))) + "K" for _ in range(13)]
        proteins.append(("P%05d" % i, rng.uniform(15, 28), peptides))
    with open(path, "w") as file:
        file.write("\t".join(head + more) + "\n")
        for run in runs:
            for name, level, peptides in proteins:
                value = "%g" % 2 ** (level + rng.gauss(0, 0.3))
                for peptide in peptides:
                    row = ["D:\\data\\exercise\\%s.raw" % run, run, name, "G%s_HUMAN" % name, "G" + name,
                           "Some protein of human plasma", peptide, peptide, peptide + "2", "%g" % (rng.random() * 0.012),
                           "0.0003", "0.0003", "0.0003", value]
                    file.write("\t".join(row + ["%.7g" % (rng.random() * 100) for _ in more]) + "\n")
    with open(sheet, "w") as file:
        file.write("run\tsample\tsubject\ttimepoint\n")
        for run in runs:
            file.write("\t".join([run, run] + run.split("_")[2:]) + "\n")


def main():
    if sys.argv[1] == "make":
        return make(sys.argv[2])
    if sys.argv[1] == "report":
        return make_report(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    program, folders = sys.argv[2], sys.argv[3:]
    tables = values = wrong = 0
    for folder in folders:
        for place, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(place, name)
                kind, reading = read(path)
                if not kind or not reading.columns:
                    continue
                with tempfile.TemporaryDirectory() as scratch:
                    error, got = imported(program, path, reading.columns, scratch)
                found = [error] if error else list(differences(reading.values, got))
                count = sum(value is not None for row in reading.values.values() for value in row)
                tables, values, wrong = tables + 1, values + count, wrong + bool(found)
                print("%-22s %6d proteins %8d values  %-4s %s" %
                      (kind, len(reading.values), count, "ok" if not found else "NOT", os.path.relpath(path, folder)))
                for line in found[:5]:
                    print("    " + line)
    print("%d tables, %d values, %d tables differ" % (tables, values, wrong))
    return 1 if wrong or not tables else 0


if __name__ == "__main__":
    sys.exit(main())
