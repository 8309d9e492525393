"""The chain of programs gives EVPipeline's results, byte for byte, in a host of nodes. Arguments: plugin, study, work."""

import filecmp
import os
import re
import shutil
import sys
import zipfile

sys.path.insert(0, os.path.join(os.environ["SOURCE"], "tests"))
import host as hosts  # noqa: E402


def same(one, other):
    assert filecmp.cmp(one, other, shallow=False), f"{one} and {other} differ"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Chain:
    def __init__(self, host, study, pipeline):
        self.host, self.study, self.pipeline = host, study, pipeline
        self.sheet, self.fasta = f"{study}/study.tsv", f"{study}/proteome.fasta"

    def identify(self, runs):
        return self.host.run("EVPeptideIdentifier", {"in": runs, "fasta": [self.fasta]})

    def quantify(self, runs, identified):
        return self.host.run("EVProteinQuantifier", {"in": runs, "ids": identified["out"], "study": self.sheet,
                                                     "fasta": [self.fasta]})

    def score(self, quantified):
        return self.host.run("EVPlateletScorer", {"in": quantified["out"], "study": self.sheet})

    def compare(self, quantified, scored):
        return self.host.run("EVCargoComparer", {"in": quantified["out"], "purity": scored["out"], "study": self.sheet})

    def report(self, made):
        quantified, scored, compared = made[1:]
        # In whatever order the records come together.
        records = [node["out_run"] for node in (compared, made[0], scored, quantified)]
        return self.host.run("EVReportWriter", {
            "study": self.sheet, "cargo": quantified["out"], "purity": scored["out"], "pairs": scored["out_pairs"],
            "changes": compared["out"], "contaminants": compared["out_contaminants"],
            "panel_tests": compared["out_panels"], "exerkines": compared["out_exerkines"],
            "responses": compared["out_subjects"], "power": compared["out_power"], "runs": quantified["out_runs"],
            "run": records})

    def same_tables(self, ports, names):
        for port, name in names.items():
            same(ports[port], f"{self.pipeline}/{name}")


IDENTIFIED = {"out_psms": "psms.tsv", "out_proteins": "proteins.tsv"}
QUANTIFIED = {"out": "cargo.tsv", "out_peptides": "peptides.tsv", "out_reasons": "reasons.tsv", "out_ions": "ions.tsv",
              "out_abundance": "abundance.tsv", "out_factors": "factors.tsv", "out_mztab": "study.mzTab",
              "out_consensus": "study.consensusXML", "out_msstats": "msstats.csv", "out_msqrob2": "msqrob2.csv",
              "out_msqrob2_annotation": "msqrob2_annotation.csv", "out_runs": "runs.tsv",
              "out_alignments": "alignments.tsv"}
SCORED = {"out": "purity.tsv", "out_panels": "purity_panels.tsv", "out_pairs": "pairs.tsv"}
COMPARED = {"out": "changes.tsv", "out_answer": "answer.tsv", "out_contaminants": "contaminants.tsv",
            "out_panels": "panels.tsv", "out_exerkines": "exerkines.tsv", "out_subjects": "subjects.tsv", "out_power": "power.tsv"}


