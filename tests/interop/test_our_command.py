"""The kafka command and its classic names against our broker and Apache Kafka 4.1.1 and 3.9.1."""
import json
import re
import subprocess
import time
import unittest

from harness import peers, tools
from harness.session import SESSION


def outcome(words, text=""):
    """Any exit code is an outcome; a command that does not end in time is an error."""
    done = subprocess.run([str(word) for word in words], input=text.encode(), capture_output=True,
                          timeout=peers.PATIENCE, check=False)
    return tools.Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


class Case(unittest.TestCase):
    """Runs words of the command against the broker of the class."""
    kind = "ours"

    def setUp(self):
        self.broker = SESSION.broker(self.kind)

    def topic(self, partitions=1, **configs):
        return SESSION.topic(partitions, broker=self.broker, **configs)

    def filled(self, *values, partitions=1):
        """A topic with these values in partition 0, a millisecond apart, beginning at the second result."""
        name = self.topic(partitions)
        base = int(time.time() * 1000) - 60_000
        rows = [peers.Record(0, None, base + at, None, value.encode(), ()) for at, value in enumerate(values)]
        SESSION.peer("librdkafka").produce(self.broker.address, name, rows)
        return name, base


class OursWithOurs(Case):
    """kafka topic, kafka produce, kafka consume."""

    def kafka(self, *words, text="", code=0):
        done = outcome([SESSION.kafka, *words, "-b", self.broker.address], text)
        self.assertEqual(code, done.code, done.output + done.errors)
        return done.output if code == 0 else done.errors

    def test_topic_create_list_and_delete(self):
        name = SESSION.name()
        self.kafka("topic", "create", name, "-p", "3")
        found, = peers.until(lambda: [row for row in json.loads(self.kafka("topic", "list", "-o", "json"))
                                      if row["topic"] == name])
        self.assertEqual((3, 1), (found["partitions"], found["replicas"]))
        self.kafka("topic", "delete", name)
        peers.until(lambda: name not in self.kafka("topic", "list", "-o", "name").split())

    def test_topic_create_says_that_it_exists(self):
        self.assertIn("exists", self.kafka("topic", "create", self.topic(), code=4))

    def test_topic_create_names_a_bad_config(self):
        self.assertIn("no.such", self.kafka("topic", "create", SESSION.name(), "-c", "no.such=1", code=1))

    def test_topic_show_has_the_offsets_of_each_partition(self):
        name, _ = self.filled("a", "b", "c", partitions=2)
        rows = json.loads(self.kafka("topic", "show", name, "-o", "json"))
        self.assertEqual([(0, 1, 0, 3), (1, 1, 0, 0)],
                         [(row["partition"], row["leader"], row["start"], row["end"]) for row in rows])

    def test_topic_alter_adds_partitions_and_sets_a_config(self):
        name = self.topic()
        self.kafka("topic", "alter", name, "-p", "4", "-c", "retention.ms=1h")
        self.assertEqual(4, len(json.loads(self.kafka("topic", "show", name, "-o", "json"))))
        shown = tools.run("4.1.1", "configs", "--bootstrap-server", self.broker.address, "--describe",
                          "--topic", name).output
        self.assertIn("retention.ms=3600000 ", shown)

    def test_produce_one_value_prints_where_it_went(self):
        name = self.topic()
        self.assertEqual(f"{name}[0]@0\n", self.kafka("produce", name, "hello", "-k", "key", "-H", "h=1"))
        row = json.loads(self.kafka("consume", name, "--from", "start", "--to", "end", "-o", "ndjson"))
        self.assertEqual(("key", "hello", [["h", "1"]]), (row["key"], row["value"], row["headers"]))

    def test_produce_writes_each_line_with_each_codec(self):
        for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
            name = self.topic()
            lines = "".join(f"line {at}\n" for at in range(1000))
            self.kafka("produce", name, "--compression", codec, text=lines)
            self.assertEqual(lines, self.kafka("consume", name, "--from", "start", "--to", "end"))

    def test_produce_to_an_absent_topic_names_the_nearest(self):
        name = self.topic()
        errors = self.kafka("produce", name + "x", "hello", code=3)
        self.assertIn(f'topic "{name}x" does not exist', errors)
        self.assertIn(name, errors.splitlines()[-1])
        self.assertLessEqual(len(errors.splitlines()), 3)

    def test_consume_from_an_absent_topic(self):
        errors = self.kafka("consume", SESSION.name("absent"), "--from", "start", "--to", "end", code=3)
        self.assertIn("does not exist", errors)

    def test_consume_takes_every_form_of_offset(self):
        name, base = self.filled("a", "b", "c", "d")
        for begin, end, values in (("start", "end", "abcd"), ("1", "3", "bc"), ("-2", "end", "cd"),
                                   ("+1", "end", "bcd"), (f"@{base + 2}", "end", "cd"), ("end", "end", "")):
            shown = self.kafka("consume", name, "--from", begin, "--to", end)
            self.assertEqual(values, shown.replace("\n", ""), f"--from {begin} --to {end}")

    def test_consume_formats_what_it_reads(self):
        name, base = self.filled("a", "b")
        self.assertEqual(f"{name} 0 0 a {base}\n{name} 0 1 b {base + 1}\n", self.kafka(
            "consume", name, "--from", "start", "--to", "end", "-f", r"%t %p %o %v %T\n"))

    def test_consume_reads_all_partitions(self):
        name = self.topic(4)
        lines = {f"line {at}" for at in range(500)}
        rows = [peers.Record(at % 4, None, None, None, line.encode(), ()) for at, line in enumerate(lines)]
        SESSION.peer("librdkafka").produce(self.broker.address, name, rows)
        shown = self.kafka("consume", name, "--from", "start", "--to", "end").splitlines()
        self.assertEqual((500, lines), (len(shown), set(shown)))

    def test_consume_waits_for_what_comes_later(self):
        name, _ = self.filled("a")
        with peers.started([SESSION.kafka, "consume", name, "-b", self.broker.address, "--from", "start",
                            "-n", "2"]) as reader:
            self.assertEqual(b"a\n", reader.stdout.readline())
            self.kafka("produce", name, "b")
            self.assertEqual(b"b\n", reader.stdout.readline())
            self.assertEqual(0, reader.wait(peers.PATIENCE))

    def test_ndjson_of_consume_is_input_of_produce(self):
        name, copy = self.topic(), self.topic()
        SESSION.peer("librdkafka").produce(self.broker.address, name, tuple(
            peers.Record(0, None, int(time.time() * 1000) + at - 60_000, key, value, headers) for at, (key, value, headers)
            in enumerate(((b"k", b"v", ()), (None, b"\xff", (("h", None), ("g", b"\xfe"))), (b"", None, ())))))
        one = self.kafka("consume", name, "--from", "start", "--to", "end", "-o", "ndjson")
        self.kafka("produce", copy, "--input", "ndjson", "--keep", "partition,timestamp", text=one)
        two = self.kafka("consume", copy, "--from", "start", "--to", "end", "-o", "ndjson")
        self.assertEqual(one.replace(name, copy), two)

    def test_bench_produces_and_consumes(self):
        name = self.topic(3)
        wrote = json.loads(self.kafka("bench", "produce", name, "-n", "20000", "--size", "100", "-o", "json"))
        read = json.loads(self.kafka("bench", "consume", name, "-n", "20000", "-o", "json"))
        self.assertEqual((20000, 20000), (wrote["messages"], read["messages"]))


