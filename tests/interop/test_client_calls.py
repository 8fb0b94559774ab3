"""Every call of kafka::client against our broker and Apache Kafka 4.1.1 and 3.9.1."""
import unittest

from harness import peers
from harness.session import SESSION

CALLS = ["topics::ensure", "api_versions", "describe_cluster", "describe_topic_partitions", "produce and fetch",
         "raw_produce and raw_fetch", "offsets_for_leader_epochs", "init_producer_id", "find_coordinators",
         "the calls of a member", "consumer_offsets", "request", "delete_topics_by_id"]


class AgainstOurs(unittest.TestCase):
    """One program makes all the calls, and says of each how it went."""
    kind = "ours"

    def test_every_call_of_the_client_does_what_it_says(self):
        broker = SESSION.broker(self.kind)
        program = SESSION.build / "bin" / "interop_calls"
        done = peers.run([program, broker.address, SESSION.name("calls")], deadline=120)
        self.assertEqual([f"ok {name}" for name in CALLS], done.splitlines())


class AgainstApache4(AgainstOurs):
    """The same."""
    kind = "4.1.1"


class AgainstApache3(AgainstOurs):
    """The same."""
    kind = "3.9.1"
