"""The broker does not serve consumer groups yet and does not pretend to: members are told so soon.

librdkafka waits for a coordinator without end by design, so there it is asked for what has a time limit.
"""
import unittest

import confluent_kafka

from harness import peers
from harness.session import SESSION


class GroupsRefused(unittest.TestCase):
    """Each failure names what is missing, and comes within the patience of the tests."""

    def refused(self, peer, words):
        topic = SESSION.topic()
        command = SESSION.peer(peer).command
        with self.assertRaisesRegex(peers.PeerError, words):
            peers.run([*command, "join", SESSION.broker().address, topic])

    def test_java_4_1_1_is_told(self):
        self.refused("java_4_1_1", "does not support FIND_COORDINATOR")

    def test_java_3_9_1_is_told(self):
        self.refused("java_3_9_1", "does not support FIND_COORDINATOR")

    def test_kafka_go_is_told(self):
        self.refused("kafka_go", "Unable to establish connection to consumer group coordinator")

    def test_confluent_fails_at_its_deadline(self):
        consumer = confluent_kafka.Consumer({"bootstrap.servers": SESSION.broker().address,
                                             "group.id": "a-group", "log_level": 2})
        self.addCleanup(consumer.close)
        partition = confluent_kafka.TopicPartition(SESSION.topic(), 0)
        with self.assertRaises(confluent_kafka.KafkaException) as caught:
            consumer.committed([partition], timeout=3)
        self.assertEqual(confluent_kafka.KafkaError._TIMED_OUT, caught.exception.args[0].code())  # pylint: disable=protected-access
