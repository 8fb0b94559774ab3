"""The line format of ../README.md."""
from typing import NamedTuple, Optional, Sequence, Tuple


class Record(NamedTuple):
    """One record; an offset of None has not been given out yet, a timestamp of None not been taken."""
    partition: int
    offset: Optional[int]
    timestamp: Optional[int]
    key: Optional[bytes]
    value: Optional[bytes]
    headers: Sequence[Tuple[str, Optional[bytes]]]


def to_hex(data):
    return "-" if data is None else bytes(data).hex()


def from_hex(text):
    return None if text == "-" else bytes.fromhex(text)


def print_headers(headers):
    return ",".join(f"{to_hex(name.encode())}:{to_hex(value)}" for name, value in headers or ())


def parse_headers(text):
    pairs = (each.split(":") for each in text.split(",") if each)
    return tuple((from_hex(name).decode(), from_hex(value)) for name, value in pairs)


def input_line(record):
    """What `produce` reads."""
    timestamp = "-" if record.timestamp is None else record.timestamp
    return (f"{record.partition}\t{timestamp}\t{to_hex(record.key)}\t{to_hex(record.value)}"
            f"\t{print_headers(record.headers)}")


def parse_input(line):
    partition, timestamp, key, value, headers = line.rstrip("\n").split("\t")
    return Record(int(partition), None, None if timestamp == "-" else int(timestamp),
                  from_hex(key), from_hex(value), parse_headers(headers))


def output_line(record):
    """What `consume` prints."""
    return (f"{record.partition}\t{record.offset}\t{record.timestamp}\t{to_hex(record.key)}"
            f"\t{to_hex(record.value)}\t{print_headers(record.headers)}")


def parse_output(line):
    partition, offset, timestamp, key, value, headers = line.rstrip("\n").split("\t")
    return Record(int(partition), int(offset), int(timestamp), from_hex(key), from_hex(value),
                  parse_headers(headers))
