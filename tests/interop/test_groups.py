"""Consumer groups of foreign clients and ours, alone and mixed, on our broker and on Apache Kafka.

Members join one after the other and leave in the same order. Each must get a share, no partition may
have two readers once the group has settled, nothing may be missed, and all of it must be committed.
"""
import unittest

from harness import peers, tools
from harness.groups import Group
from harness.session import SESSION, SETTINGS


def share_and_hand_over(test, broker, assignor, *members, leaves=0):
    """`leaves` is the place of the member that leaves next: the oldest, or with -1 the youngest."""
    with Group(broker, assignor) as group:
        for member in members:
            group.join(member)
            group.settle()
        for _ in members[1:]:
            group.leave(group.members[leaves])
            group.settle()
        missing, committed = group.close()
        test.assertEqual([], missing)
        test.assertEqual(group.ends(), committed)


class Alike(unittest.TestCase):
    """Two members of one kind."""


class Mixed(unittest.TestCase):
    """Members of every kind in one group."""


class OursWithOthers(unittest.TestCase):
    """Our reader leads others, and others lead ours, on the broker under test."""


class OursOnApache411(unittest.TestCase):
    """The same on Apache Kafka 4.1.1."""


class OursOnApache391(unittest.TestCase):
    """The same on Apache Kafka 3.9.1."""


def add(case, assignor, *members, kind=None):
    name = f"test_{assignor.replace('-', '_')}_of_{'_then_'.join(members)}"
    setattr(case, name, lambda self: share_and_hand_over(self, SESSION.broker(kind), assignor, *members))


EAGER = ("range", "roundrobin")
OF_LIBRDKAFKA = (*EAGER, "cooperative-sticky")
OF_JAVA = (*OF_LIBRDKAFKA, "sticky")
ASSIGNORS = {"kcat": OF_LIBRDKAFKA, "confluent": OF_LIBRDKAFKA, "java_4_1_1": OF_JAVA, "java_3_9_1": OF_JAVA,
             "kafka_python": EAGER, "kafka_go": EAGER, "sarama": (*EAGER, "sticky"), "franz_go": OF_JAVA,
             "our_client": OF_JAVA}

for each, assignors in ASSIGNORS.items():
    for one in assignors:
        add(Alike, one, each, each)
def add_led_by_us(assignor, *others):
    """Java and librdkafka cannot lead kafka-go, whose subscription says version 1 and lacks that version's last
    field. We can, and do so until all others have left."""
    setattr(Mixed, f"test_{assignor}_led_by_us_of_{'_and_'.join(others)}", lambda self: share_and_hand_over(
        self, SESSION.broker(), assignor, "our_client", *others, leaves=-1))


for one in EAGER:
    add(Mixed, one, "kafka_python", "kcat", "java_4_1_1", "our_client", "confluent")
    add_led_by_us(one, "kafka_python", "kafka_go", "confluent", "java_4_1_1")
add(Mixed, "cooperative-sticky", "java_3_9_1", "our_client", "kcat", "java_4_1_1")
add(Mixed, "cooperative-sticky", "franz_go", "our_client", "java_4_1_1", "confluent")
add(Mixed, "sticky", "sarama", "our_client", "franz_go", "java_4_1_1")
add(Mixed, "range", "sarama", "franz_go", "our_client", "java_4_1_1", "confluent")
for other, one in (("java_4_1_1", "range"), ("java_4_1_1", "roundrobin"), ("java_4_1_1", "sticky"),
                   ("java_4_1_1", "cooperative-sticky"), ("confluent", "cooperative-sticky"),
                   ("kafka_go", "range"), ("kafka_go", "roundrobin"), ("sarama", "range"), ("sarama", "roundrobin"),
                   ("sarama", "sticky"), ("franz_go", "range"), ("franz_go", "cooperative-sticky")):
    for pair in (("our_client", other), (other, "our_client")):
        add(OursWithOthers, one, *pair)
        if one in ("cooperative-sticky", "range"):
            add(OursOnApache411, one, *pair, kind="4.1.1")
        if one in ("cooperative-sticky", "range") and other not in ("sarama", "franz_go"):
            add(OursOnApache391, one, *pair, kind="3.9.1")


