"""Compaction beside Apache Kafka's own: the same records are left, and either goes on where the other was.

Both brokers get the same keys, values and tombstones in segments of a mebibyte. The segment that is
written to is never compacted, so what is looked at is followed by more than two of them.
"""
import random
import time

from confluent_kafka import Consumer, Producer, TopicPartition

from harness.programs import apache
from harness.session import SESSION, SETTINGS
from test_directories import VERSION, Owned

CONFIGS = {"cleanup_policy": "compact", "segment_bytes": 1 << 20, "min_cleanable_dirty_ratio": 0.01}
EAGER = {**SETTINGS, "log.cleaner.backoff.ms": 200}
PATIENCE = 60


def workload(seed, count=400):
    """Keys that are written again and again, some of them deleted; about four mebibytes."""
    chance = random.Random(seed)
    rows = []
    for at in range(count):
        key = f"key-{chance.randrange(60)}".encode()
        value = None if chance.random() < 0.15 else chance.randbytes(10_000) + b"%d" % at
        rows.append((key, value))
    return rows


def filler(seed, count=330):
    """Three mebibytes of keys that nobody writes again."""
    chance = random.Random(seed)
    return [(b"filler-%d-%d" % (seed, at), chance.randbytes(10_000)) for at in range(count)]


def produce(address, topic, rows, codec):
    producer = Producer({"bootstrap.servers": address, "compression.type": codec, "log_level": 2,
                         "enable.idempotence": True, "batch.num.messages": 20, "linger.ms": 5})
    for key, value in rows:
        producer.produce(topic, key=key, value=value, partition=0)
        producer.poll(0)
    assert producer.flush(PATIENCE) == 0


def contents(address, topic):
    """Every record that is left, by offset."""
    consumer = Consumer({"bootstrap.servers": address, "group.id": "none", "log_level": 2,
                         "enable.auto.commit": False, "enable.partition.eof": True})
    consumer.assign([TopicPartition(topic, 0, 0)])
    found = []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        message = consumer.poll(5)
        if message is None:
            continue
        if message.error():
            break
        found.append((message.offset(), message.key(), message.value()))
    consumer.close()
    return found


def left_of(rows):
    """The last record of each key, where it was written; tombstones stay for a day."""
    last = {key: at for at, (key, _) in enumerate(rows)}
    return [(at, *rows[at]) for at in sorted(last.values())]


class Compaction(Owned):
    """A topic of each broker, and one that changes hands."""

    def await_left(self, address, topic, expected):
        """Compaction comes by itself; nothing but its outcome tells when it is through."""
        end = time.monotonic() + PATIENCE
        found = contents(address, topic)
        while found != expected and time.monotonic() < end:
            time.sleep(0.3)
            found = contents(address, topic)
        brief = [[row[:2] for row in rows] for rows in (expected, found)]
        self.assertEqual(*brief)
        self.assertEqual(expected, found)

    def test_leaves_what_apache_kafka_leaves(self):
        rows = workload(1) + filler(1)
        for kind in ("apache", "ours"):
            self.owner, self.place = None, SESSION.scratch / f"alone-{kind}"
            self.hand_over(kind)
            topics = {codec: SESSION.topic(broker=self.owner, **CONFIGS) for codec in ("none", "lz4", "zstd")}
            for codec, topic in topics.items():
                produce(self.owner.address, topic, rows, codec)
            for codec, topic in topics.items():
                with self.subTest(codec=codec, broker=kind):
                    self.await_left(self.owner.address, topic, left_of(rows))
            self.owner.stop()

    def test_goes_on_where_the_other_owner_was(self):
        for owners in (("ours", "apache", "ours"), ("apache", "ours", "apache")):
            rows, topic, self.owner = [], None, None
            self.place = SESSION.scratch / "-".join(owners)
            for turn, kind in enumerate(owners):
                with self.subTest(owners=owners, turn=turn):
                    self.hand_over(kind)
                    topic = topic or SESSION.topic(broker=self.owner, **CONFIGS)
                    if rows:
                        self.assertEqual(left_of(rows), contents(self.owner.address, topic))
                    added = workload(turn) + filler(turn)
                    produce(self.owner.address, topic, added, "lz4")
                    rows += added
                    self.await_left(self.owner.address, topic, left_of(rows))

    def hand_over(self, kind, how="stop"):
        if self.owner:
            getattr(self.owner, how)()
        data = self.place / "data"
        if kind == "ours":
            self.owner = SESSION.keep(SESSION.our_program(data, EAGER).start())
        else:
            self.place.mkdir(parents=True, exist_ok=True)
            self.owner = SESSION.keep(apache.Kafka(VERSION, self.place, EAGER, data).start())
