"""kcat's other modes: listing, offsets by time, reading from the end, large messages, new topics."""
import json
import time
import unittest

from harness import peers
from harness.session import SESSION


def kcat(*words, text=None):
    return peers.run(["kcat", "-b", SESSION.broker().address, *words], text)


def filled(count, partitions=1):
    """A topic with that many short messages in partition 0, one for each millisecond from `base`."""
    topic = SESSION.topic(partitions)
    base = int(time.time() * 1000) - 60_000
    rows = [peers.Record(0, None, base + at, None, b"%d" % at, ()) for at in range(count)]
    SESSION.peer("librdkafka").produce(SESSION.broker().address, topic, rows)
    return topic, base


class Kcat(unittest.TestCase):
    """As an operator uses it."""

    def test_lists_the_broker_and_the_partitions_of_a_topic(self):
        topic = SESSION.topic(3)
        listing = json.loads(kcat("-L", "-J", "-t", topic))
        self.assertEqual([SESSION.broker().address], [broker["name"] for broker in listing["brokers"]])
        partitions = listing["topics"][0]["partitions"]
        self.assertEqual([0, 1, 2], [each["partition"] for each in partitions])
        self.assertEqual({1}, {each["leader"] for each in partitions})

    def test_finds_offsets_by_time(self):
        topic, base = filled(10)
        self.assertEqual(f"{topic} [0] offset 4\n", kcat("-Q", "-t", f"{topic}:0:{base + 4}"))
        self.assertEqual(f"{topic} [0] offset 0\n", kcat("-Q", "-t", f"{topic}:0:-2"))
        self.assertEqual(f"{topic} [0] offset 10\n", kcat("-Q", "-t", f"{topic}:0:-1"))

    def test_reads_the_last_messages(self):
        topic, _ = filled(10)
        self.assertEqual("7\n8\n9\n", kcat("-C", "-q", "-t", topic, "-p", "0", "-o", "-3", "-e"))

    def test_reads_between_two_times(self):
        topic, base = filled(10)
        self.assertEqual("3\n4\n5\n", kcat("-C", "-q", "-t", topic, "-p", "0", "-o", f"s@{base + 3}",
                                           "-o", f"e@{base + 6}"))

    def test_writes_and_reads_a_message_of_four_mebibytes(self):
        topic = SESSION.topic(max_message_bytes=8 << 20)
        text = "large" * (4 << 20 >> 2)
        kcat("-P", "-t", topic, "-p", "0", "-X", "message.max.bytes=16777216", text=text)
        self.assertEqual(text + "\n", kcat("-C", "-q", "-t", topic, "-p", "0", "-o", "0", "-c", "1"))

    def test_is_refused_a_message_that_the_topic_does_not_allow(self):
        topic = SESSION.topic(max_message_bytes=1000)
        with self.assertRaisesRegex(peers.PeerError, "Message size too large"):
            kcat("-P", "-t", topic, "-p", "0", text="x" * 2000)

    def test_makes_a_topic_by_writing_to_it(self):
        topic = SESSION.name("made-by-kcat")
        kcat("-P", "-t", topic, text="one\ntwo\n")
        read = kcat("-C", "-q", "-t", topic, "-o", "beginning", "-e")
        self.assertEqual({"one", "two"}, set(read.split()))

    def test_writes_to_every_partition_by_key(self):
        topic = SESSION.topic(4)
        keys = [f"key-{at}" for at in range(100)]
        kcat("-P", "-t", topic, "-K:", text="".join(f"{key}:{key}\n" for key in keys))
        rows = [line.split() for line in kcat("-C", "-q", "-t", topic, "-o", "beginning", "-e",
                                              "-f", "%p %k\n").splitlines()]
        self.assertEqual(set(keys), {key for _, key in rows})
        self.assertEqual({"0", "1", "2", "3"}, {partition for partition, _ in rows})

    def test_waits_for_a_message_that_comes_later(self):
        topic, _ = filled(1)
        with peers.started(["kcat", "-b", SESSION.broker().address, "-C", "-q", "-u", "-t", topic, "-p",
                            "0", "-o", "0", "-c", "2"]) as reader:
            self.assertEqual(b"0\n", reader.stdout.readline())
            kcat("-P", "-t", topic, "-p", "0", text="later\n")
            self.assertEqual(b"later\n", reader.stdout.readline())
