"""The brokers that are compared: ours, and Apache Kafka with the options that it ships with."""
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "support" / "apache"))

import apache  # noqa: E402

APACHE_VERSION = "4.1.1"
# What Kafka's own start script gives to the JVM.
JVM = ["-Xms1g", "-Xmx1g", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
       "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent"]
# Equal work for both: threads as many as the small machines have on which this runs.
SETTINGS = {"num.network.threads": 2, "num.io.threads": 2, "auto.create.topics.enable": "false"}


class Ours:
    """`kafka broker start`, on a free port."""

    name = "kafka-cpp"

    def __init__(self, kafka, directory):
        self.kafka = kafka
        self.data = pathlib.Path(directory) / "data"
        self.process = None
        self.address = None

    def prepare(self):
        """Nothing: an empty directory is formatted by starting."""

    def start(self):
        self.address = f"127.0.0.1:{apache.free_ports(1)[0]}"
        self.process = subprocess.Popen(
            [self.kafka, "broker", "start", "--listen", self.address, "--data", self.data],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await_metadata(self, 20)
        return self

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


class Apache(apache.Kafka):
    """Formats its directory before it is started, so that starting is all that is timed."""

    name = f"Apache Kafka {APACHE_VERSION}"

    def __init__(self, directory):
        super().__init__(APACHE_VERSION, directory, SETTINGS)
        self.jvm = JVM

    def prepare(self):
        self.format()

    def start(self, deadline=60):
        if not (self.data / "meta.properties").exists():
            self.format()
        self.configure()
        self.process = self.run("kafka.Kafka", self.directory / "server.properties")
        await_metadata(self, deadline)
        return self


def await_metadata(broker, deadline):
    end = time.monotonic() + deadline
    while not apache.answers_metadata(broker.address):
        if broker.process.poll() is not None or time.monotonic() > end:
            broker.kill()
            raise SystemExit(f"{broker.name} does not start")
        time.sleep(0.0002)
