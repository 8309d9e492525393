"""Checks the Markdown of a checkout: check.py SOURCE BIN. Prints FILE<tab>COMMAND for each command line of one of the
programs, and what is wrong, with exit 1."""
import pathlib
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as xml

source, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
pages = [source / name for name in subprocess.run(["git", "-C", str(source), "ls-files", "*.md"], capture_output=True,
                                                  text=True, check=True).stdout.split()]
faults = []
known = {}


def options_of(tool):
    """Names of a program's options, from the INI file that it writes."""
    if tool not in known:
        ini = pathlib.Path(tool + ".ini")
        subprocess.run([bin_folder / tool, "-write_ini", ini], check=True, capture_output=True)
        known[tool] = {item.get("name") for item in xml.parse(ini).iter() if item.tag in ("ITEM", "ITEMLIST")}
        known[tool] |= {"ini", "write_ini", "write_ctd", "-help", "-helphelp", "-version"}
    return known[tool]


def anchors_of(page):
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-") for heading in headings}


def commands_in(text):
    """Lines of code, indented or between fences, continued lines joined."""
    lines, fenced = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            lines.append(line.strip())
    return re.sub(r"\\\n\s*", " ", "\n".join(lines)).split("\n")


def check_command(page, command):
    name = page.relative_to(source)
    for part in re.split(r"\s(?:&&|;|\|)\s", command):
        words = shlex.split(part, comments=True)
        if not words or not re.fullmatch(r"EV[A-Z]\w+", words[0]):
            continue
        if not (bin_folder / words[0]).exists():
            faults.append(f"{name}: there is no program {words[0]}")
            continue
        for word in words[1:]:
            if re.match(r"-[A-Za-z-]", word) and word[1:] not in options_of(words[0]):
                faults.append(f"{name}: {words[0]} has no option {word}")
        print(f"{name}\t{part.strip()}")


for page in pages:
    text = page.read_text()
    name = page.relative_to(source)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = page if not path else page.parent / path
        if not there.exists():
            faults.append(f"{name}: link to {target}, which is not there")
        elif anchor and there.suffix == ".md" and anchor not in anchors_of(there):
            faults.append(f"{name}: {path or name} has no heading #{anchor}")
    if page.name != "CHANGELOG.md":
        for path in re.findall(r"`((?:params|tests|bench|docs|include|src|tools|cmake|findings)/[\w./-]+)`", text):
            if "EVName" not in path and not any((source / (path + ending)).exists() for ending in ("", ".cpp", ".h")):
                faults.append(f"{name}: `{path}` is not there")
    for command in commands_in(text):
        check_command(page, command)
if faults:
    print("\n".join(faults))
    sys.exit(1)
