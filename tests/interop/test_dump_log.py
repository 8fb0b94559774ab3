"""Kafka's own kafka-dump-log reads every file that the broker leaves, and finds nothing wrong."""
import re
import unittest

from harness import peers, samples, tools
from harness.groups import Group
from harness.once import once
from harness.session import SESSION


class Directory:
    """What a broker of its own left: a topic with each codec and one of several segments."""

    def __init__(self):
        broker = SESSION.fresh("dumped")
        self.data = broker.data
        self.codecs = SESSION.topic(len(samples.CODECS), broker=broker)
        self.rolled = SESSION.topic(broker=broker, segment_bytes=1 << 20)
        for partition, codec in enumerate(samples.CODECS):
            SESSION.peer("librdkafka").produce(broker.address, self.codecs, samples.records(partition),
                                               codec=codec, acks="all", idempotent="true")
        rows = [record._replace(value=b"x" * 8_000) for record in samples.records(0)]
        for _ in range(3):
            SESSION.peer("librdkafka").produce(broker.address, self.rolled, rows, **{"batch.size": "50000"})
        peers.commit(broker.address, "a-group", self.codecs, 1, 7)
        with Group(broker, "range", partitions=2) as group:
            self.group = group.name
            group.join("confluent")
            group.settle()
            group.close()
        broker.stop()

    def files(self, topic, partition, suffix):
        return sorted((self.data / f"{topic}-{partition}").glob(f"*.{suffix}"))


@once
def directory():
    return Directory()


class DumpLog411(unittest.TestCase):
    """The tool ends with 0 even when it finds damage, so its words are read."""
    version = "4.1.1"

    def dump(self, path, *words):
        outcome = tools.run(self.version, "dump-log", "--files", path, *words)
        self.assertEqual(0, outcome.code, outcome.output + outcome.errors)
        self.assertNotRegex(outcome.output + outcome.errors, "(?i)exception|mismatch|corrupt|isvalid: false")
        return outcome.output

    def test_reads_the_batches_and_records_of_each_codec(self):
        here = directory()
        for partition, codec in enumerate(samples.CODECS):
            path, = here.files(here.codecs, partition, "log")
            shown = self.dump(path, "--deep-iteration", "--print-data-log")
            # librdkafka leaves a batch as it is that would not get smaller.
            self.assertIn(set(re.findall(r"compresscodec: (\w+)", shown)), ({codec}, {codec, "none"}))
            self.assertEqual(list(range(len(samples.records(partition)))),
                             [int(offset) for offset in re.findall(r"\| offset: (\d+)", shown)])

    def test_sees_the_producer_and_its_sequence(self):
        here = directory()
        shown = self.dump(here.files(here.codecs, 0, "log")[0])
        self.assertNotIn("producerId: -1", shown)
        self.assertIn("baseSequence: 0", shown)

    def test_finds_the_indexes_of_every_segment_sane(self):
        here = directory()
        logs = here.files(here.rolled, 0, "log")
        self.assertGreater(len(logs), 2)
        for kind in ("index", "timeindex"):
            paths = here.files(here.rolled, 0, kind)
            self.assertEqual([path.stem for path in logs], [path.stem for path in paths])
            for path in paths:
                self.assertIn("passed sanity check", self.dump(path, "--index-sanity-check"))

    def test_finds_every_entry_of_the_indexes_in_the_log(self):
        here = directory()
        for path in here.files(here.rolled, 0, "index")[:2]:
            self.assertRegex(self.dump(path), r"offset: \d+ position: \d+")
        for path in here.files(here.rolled, 0, "timeindex")[:2]:
            self.assertRegex(self.dump(path), r"timestamp: \d+ offset: \d+")

    def test_reads_the_producer_snapshots(self):
        here = directory()
        paths = here.files(here.codecs, 0, "snapshot")
        self.assertTrue(paths, "a clean stop leaves a snapshot")
        self.assertRegex(self.dump(paths[-1]), r"producerId: \d+ producerEpoch: 0")

    def test_reads_the_metadata_log(self):
        here = directory()
        shown = "".join(self.dump(path, "--cluster-metadata-decoder")
                        for path in sorted((here.data / "__cluster_metadata-0").glob("*.log")))
        self.assertRegex(shown, "(?i)leader_?change")
        for kind in ("FEATURE_LEVEL_RECORD", "TOPIC_RECORD", "PARTITION_RECORD", "CONFIG_RECORD",
                     "PRODUCER_IDS_RECORD"):
            self.assertIn(f'"type":"{kind}"', shown)
        self.assertIn(f'"name":"{here.rolled}"', shown)
        self.assertNotIn("Could not decode", shown)


    def test_reads_the_groups_and_their_offsets(self):
        here = directory()
        shown = "".join(self.dump(path, "--offsets-decoder")
                        for path in sorted(here.data.glob("__consumer_offsets-*/*.log")) if path.stat().st_size)
        for said in ('"group":"a-group"', f'"topic":"{here.codecs}"', '"offset":7', f'"group":"{here.group}"',
                     '"protocolType":"consumer"', '"protocol":"range"', '"generation":1'):
            self.assertIn(said, shown)
        self.assertNotIn("Could not", shown)


class DumpLog391(DumpLog411):
    """The same with the older tool, which does not know the newest metadata records."""
    version = "3.9.1"
