"""The administration that confluent-kafka, kafka-python and kafka-go offer."""
import time
import unittest

import confluent_kafka
import confluent_kafka.admin
import kafka
import kafka.admin
import kafka.errors

from harness import peers
from harness.session import SESSION

TIMEOUT = 20


def filled(count):
    """A topic of one partition with a message for each of so many milliseconds from the second value."""
    topic = SESSION.topic()
    base = int(time.time() * 1000) - 60_000
    rows = [peers.Record(0, None, base + at, None, b"x", ()) for at in range(count)]
    SESSION.peer("librdkafka").produce(SESSION.broker().address, topic, rows)
    return topic, base


class Confluent(unittest.TestCase):
    """confluent-kafka 1.7, over librdkafka 2."""

    def setUp(self):
        self.address = SESSION.broker().address
        self.client = confluent_kafka.admin.AdminClient({"bootstrap.servers": self.address, "log_level": 2})

    def test_creates_grows_and_deletes_a_topic(self):
        name = SESSION.name()
        topic = confluent_kafka.admin.NewTopic(name, num_partitions=2, replication_factor=1)
        self.client.create_topics([topic])[name].result(TIMEOUT)
        more = confluent_kafka.admin.NewPartitions(name, 5)
        self.client.create_partitions([more])[name].result(TIMEOUT)
        listed = self.client.list_topics(name, timeout=TIMEOUT).topics[name]
        self.assertEqual([0, 1, 2, 3, 4], sorted(listed.partitions))
        self.client.delete_topics([name])[name].result(TIMEOUT)
        self.assertNotIn(name, self.client.list_topics(timeout=TIMEOUT).topics)

    def test_is_told_that_a_topic_exists(self):
        name = SESSION.topic()
        topic = confluent_kafka.admin.NewTopic(name, num_partitions=1, replication_factor=1)
        with self.assertRaises(confluent_kafka.KafkaException) as caught:
            self.client.create_topics([topic])[name].result(TIMEOUT)
        self.assertEqual(confluent_kafka.KafkaError.TOPIC_ALREADY_EXISTS, caught.exception.args[0].code())

    def test_describes_configs_of_a_topic_and_of_the_broker(self):
        name = SESSION.topic(retention_ms=7000)
        resource = confluent_kafka.admin.ConfigResource("topic", name)
        found = self.client.describe_configs([resource])[resource].result(TIMEOUT)
        self.assertEqual("7000", found["retention.ms"].value)
        broker = confluent_kafka.admin.ConfigResource("broker", "1")
        found = self.client.describe_configs([broker])[broker].result(TIMEOUT)
        self.assertEqual("16777216", found["message.max.bytes"].value)

    def test_finds_watermarks_and_offsets_by_time(self):
        topic, base = filled(5)
        consumer = confluent_kafka.Consumer({"bootstrap.servers": self.address, "group.id": "none"})
        partition = confluent_kafka.TopicPartition(topic, 0)
        self.assertEqual((0, 5), consumer.get_watermark_offsets(partition, timeout=TIMEOUT))
        asked = confluent_kafka.TopicPartition(topic, 0, base + 2)
        self.assertEqual(2, consumer.offsets_for_times([asked], timeout=TIMEOUT)[0].offset)
        consumer.close()


class KafkaPython(unittest.TestCase):
    """kafka-python 2.0.2, which speaks the oldest versions that a broker still has to serve."""

    def setUp(self):
        self.address = SESSION.broker().address
        self.client = kafka.admin.KafkaAdminClient(bootstrap_servers=self.address)
        self.addCleanup(self.client.close)

    def test_creates_grows_and_deletes_a_topic(self):
        name = SESSION.name()
        self.client.create_topics([kafka.admin.NewTopic(name, 2, 1)], timeout_ms=TIMEOUT * 1000)
        self.client.create_partitions({name: kafka.admin.NewPartitions(5)})
        described, = self.client.describe_topics([name])
        self.assertEqual([0, 1, 2, 3, 4], sorted(each["partition"] for each in described["partitions"]))
        self.client.delete_topics([name], timeout_ms=TIMEOUT * 1000)
        self.assertNotIn(name, self.client.list_topics())

    def test_is_told_that_a_topic_exists(self):
        with self.assertRaises(kafka.errors.TopicAlreadyExistsError):
            self.client.create_topics([kafka.admin.NewTopic(SESSION.topic(), 1, 1)])

    def test_describes_configs_of_a_topic(self):
        name = SESSION.topic(retention_ms=7000)
        resource = kafka.admin.ConfigResource(kafka.admin.ConfigResourceType.TOPIC, name)
        reply, = self.client.describe_configs([resource])
        configs = {entry[0]: entry[1] for entry in reply.resources[0][4]}
        self.assertEqual("7000", configs["retention.ms"])

    def test_finds_first_and_last_offsets_and_offsets_by_time(self):
        topic, base = filled(5)
        consumer = kafka.KafkaConsumer(bootstrap_servers=self.address)
        self.addCleanup(consumer.close)
        partition = kafka.TopicPartition(topic, 0)
        self.assertEqual({partition: 0}, consumer.beginning_offsets([partition]))
        self.assertEqual({partition: 5}, consumer.end_offsets([partition]))
        self.assertEqual(2, consumer.offsets_for_times({partition: base + 2})[partition].offset)

    def test_sees_the_cluster(self):
        cluster = self.client.describe_cluster()
        host, port = self.address.split(":")
        self.assertEqual([(1, host, int(port))],
                         [(each["node_id"], each["host"], each["port"]) for each in cluster["brokers"]])


class KafkaGo(unittest.TestCase):
    """kafka-go 0.4.50, its Client and its Conn; an answer "error N" has the broker's code."""

    def check(self, *pairs):
        commands, answers = zip(*pairs)
        program = SESSION.peer("kafka_go").command
        output = peers.run([*program, "admin", SESSION.broker().address], "\n".join(commands) + "\n")
        self.assertEqual(list(answers), output.splitlines())

    def test_creates_grows_and_deletes_a_topic(self):
        name = SESSION.name()
        self.check((f"create {name} 2", "done"), (f"create {name} 2", "error 36"),
                   (f"describe {name}", "leaders=1,1 controller=1"), (f"partitions {name} 3", "done"),
                   (f"describe {name}", "leaders=1,1,1 controller=1"), (f"delete {name}", "done"),
                   (f"describe {name}", "error 3"))

    def test_alters_and_describes_configs(self):
        name = SESSION.topic()
        self.check((f"set {name} retention.ms 7000", "done"), (f"config {name} retention.ms", "7000"),
                   (f"set {name} retention.ms soon", "error 40"))

    def test_lists_offsets(self):
        topic, _ = filled(5)
        self.check((f"offsets {topic} 0", "0 5"))

    def test_creates_and_deletes_a_topic_by_a_conn(self):
        self.check((f"conn {SESSION.name()}", "controller=1 partitions=[0 1]"))
