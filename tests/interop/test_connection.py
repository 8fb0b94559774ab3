"""Our low-level connections, call by call, against our broker and both versions of Apache Kafka."""
import subprocess
import unittest

from confluent_kafka import Producer

from harness.session import SESSION

PATIENCE = 90
WALKED = """\
brokers: 1
fetch is served: 1
created: 1
created again: exists
impossible: INVALID_TOPIC
partitions: 2
without a partition: an argument is not valid
no such partition: UNKNOWN_TOPIC_OR_PARTITION
bytes: 9
gzip: 1@2
snappy: 1@3
lz4: 1@4
zstd: 1@5
acks one: 3
acks none: 4
short buffer: No buffer space available
long buffer: one!
message: two!
high watermark: 8
batch: one none
offset: 8
nothing: 1
deadline: timed out
later: later
from the start: 1
from the end: 7
from here: 4
outside: OFFSET_OUT_OF_RANGE
unchecked: OFFSET_OUT_OF_RANGE
offsets: 0 9
since 1970: 0
far ahead: -1
deleted: UNKNOWN_TOPIC_OR_PARTITION
closed: closed
"""


def run(*words):
    """What the program prints."""
    done = subprocess.run([SESSION.build / "bin" / "interop_connection", *words], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise AssertionError(f"{words}: {done.stderr}{done.stdout}")
    return done.stdout


class Connection(unittest.TestCase):
    """A walk through every call, and transactions that others write."""
    maxDiff = 4000

    def walk(self, kind):
        self.assertEqual(WALKED, run("walk", SESSION.broker(kind).address, SESSION.name("connection")))

    def test_walks_through_every_call_with_the_broker_under_test(self):
        self.walk(None)

    def test_walks_through_every_call_with_apache_3_9_1(self):
        self.walk("3.9.1")

    def test_walks_through_every_call_with_apache_4_1_1(self):
        self.walk("4.1.1")

    def transactions(self, kind):
        address = SESSION.broker(kind).address
        topic = SESSION.topic(1, broker=SESSION.broker(kind))
        producer = Producer({"bootstrap.servers": address, "transactional.id": topic, "log_level": 2})
        producer.init_transactions(PATIENCE)
        for at, is_wanted in enumerate((True, False, True, False, False, True)):
            producer.begin_transaction()
            for part in range(3):
                producer.produce(topic, value=b"%s %d.%d" % (b"good" if is_wanted else b"bad", at, part),
                                 partition=0)
            producer.flush(PATIENCE)
            (producer.commit_transaction if is_wanted else producer.abort_transaction)(PATIENCE)
        good = [f"good {at}.{part}" for at in (0, 2, 5) for part in range(3)]
        everything = run("read", address, topic, "read_uncommitted").splitlines()
        self.assertEqual(18, len(everything))
        self.assertEqual(good, [value for value in everything if value.startswith("good")])
        self.assertEqual(good, run("read", address, topic, "read_committed").splitlines())

    def test_reads_what_transactions_committed_in_apache_3_9_1(self):
        self.transactions("3.9.1")

    def test_reads_what_transactions_committed_in_apache_4_1_1(self):
        self.transactions("4.1.1")


if __name__ == "__main__":
    unittest.main()
