"""What the tests of one run share: brokers, clients, topics, a scratch directory."""
import functools
import itertools
import pathlib
import shutil
import tempfile

from harness import peers
from harness.brokers import OurBroker
from harness.programs import apache

# What a broker of the tests is started with, ours and Apache's alike.
SETTINGS = {"message.max.bytes": 16 << 20, "num.partitions": 2}


class Session:
    """Everything is made when it is first asked for and gone after close()."""

    def __init__(self):
        self.build = None
        self.against = "ours"
        self.scratch = None
        self.opened = []
        self.names = itertools.count()

    def open(self, build, against):
        self.build = pathlib.Path(build).resolve()
        self.against = against
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="kafka-interop-"))

    @property
    def kafka(self):
        """Our command."""
        return self.build / "bin" / "kafka"

    def broker(self, kind=None):
        """The shared broker under test, or the one named: "ours" or a version of Apache Kafka."""
        kind = kind or self.against
        return self.ours() if kind == "ours" else self.apache(kind)

    @functools.cache
    def ours(self):
        return self.our_broker("shared", SETTINGS)

    @functools.cache
    def apache(self, version):
        return self.keep(apache.Kafka(version, self.scratch / f"apache-{version}", SETTINGS).start())

    def our_broker(self, name, settings=None, **keywords):
        """A broker of ours with a directory of its own."""
        return self.keep(OurBroker(self.kafka, self.scratch / name / "data", settings, **keywords).start())

    def keep(self, broker):
        self.opened.append(broker)
        return broker

    @functools.cache
    def peer(self, name):
        directory = self.build / "interop-peers"
        directory.mkdir(parents=True, exist_ok=True)
        return peers.MAKERS[name](directory)

    def name(self, prefix="topic"):
        """A topic name that no other test uses."""
        return f"{prefix}-{next(self.names)}"

    def topic(self, partitions=1, broker=None, **configs):
        """A new topic, made by librdkafka's admin client; config names have _ for a dot."""
        name = self.name()
        broker = broker or self.broker()
        peers.create_topic(broker.address, name, partitions,
                           {key.replace("_", "."): str(value) for key, value in configs.items()})
        if isinstance(broker, apache.Kafka):
            peers.await_leaders(broker.address, name, partitions)
        return name

    def close(self):
        for broker in self.opened:
            broker.kill()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


SESSION = Session()
