"""Kafka's own command line tools, of 4.1.1 and 3.9.1, against the broker."""
import json
import re
import time
import unittest

from harness import tools
from harness.peers import Record
from harness.session import SESSION

BASE = int(time.time() * 1000) - 60_000


def letter(value):
    """A record whose time follows from its only letter."""
    return Record(0, None, BASE + ord(value), None, value.encode(), ())


class Tools411(unittest.TestCase):
    """Each checks the exit code, what is on standard output, and the effect."""
    version = "4.1.1"

    def tool(self, name, *words, text="", code=0):
        outcome = tools.run(self.version, name, "--bootstrap-server", SESSION.broker().address, *words,
                            text=text)
        self.assertEqual(code, outcome.code, outcome.output + outcome.errors)
        return outcome.output

    def write(self, topic, *values):
        rows = [letter(value) for value in values]
        SESSION.peer("librdkafka").produce(SESSION.broker().address, topic, rows)

    def test_topics_creates_and_describes(self):
        name = SESSION.name()
        self.assertEqual(f"Created topic {name}.\n", self.tool("topics", "--create", "--topic", name,
                                                               "--partitions", "2"))
        lines = self.tool("topics", "--describe", "--topic", name).splitlines()
        self.assertRegex(lines[0], rf"Topic: {name}\tTopicId: \S{{22}}\tPartitionCount: 2"
                                   r"\tReplicationFactor: 1\tConfigs: ")
        self.assertEqual(3, len(lines))
        for at, line in enumerate(lines[1:]):
            self.assertTrue(line.startswith(f"\tTopic: {name}\tPartition: {at}\tLeader: 1\tReplicas: 1\tIsr: 1"), line)

    def test_topics_lists_sorted_names(self):
        names = {SESSION.topic(), SESSION.topic()}
        listed = self.tool("topics", "--list").split()
        self.assertLessEqual(names, set(listed))
        self.assertEqual(sorted(listed), listed)

    def test_topics_says_that_a_topic_exists(self):
        name = SESSION.topic()
        self.assertEqual(f"Error while executing topic command : Topic '{name}' already exists.\n",
                         self.tool("topics", "--create", "--topic", name, code=1))

    def test_topics_adds_partitions_and_deletes(self):
        name = SESSION.topic()
        self.tool("topics", "--alter", "--topic", name, "--partitions", "3")
        self.assertIn("PartitionCount: 3", self.tool("topics", "--describe", "--topic", name))
        self.tool("topics", "--delete", "--topic", name)
        self.assertNotIn(name, self.tool("topics", "--list").split())

    def test_console_producer_writes_what_console_consumer_reads(self):
        name = SESSION.topic()
        self.tool("console-producer", "--topic", name, text="one\ntwo\n\nfour\n")
        self.assertEqual("one\ntwo\n\nfour\n", self.tool(
            "console-consumer", "--topic", name, "--partition", "0", "--offset", "earliest",
            "--max-messages", "4"))

    def test_console_producer_compresses_keys_and_headers(self):
        name = SESSION.topic()
        self.tool("console-producer", "--topic", name, "--compression-codec", "zstd",
                  "--property", "parse.key=true", "--property", "parse.headers=true",
                  text="h:1,g:2\tkey\tvalue\n")
        self.assertEqual("h:1,g:2\tkey\tvalue\n", self.tool(
            "console-consumer", "--topic", name, "--partition", "0", "--offset", "earliest",
            "--max-messages", "1", "--property", "print.key=true", "--property", "print.headers=true"))

    def test_console_producer_makes_the_topic(self):
        name = SESSION.name()
        self.tool("console-producer", "--topic", name, text="one\n")
        self.assertIn(name, self.tool("topics", "--list").split())

    def test_console_consumer_reads_from_an_offset(self):
        name = SESSION.topic()
        self.write(name, "a", "b", "c")
        self.assertEqual("b\nc\n", self.tool("console-consumer", "--topic", name, "--partition", "0",
                                             "--offset", "1", "--max-messages", "2"))

    def test_get_offsets_finds_first_last_and_by_time(self):
        name = SESSION.topic(2)
        self.write(name, "a", "b", "c")
        self.assertEqual(f"{name}:0:3\n{name}:1:0\n", self.tool("get-offsets", "--topic", name))
        self.assertEqual(f"{name}:0:0\n{name}:1:0\n",
                         self.tool("get-offsets", "--topic", name, "--time", "earliest"))
        self.assertEqual(f"{name}:0:1\n", self.tool(
            "get-offsets", "--topic-partitions", f"{name}:0", "--time", str(letter("b").timestamp)))
        self.assertEqual(f"{name}:0:2\n", self.tool(
            "get-offsets", "--topic-partitions", f"{name}:0", "--time", "max-timestamp"))

    def test_configs_alters_and_describes_a_topic(self):
        name = SESSION.topic()
        self.assertEqual(f"Completed updating config for topic {name}.\n", self.tool(
            "configs", "--alter", "--topic", name, "--add-config", "retention.ms=60000"))
        self.assertEqual(
            f"Dynamic configs for topic {name} are:\n"
            "  retention.ms=60000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=60000}\n",
            self.tool("configs", "--describe", "--topic", name))
        self.tool("configs", "--alter", "--topic", name, "--delete-config", "retention.ms")
        self.assertEqual(f"Dynamic configs for topic {name} are:\n",
                         self.tool("configs", "--describe", "--topic", name))

    def test_configs_shows_every_config_of_a_topic(self):
        shown = self.tool("configs", "--describe", "--all", "--topic", SESSION.topic())
        names = set(re.findall(r"^  ([a-z.]+)=", shown, re.MULTILINE))
        self.assertLessEqual({"cleanup.policy", "retention.ms", "segment.bytes", "max.message.bytes",
                              "flush.messages", "compression.type", "message.timestamp.type"}, names)

    def test_configs_refuses_an_unknown_name(self):
        self.tool("configs", "--alter", "--topic", SESSION.topic(), "--add-config", "no.such=1", code=1)

    def test_delete_records_moves_the_start(self):
        name = SESSION.topic()
        self.write(name, "a", "b", "c")
        path = SESSION.scratch / f"{name}.json"
        path.write_text(json.dumps({"version": 1,
                                    "partitions": [{"topic": name, "partition": 0, "offset": 2}]}))
        self.assertEqual("Executing records delete operation\nRecords delete operation completed:\n"
                         f"partition: {name}-0\tlow_watermark: 2\n",
                         self.tool("delete-records", "--offset-json-file", str(path)))
        self.assertEqual(f"{name}:0:2\n", self.tool("get-offsets", "--topic", name, "--time", "earliest"))

    def test_broker_api_versions_finds_what_this_broker_serves(self):
        shown = self.tool("broker-api-versions")
        self.assertTrue(shown.startswith(f"{SESSION.broker().address} (id: 1 rack: null"), shown)
        for served in ("Produce(0): 0 to ", "Fetch(1): ", "ListOffsets(2): ", "Metadata(3): 0 to ",
                       "ApiVersions(18): 0 to 4", "DescribeTopicPartitions(75): 0"):
            self.assertIn("\t" + served, shown)

    def test_cluster_tells_the_id(self):
        outcome = tools.run(self.version, "cluster", "cluster-id", "--bootstrap-server",
                            SESSION.broker().address)
        self.assertEqual(0, outcome.code, outcome.errors)
        self.assertRegex(outcome.output, r"(?m)^Cluster ID: \S{22,}$")


class Tools391(Tools411):
    """The same with the older tools."""
    version = "3.9.1"
