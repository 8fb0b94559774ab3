"""A user outgrows one machine and comes back: `kafka broker graduate`, Apache Kafka 4.1.1, and home.

Three topics, two groups and one idempotent producer go on across every change of owner, on one address.
"""
import collections
import subprocess
import time
import unittest

from confluent_kafka import Consumer, Producer, TopicPartition

from harness import peers
from harness.programs import apache
from harness.session import SESSION, SETTINGS

VERSION = "4.1.1"
PARTITIONS = 2
EACH_TURN = 60  # records of each topic
DEADLINE = 90


class Graduated(apache.Kafka):
    """Apache Kafka with the server.properties that `kafka broker graduate` has written."""

    def __init__(self, directory, data, port):
        super().__init__(VERSION, directory, data=data)
        self.port = port

    def configure(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        controller, = apache.free_ports(1)
        self.address = f"127.0.0.1:{self.port}"
        properties = self.directory / "server.properties"
        properties.unlink(missing_ok=True)
        words = [SESSION.kafka, "broker", "graduate", "--data", self.data, "--listen", self.address,
                 "--controller", f"127.0.0.1:{controller}", "--output", properties]
        for key, value in SETTINGS.items():
            words += ["-X", f"{key}={value}"]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)


class Outgrow(unittest.TestCase):
    """Each owner finds everything that the ones before it left."""

    def setUp(self):
        self.place = SESSION.scratch / "outgrow"
        self.port, = apache.free_ports(1)
        self.address = f"127.0.0.1:{self.port}"
        self.owner = None
        self.failed = []
        self.written = collections.Counter()

    def hand_over(self, kind):
        if self.owner:
            self.owner.stop()
        data = self.place / "data"
        broker = (SESSION.our_program(data, SETTINGS, listen=self.address) if kind == "ours"
                  else Graduated(self.place, data, self.port))
        self.owner = SESSION.keep(broker.start())

    def told(self, error, _):
        if error:
            self.failed.append(str(error))

    def write(self, producer, topics):
        """Hands records over; they leave when there is a broker."""
        for topic in topics:
            for _ in range(EACH_TURN):
                number = self.written[topic]
                self.written[topic] += 1
                producer.produce(topic, value=str(number), partition=number % PARTITIONS,
                                 on_delivery=self.told)

    def contents(self, topic):
        """Every value of a topic, by partition."""
        consumer = Consumer({"bootstrap.servers": self.address, "group.id": "checker", "log_level": 2,
                             "enable.auto.commit": False, "enable.partition.eof": False})
        consumer.assign([TopicPartition(topic, p, 0) for p in range(PARTITIONS)])
        found = {p: [] for p in range(PARTITIONS)}
        ends = sum(consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=DEADLINE)[1]
                   for p in range(PARTITIONS))
        end = time.monotonic() + DEADLINE
        while sum(map(len, found.values())) < ends and time.monotonic() < end:
            message = consumer.poll(1)
            if message and not message.error():
                found[message.partition()].append(int(message.value()))
        consumer.close()
        return found

    def check(self, topics):
        for topic in topics:
            expected = {p: list(range(p, self.written[topic], PARTITIONS)) for p in range(PARTITIONS)}
            self.assertEqual(expected, self.contents(topic), f"{topic}: each record once, in order")

    def test_everything_goes_on_from_owner_to_owner(self):
        self.hand_over("ours")
        topics = [SESSION.topic(PARTITIONS, broker=self.owner) for _ in range(3)]
        producer = Producer({"bootstrap.servers": self.address, "enable.idempotence": True,
                             "message.timeout.ms": DEADLINE * 1000, "linger.ms": 5, "log_level": 2,
                             "reconnect.backoff.max.ms": 500})
        turns = ["ours", "apache", "ours", "apache"]
        for turn, kind in enumerate(turns):
            self.write(producer, topics)
            self.assertEqual(0, producer.flush(DEADLINE))
            for group in ("shop", "office"):
                peers.commit(self.address, group, topics[0], 0, turn * 10 + len(group))
            if turn + 1 == len(turns):
                break
            self.write(producer, topics)  # some of these are sent to the next owner only
            self.hand_over(turns[turn + 1])
            self.assertEqual(0, producer.flush(DEADLINE))
            self.check(topics)
            for group in ("shop", "office"):
                self.assertEqual(turn * 10 + len(group),
                                 peers.committed(self.address, group, topics[0], 0))
        self.assertEqual([], self.failed)
        self.check(topics)
