"""What one client writes, every other reads byte for byte: keys, values, headers, timestamps, each codec.

A writer fills one partition for each codec; a reader reads all of them. Null and empty stay apart.
"""
import time
import unittest

from harness import samples
from harness.once import once
from harness.session import SESSION

OURS = ("our_command", "our_client")
READERS = ("kcat", "librdkafka", "confluent", "kafka_python", "java_4_1_1", "java_3_9_1", "kafka_go")
WRITERS = (*READERS, "kafka_go_conn")


class Written:
    """What a writer left in its topic: records in the order of each partition, as they must be read."""

    def __init__(self, writer_name, broker):
        writer = SESSION.peer(writer_name)
        self.topic = SESSION.topic(len(samples.CODECS), broker=broker)
        self.began = int(time.time() * 1000)
        self.records = []
        for partition, codec in enumerate(samples.CODECS):
            if codec in writer.codecs:
                self.write(writer, broker, codec, partition)
        self.ended = int(time.time() * 1000)
        self.partitions = sorted({record.partition for record in self.records})

    def write(self, writer, broker, codec, partition):
        rows = [writer.writable(record) for record in samples.records(partition)]
        rows = rows[:writer.patience]
        placed = writer.produce(broker.address, self.topic, rows, codec=codec)
        if placed is not None and placed != [(partition, at) for at in range(len(rows))]:
            raise AssertionError(f"{writer.name} says it wrote to {placed}")
        self.records += [row._replace(offset=at) for at, row in enumerate(rows)]


@once
def written(writer, broker_kind):
    return Written(writer, SESSION.broker(broker_kind))


def readable(reader, source):
    """The partitions that this reader can read: kafka-python 2 knows no zstd."""
    return [partition for partition in source.partitions if samples.CODECS[partition] in reader.codecs]


def check(test, writer, reader, kind=None):
    """Reads what the writer wrote and compares it record by record."""
    source = written(writer, kind)
    reader = SESSION.peer(reader)
    partitions = readable(reader, source)
    expected = [record for record in source.records if record.partition in partitions]
    found = reader.consume(SESSION.broker(kind).address, source.topic, partitions, len(expected))
    found.sort(key=lambda record: (record.partition, record.offset))
    test.assertEqual(len(expected), len(found))
    for want, have in zip(expected, found):
        if want.timestamp is None:
            test.assertTrue(source.began <= have.timestamp <= source.ended, have.timestamp)
            have = have._replace(timestamp=None)
        test.assertEqual(reader.view(want), have)


class Exchange(unittest.TestCase):
    """Foreign clients among themselves and with ours, through the broker under test."""
    maxDiff = 2000


class ThroughApache411(unittest.TestCase):
    """Our command and our client library with Apache Kafka 4.1.1 between them and the others."""
    maxDiff = 2000


class ThroughApache391(unittest.TestCase):
    """The same with Apache Kafka 3.9.1."""
    maxDiff = 2000


def add(case, writer, reader, kind=None):
    def test(self):
        check(self, writer, reader, kind)
    setattr(case, f"test_{reader}_reads_what_{writer}_wrote", test)


def add_pairs():
    for writer in WRITERS + OURS:
        for reader in READERS + OURS:
            add(Exchange, writer, reader)
    for case, version in ((ThroughApache411, "4.1.1"), (ThroughApache391, "3.9.1")):
        for ours in OURS:
            for reader in ("librdkafka", "java_4_1_1", *OURS):
                add(case, ours, reader, version)
            for writer in WRITERS:
                add(case, writer, ours, version)


add_pairs()
