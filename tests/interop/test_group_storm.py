"""A minute of members that come, go and are killed, under a broker that is killed too.

The coordinator never shows a partition at two members of one generation, no commit ever goes back, and
every record that was acknowledged is read. Five seconds after the storm the group is at rest again.
"""
import collections
import random
import threading
import time
import unittest

import confluent_kafka

from harness import peers
from harness.groups import Group
from harness.session import SESSION, SETTINGS

SECONDS = 60
# A member that was killed is missed when its session of 6 s is over, so the last seconds bring no such thing, and
# nobody who takes seconds to start.
CALMER = 8
AT_REST = 5
MOST = 20
# kcat ends by itself when its broker is away; a Java machine takes long to start, so there are few.
KINDS = ("our_client", "confluent", "kafka_python")
SELDOM = (*KINDS * 3, "java_4_1_1")


class Beside:
    """Does something again and again on a thread of its own until it is stopped."""

    def __init__(self, step):
        self.step = step
        self.ended = threading.Event()
        self.errors = []
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.ended.wait(0.2):
            try:
                self.step()
            except Exception as error:  # pylint: disable=broad-except
                self.errors.append(error)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(peers.PATIENCE)


class Writing:
    """Writes one record to each partition; the group keeps those that were acknowledged."""

    def __init__(self, group):
        self.group = group
        self.producer = confluent_kafka.Producer({"bootstrap.servers": group.broker.address, "log_level": 2,
                                                  "enable.idempotence": True, "linger.ms": 0})

    def told(self, error, message):
        if error is None:
            self.group.written.add((message.partition(), message.offset()))

    def step(self):
        for partition in range(self.group.partitions):
            self.producer.produce(self.group.topic, b"x", partition=partition, on_delivery=self.told)
        self.producer.poll(0)


class Watching:
    """Asks what is committed, and notes what is less than it was."""

    def __init__(self, group):
        self.group = group
        self.highest = [-1] * group.partitions
        self.gone_back = []

    def step(self):
        try:
            now = self.group.committed()
        except confluent_kafka.KafkaException:
            return  # the broker is away
        self.gone_back += [(old, new) for old, new in zip(self.highest, now) if max(new, -1) < old]
        self.highest = [max(each, -1) for each in now]


class Describing:
    """Asks who has what, and notes a partition that is at two members at one time."""

    def __init__(self, group):
        self.group = group
        self.seen = 0
        self.shared = []

    def step(self):
        try:
            state, shares = self.group.described()
        except confluent_kafka.KafkaException:
            return  # the broker is away
        given = collections.Counter(place for share in shares.values() for place in share)
        self.seen += state == "Stable"
        self.shared += [(place, shares) for place, times in given.items() if times > 1]


class Storm(unittest.TestCase):
    """The seed is fixed; what it meets is not."""

    def blow(self, group, chance, calmer):
        """One thing happens."""
        size = len(group.members)
        what = chance.random() * (0.7 if calmer else 1)
        if size < 4 or (what < 0.45 and size < MOST):
            group.join(chance.choice(KINDS if calmer else SELDOM))
        elif what < 0.7:
            group.leave(chance.choice(group.members))
        elif what < 0.9:
            group.kill(chance.choice(group.members))
        else:
            group.broker.kill()
            group.broker.start()

    def test_nothing_is_missed_and_no_commit_goes_back(self):
        broker = SESSION.keep(SESSION.our_program(SESSION.scratch / "storm" / "data", SETTINGS).start())
        broker.listen = broker.address
        chance = random.Random(7)
        with Group(broker, "range", partitions=12) as group:
            group.join("java_4_1_1")
            for at in range(7):
                group.join(KINDS[at % len(KINDS)])
            writing, watching, describing = Writing(group), Watching(group), Describing(group)
            with Beside(writing.step) as writer, Beside(watching.step) as watcher, \
                    Beside(describing.step) as describer:
                end = time.monotonic() + SECONDS
                while time.monotonic() < end:
                    self.blow(group, chance, time.monotonic() > end - CALMER)
                    time.sleep(0.5)  # the pace of the storm
                peers.until(group.is_stable, AT_REST, lambda: f"{group.described()}\n{group.state()}")
            self.assertEqual(0, writing.producer.flush(peers.PATIENCE))
            self.assertEqual(([], [], []), (writer.errors, watcher.errors, describer.errors))
            self.assertEqual([], describing.shared)
            self.assertGreater(describing.seen, 20)
            while len(group.members) > 4:
                group.leave(group.members[0])
            group.settle()
            missing, committed = group.close()
            self.assertEqual([], missing)
            self.assertEqual(group.ends(), committed)
            self.assertEqual([], watching.gone_back)
            self.assertGreater(len(group.written), 500)
