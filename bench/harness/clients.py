"""The clients that are compared: both take the same words and print the same JSON."""
import dataclasses
import json
import subprocess


class Client:
    def __init__(self, name, *command):
        self.name = name
        self.command = list(map(str, command))

    def run(self, load, broker, topic, messages):
        words = [*self.command, load.operation, topic, "-b", broker.address, "-n", str(messages),
                 "-o", "json", *load.options()]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)


class Raw(Client):
    """No client at all: for latency, what the sockets and the broker take by themselves."""

    def run(self, load, broker, topic, messages):
        return super().run(dataclasses.replace(load, operation="raw"), broker, topic, messages)


def raw(build):
    return Raw("raw socket", build / "bin" / "bench_peer")


def both(build):
    return [Client("kafka-cpp", build / "bin" / "kafka", "bench"),
            Client("librdkafka", build / "bin" / "bench_peer")]
