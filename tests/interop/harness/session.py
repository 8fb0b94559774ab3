"""What the tests of one run share: brokers, clients, topics, a scratch directory."""
import itertools
import pathlib
import shutil
import tempfile

from harness import peers
from harness.brokers import OurBroker
from harness.once import once
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
        self.machines = []
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

    @once
    def ours(self):
        return self.keep(self.our_program(self.scratch / "ours" / "data", SETTINGS).start())

    @once
    def apache(self, version):
        return self.keep(apache.Kafka(version, self.scratch / f"apache-{version}", SETTINGS).start())

    def our_program(self, data, settings=None, **keywords):
        """A broker of ours that is not started yet."""
        return OurBroker(self.kafka, data, settings, **keywords)

    def fresh(self, name, settings=None):
        """A broker of the kind under test with a directory of its own."""
        place = self.scratch / name
        settings = {**SETTINGS, **(settings or {})}
        if self.against == "ours":
            return self.keep(self.our_program(place / "data", settings).start())
        return self.keep(apache.Kafka(self.against, place, settings).start())

    def keep(self, broker):
        self.opened.append(broker)
        return broker

    @once
    def peer(self, name):
        directory = self.build / "interop-peers"
        directory.mkdir(parents=True, exist_ok=True)
        made = peers.MAKERS[name](directory)
        if hasattr(made, "close"):
            self.machines.append(made)
        return made

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
        for machine in self.machines:
            machine.close()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


SESSION = Session()
