#!/usr/bin/env python3
"""Apache Kafka from its published jars: fetched once into a cache, formatted, started, stopped.

usage: apache.py jars VERSION                       print the directory of the jars, fetching them if absent
       apache.py run VERSION --data DIR [-X k=v]    run a broker there until SIGTERM; prints "listening on"

The cache is $KAFKA_TEST_CACHE, or kafka-cpp in the user's cache directory.
"""
import argparse
import contextlib
import fcntl
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ("3.9.1", "4.1.1")
# As little as a broker of a few small topics needs, and a compiler that starts fast.
JVM = ["-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]


class ApacheError(Exception):
    """Apache Kafka did not do what the tests need of it; says what and shows its log."""


def cache():
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    path = pathlib.Path(os.environ.get("KAFKA_TEST_CACHE") or os.path.join(home, "kafka-cpp"))
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def only_one(name):
    """Holds a lock among processes: two runs must not fill the same directory."""
    with open(cache() / f"{name}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def jars(version):
    """The directory of the jars; they are complete once it has its final name."""
    libs = cache() / f"apache-kafka-{version}"
    with only_one(libs.name):
        if not libs.exists():
            partial = libs.with_name(libs.name + ".partial")
            shutil.rmtree(partial, ignore_errors=True)
            subprocess.run(["mvn", "-q", "-B", "-C", "-f", HERE / version / "pom.xml",
                            "dependency:copy-dependencies", "-DincludeScope=runtime",
                            f"-DoutputDirectory={partial}"], check=True, stdin=subprocess.DEVNULL)
            partial.rename(libs)
    return libs


def java(version, *arguments, classes=(), jvm=JVM):
    """The command line of a Java program with Apache's jars of that version on its class path."""
    configuration = HERE / version
    path = os.pathsep.join([*map(str, classes), f"{jars(version)}/*"])
    return ["java", *jvm, f"-Dlog4j.configuration=file:{configuration}/log4j.properties",
            f"-Dlog4j2.configurationFile={configuration}/log4j2.properties", "-cp", path,
            *map(str, arguments)]


def free_ports(count):
    """Ports that were free a moment ago; held together so that they differ."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def answers_metadata(address):
    """Whether the broker answers Metadata (version 1, no topics) with at least one broker."""
    host, port = address.rsplit(":", 1)
    body = struct.pack(">hhih", 3, 1, 7, -1) + struct.pack(">i", 0)
    try:
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(struct.pack(">i", len(body)) + body)
            reply = connection.makefile("rb").read(12)
    except OSError:
        return False
    return len(reply) == 12 and struct.unpack(">iii", reply)[2] > 0


class Kafka:
    """One broker and controller in one process, on loopback. Settings and log go to `directory`,
    data too unless a directory that another broker wrote is named."""

    def __init__(self, version, directory, settings=None, data=None):
        self.version = version
        self.directory = pathlib.Path(directory)
        self.data = pathlib.Path(data or self.directory / "data")
        self.settings = settings or {}
        self.jvm = JVM
        self.process = None
        self.address = None

    def properties(self, port, controller_port):
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
            "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.data,
            "offsets.topic.replication.factor": 1,
            "offsets.topic.num.partitions": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
            "transaction.state.log.num.partitions": 1,
            "share.coordinator.state.topic.replication.factor": 1,
            "share.coordinator.state.topic.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0,
            "log.cleaner.dedupe.buffer.size": 1048577,
            "num.network.threads": 2,
            "num.io.threads": 2,
            "background.threads": 2,
            **self.settings,
        }

    def configure(self):
        port, controller_port = free_ports(2)
        self.address = f"127.0.0.1:{port}"
        self.directory.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}={value}\n" for key, value in self.properties(port, controller_port).items()]
        (self.directory / "server.properties").write_text("".join(lines))

    def run(self, *arguments, **keywords):
        with open(self.directory / "server.log", "ab") as log:
            return subprocess.Popen(java(self.version, *arguments, jvm=self.jvm), stdin=subprocess.DEVNULL,
                                    stdout=log, stderr=log, **keywords)

    def log(self):
        return (self.directory / "server.log").read_text(errors="replace")[-8000:]

    def format(self):
        self.configure()
        properties = self.directory / "server.properties"
        if self.run("kafka.tools.StorageTool", "format", "-g", "-t", "kafka-cpp-interop-tests",
                    "-c", properties).wait(180):
            raise ApacheError(f"Kafka {self.version} did not format {self.data}:\n{self.log()}")

    def start(self, deadline=180):
        """Formats an absent directory, starts, and returns once Metadata is answered."""
        self.configure()
        if not (self.data / "meta.properties").exists():
            self.format()
        self.process = self.run("kafka.Kafka", self.directory / "server.properties")
        end = time.monotonic() + deadline
        while not answers_metadata(self.address):
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise ApacheError(f"Kafka {self.version} does not serve {self.data}:\n{self.log()}")
            time.sleep(0.05)
        return self

    def signal(self, number):
        if self.process:
            self.process.send_signal(number)
            self.process.wait(60)
            self.process = None

    def stop(self):
        self.signal(signal.SIGTERM)

    def kill(self):
        self.signal(signal.SIGKILL)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("action", choices=["jars", "run"])
    parser.add_argument("version", choices=VERSIONS)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("-X", action="append", default=[], metavar="KEY=VALUE", dest="settings")
    arguments = parser.parse_args()
    if arguments.action == "jars":
        print(jars(arguments.version))
        return
    if arguments.data is None:
        parser.error("run needs --data")
    settings = dict(setting.split("=", 1) for setting in arguments.settings)
    kafka = Kafka(arguments.version, arguments.data, settings).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: kafka.process.send_signal(signal.SIGTERM))
    print(f"listening on {kafka.address}", flush=True)
    sys.exit(kafka.process.wait())


if __name__ == "__main__":
    main()
