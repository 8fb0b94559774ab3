#!/usr/bin/python3
"""Writes tests/data/batches/python_*.txt: batches as kafka-python encodes them, with their records.

usage: tools/golden_batches.py [DIRECTORY]

Needs python3-kafka (2.0.2 in Debian 12), python3-lz4 and python3-snappy. Each file says what the
bytes hold, so that a test needs nothing but the file:

    header NAME VALUE                             a field of the batch header (magic 2 only)
    record OFFSET TIMESTAMP KEY VALUE [KEY VALUE]...   pairs are headers
    bytes HEX                                     the encoded batch or message set, in lines

Keys and values are null, or x<hex>, or x<hex>*<times>.
"""
import pathlib
import sys
import time

from kafka.record.default_records import DefaultRecordBatchBuilder
from kafka.record.legacy_records import LegacyRecordBatchBuilder

CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3}
START = 1_700_000_000_000
TEXT = b"the quick brown fox jumps over the lazy dog; "

RECORDS = [  # timestamp, key, value, headers
    (START, b"key", b"value", []),
    (START + 5, None, b"", []),
    (START - 3, b"", None, []),
    (START + 70_000, b"k" * 70, b"v" * 300, [("trace", b"abc"), ("trace", None), ("empty", b"")]),
    (START + 5, "schlüssel".encode(), b"\x00\xff\x80\x7f", [("größe", b"\x01")]),
]
LARGE = [(START + i, b"%d" % i, TEXT * 40, []) for i in range(120)]


def hexed(value):
    if value is None:
        return "null"
    times, rest = divmod(len(value), len(TEXT))
    if times > 1 and not rest and value == TEXT * times:
        return f"x{TEXT.hex()}*{times}"
    return "x" + value.hex()


def record_line(offset, timestamp, key, value, headers):
    words = [offset, timestamp, hexed(key), hexed(value)]
    for name, content in headers:
        words += [hexed(name.encode()), hexed(content)]
    return "record " + " ".join(map(str, words))


def byte_lines(data, width=45):
    return ["bytes " + data[i:i + width].hex() for i in range(0, len(data), width)]


def current(codec, records, producer):
    builder = DefaultRecordBatchBuilder(
        magic=2, compression_type=CODECS[codec], is_transactional=False, producer_id=producer[0],
        producer_epoch=producer[1], base_sequence=producer[2], batch_size=1 << 30)
    lines = [f"header codec {CODECS[codec]}", f"header producer_id {producer[0]}",
             f"header producer_epoch {producer[1]}", f"header base_sequence {producer[2]}"]
    for offset, (timestamp, key, value, headers) in enumerate(records):
        assert builder.append(offset, timestamp, key, value, headers)
        lines.append(record_line(offset, timestamp, key, value, headers))
    return lines + byte_lines(bytes(builder.build()))


def legacy(magic, codec, records):
    builder = LegacyRecordBatchBuilder(magic, CODECS[codec], batch_size=1 << 30)
    lines = []
    for offset, (timestamp, key, value, _) in enumerate(records):
        assert builder.append(offset, timestamp, key, value)
        lines.append(record_line(offset, timestamp if magic else -1, key, value, []))
    data = bytes(builder.build())
    if magic and codec != "none":  # a broker gives the wrapper the offset of its last message
        data = (len(records) - 1).to_bytes(8, "big") + data[8:]
    return lines + byte_lines(data)


def main():
    time.time = lambda: START / 1000  # gzip writes the time into its header
    root = pathlib.Path(__file__).resolve().parent.parent
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "tests/data/batches"
    files = {"idempotent": current("none", RECORDS, (4711, 3, 2_147_483_646))}
    for codec in CODECS:
        files[f"magic2_{codec}"] = current(codec, RECORDS, (-1, -1, -1))
        if codec != "lz4":  # magic 0 with lz4 needs python3-xxhash; GoldenBatches.java has it
            files[f"magic0_{codec}"] = legacy(0, codec, RECORDS)
        files[f"magic1_{codec}"] = legacy(1, codec, RECORDS)
        if codec != "none":
            files[f"large_{codec}"] = current(codec, LARGE, (-1, -1, -1))
    for name, lines in files.items():
        first = "# made by tools/golden_batches.py with kafka-python 2.0.2"
        (target / f"python_{name}.txt").write_text("\n".join([first, *lines]) + "\n")
    print(f"{len(files)} files in {target}")


if __name__ == "__main__":
    main()
