"""Records that tell apart what is easily confused: null and empty, text and bytes, order and time."""
import random
import time

from lines import Record

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
EVERY_BYTE = bytes(range(256))


def records(partition):
    """About two hundred records for one partition, with timestamps that do not rise."""
    # Recent ones: old records would fall to retention, and later ones than now be refused.
    base = int(time.time() * 1000) - 600_000
    noise = random.Random(partition)
    rows = [
        (b"key", b"value", ()),
        (None, b"no key", ()),
        (b"tombstone", None, ()),
        (None, None, ()),
        (b"", b"", ()),
        ("schlüssel".encode(), "значение".encode(), ()),
        (EVERY_BYTE, EVERY_BYTE[::-1], ()),
        (b"h", b"headers", (("one", b"1"), ("two", b"2"), ("one", b"again"))),
        (b"h", b"odd headers", (("null", None), ("empty", b""), ("bytes", EVERY_BYTE), ("имя", b"x"))),
        (b"large", noise.randbytes(50_000) + b"compressible " * 5_000, ()),
    ]
    rows += [(f"key-{at}".encode(), f"value {at} of partition {partition} ".encode() * 3, ())
             for at in range(190)]
    return [Record(partition, None, base + noise.randrange(60_000), key, value, headers)
            for key, value, headers in rows]
