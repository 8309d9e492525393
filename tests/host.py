"""A small host of programs that are described by CTD, as GenericKnimeNodes is: a node's ports are those of its CTD, a
folder a port, file names made here, all outputs active, each program run by `-ini` alone. Standard library only."""

import os
import pathlib
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from xml.sax.saxutils import quoteattr


def base_name(path):
    """Without folder and last ending, as the host takes it."""
    name = os.path.basename(path)
    return name.rsplit(".", 1)[0] if "." in name else name


class Port:
    def __init__(self, item):
        self.name = item.get("name")
        self.is_list = item.tag == "ITEMLIST"
        self.is_input = item.get("type") == "input-file"
        self.optional = item.get("required") != "true"
        self.formats = [text.strip().removeprefix("*.") for text in item.get("supported_formats", "").split(",")]


class Description:
    """A CTD, as far as a host needs it."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.name = root.get("name")
        self.node = root.find("PARAMETERS/NODE")
        items = [item for item in self.node.iter() if item.tag in ("ITEM", "ITEMLIST")]
        self.items = items
        self.ports = {item.get("name"): Port(item) for item in items if item.get("type") in ("input-file", "output-file")}

    def check(self, types):
        """What a host would stumble over."""
        for item in self.items:
            assert item.get("type") in ("int", "double", "string", "input-file", "output-file", "bool"), item.attrib
        for port in self.ports.values():
            assert port.formats and all(port.formats), f"{self.name}: port {port.name} names no formats"
            for ending in port.formats:
                assert ending.lower() in types, f"{self.name}: port {port.name} has a type that mime.types lacks: {ending}"


def read_types(path):
    """Type by ending in small letters."""
    types = {}
    for line in pathlib.Path(path).read_text().splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            assert len(words) > 1, f"{path}: {line}"
            for ending in words[1:]:
                types[ending.lower()] = words[0]
    return types


class Host:
    def __init__(self, plugin, work):
        plugin = pathlib.Path(plugin)
        self.work = pathlib.Path(work).absolute()
        self.types = read_types(plugin / "descriptors" / "mime.types")
        self.tools = {}
        for path in sorted((plugin / "descriptors").glob("*.ctd")):
            tool = Description(path)
            tool.check(self.types)
            self.tools[tool.name] = tool
        self.root = self.work / "payload"
        with zipfile.ZipFile(next((plugin / "payload").glob("binaries_*.zip"))) as payload:
            for entry in payload.infolist():
                file = pathlib.Path(payload.extract(entry, self.root))
                file.chmod(0o755)
        self.environment = dict(os.environ)
        for line in (self.root / "binaries.ini").read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                name, value = line.split("=", 1)
                self.environment[name] = value.replace("$ROOT", str(self.root))
        self.nodes = 0

    def type_of(self, path):
        """By the longest ending that is known."""
        name = os.path.basename(path).lower()
        known = [ending for ending in self.types if name.endswith("." + ending)]
        return self.types[max(known, key=len)] if known else None

    def run(self, tool_name, inputs, settings=None, inactive=()):
        """Runs a node and returns the paths of its outputs by port."""
        tool = self.tools[tool_name]
        self.nodes += 1
        folder = self.work / f"node{self.nodes}"
        (folder / "job").mkdir(parents=True)
        values = {name: [os.path.abspath(path) for path in (given if isinstance(given, list) else [given])]
                  for name, given in inputs.items()}
        for name, paths in values.items():
            port = tool.ports[name]
            assert port.is_input and (port.is_list or len(paths) == 1), f"{tool_name}: {name}"
            accepted = {self.types[ending.lower()] for ending in port.formats}
            for path in paths:
                assert self.type_of(path) in accepted, f"{tool_name}: port {name} does not take {path}"
        for port in tool.ports.values():
            assert not port.is_input or port.optional or port.name in values, f"{tool_name}: {port.name} is not connected"
        outputs = self.make_outputs(tool, values, folder, inactive)
        values.update(outputs)
        ini = folder / "job" / "params.ini"
        ini.write_text(self.ini(tool, values, settings or {}))
        done = subprocess.run([str(self.root / "bin" / tool_name), "-ini", str(ini)], cwd=folder / "job",
                              env=self.environment, capture_output=True, text=True)
        (folder / "log.txt").write_text(done.stderr)
        assert done.returncode == 0, f"{tool_name} ends with {done.returncode}:\n{done.stderr}"
        for paths in outputs.values():
            for path in paths:
                assert os.path.isfile(path), f"{tool_name} did not write {path}"
        self.log = done.stderr
        return {name: paths if tool.ports[name].is_list else paths[0] for name, paths in outputs.items()}

    def make_outputs(self, tool, values, folder, inactive):
        connected = [port for port in tool.ports.values() if port.is_input and port.name in values]
        lists = [port for port in connected if port.is_list]
        singles = [port for port in connected if not port.is_list]
        outputs = {}
        for number, port in enumerate(port for port in tool.ports.values() if not port.is_input):
            if port.name in inactive:
                continue
            place = folder / f"{tool.name}_{number}"
            place.mkdir()
            named_by = values[lists[0].name] if port.is_list else [values[(singles + lists)[0].name][0]] if connected else [tool.name]
            outputs[port.name] = [str(place / (base_name(path) + "." + port.formats[0])) for path in named_by]
        return outputs

    @staticmethod
    def ini(tool, values, settings):
        """As the host writes it: a whole CTD; ports that are not connected or not active are left out."""

        def item_text(item):
            name = item.get("name")
            kept = {key: text for key, text in item.attrib.items() if key != "value"}
            head = " ".join(f"{key}={quoteattr(text)}" for key, text in kept.items())
            if name in tool.ports and name not in values:
                return ""
            given = values.get(name, settings.get(name))
            if item.tag == "ITEM":
                value = item.get("value", "") if given is None else given[0] if isinstance(given, list) else given
                return f"<ITEM {head} value={quoteattr(value)}/>\n"
            texts = [entry.get("value") for entry in item] if given is None else given
            entries = "".join(f"<LISTITEM value={quoteattr(text)}/>" for text in texts)
            return f"<ITEMLIST {head}>{entries}</ITEMLIST>\n"

        def node_text(node):
            text = f"<NODE name={quoteattr(node.get('name'))} description={quoteattr(node.get('description', ''))}>\n"
            for child in node:
                text += node_text(child) if child.tag == "NODE" else item_text(child)
            return text + "</NODE>\n"

        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<tool name={quoteattr(tool.name)} version="0" docurl="" '
                f'category="">\n<description></description>\n<manual></manual>\n<PARAMETERS version="1.7.0">\n'
                f"{node_text(tool.node)}</PARAMETERS>\n</tool>\n")
