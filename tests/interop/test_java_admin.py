"""Java's AdminClient, 4.1.1 and 3.9.1: topics, partitions, configs, offsets, deletion of records."""
import time
import unittest

from harness import peers
from harness.session import SESSION


def ask(version, *commands):
    """The answer to each command, see peers/java/Admin.java."""
    java = SESSION.peer(f"java_{version.replace('.', '_')}")
    return java.execute(["Admin", SESSION.broker().address], "\n".join(commands) + "\n").splitlines()


def filled(count):
    """A topic of one partition with a message for each of so many milliseconds from the second value."""
    topic = SESSION.topic()
    base = int(time.time() * 1000) - 60_000
    rows = [peers.Record(0, None, base + at, None, b"x", ()) for at in range(count)]
    SESSION.peer("librdkafka").produce(SESSION.broker().address, topic, rows)
    return topic, base


class Java411(unittest.TestCase):
    """Answers are those of Apache Kafka."""
    version = "4.1.1"

    def check(self, *pairs):
        """Each pair is a command and its answer."""
        commands, answers = zip(*pairs)
        self.assertEqual(list(answers), ask(self.version, *commands))

    def test_creates_describes_and_deletes_a_topic(self):
        name = SESSION.name()
        self.check((f"create {name} 3", "partitions=3 replicas=1"),
                   (f"create {name} 3", "error TopicExistsException"),
                   (f"describe {name}", f"{name} leaders=1,1,1 id=yes"),
                   (f"describe-by-id {name}", f"{name} leaders=1,1,1 id=yes"),
                   (f"delete {name}", "done"),
                   (f"delete {name}", "error UnknownTopicOrPartitionException"),
                   (f"describe {name}", "error UnknownTopicOrPartitionException"))

    def test_lists_topics(self):
        topics = {SESSION.topic(), SESSION.topic()}
        self.assertLessEqual(topics, set(ask(self.version, "list")[0].split()))

    def test_is_told_why_a_topic_cannot_be_made(self):
        name = SESSION.name()
        self.check(("create bad!name 1", "error InvalidTopicException"),
                   (f"create {name} 0", "error InvalidPartitionsException"),
                   (f"create {name} 1 no.such.config=1", "error InvalidConfigurationException"),
                   (f"create {name} 1 retention.ms=soon", "error InvalidConfigurationException"))

    def test_creates_a_topic_with_configs(self):
        name = SESSION.name()
        self.check((f"create {name} 1 retention.ms=5000 cleanup.policy=compact",
                    "partitions=1 replicas=1 cleanup.policy=compact retention.ms=5000"),
                   (f"config TOPIC {name} retention.ms", "5000 DYNAMIC_TOPIC_CONFIG"),
                   (f"config TOPIC {name} segment.bytes", "1073741824 DEFAULT_CONFIG"))

    def test_adds_partitions(self):
        name = SESSION.topic(2)
        self.check((f"partitions {name} 5", "done"),
                   (f"describe {name}", f"{name} leaders=1,1,1,1,1 id=yes"),
                   (f"partitions {name} 3", "error InvalidPartitionsException"),
                   (f"partitions {SESSION.name()} 3", "error UnknownTopicOrPartitionException"))

    def test_alters_configs_one_by_one(self):
        name = SESSION.topic()
        self.check((f"alter {name} SET retention.ms 7000", "done"),
                   (f"config TOPIC {name} retention.ms", "7000 DYNAMIC_TOPIC_CONFIG"),
                   (f"alter {name} DELETE retention.ms", "done"),
                   (f"config TOPIC {name} retention.ms", "604800000 DEFAULT_CONFIG"),
                   (f"alter {name} SET retention.ms seven", "error InvalidConfigurationException"),
                   (f"alter {name} SET no.such.config 7", "error InvalidConfigurationException"))

    def test_appends_to_and_subtracts_from_a_list(self):
        name = SESSION.topic(cleanup_policy="compact")
        self.check((f"alter {name} APPEND cleanup.policy delete", "done"),
                   (f"config TOPIC {name} cleanup.policy", "compact,delete DYNAMIC_TOPIC_CONFIG"),
                   (f"alter {name} SUBTRACT cleanup.policy compact", "done"),
                   (f"config TOPIC {name} cleanup.policy", "delete DYNAMIC_TOPIC_CONFIG"))

    def test_is_refused_configs_of_an_unknown_topic(self):
        name = SESSION.name()
        self.check((f"config TOPIC {name} retention.ms", "error UnknownTopicOrPartitionException"),
                   (f"alter {name} SET retention.ms 7", "error UnknownTopicOrPartitionException"))

    def test_reads_the_configs_of_the_broker(self):
        self.check(("config BROKER 1 log.retention.hours", "168 DEFAULT_CONFIG"),
                   ("config BROKER 1 no.such.key", "absent"))
        answer, = ask(self.version, "config BROKER 1 message.max.bytes")
        self.assertEqual("16777216 STATIC_BROKER_CONFIG", answer)

    def test_lists_offsets(self):
        topic, base = filled(5)
        self.check((f"offset {topic} 0 earliest", "0 -1"),
                   (f"offset {topic} 0 latest", "5 -1"),
                   (f"offset {topic} 0 max-timestamp", f"4 {base + 4}"),
                   (f"offset {topic} 0 {base + 2}", f"2 {base + 2}"),
                   (f"offset {topic} 0 {base + 60_000}", "-1 -1"))

    def test_deletes_records(self):
        topic, _ = filled(5)
        self.check((f"delete-records {topic} 0 3", "low-watermark=3"),
                   (f"offset {topic} 0 earliest", "3 -1"),
                   (f"delete-records {topic} 0 9", "error OffsetOutOfRangeException"),
                   (f"delete-records {topic} 0 -1", "low-watermark=5"),
                   (f"offset {topic} 0 earliest", "5 -1"))

    def test_is_refused_deletion_of_records_of_a_compacted_topic(self):
        topic = SESSION.topic(cleanup_policy="compact")
        self.check((f"delete-records {topic} 0 0", "error PolicyViolationException"))

    def test_describes_the_cluster(self):
        address = SESSION.broker().address
        self.check(("cluster", f"id=yes controller=1 nodes=1@{address}"))

    def test_gives_a_topic_that_is_made_again_another_id(self):
        name = SESSION.name()
        answers = ask(self.version, f"create {name} 1", f"topic-id {name}", f"delete {name}",
                      f"create {name} 1", f"topic-id {name}")
        self.assertEqual(22, len(answers[1]))
        self.assertNotEqual(answers[1], answers[4])


class Java391(Java411):
    """The same with the older client."""
    version = "3.9.1"
