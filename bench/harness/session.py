"""Runs loads, both clients in turn, and keeps what each run has cost the client and the broker."""
import collections
import itertools
import subprocess

from harness.brokers import Ours
from harness.loads import PARTITIONS
from harness.processes import Cost


class Session:
    def __init__(self, kafka, clients, raw, scale):
        self.kafka = kafka
        self.clients = clients  # ours and the one that it is compared with
        self.raw = raw
        self.scale = scale
        self.names = itertools.count()
        self.filled = {}
        # (load, broker's name, client's name) -> what each run printed, with the broker's CPU
        self.samples = collections.defaultdict(list)
        # (broker's name, client's name) -> what waiting for one of very many partitions has cost
        self.wide = collections.defaultdict(list)

    def topic(self, broker):
        name = f"bench-{next(self.names)}"
        self.admin(broker, "create", name, "-p", str(PARTITIONS))
        return name

    def admin(self, broker, *words):
        subprocess.run([self.kafka, "topic", *words, "-b", broker.address, "--timeout", "60s"],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

    def full_topic(self, broker, load):
        """One that holds the values that the load reads; filled once for each broker."""
        key = broker.name, load.size, load.codec
        if key not in self.filled:
            self.filled[key] = self.topic(broker)
            words = ["--size", str(load.size), "--compression", load.codec]
            subprocess.run([self.kafka, "bench", "produce", self.filled[key], "-b", broker.address,
                            "-n", str(load.messages(self.scale)), *words],
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        return self.filled[key]

    def run(self, load, broker, client, keep=True):
        reads = load.operation == "consume"
        topic = self.full_topic(broker, load) if reads else self.topic(broker)
        messages = load.messages(self.scale)
        with Cost(broker.process.pid) as cost:
            got = client.run(load, broker, topic, messages)
        if not reads:
            self.admin(broker, "delete", topic)
        got["broker_cpu_ns_per_message"] = cost.ns / messages
        if keep:
            self.samples[load, broker.name, client.name].append(got)

    def takers(self, load, broker):
        """Raw sockets only where a topic can be written to as soon as it is made: at our broker."""
        with_raw = load.operation == "latency" and broker == Ours.name
        return [*self.clients, self.raw] if with_raw else self.clients

    def round(self, loads, brokers, keep=True):
        for load in loads:
            for broker in brokers:
                for client in self.takers(load, broker.name):
                    self.run(load, broker, client, keep)
