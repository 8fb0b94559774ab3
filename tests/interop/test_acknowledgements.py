"""Every way in which a client may ask for acknowledgement, and the idempotent producers."""
import unittest

from harness import samples
from harness.session import SESSION

WRITERS = ("kcat", "librdkafka", "confluent", "kafka_python", "java_4_1_1", "java_3_9_1", "kafka_go",
           "kafka_go_conn", "our_command", "our_client")


def written_and_read(test, writer_name, **options):
    """Writes with these options and lets librdkafka read it back."""
    writer = SESSION.peer(writer_name)
    topic = SESSION.topic()
    address = SESSION.broker().address
    rows = [writer.writable(row) for row in samples.records(0)][:writer.patience]
    placed = writer.produce(address, topic, rows, **options)
    if placed is not None and options["acks"] != "0":
        test.assertEqual([(0, at) for at in range(len(rows))], placed)
    found = SESSION.peer("librdkafka").consume(address, topic, [0], len(rows))
    test.assertEqual([(row.key, row.value) for row in rows], [(row.key, row.value) for row in found])


class Acknowledgements(unittest.TestCase):
    """acks 0, 1 and all from each client: everything arrives, in order."""


class Idempotence(unittest.TestCase):
    """The producers that can number their batches do so, and everything arrives once, in order."""


def add(case, name, writer, **options):
    setattr(case, name, lambda self: written_and_read(self, writer, **options))


for each in WRITERS:
    # A Conn of kafka-go must have an answer.
    for acks in ("1", "all") if each == "kafka_go_conn" else ("0", "1", "all"):
        add(Acknowledgements, f"test_{each}_writes_with_acks_{acks}", each, acks=acks)
for each in ("kcat", "librdkafka", "confluent", "java_4_1_1", "java_3_9_1", "our_command", "our_client"):
    add(Idempotence, f"test_{each}_writes_idempotently", each, acks="all", idempotent="true", codec="lz4")