class OursWithApache411(OursWithOurs):
    """The same against Apache Kafka 4.1.1."""
    kind = "4.1.1"


class OursWithApache391(OursWithOurs):
    """The same against Apache Kafka 3.9.1."""
    kind = "3.9.1"


class ClassicWithOurs(Case):
    """Our classic names print on standard output, and exit with, what Apache's tools of 4.1.1 do."""

    def both(self, tool, *words, text=""):
        """Output and exit code of the two programs; they are run one after the other."""
        words = ["--bootstrap-server", self.broker.address, *words]
        theirs = tools.run("4.1.1", tool, *words, text=text)
        ours = outcome([SESSION.kafka.parent / "classic" / f"kafka-{tool}", *words], text)
        return theirs, ours

    def same(self, tool, *words, text=""):
        theirs, ours = self.both(tool, *words, text=text)
        self.assertEqual((theirs.code, theirs.output), (ours.code, ours.output), ours.errors)
        return ours

    def test_topics_describe(self):
        self.same("topics", "--describe", "--topic", self.topic(3, retention_ms=5000, cleanup_policy="compact"))

    def test_topics_list(self):
        names = sorted({self.topic(), self.topic()})
        for done in self.both("topics", "--list"):  # others come and go beside this test
            self.assertEqual((0, names), (done.code, [name for name in done.output.split("\n") if name in names]))

    def test_topics_refuses_an_existing_topic(self):
        self.same("topics", "--create", "--topic", self.topic())

    def test_topics_refuses_fewer_partitions(self):
        self.same("topics", "--alter", "--topic", self.topic(3), "--partitions", "2")

    def test_topics_refuses_an_unknown_topic(self):
        self.same("topics", "--describe", "--topic", SESSION.name("absent"))

    def test_topics_refuses_an_unknown_config(self):
        self.same("topics", "--create", "--topic", SESSION.name(), "--config", "no.such=1")

    def test_topics_creates_alters_and_deletes(self):
        tool = SESSION.kafka.parent / "classic" / "kafka-topics.sh"
        server = ("--bootstrap-server", self.broker.address)
        name = SESSION.name()
        created = outcome([tool, *server, "--create", "--topic", name, "--partitions", "2"])
        self.assertEqual((0, f"Created topic {name}.\n"), created[:2], created.errors)
        self.assertEqual((0, ""), outcome([tool, *server, "--alter", "--topic", name, "--partitions", "3"])[:2])
        shown = tools.run("4.1.1", "topics", *server, "--describe", "--topic", name).output
        self.assertIn("PartitionCount: 3", shown)
        self.assertEqual((0, ""), outcome([tool, *server, "--delete", "--topic", name])[:2])
        peers.until(lambda: name not in tools.run("4.1.1", "topics", *server, "--list").output.split())

    def test_console_producer_writes_what_the_java_consumer_reads(self):
        name = self.topic()
        tool = SESSION.kafka.parent / "classic" / "kafka-console-producer"
        server = ("--bootstrap-server", self.broker.address)
        done = outcome([tool, *server, "--topic", name, "--property", "parse.key=true",
                        "--compression-codec", "lz4"], "k1\tone\nk2\ttwo\n")
        self.assertEqual((0, ""), done[:2], done.errors)
        self.assertEqual("k1\tone\nk2\ttwo\n", tools.run(
            "4.1.1", "console-consumer", *server, "--topic", name, "--partition", "0", "--offset", "earliest",
            "--max-messages", "2", "--property", "print.key=true").output)

    def test_console_consumer_prints_every_field(self):
        name, _ = self.filled("a", "b", "c")
        ours = self.same("console-consumer", "--topic", name, "--partition", "0", "--offset", "1",
                         "--max-messages", "2", *(f"--property=print.{field}=true" for field in (
                             "key", "timestamp", "offset", "partition", "headers")))
        self.assertRegex(ours.output, r"CreateTime:\d+\tPartition:0\tOffset:1\tNO_HEADERS\tnull\tb\n")
        self.assertIn("Processed a total of 2 messages", ours.errors)

    def test_console_consumer_reads_a_whole_topic(self):
        name, _ = self.filled("a", "b", "c")
        done = outcome([SESSION.kafka.parent / "classic" / "kafka-console-consumer.sh", "--bootstrap-server",
                        self.broker.address, "--topic", name, "--from-beginning", "--timeout-ms", "2000"])
        self.assertEqual((0, "a\nb\nc\n"), done[:2], done.errors)
        self.assertTrue(re.search("Processed a total of 3 messages", done.errors), done.errors)

    def committed(self):
        """A topic of three records and a group that our console consumer has read two of them in."""
        name, _ = self.filled("a", "b", "c")
        group = SESSION.name("group")
        done = outcome([SESSION.kafka.parent / "classic" / "kafka-console-consumer", "--bootstrap-server",
                        self.broker.address, "--topic", name, "--group", group, "--from-beginning",
                        "--max-messages", "2"])
        self.assertEqual((0, "a\nb\n"), done[:2], done.errors)
        return name, group

    def test_consumer_groups_describes_offsets_and_state(self):
        name, group = self.committed()
        shown = self.same("consumer-groups", "--describe", "--group", group)
        self.assertRegex(shown.output, rf"{group} +{name} +0 +2 +3 +1 +- +- +-\n")
        self.same("consumer-groups", "--describe", "--group", group, "--offsets", "--verbose")
        self.same("consumer-groups", "--describe", "--group", group, "--state")

    def test_consumer_groups_plans_a_reset(self):
        name, group = self.committed()
        for target in (["--to-earliest"], ["--to-latest"], ["--to-current"], ["--to-offset", "99"],
                       ["--shift-by", "-1"], ["--by-duration", "PT10M"],
                       ["--to-datetime", "2020-01-01T00:00:00.000"]):
            self.same("consumer-groups", "--reset-offsets", "--dry-run", "--group", group, "--topic", name, *target)
        self.same("consumer-groups", "--reset-offsets", "--dry-run", "--export", "--group", group, "--all-topics",
                  "--to-earliest")

    def test_consumer_groups_resets_deletes_offsets_and_the_group(self):
        name, group = self.committed()
        tool = [SESSION.kafka.parent / "classic" / "kafka-consumer-groups", "--bootstrap-server",
                self.broker.address, "--group", group]
        self.assertEqual(0, outcome([*tool, "--reset-offsets", "--topic", name, "--to-earliest", "--execute"]).code)
        shown = tools.run("4.1.1", "consumer-groups", *tool[1:], "--describe").output
        self.assertRegex(shown, rf"{group} +{name} +0 +0 +3 +3 ")
        self.assertIn("Successful", outcome([*tool, "--delete-offsets", "--topic", name]).output)
        self.assertIn("was successful", outcome([*tool, "--delete"]).output)
        self.assertNotIn(group, tools.run("4.1.1", "consumer-groups", *tool[1:3], "--list").output.split())

    def test_consumer_groups_refuses_an_unknown_group(self):
        absent = SESSION.name("absent")
        self.same("consumer-groups", "--describe", "--group", absent)
        self.same("consumer-groups", "--delete", "--group", absent)


class ClassicWithApache411(ClassicWithOurs):
    """The same against Apache Kafka 4.1.1."""
    kind = "4.1.1"
