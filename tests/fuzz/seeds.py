"""What a fuzz target starts from when its corpus is made anew: the golden bytes of tests/data, put
the way that target reads its input. Only run.py --keep needs them; the kept corpus came of them."""
import pathlib
import re
import struct

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
FACT = re.compile(r"^(\w+) key=(\d+) versions=(\d+)-(\d+) flexible=(?:none|(\d+)\+)$", re.MULTILINE)


def facts(name):
    """Message -> (key, lowest version, first flexible version) of a file of schema facts."""
    text = (DATA / "schema" / name).read_text()
    return {m[1]: (int(m[2]), int(m[3]), int(m[5] or 1 << 15)) for m in FACT.finditer(text)}


def golden(name):
    """(message, version, bytes) of each line; of several versions the first and the last."""
    for line in (DATA / "golden" / name).read_text().splitlines():
        words = line.split()
        if len(words) != 4 or line.startswith("#"):
            continue
        for version in sorted({int(v) for v in words[1].split("-")}):
            yield words[0], version, bytes.fromhex(words[3])


def choices():
    """API -> the byte by which with_request in messages.hpp chooses it."""
    names = re.findall(r"protocol::(\w+)_request[,>]", (HERE / "messages.hpp").read_text())
    return {"".join(w.title() for w in name.split("_")): i for i, name in enumerate(names)}


def messages(kind):
    known, chosen = facts("requests.txt"), choices()
    for name, version, body in golden("requests.txt"):
        api = name.removesuffix(kind)
        if name in known and api in chosen:
            yield bytes([chosen[api], version - known[name][1]]) + body


def frames():
    """Requests as a broker's connection hands them over, with a header."""
    known = facts("requests.txt")
    for name, version, body in golden("requests.txt"):
        if name.endswith("Request") and name in known:
            key, _, flexible = known[name]
            tags = b"\0" if version >= flexible else b""
            yield struct.pack(">hhih", key, version, 7, 2) + b"me" + tags + body


def batches():
    for path in sorted((DATA / "batches").glob("*.txt")):
        lines = [line.split() for line in path.read_text().splitlines()]
        yield bytes.fromhex("".join(words[1] for words in lines if words and words[0] == "bytes"))


def varint(n):
    """Of a length below 8192, in zigzag."""
    return bytes([n * 2]) if n < 64 else bytes([n * 2 & 127 | 128, n * 2 >> 7])


def batch_of(values):
    """A batch whose length and checksum the target mends."""
    records = b""
    for i, value in enumerate(values):
        record = b"\0\0" + varint(i) + b"\1" + varint(len(value)) + value + b"\0"
        records += varint(len(record)) + record
    return struct.pack(">qiibIhiqqqhii", 0, 0, 0, 2, 0, 0, len(values) - 1, 0, 0, -1, -1, -1,
                       len(values)) + records


def metadata():
    known = facts("metadata_records.txt")
    values = []
    for name, version, body in golden("metadata_records.txt"):
        if name in known:
            key = known[name][0]
            values.append(bytes([1, key, version]) + body)
    yield from (b"\0" + value for value in values)
    for where in b"\1\2\3":
        yield from (bytes([where]) + batch_of([value]) for value in values)
        yield bytes([where]) + batch_of(values[:20])


SEEDS = {
    "request": lambda: messages("Request"),
    "response": lambda: messages("Response"),
    "broker": frames,
    "batch": batches,
    "log": lambda: (b"\xff" + batch for batch in batches()),
    "metadata": metadata,
}


def write(target, folder, longest):
    for i, seed in enumerate(SEEDS[target]()):
        if 0 < len(seed) <= longest:
            (folder / f"seed{i}").write_bytes(seed)
