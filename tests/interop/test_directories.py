"""One directory, two owners: Apache Kafka 4.1.1 serves what our broker wrote, and the reverse.

A directory changes hands when its owner has stopped, cleanly or by SIGKILL. Every record, topic id and
config is as before, new records follow the old ones, and both owners may take turns.
"""
import unittest

from harness import peers, samples
from harness.programs import apache
from harness.session import SESSION, SETTINGS

VERSION = "4.1.1"
CONFIGS = {"retention_ms": 3_600_000, "segment_bytes": 1 << 20}


class Owned(unittest.TestCase):
    """A directory of its own for each test, and the broker that has it now."""

    def setUp(self):
        self.place = SESSION.scratch / self.id().rsplit(".", 1)[-1]
        self.owner = None
        self.expected = []
        self.addCleanup(lambda: self.owner and self.owner.kill())

    def hand_over(self, kind, how="stop"):
        """Ends the owner and starts a broker of the other kind on the same data."""
        if self.owner:
            getattr(self.owner, how)()
        data = self.place / "data"
        if kind == "ours":
            self.owner = SESSION.keep(SESSION.our_program(data, SETTINGS).start())
        else:
            self.place.mkdir(parents=True, exist_ok=True)
            self.owner = SESSION.keep(apache.Kafka(VERSION, self.place, SETTINGS, data).start())

    def write(self, topic):
        """Adds records of each codec, from an idempotent producer."""
        for partition, codec in enumerate(samples.CODECS):
            rows = samples.records(partition)
            base = sum(record.partition == partition for record in self.expected)
            placed = SESSION.peer("librdkafka").produce(self.owner.address, topic, rows, codec=codec,
                                                        acks="all", idempotent="true")
            self.assertEqual([(partition, base + at) for at in range(len(rows))], placed)
            self.expected += [row._replace(offset=base + at) for at, row in enumerate(rows)]

    def check(self, topic, reader="librdkafka"):
        found = SESSION.peer(reader).consume(self.owner.address, topic, range(len(samples.CODECS)),
                                             len(self.expected))
        order = lambda record: (record.partition, record.offset)  # noqa: E731
        self.assertEqual(sorted(self.expected, key=order), sorted(found, key=order))

    def facts(self, topic):
        """What the Java admin client says of a topic: its id and two of its configs."""
        return self.admin(f"topic-id {topic}", f"config TOPIC {topic} retention.ms",
                          f"config TOPIC {topic} segment.bytes").splitlines()

    def admin(self, *commands):
        """The answers of Java's admin client to these commands, see peers/java/Admin.java."""
        return SESSION.peer("java_4_1_1").execute(["Admin", self.owner.address],
                                                  "".join(command + "\n" for command in commands))

    def new_topic(self):
        return SESSION.topic(len(samples.CODECS), broker=self.owner, **CONFIGS)

    def turns(self, *owners, how="stop"):
        """Each owner finds everything that the ones before it left, and adds to it."""
        self.hand_over(owners[0])
        topic = self.new_topic()
        self.write(topic)
        facts = self.facts(topic)
        for owner in owners[1:]:
            self.hand_over(owner, how)
            self.check(topic)
            self.assertEqual(facts, self.facts(topic))
            self.write(topic)
            self.check(topic, "java_4_1_1")


class Directories(Owned):
    """Hand-overs in both directions."""

    def test_apache_kafka_serves_what_our_broker_left(self):
        self.turns("ours", "apache")

    def test_apache_kafka_serves_what_our_killed_broker_left(self):
        self.turns("ours", "apache", how="kill")

    def test_our_broker_serves_what_apache_kafka_left(self):
        self.turns("apache", "ours")

    def test_our_broker_serves_what_a_killed_apache_kafka_left(self):
        self.turns("apache", "ours", how="kill")

    def test_both_take_turns(self):
        self.turns("ours", "apache", "ours", "apache", "ours")

    def test_topics_that_were_deleted_stay_deleted(self):
        self.hand_over("ours")
        gone, kept = self.new_topic(), self.new_topic()
        self.assertEqual("done\n", self.admin(f"delete {gone}"))
        for owner in ("apache", "ours"):
            self.hand_over(owner)
            listed = self.admin("list").split()
            self.assertIn(kept, listed)
            self.assertNotIn(gone, listed)

    def test_committed_offsets_of_apache_kafka_outlive_our_broker(self):
        self.hand_over("apache")
        topic = self.new_topic()
        self.write(topic)
        peers.commit(self.owner.address, "a-group", topic, 0, 7)
        self.hand_over("ours")
        self.check(topic)
        self.hand_over("apache")
        self.assertEqual(7, peers.committed(self.owner.address, "a-group", topic, 0))

    def test_committed_offsets_are_known_to_each_owner(self):
        self.hand_over("ours")
        topic = self.new_topic()
        peers.commit(self.owner.address, "of-ours", topic, 0, 5)
        self.hand_over("apache")
        self.assertEqual(5, peers.committed(self.owner.address, "of-ours", topic, 0))
        peers.commit(self.owner.address, "of-theirs", topic, 1, 6)
        self.hand_over("ours")
        self.assertEqual(5, peers.committed(self.owner.address, "of-ours", topic, 0))
        self.assertEqual(6, peers.committed(self.owner.address, "of-theirs", topic, 1))