def main(plugin, study, work):
    host = hosts.Host(plugin, work)
    runs = sorted(f"{study}/{name}" for name in os.listdir(study) if name.endswith(".mzML.gz"))

    # The pipeline as a node, from its ports alone.
    whole = host.run("EVPipeline", {"in": runs, "fasta": [f"{study}/proteome.fasta"], "study": f"{study}/study.tsv"})
    pipeline = f"{work}/pipeline"
    with zipfile.ZipFile(whole["out_archive"]) as archive:
        archive.extractall(pipeline)
    for port, name in {"out_report": "report.html", "out_answer": "answer.tsv", "out_changes": "changes.tsv",
                       "out_purity": "purity.tsv", "out_cargo": "cargo.tsv"}.items():
        same(whole[port], f"{pipeline}/{name}")
    assert not [name for name in os.listdir(os.path.dirname(whole["out_report"])) if name.startswith(".")]

    chain = Chain(host, study, pipeline)
    identified = chain.identify(runs)
    assert "no foreign proteins were given" in host.log
    assert read(identified["out_entrapment"]).splitlines() == [
        "# note: no entrapment proteins were searched",
        "level\tthreshold\ttargets\tentrapment\tlower_bound\tcombined"]
    for path, run in zip(identified["out"], runs):
        same(path, f"{pipeline}/{os.path.basename(run)[:-len('.mzML.gz')]}.idXML")
    chain.same_tables(identified, IDENTIFIED)
    # Another order of the files is the same study.
    quantified = chain.quantify(runs[::-1], {"out": identified["out"][::-1]})
    chain.same_tables(quantified, QUANTIFIED | {"out_mzqc": "study.mzQC"})
    scored = chain.score(quantified)
    chain.same_tables(scored, SCORED)
    compared = chain.compare(quantified, scored)
    chain.same_tables(compared, COMPARED)

    # docs/formats.md says which lines of the report differ.
    reported = read(chain.report((identified, quantified, scored, compared))["out"]).splitlines()
    expected = read(f"{pipeline}/report.html").splitlines()
    others = re.compile(r"<dt>Program</dt>|<dt>Command line</dt>|<tr><th scope=\"row\"><code>table_(normalize|scale)</code>")
    differing = [line for line in reported if others.match(line)]
    assert len(differing) == 4 and "EVPeptideIdentifier, EVProteinQuantifier, EVPlateletScorer, EVCargoComparer" in differing[0]
    assert [line for line in reported if not others.match(line)] == [line for line in expected if not others.match(line)]

    # Centroided runs under names of the host's own, which the mzML files know better.
    os.mkdir(f"{work}/renamed")
    renamed = [shutil.copy(run, f"{work}/renamed/input{number}.mzML.gz") for number, run in enumerate(runs)]
    renamed = [host.run("EVPeakPicker", {"in": run})["out"] for run in renamed]
    identified = chain.identify(renamed)
    assert "6 runs under other names, by what the files tell: \"input0\" is \"S01_post\"" in host.log, host.log
    chain.same_tables(identified, IDENTIFIED)
    chain.same_tables(chain.quantify(renamed, identified), QUANTIFIED)

    # All outputs of a study that answers nothing: one run, no proteins' sequences, nothing to compare.
    sheet = f"{work}/one.tsv"
    with open(sheet, "w", encoding="utf-8") as file:
        file.write("run\tsample\tsubject\ttimepoint\nS01_pre\tS01_pre\tS01\tpre\n")
    run = [path for path in runs if path.endswith("S01_pre.mzML.gz")]
    identified = chain.identify(run)
    quantified = host.run("EVProteinQuantifier", {"in": run, "ids": identified["out"], "study": sheet})
    scored = host.run("EVPlateletScorer", {"in": quantified["out"], "study": sheet})
    compared = host.run("EVCargoComparer", {"in": quantified["out"], "study": sheet})
    for port in ("out_answer", "out_contaminants", "out_panels", "out_exerkines", "out_subjects", "out_power"):
        assert read(compared[port]).count("\n") >= 1, port
    host.run("EVReportWriter", {"study": sheet, "cargo": quantified["out"], "purity": scored["out"],
                                "changes": compared["out"]})

    simulated = host.run("EVStudySimulator", {}, {"subjects": "1", "run_seconds": "60", "seed": "3"})
    with zipfile.ZipFile(simulated["out_archive"]) as archive:
        names = archive.namelist()
        assert archive.read("study.tsv").decode() == read(simulated["out_study"])
        assert archive.read("proteome.fasta").decode() == read(simulated["out_fasta"])
    assert [name for name in names if name.endswith(".mzML.gz")] and "truth/proteins.tsv" in names


main(*sys.argv[1:])