class Crashes(unittest.TestCase):
    """What a group lives through."""

    def test_a_killed_broker_costs_a_stable_group_no_rebalance_and_no_commit(self):
        place = SESSION.scratch / "killed-under-groups"
        broker = SESSION.keep(SESSION.our_program(place / "data", SETTINGS).start())
        with Group(broker, "range") as group:
            for kind in ("java_4_1_1", "confluent", "java_3_9_1"):
                group.join(kind)
                group.settle()
            before = [member.rebalances() for member in group.members]
            broker.listen = broker.address
            for _ in range(2):
                broker.kill()
                broker.start()
                group.settle()
            self.assertEqual(before, [member.rebalances() for member in group.members])
            missing, committed = group.close()
            self.assertEqual([], missing)
            self.assertEqual(group.ends(), committed)

    def test_the_partitions_of_a_killed_member_go_to_the_others(self):
        with Group(SESSION.broker(), "cooperative-sticky") as group:
            group.join("kcat")
            gone = group.join("our_client")
            group.settle()
            group.kill(gone)
            group.join("java_4_1_1")
            group.settle()
            self.assertEqual([], group.close()[0])


class Tools411(unittest.TestCase):
    """Kafka's own kafka-consumer-groups against the broker."""
    version = "4.1.1"

    def tool(self, *words, code=0):
        done = tools.run(self.version, "consumer-groups", "--bootstrap-server", SESSION.broker().address, *words)
        self.assertEqual(code, done.code, done.output + done.errors)
        return done.output

    def left(self):
        """A group that read three records of each of two partitions and is empty now."""
        with Group(SESSION.broker(), "range", partitions=2) as group:
            group.join("confluent")
            group.settle()
            group.close()
        return group

    def rows(self, *words):
        """The words of each line of a table under its names."""
        lines = [line.split() for line in self.tool(*words).splitlines() if line.strip()]
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def test_lists_groups_and_their_states(self):
        group = self.left()
        self.assertIn(group.name, self.tool("--list").split())
        rows = self.rows("--list", "--state")
        self.assertIn({"GROUP": group.name, "STATE": "Empty"}, rows)

    def test_describes_members_offsets_and_lag(self):
        with Group(SESSION.broker(), "range", partitions=2) as group:
            group.join("confluent")
            group.join("java_4_1_1")
            group.settle()
            everything = [(str(each), str(end), "0") for each, end in enumerate(group.ends())]
            peers.until(lambda: everything == sorted(
                (row["PARTITION"], row["CURRENT-OFFSET"], row["LAG"])
                for row in self.rows("--describe", "--group", group.name)))
            members = self.rows("--describe", "--group", group.name, "--members")
            self.assertEqual(["1", "1"], [row["#PARTITIONS"] for row in members])
            state = self.tool("--describe", "--group", group.name, "--state")
            self.assertRegex(state, r"range +Stable +2")

    def test_resets_offsets(self):
        group = self.left()
        self.tool("--reset-offsets", "--group", group.name, "--topic", group.topic, "--to-offset", "1", "--dry-run")
        self.assertEqual(group.ends(), group.committed())
        self.tool("--reset-offsets", "--group", group.name, "--topic", group.topic, "--to-earliest", "--execute")
        self.assertEqual([0, 0], group.committed())

    def test_deletes_offsets_and_groups(self):
        group = self.left()
        self.tool("--delete-offsets", "--group", group.name, "--topic", group.topic + ":0")
        self.assertEqual([-1001, group.ends()[1]], group.committed())
        self.assertIn("was successful", self.tool("--delete", "--group", group.name))
        self.assertNotIn(group.name, self.tool("--list").split())

    def test_reads_committed_offsets_with_the_console_consumer(self):
        group = self.left()
        done = tools.run(self.version, "console-consumer", "--bootstrap-server", SESSION.broker().address,
                         "--topic", "__consumer_offsets", "--from-beginning", "--timeout-ms", "8000", "--formatter",
                         "org.apache.kafka.tools.consumer.OffsetsMessageFormatter")
        self.assertIn(f'"group":"{group.name}"', done.output, done.errors)
        self.assertIn(f'"topic":"{group.topic}"', done.output, done.errors)

    def test_is_refused_a_group_with_members(self):
        with Group(SESSION.broker(), "range", partitions=2) as group:
            group.join("confluent")
            group.settle()
            done = tools.run(self.version, "consumer-groups", "--bootstrap-server", SESSION.broker().address,
                             "--delete", "--group", group.name)
            self.assertRegex(done.output + done.errors, "(?i)not empty")


class Tools391(Tools411):
    """The same with the older tool."""
    version = "3.9.1"
