#!/usr/bin/env python3
"""Reduces the message schemas in Apache Kafka's jars to tables of facts, one line per field.

usage: schema_facts.py [--check] DIRECTORY

DIRECTORY holds kafka-clients, kafka-metadata, kafka-group-coordinator and
kafka-transaction-coordinator as jars of one version; this prints one, fetching it when absent:
    python3 tests/support/apache/apache.py jars 4.1.1
The tables are tests/data/schema/*.txt. With --check nothing is written: differences are printed and
the exit code is 1.

A table states what is on the wire and nothing else, so that tables made from other descriptions of
the same protocol come out equal:
    FetchRequest key=1 versions=4-18 flexible=12+
    FetchRequest.ClusterId string 12+ null=12+ tag=0 default=null ignorable
- versions are those of the message, without the latest one where Apache marks it as unstable; a
  field's range is cut to them and to its parent's range, and N+ means up to the latest;
- plain fields come in their order, tagged ones after them by tag; struct names are left out;
- a default is stated where it is not zero, empty or false;
- `ignorable` is stated where the parent has versions without the field.
"""
import argparse
import difflib
import json
import pathlib
import re
import sys
import zipfile

TABLES = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data" / "schema"
CONTROL_RECORDS = {"LeaderChangeMessage", "SnapshotHeaderRecord", "SnapshotFooterRecord",
                   "KRaftVersionRecord", "VotersRecord", "EndTxnMarker"}
MEMBER_RECORDS = {"ConsumerProtocolSubscription", "ConsumerProtocolAssignment"}

# file of facts -> the jars it is made of, each with the messages that it contributes
SOURCES = {
    "requests": {"clients": lambda s: s["type"] in ("request", "response")},
    "metadata_records": {"metadata": lambda s: True,
                         "clients": lambda s: s["name"] in CONTROL_RECORDS},
    "group_records": {"group-coordinator": lambda s: True,
                      "transaction-coordinator": lambda s: True,
                      "clients": lambda s: s["name"] in MEMBER_RECORDS},
}


def find_jar(directory, part):
    jars = [jar for jar in directory.glob(f"kafka-{part}-*.jar")
            if re.fullmatch(rf"kafka-{part}-\d[\w.]*\.jar", jar.name)]
    if len(jars) != 1:
        sys.exit(f"schema_facts: {directory} holds {len(jars)} jars of kafka-{part}, not one")
    return jars[0]


def read_schemas(jar):
    """Every message schema in a jar. The files are JSON with comments on lines of their own."""
    with zipfile.ZipFile(jar) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"common/(message|metadata)/\w+\.json", name):
                text = archive.read(name).decode()
                yield json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def parse_range(text):
    """The pair (first, last) that a range such as 3+, 0-5 or 7 stands for; None when empty."""
    if text in (None, "none"):
        return None
    first, _, last = text.replace("+", "-32767").partition("-")
    return int(first), int(last or first)


def cut(inner, outer):
    """The part of `inner` that lies in `outer`; None when empty."""
    if inner is None or outer is None:
        return None
    first, last = max(inner[0], outer[0]), min(inner[1], outer[1])
    return (first, last) if first <= last else None


class Message:
    def __init__(self, schema, valid):
        self.schema, self.valid = schema, valid
        self.structs = {s["name"]: s["fields"] for s in schema.get("commonStructs", [])}

    def show(self, versions):
        first, last = versions
        return f"{first}+" if last == self.valid[1] else f"{first}-{last}"

    def lines(self):
        schema, flexible = self.schema, parse_range(self.schema.get("flexibleVersions"))
        head = [schema["name"]]
        if "apiKey" in schema:
            head.append(f"key={schema['apiKey']}")
        head.append("versions={}-{}".format(*self.valid))
        head.append(f"flexible={flexible[0]}+" if flexible else "flexible=none")
        yield " ".join(head)
        yield from self.field_lines(schema["name"], schema["fields"], self.valid)

    def field_lines(self, path, fields, outer):
        for field in sorted(fields, key=lambda f: f.get("tag", -1)):
            inner = cut(parse_range(field.get("versions", field.get("taggedVersions"))), outer)
            if inner is None:
                continue
            yield self.field_line(path, field, inner, outer)
            kind = field["type"].removeprefix("[]")
            if kind[0].isupper():
                nested = field.get("fields") or self.structs[kind]
                yield from self.field_lines(f"{path}.{field['name']}", nested, inner)

    def field_line(self, path, field, inner, outer):
        array, kind = field["type"].startswith("[]"), field["type"].removeprefix("[]")
        shown = ("[]" if array else "") + ("struct" if kind[0].isupper() else kind)
        words = [f"{path}.{field['name']}", shown, self.show(inner)]
        nullable = cut(parse_range(field.get("nullableVersions")), inner)
        if nullable:
            words.append(f"null={self.show(nullable)}")
        if "tag" in field:
            tagged = cut(parse_range(field["taggedVersions"]), inner)
            words.append(f"tag={field['tag']}" + ("" if tagged == inner
                                                  else f"@{self.show(tagged)}"))
        words += self.default_word(field, shown)
        if str(field.get("ignorable", False)).lower() == "true" and inner != outer:
            words.append("ignorable")
        return " ".join(words)

    @staticmethod
    def default_word(field, shown):
        if shown == "records":  # Apache's code starts with null whatever the schema says
            return ["default=null"]
        default = field.get("default", "")
        if default is None or default == "null":
            return ["default=null"]
        if re.fullmatch(r"u?int\d+", shown):
            number = int(str(default) or "0", 0)
            return [f"default={number}"] if number else []
        text = str(default)
        return [f"default={text.lower()}"] if text.lower() not in ("", "false") else []


def stable_versions(schema):
    versions = parse_range(schema["validVersions"])
    if versions and schema.get("latestVersionUnstable"):
        versions = cut(versions, (0, versions[1] - 1))
    return versions


def messages(schemas):
    """The messages of one table; a response has the versions of its request."""
    requests = {s["apiKey"]: s for s in schemas if s["type"] == "request"}
    for schema in schemas:
        request = requests[schema["apiKey"]] if schema["type"] == "response" else schema
        if is_exposed(request) and (valid := stable_versions(request)):
            yield Message(schema, valid)


def is_exposed(schema):
    return schema["type"] != "request" or "broker" in schema.get("listeners", [])


def make_table(directory, parts):
    schemas, release = [], ""
    for part, wanted in parts.items():
        jar = find_jar(directory, part)
        release = jar.stem.rpartition("-")[2]
        schemas += [s for s in read_schemas(jar) if wanted(s)]
    found = sorted(messages(schemas), key=lambda m: (m.schema.get("apiKey", 0x7FFF),
                                                     m.schema["name"]))
    lines = [f"# Facts about the schemas of Apache Kafka {release}, made by tools/schema_facts.py"]
    for message in found:
        lines += message.lines()
    return "".join(line + "\n" for line in lines)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    options.add_argument("directory", type=pathlib.Path, help="where the jars are")
    options = options.parse_args()
    differs = False
    for name, parts in SOURCES.items():
        file, table = TABLES / f"{name}.txt", make_table(options.directory, parts)
        if not options.check:
            TABLES.mkdir(parents=True, exist_ok=True)
            file.write_text(table)
            continue
        diff = list(difflib.unified_diff(file.read_text().splitlines(), table.splitlines(),
                                         str(file.relative_to(TABLES.parent.parent.parent)),
                                         str(options.directory), lineterm=""))
        differs = differs or bool(diff)
        print("\n".join(diff), end="\n" if diff else "")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
